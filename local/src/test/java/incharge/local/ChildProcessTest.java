package incharge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {
    @TempDir
    Path directory;

    @Test
    void a_child_does_not_outlive_a_parent_that_was_killed() throws Exception {
        Path pid = directory.resolve("pid");
        Process parent = new ProcessBuilder(
                        Tools.java().toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        pid.toString(),
                        directory.resolve("child.log").toString())
                .inheritIO()
                .start();
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(pid) && Files.size(pid) > 0);
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(Files.readString(pid))).orElseThrow();

        parent.destroyForcibly().waitFor();

        await().atMost(Duration.ofSeconds(10)).until(() -> !child.isAlive());
        assertThat(parent.exitValue()).isNotZero();
    }

    static final class Parent {
        public static void main(String[] args) throws Exception {
            var child = ChildProcess.start(List.of("sleep", "300"), Map.of(), Path.of(args[1]), "KILL");
            Files.writeString(Path.of(args[0]), Long.toString(child.pid()));
            Thread.currentThread().join();
        }
    }
}
