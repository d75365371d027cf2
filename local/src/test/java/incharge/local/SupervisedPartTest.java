package incharge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedPartTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final List<ChildProcess> processes = new CopyOnWriteArrayList<>();
    private final List<String> output = new CopyOnWriteArrayList<>();
    private SupervisedPart part;

    @AfterEach
    void stop() {
        part.stop(Duration.ofSeconds(5));
    }

    @Test
    void a_part_that_is_killed_is_started_again() throws Exception {
        supervise("sleep 300");
        await().atMost(SOON).until(part::ready);

        processes.getFirst().kill();

        await().atMost(SOON).until(() -> processes.size() == 2 && part.ready());
        assertThat(Files.readString(pidFile()).strip())
                .isEqualTo(Long.toString(processes.getLast().pid()));
        assertThat(output).singleElement().asString().contains("sleeper", "137");
    }

    @Test
    void a_part_that_dies_at_once_is_started_again_and_again() {
        supervise("exit 3");

        await().atMost(SOON).until(() -> processes.size() >= 3);
        assertThat(output).first().asString().contains("ended with status 3");
    }

    @Test
    void a_stopped_part_stays_stopped() {
        supervise("sleep 300");
        await().atMost(SOON).until(part::ready);

        part.stop(Duration.ofSeconds(5));

        assertThat(processes).singleElement().matches(child -> !child.alive());
        assertThat(pidFile()).doesNotExist();
        assertThat(output).isEmpty();
    }

    @Test
    void a_part_that_does_not_listen_is_killed_when_the_time_is_over() {
        supervise("trap '' TERM; while :; do sleep 1; done");
        await().atMost(SOON).until(part::ready);

        part.stop(Duration.ofMillis(300));

        assertThat(processes.getFirst().alive()).isFalse();
    }

    private void supervise(String script) {
        part = new SupervisedPart(new Sleeper(script), new PidFile(pidFile()), output::add);
        part.start();
    }

    private Path pidFile() {
        return directory.resolve("sleeper.pid");
    }

    private final class Sleeper implements Part {
        private final String script;

        Sleeper(String script) {
            this.script = script;
        }

        @Override
        public String name() {
            return "sleeper";
        }

        @Override
        public PartProcess launch() {
            ChildProcess child = ChildProcess.start(
                    List.of("/bin/sh", "-c", script), Map.of(), directory.resolve("sleeper.log"), "KILL");
            processes.add(child);
            return child;
        }

        @Override
        public void settle() {
            // needs nothing
        }

        @Override
        public boolean ready() {
            return true;
        }
    }
}
