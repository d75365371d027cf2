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

class WatchedTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private final List<Child> lives = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private Watched watched;

    @AfterEach
    void stop() {
        watched.stop(Duration.ofSeconds(5));
    }

    @Test
    void a_part_that_is_killed_is_started_again() throws Exception {
        watch("sleep 300");
        await().atMost(SOON).until(watched::ready);

        lives.getFirst().kill();

        await().atMost(SOON).until(() -> lives.size() == 2 && watched.ready());
        assertThat(Files.readString(pidFile()).strip())
                .isEqualTo(Long.toString(lives.getLast().pid()));
        assertThat(said).singleElement().asString().contains("sleeper", "137");
    }

    @Test
    void a_part_that_dies_at_once_is_started_again_and_again() {
        watch("exit 3");

        await().atMost(SOON).until(() -> lives.size() >= 3);
        assertThat(said).first().asString().contains("ended with status 3");
    }

    @Test
    void a_stopped_part_stays_stopped() {
        watch("sleep 300");
        await().atMost(SOON).until(watched::ready);

        watched.stop(Duration.ofSeconds(5));

        assertThat(lives).singleElement().matches(child -> !child.alive());
        assertThat(pidFile()).doesNotExist();
        assertThat(said).isEmpty();
    }

    @Test
    void a_part_that_does_not_listen_is_killed_when_the_time_is_over() {
        watch("trap '' TERM; while :; do sleep 1; done");
        await().atMost(SOON).until(watched::ready);

        watched.stop(Duration.ofMillis(300));

        assertThat(lives.getFirst().alive()).isFalse();
    }

    private void watch(String script) {
        watched = new Watched(new Sleeper(script), new PidFile(pidFile()), said::add);
        watched.start();
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
        public Child launch() {
            Child child =
                    Child.start(List.of("/bin/sh", "-c", script), Map.of(), directory.resolve("sleeper.log"), "KILL");
            lives.add(child);
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
