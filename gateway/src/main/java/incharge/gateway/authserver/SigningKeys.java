package incharge.gateway.authserver;

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
import incharge.gateway.session.Digests;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;

/**
 * The key that signs tokens, in the database, so that tokens outlive a restart. It is read at the first use, so that a
 * gateway can start before its database.
 */
final class SigningKeys implements JWKSource<SecurityContext> {

    /** The one id of the key: if two gateways start at once, one inserts its key and both use that. */
    private static final String SIGNING = "signing";

    private final MongoCollection<Document> keys;
    private volatile JWKSet cached;

    SigningKeys(MongoDatabase database) {
        keys = database.getCollection("keys")
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) {
        return selector.select(all());
    }

    /** @throws com.mongodb.MongoException if the key has not been read yet and the database is unavailable */
    JWKSet all() {
        if (cached == null) {
            synchronized (this) {
                if (cached == null) {
                    cached = new JWKSet(stored());
                }
            }
        }
        return cached;
    }

    /** Derives a secret that all gateways of one database share and none has to store. */
    String derived(String purpose) {
        RSAKey key = all().getKeys().getFirst().toRSAKey();
        return Digests.hmac(key.getPrivateExponent().decode(), purpose);
    }

    private RSAKey stored() {
        Document existing = keys.find(new Document("_id", SIGNING)).first();
        if (existing != null) {
            return parsed(existing);
        }
        RSAKey generated = generate();
        try {
            keys.insertOne(new Document("_id", SIGNING)
                    .append("jwk", generated.toJSONString())
                    .append("createdAt", Date.from(Instant.now())));
            return generated;
        } catch (MongoWriteException failed) {
            if (failed.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw failed;
            }
            return parsed(keys.find(new Document("_id", SIGNING)).first());
        }
    }

    private static RSAKey generate() {
        try {
            return new RSAKeyGenerator(2048)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("This Java cannot generate RSA keys", impossible);
        }
    }

    private static RSAKey parsed(Document stored) {
        try {
            return RSAKey.parse(stored.getString("jwk"));
        } catch (ParseException broken) {
            throw new IllegalStateException(
                    "The document keys/" + SIGNING + " in the database is not an RSA key", broken);
        }
    }
}
