package incharge.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoQueryException;
import com.mongodb.ServerAddress;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.web.multipart.MultipartException;

class ProblemMapperTest {

    static Stream<Exception> full() {
        var full = new FileSystemException("/tmp/upload_1.tmp", null, "No space left on device");
        var closed = new IllegalStateException("cannot be written");
        closed.addSuppressed(new UncheckedIOException(full));
        return Stream.of(
                new MultipartException("cannot be parsed", full),
                new IllegalStateException(full),
                new RuntimeException("Fail to save", closed));
    }

    @ParameterizedTest
    @MethodSource("full")
    void a_full_disk_is_no_fault_of_the_request(Exception full) {
        Problem problem = new ProblemMapper(List.of()).of(full);

        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.code()).isEqualTo("unavailable");
        assertThat(problem.detail()).contains("disk of the service is full");
    }

    @Test
    void a_query_to_a_server_that_is_no_longer_the_primary_finds_a_part_away() {
        var answer = BsonDocument.parse("{ok: 0, code: 13435, codeName: 'NotPrimaryNoSecondaryOk', errmsg: ''}");

        Problem problem = new ProblemMapper(List.of()).of(new MongoQueryException(answer, new ServerAddress()));

        assertThat(problem).isEqualTo(Problem.partAway());
    }
}
