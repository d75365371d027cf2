package incharge.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.MongoQueryException;
import com.mongodb.ServerAddress;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class FailureTest {
    private record Person(String name, List<Integer> numbers) {
        Person {
            if (name.length() > 10) {
                throw new IllegalArgumentException(name + " is too long");
            }
        }
    }

    static Stream<String> unreadable() {
        return Stream.of("""
                {"name": "Anna", "numbers": [1, "Anna"]}""", """
                {"name": "Anna Andersen"}""", """
                {"name": Anna}""");
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void the_reason_holds_no_value_of_a_payload_that_cannot_be_read(String unreadable) {
        Throwable thrown = catchThrowable(() -> new JsonMapper().readValue(unreadable, Person.class));
        assertThat(thrown).hasMessageContaining("Anna");

        for (Throwable wrapped : List.of(thrown, new IllegalStateException(thrown.getMessage(), thrown))) {
            assertThat(Failure.of(wrapped))
                    .isInstanceOfSatisfying(
                            Failure.Permanent.class,
                            failure -> assertThat(failure.reason())
                                    .contains("a payload cannot be read")
                                    .doesNotContain("Anna"));
        }
    }

    @ParameterizedTest
    @CsvSource({"13435, Transient", "10107, Transient", "189, Transient", "2, Permanent"})
    void a_query_to_a_server_that_is_no_longer_the_primary_passes_by_itself(int code, String failure) {
        var answer = BsonDocument.parse("{ok: 0, code: " + code + ", errmsg: 'failed'}");

        assertThat(Failure.of(new MongoQueryException(answer, new ServerAddress()))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(failure);
    }
}
