package incharge.gateway.token;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bson.Document;

/**
 * The key that signs tokens, kept in the database so that tokens outlive a restart. Read once, at the first use, so that a
 * gateway can start before its database.
 */
final class SigningKeys implements JWKSource<SecurityContext> {

    /** The one id that everybody writes to: of two gateways that start at once, one makes the key and both use it. */
    private static final String SIGNING = "signing";

    private final MongoCollection<Document> keys;
    private volatile JWKSet known;

    SigningKeys(MongoDatabase database) {
        keys = database.getCollection("keys")
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) {
        return selector.select(all());
    }

    /** @throws com.mongodb.MongoException when the key has not been read yet and the database is away */
    JWKSet all() {
        JWKSet read = known;
        if (read == null) {
            synchronized (this) {
                read = known == null ? new JWKSet(stored()) : known;
                known = read;
            }
        }
        return read;
    }

    /** A secret that all gateways of one database share and that nobody needs to keep: it follows from the signing key. */
    String derived(String purpose) {
        try {
            RSAKey key = all().getKeys().getFirst().toRSAKey();
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getPrivateExponent().decode(), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("this Java has no HMAC", impossible);
        }
    }

    private RSAKey stored() {
        Document existing = keys.find(new Document("_id", SIGNING)).first();
        if (existing != null) {
            return parsed(existing);
        }
        RSAKey made = made();
        try {
            keys.insertOne(new Document("_id", SIGNING)
                    .append("jwk", made.toJSONString())
                    .append("createdAt", Date.from(Instant.now())));
            return made;
        } catch (MongoWriteException failed) {
            if (failed.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw failed;
            }
            return parsed(keys.find(new Document("_id", SIGNING)).first());
        }
    }

    private static RSAKey made() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("this Java cannot make RSA keys", impossible);
        }
    }

    private static RSAKey parsed(Document stored) {
        try {
            return RSAKey.parse(stored.getString("jwk"));
        } catch (ParseException broken) {
            throw new IllegalStateException("keys/" + SIGNING + " in the database is not an RSA key", broken);
        }
    }
}
