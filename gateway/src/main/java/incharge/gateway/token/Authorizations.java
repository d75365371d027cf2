package incharge.gateway.token;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOptions;
import incharge.gateway.session.Frozen;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;

/**
 * The codes and refresh tokens that the gateway's own sign-in has given, in the database, where a restart finds them. A
 * machine's access token says all by itself and is not kept.
 *
 * <p>They are not sealed as sessions are: beside them lies the key that signs tokens ({@link SigningKeys}), so who reads the
 * database of a gateway with a sign-in of its own is everybody anyway. A company's provider keeps its own.
 */
final class Authorizations implements OAuth2AuthorizationService {

    /** A code is good for five minutes; what never became a token may go after an hour. */
    private static final Duration WITHOUT_TOKENS = Duration.ofHours(1);

    private static final String STATE = "state";

    private final MongoCollection<Document> authorizations;
    private volatile boolean indexed;

    Authorizations(MongoDatabase database) {
        authorizations = database.getCollection("authorizations")
                .withWriteConcern(WriteConcern.MAJORITY)
                .withReadConcern(ReadConcern.MAJORITY);
    }

    @Override
    public void save(OAuth2Authorization given) {
        if (!given.getAuthorizationGrantType().equals(AuthorizationGrantType.AUTHORIZATION_CODE)) {
            return;
        }
        ensureIndexes();
        List<String> keys = new ArrayList<>();
        if (given.getAttribute(STATE) instanceof String state) {
            keys.add(key(state));
        }
        Stream.of(given.getToken(OAuth2AuthorizationCode.class), given.getAccessToken(), given.getRefreshToken())
                .filter(Objects::nonNull)
                .forEach(token -> keys.add(key(token.getToken().getTokenValue())));
        OAuth2Authorization.Token<OAuth2RefreshToken> refresh = given.getRefreshToken();
        Instant ends = refresh == null ? Instant.now().plus(WITHOUT_TOKENS) : ends(refresh.getToken());
        authorizations.replaceOne(
                eq(given.getId()),
                new Document("_id", given.getId())
                        .append("keys", keys)
                        .append("endsAt", Date.from(ends))
                        .append("authorization", Frozen.of(given)),
                new ReplaceOptions().upsert(true));
    }

    private static Instant ends(OAuth2Token token) {
        return Objects.requireNonNull(token.getExpiresAt(), "refresh tokens of the gateway end");
    }

    @Override
    public void remove(OAuth2Authorization given) {
        authorizations.deleteOne(eq(given.getId()));
    }

    @Override
    public OAuth2Authorization findById(String id) {
        return found(eq(id));
    }

    @Override
    public OAuth2Authorization findByToken(String token, OAuth2TokenType type) {
        OAuth2Authorization found = found(in("keys", key(token)));
        return found != null && (type == null || isOf(type, found, token)) ? found : null;
    }

    private static boolean isOf(OAuth2TokenType type, OAuth2Authorization found, String token) {
        if (type.getValue().equals(STATE)) {
            return token.equals(found.getAttribute(STATE));
        }
        OAuth2Authorization.Token<OAuth2Token> known = found.getToken(token);
        return known != null
                && switch (type.getValue()) {
                    case "code" -> known.getToken() instanceof OAuth2AuthorizationCode;
                    case "refresh_token" -> known.getToken() instanceof OAuth2RefreshToken;
                    default -> known.getToken() instanceof OAuth2AccessToken;
                };
    }

    private OAuth2Authorization found(Bson filter) {
        Document stored =
                authorizations.find(and(filter, gt("endsAt", new Date()))).first();
        return stored == null
                ? null
                : Frozen.thaw(stored.get("authorization", Binary.class), OAuth2Authorization.class)
                        .orElse(null);
    }

    private static String key(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void ensureIndexes() {
        if (!indexed) {
            authorizations.createIndex(Indexes.ascending("keys"));
            authorizations.createIndex(
                    Indexes.ascending("endsAt"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
            indexed = true;
        }
    }
}
