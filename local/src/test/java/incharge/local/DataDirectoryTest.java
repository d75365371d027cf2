package incharge.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path directory;

    private final List<String> output = new ArrayList<>();
    private final List<ChildProcess> children = new ArrayList<>();
    private DataDirectory data;

    @BeforeEach
    void open() {
        data = DataDirectory.open(directory.resolve("data"));
    }

    @AfterEach
    void close() {
        children.forEach(ChildProcess::kill);
        data.close();
    }

    @Test
    void what_an_earlier_start_left_running_is_stopped() {
        ChildProcess leftBehind = sleeping("of=" + data.mark() + "kafka");
        data.pidFile("kafka").write(leftBehind.pid());

        data.endLeftBehind(List.of("gateway", "kafka"), output::add);

        assertThat(leftBehind.await(Duration.ofSeconds(5))).isTrue();
        assertThat(output).singleElement().asString().contains("kafka", Long.toString(leftBehind.pid()));
        assertThat(directory.resolve("data/run/kafka.pid")).doesNotExist();
    }

    @Test
    void a_stranger_that_was_given_the_pid_is_left_alone() {
        ChildProcess stranger = sleeping("of=" + directory.resolve("data-of-another-one") + "/kafka");
        data.pidFile("kafka").write(stranger.pid());

        data.endLeftBehind(List.of("kafka"), output::add);

        assertThat(stranger.alive()).isTrue();
        assertThat(output).isEmpty();
    }

    @Test
    void a_torn_pid_file_stops_nothing() throws IOException {
        Files.writeString(directory.resolve("data/run/kafka.pid"), "12x");

        data.endLeftBehind(List.of("kafka"), output::add);

        assertThat(output).isEmpty();
    }

    @Test
    void addresses_can_be_sourced_by_a_shell() throws Exception {
        var addresses = new LinkedHashMap<String, String>();
        addresses.put("INCHARGE_URL", "http://127.0.0.1:8080");
        addresses.put("INCHARGE_MONGODB_URI", "mongodb://it's:p$w@db/?a=1&b=2");
        data.writeAddresses(addresses);

        Process shell = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        ". ./addresses.env; printf '%s %s' \"$INCHARGE_URL\" \"$INCHARGE_MONGODB_URI\"")
                .directory(directory.resolve("data/run").toFile())
                .start();

        assertThat(new String(shell.getInputStream().readAllBytes()))
                .isEqualTo("http://127.0.0.1:8080 mongodb://it's:p$w@db/?a=1&b=2");
    }

    @Test
    void the_master_key_is_made_once_for_its_owner_alone() throws IOException {
        Path file = data.masterKey();
        String made = Files.readString(file);

        assertThat(file).isEqualTo(directory.toRealPath().resolve("data/secrets/master-key"));
        assertThat(Base64.getDecoder().decode(made)).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
        assertThat(data.masterKey()).isEqualTo(file);
        assertThat(file).hasContent(made);
        try (var other = DataDirectory.open(directory.resolve("other"))) {
            assertThat(Files.readString(other.masterKey())).isNotEqualTo(made);
        }
    }

    @Test
    void the_services_that_own_persons_are_given_the_master_key_unless_the_environment_has_one() {
        Settings none = Settings.of(Map.of(), directory);
        Settings given = Settings.of(Map.of("INCHARGE_MASTER_KEY", "of the caller"), directory);

        for (String program : List.of("customer-service", "responsibility-service")) {
            assertThat(LocalSystem.masterKey(program, given, data)).isEmpty();
            assertThat(directory.resolve("data/secrets")).doesNotExist();
        }
        for (String program : List.of("grouping-service", "reporting-service", "gateway")) {
            assertThat(LocalSystem.masterKey(program, none, data)).isEmpty();
        }
        assertThat(LocalSystem.masterKey("customer-service", none, data))
                .containsExactly(
                        Map.entry("INCHARGE_MASTER_KEY_FILE", data.masterKey().toString()));
    }

    @Test
    void a_master_key_that_an_interrupted_start_left_unfinished_is_made_anew() throws IOException {
        Path unfinished = directory.resolve("data/secrets/master-key.new");
        Files.createDirectory(unfinished.getParent());
        Files.writeString(unfinished, "half a k");

        assertThat(Base64.getDecoder().decode(Files.readString(data.masterKey())))
                .hasSize(32);
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void two_launchers_do_not_share_a_directory() throws Exception {
        Process other = new ProcessBuilder(
                        Tools.java().toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpensDataDirectory.class.getName(),
                        directory.resolve("data").toString())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(other.getInputStream().readAllBytes())).contains("INCHARGE_DATA");
        assertThat(other.waitFor()).isNotZero();
    }

    static final class OpensDataDirectory {
        public static void main(String[] args) {
            DataDirectory.open(Path.of(args[0])).close();
        }
    }

    @Test
    void a_missing_directory_that_cannot_be_made_is_named() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.open(file)).hasMessageContaining(file.toString());
    }

    private ChildProcess sleeping(String argument) {
        ChildProcess child = ChildProcess.start(
                List.of("/bin/sh", "-c", "sleep 300; :", argument), Map.of(), directory.resolve("child.log"), "KILL");
        children.add(child);
        return child;
    }
}
