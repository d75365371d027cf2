package incharge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.FileSystemException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.web.multipart.MultipartException;

class ProblemMapperTest {

    @Test
    void a_full_disk_is_no_fault_of_the_upload() {
        var full = new FileSystemException("/tmp/upload_1.tmp", null, "No space left on device");

        Problem problem = new ProblemMapper(List.of()).of(new MultipartException("cannot be parsed", full));

        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.code()).isEqualTo("unavailable");
        assertThat(problem.detail()).contains("disk of the service is full");
    }
}
