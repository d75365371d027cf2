package incharge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.StandardEnvironment;

class TemporaryFilesTest {

    @TempDir
    private Path parent;

    /** A process with a file; it ends when it is killed. */
    static final class Holder {
        private Holder() {}

        /** @param arguments the directory of all processes */
        public static void main(String[] arguments) throws IOException {
            var files = new TemporaryFiles(Path.of(arguments[0]));
            Files.writeString(files.directory().resolve("upload"), "Anna Acme");
            System.out.println(files.directory());
            System.in.read();
        }
    }

    @Test
    void what_a_killed_process_left_goes_at_the_next_start_and_nothing_of_one_that_runs() throws Exception {
        Files.createDirectory(parent.resolve("incharge-of-another-program"));
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Path upload;
        try {
            upload = Path.of(holder.inputReader().readLine()).resolve("upload");

            new TemporaryFiles(parent);
            assertThat(upload).exists();
        } finally {
            holder.destroyForcibly().waitFor();
        }
        new TemporaryFiles(parent);

        assertThat(upload.getParent()).doesNotExist();
        assertThat(parent.resolve("incharge-of-another-program")).exists();
    }

    @Test
    void uploads_and_temporary_files_lie_in_the_directory_of_the_process() throws IOException {
        var environment = new StandardEnvironment();
        new HttpDefaults().postProcessEnvironment(environment, new SpringApplication());

        Path file = TemporaryFiles.create("upload");

        assertThat(file.getParent()).hasToString(environment.getProperty("spring.servlet.multipart.location"));
        Files.delete(file);
    }
}
