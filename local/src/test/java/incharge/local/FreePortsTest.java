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
        int first = FreePorts.choose();
        Process other = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OneOfTwo.class.getName(),
                        Integer.toString(first))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = other.inputReader()) {
            assertThat(output.readLine()).isEqualTo(Integer.toString(first + 1));

            assertThatThrownBy(() -> FreePorts.choose(first, first + 2)).isInstanceOf(IllegalStateException.class);
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(FreePorts.choose(first, first + 2)).isEqualTo(first + 1);
    }

    /** Chooses the port behind one that its parent has, says so and waits to be ended. */
    static final class OneOfTwo {
        private OneOfTwo() {}

        public static void main(String[] arguments) throws InterruptedException {
            int first = Integer.parseInt(arguments[0]);
            System.out.println(FreePorts.choose(first, first + 2));
            Thread.currentThread().join();
        }
    }
}
