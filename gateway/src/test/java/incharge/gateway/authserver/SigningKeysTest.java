package incharge.gateway.authserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import incharge.local.RealParts;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SigningKeysTest {

    private final MongoDatabase database = RealParts.freshDatabase();

    @Test
    void of_gateways_that_start_at_once_one_makes_the_key_and_all_use_it() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Stream<String> ids = threads
                    .invokeAll(Stream.<Callable<String>>generate(() -> () -> id(new SigningKeys(database).all()))
                            .limit(8)
                            .toList())
                    .stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .distinct();

            assertThat(ids).hasSize(1);
            assertThat(database.getCollection("keys").countDocuments()).isEqualTo(1);
        }
    }

    @Test
    void a_restart_finds_the_same_private_key() {
        JWKSet before = new SigningKeys(database).all();
        JWKSet after = new SigningKeys(database).all();

        assertThat(after.getKeys()).isEqualTo(before.getKeys()).allMatch(JWK::isPrivate);
    }

    private static String id(JWKSet keys) {
        return keys.getKeys().getFirst().getKeyID();
    }
}
