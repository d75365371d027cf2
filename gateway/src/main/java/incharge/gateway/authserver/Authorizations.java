package incharge.gateway.authserver;

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
import incharge.gateway.session.Digests;
import incharge.gateway.session.SecurityJson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.Binary;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2RefreshToken;
import org.springframework.security.oauth2.core.OAuth2Token;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationCode;
import org.springframework.security.oauth2.server.authorization.OAuth2AuthorizationService;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;

/**
 * The codes and refresh tokens that the gateway's own sign-in has given, in the database, so that they outlive a
 * restart. A machine's access token needs no record.
 *
 * <p>They are not encrypted as sessions are: the same database has the key that signs tokens ({@link SigningKeys}), so
 * its readers can act as anybody in any case. A company's provider keeps its own.
 */
final class Authorizations implements OAuth2AuthorizationService {

    /** A code is valid for five minutes, so an authorization without tokens may go after an hour. */
    private static final Duration WITHOUT_TOKENS = Duration.ofHours(1);

    private static final String STATE = "state";

    private static final List<Class<? extends OAuth2Token>> TOKENS = List.of(
            OAuth2AuthorizationCode.class, OAuth2AccessToken.class, OAuth2RefreshToken.class, OidcIdToken.class);

    private final MongoCollection<Document> authorizations;
    private final RegisteredClientRepository clients;
    private volatile boolean indexed;

    /** What is stored of an authorization beside its id. */
    private record Stored(
            String client, String principal, Set<String> scopes, Map<String, Object> attributes, List<Token> tokens) {

        private record Token(OAuth2Token token, Map<String, Object> metadata) {}

        private static Stored of(OAuth2Authorization given) {
            return new Stored(
                    given.getRegisteredClientId(),
                    given.getPrincipalName(),
                    given.getAuthorizedScopes(),
                    given.getAttributes(),
                    Authorizations.tokens(given)
                            .map(token -> new Token(token.getToken(), token.getMetadata()))
                            .toList());
        }
    }

    Authorizations(MongoDatabase database, RegisteredClientRepository clients) {
        this.authorizations = database.getCollection("authorizations")
                .withWriteConcern(WriteConcern.MAJORITY)
                .withReadConcern(ReadConcern.MAJORITY);
        this.clients = clients;
    }

    @Override
    public void save(OAuth2Authorization given) {
        if (!given.getAuthorizationGrantType().equals(AuthorizationGrantType.AUTHORIZATION_CODE)) {
            return;
        }
        ensureIndexes();
        List<String> keys = new ArrayList<>();
        if (given.getAttribute(STATE) instanceof String state) {
            keys.add(Digests.sha256(state));
        }
        tokens(given)
                .map(OAuth2Authorization.Token::getToken)
                .filter(token -> !(token instanceof OidcIdToken))
                .forEach(token -> keys.add(Digests.sha256(token.getTokenValue())));
        OAuth2Authorization.Token<OAuth2RefreshToken> refresh = given.getRefreshToken();
        Instant ends = refresh == null
                ? Instant.now().plus(WITHOUT_TOKENS)
                : Objects.requireNonNull(refresh.getToken().getExpiresAt());
        authorizations.replaceOne(
                eq(given.getId()),
                new Document("_id", given.getId())
                        .append("keys", keys)
                        .append("endsAt", Date.from(ends))
                        .append("authorization", new Binary(SecurityJson.write(Stored.of(given)))),
                new ReplaceOptions().upsert(true));
    }

    private static Stream<OAuth2Authorization.Token<? extends OAuth2Token>> tokens(OAuth2Authorization given) {
        return TOKENS.stream()
                .<OAuth2Authorization.Token<? extends OAuth2Token>>map(given::getToken)
                .filter(Objects::nonNull);
    }

    @Override
    public void remove(OAuth2Authorization given) {
        authorizations.deleteOne(eq(given.getId()));
    }

    @Override
    public OAuth2Authorization findById(String id) {
        return find(eq(id));
    }

    @Override
    public OAuth2Authorization findByToken(String token, OAuth2TokenType type) {
        OAuth2Authorization found = find(in("keys", Digests.sha256(token)));
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

    private OAuth2Authorization find(Bson filter) {
        Document found =
                authorizations.find(and(filter, gt("endsAt", new Date()))).first();
        return found == null
                ? null
                : SecurityJson.read(found.get("authorization", Binary.class).getData(), Stored.class)
                        .map(stored -> restored(found.getString("_id"), stored))
                        .orElse(null);
    }

    private OAuth2Authorization restored(String id, Stored stored) {
        RegisteredClient client = Objects.requireNonNull(clients.findById(stored.client()));
        OAuth2Authorization.Builder authorization = OAuth2Authorization.withRegisteredClient(client)
                .id(id)
                .principalName(stored.principal())
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .authorizedScopes(stored.scopes())
                .attributes(attributes -> attributes.putAll(stored.attributes()));
        stored.tokens().forEach(each -> authorization.token(each.token(), all -> all.putAll(each.metadata())));
        return authorization.build();
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
