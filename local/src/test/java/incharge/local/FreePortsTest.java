package incharge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void a_port_that_somebody_listens_on_is_not_free() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.isFree(taken.getLocalPort())).isFalse();
        }
    }

    @Test
    void a_chosen_port_can_be_listened_on() throws IOException {
        int port = FreePorts.choose();

        try (var mine = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(mine.getLocalPort()).isEqualTo(port);
        }
    }

    @Test
    void a_port_that_another_process_chose_is_not_chosen() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AllOfSome.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = other.inputReader()) {
            assertThat(output.readLine()).isEqualTo("all");

            assertThatThrownBy(AllOfSome::choose).isInstanceOf(IllegalStateException.class);
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(AllOfSome.choose()).isBetween(AllOfSome.FIRST, AllOfSome.AFTER_LAST - 1);
    }

    /** Chooses all ports of a range that nothing else chooses from, says so and waits to be ended. */
    static final class AllOfSome {
        private static final int FIRST = 19_980;
        private static final int AFTER_LAST = 19_990;

        private AllOfSome() {}

        static int choose() {
            return FreePorts.choose(FIRST, AFTER_LAST);
        }

        public static void main(String[] arguments) throws InterruptedException {
            boolean more = true;
            while (more) {
                try {
                    choose();
                } catch (IllegalStateException _) {
                    more = false;
                }
            }
            System.out.println("all");
            Thread.currentThread().join();
        }
    }
}
