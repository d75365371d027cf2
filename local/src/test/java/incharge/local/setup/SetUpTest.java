package incharge.local.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class SetUpTest {
    @Test
    void a_service_that_owns_persons_reaches_its_own_keys_and_no_other_program_any() {
        assertThat(databases("customer-service")).containsExactly("incharge-customers", "incharge-customers-keys");
        assertThat(databases("responsibility-service"))
                .containsExactly("incharge-responsibilities", "incharge-responsibilities-keys");
        assertThat(databases("grouping-service")).containsExactly("incharge-groupings");
        assertThat(databases("reporting-service")).containsExactly("incharge-reporting");
        assertThat(databases("gateway")).containsExactly("incharge-gateway");
    }

    @Test
    void every_service_reads_the_keys_at_kafka_and_those_that_own_persons_write_them() {
        assertThat(KafkaRights.services()).allSatisfy(service -> {
            List<String> allowed = KafkaRights.of(service).stream()
                    .filter(right -> right.pattern().name().equals("incharge.keys"))
                    .map(right -> right.entry().operation().toString())
                    .toList();
            if (List.of("customer-service", "responsibility-service").contains(service)) {
                assertThat(allowed)
                        .containsExactlyInAnyOrder("READ", "DESCRIBE", "DESCRIBE_CONFIGS", "WRITE", "CREATE");
            } else {
                assertThat(allowed).containsExactlyInAnyOrder("READ", "DESCRIBE");
            }
        });
    }

    private static Stream<String> databases(String program) {
        List<Document> roles = SetUp.roles(program);
        assertThat(roles).extracting(role -> role.getString("role")).containsOnly("readWrite");
        return roles.stream().map(role -> role.getString("db"));
    }
}
