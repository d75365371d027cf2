package incharge.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import incharge.local.ApiClient;
import incharge.local.ApiClient.Request;
import incharge.local.FreePorts;
import incharge.local.JvmOptions;
import incharge.local.RealKafka;
import incharge.local.RealMongo;
import incharge.local.RealProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** Two replicas of every program, each pair behind one address, beside one mongod and one broker. */
final class ReplicatedSystem implements AutoCloseable {
    static final List<String> PROGRAMS =
            List.of("customer-service", "responsibility-service", "grouping-service", "reporting-service", "gateway");

    private static final Set<String> OWNERS_OF_PERSONS = Set.of("customer-service", "responsibility-service");

    private static final Map<String, String> ADDRESS_OF = Map.of(
            "customer-service", "INCHARGE_CUSTOMERS_URL",
            "responsibility-service", "INCHARGE_RESPONSIBILITIES_URL",
            "grouping-service", "INCHARGE_GROUPINGS_URL",
            "reporting-service", "INCHARGE_REPORTING_URL");

    private static final Duration START = Duration.ofMinutes(5);
    private static final ApiClient HTTP = new ApiClient();

    private final Path directory;
    private final Map<String, String> masterKey = Map.of("INCHARGE_MASTER_KEY", freshKey());
    /** Why the directory for temporary files is not a small disk, if it is none. */
    private final Optional<String> unmounted;

    private final RealMongo mongo;
    private final RealKafka kafka;
    private final MongoClient client;
    private final Map<String, List<Replica>> replicas = new LinkedHashMap<>();
    private final Map<String, Balancer> balancers = new LinkedHashMap<>();

    /** One process of a program; an upgrade replaces its program. */
    final class Replica implements Balancer.Replica {
        final String program;
        private final int number;
        private RealProgram process;
        private String management;

        private Replica(String program, int number) {
            this.program = program;
            this.number = number;
        }

        long pid() {
            return process.pid();
        }

        RealProgram process() {
            return process;
        }

        @Override
        public int port() {
            return process.uri().getPort();
        }

        @Override
        public boolean ready() {
            return process != null && process.ready();
        }

        /** Ends it (SIGTERM). Returns how long that took. */
        Duration stop() {
            long began = System.nanoTime();
            process.close();
            return Duration.ofNanos(System.nanoTime() - began);
        }

        /** Starts it again and waits until it is ready. */
        void start() {
            process.start(START);
        }

        /** Returns whether it publishes the log of its service. */
        boolean publishes() {
            return HTTP.send(Request.to(management + "/health/readiness"))
                    .text()
                    .contains("\"PUBLISHING\"");
        }

        /** Sum of the series whose line begins so and contains this. */
        double metric(String begin, String part) {
            return HTTP.send(Request.to(management + "/prometheus"))
                    .text()
                    .lines()
                    .filter(line -> line.startsWith(begin) && line.contains(part))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                    .sum();
        }

        @Override
        public String toString() {
            return program + " " + number;
        }
    }

    private ReplicatedSystem(Path directory, RealMongo mongo, RealKafka kafka) throws IOException {
        this.directory = directory;
        this.unmounted = mount(temporary());
        this.mongo = mongo;
        this.kafka = kafka;
        this.client = MongoClients.create(mongo.uri());
        for (String program : PROGRAMS) {
            List<Replica> both = List.of(new Replica(program, 1), new Replica(program, 2));
            replicas.put(program, both);
            balancers.put(program, new Balancer(both));
        }
    }

    private static String freshKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    /** Prepares the system and starts nothing. */
    static ReplicatedSystem prepared() {
        try {
            Path directory = Files.createTempDirectory(RunningSystem.place(), "incharge-replicas");
            return new ReplicatedSystem(
                    directory,
                    RealMongo.prepared(directory.resolve("mongo")),
                    RealKafka.prepared(directory.resolve("kafka")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes a directory that is a disk of 64 MiB. Returns why it is only a directory, if so. */
    private static Optional<String> mount(Path directory) throws IOException {
        Files.createDirectory(directory);
        try {
            Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", directory.toString())
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(mount.getInputStream().readAllBytes(), UTF_8).strip();
            if (mount.waitFor() != 0) {
                return Optional.of("a small disk cannot be mounted here: " + printed);
            }
            // tests that are ended from outside leave no disk behind; processes may still use it then
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                if (Files.exists(directory)) {
                    run("umount", "--lazy", directory.toString());
                }
            }));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("a small disk cannot be mounted here: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Takes the program of all replicas from a checkout, or from a directory with app jars in the same places. */
    void programsFrom(Path home) {
        replicas.values().forEach(both -> both.forEach(replica -> programFrom(home, replica, Map.of())));
    }

    /** Gives a replica that does not run another version of its program, or other variables. */
    void programFrom(Path home, Replica replica, Map<String, String> variables) {
        int management = FreePorts.choose();
        Map<String, String> environment = new HashMap<>(Map.of(
                "INCHARGE_MONGODB_URI", mongo.uri(),
                "INCHARGE_KAFKA_BOOTSTRAP", kafka.bootstrap(),
                "INCHARGE_ISSUER", url(),
                "INCHARGE_URL", url(),
                "INCHARGE_RATE_LIMIT", "0",
                "INCHARGE_SIGN_IN_LIMIT", "0",
                "MANAGEMENT_SERVER_PORT", Integer.toString(management),
                "LOGGING_LEVEL_ORG_APACHE_KAFKA", "WARN"));
        if (replica.program.equals("gateway")) {
            // its own address differs from the issuer's, which is that of both
            environment.put("INCHARGE_OWN_SIGN_IN_ANYWHERE", "true");
            // before the test's own client gives up
            environment.put("INCHARGE_ANSWER_TIMEOUT", "55s");
            ADDRESS_OF.forEach((program, variable) ->
                    environment.put(variable, balancers.get(program).url()));
        }
        environment.putAll(OWNERS_OF_PERSONS.contains(replica.program) ? masterKey : Map.of());
        environment.putAll(variables);
        replica.management = "http://127.0.0.1:" + management + "/actuator";
        replica.process = RealProgram.of(
                replica.program,
                home,
                JvmOptions.LAPTOP,
                List.of("-Djava.io.tmpdir=" + temporary()),
                environment,
                log(replica));
    }

    /** The directory of all replicas for temporary files; of 64 MiB, if this may mount it. */
    Path temporary() {
        return directory.resolve("tmp");
    }

    /** Why {@link #temporary} cannot be filled without filling the machine, if so. */
    Optional<String> unmounted() {
        return unmounted;
    }

    Path log(Replica replica) {
        return directory.resolve(replica.program + "-" + replica.number + ".log");
    }

    /**
     * Starts everything in an order by chance, and what the programs depend on after {@code absence}. Fails if a
     * program ends meanwhile.
     */
    void startInAnyOrder(long seed, Duration absence) throws InterruptedException {
        List<Replica> programs = new ArrayList<>(all());
        var random = new Random(seed);
        Collections.shuffle(programs, random);
        List<Runnable> dependencies = new ArrayList<>(List.of(mongo::restart, kafka::restart));
        Collections.shuffle(dependencies, random);
        programs.forEach(replica -> replica.process.launch());
        for (Runnable dependency : dependencies) {
            Thread.sleep(absence);
            assertThat(programs).allMatch(replica -> replica.process.alive());
            dependency.run();
        }
        awaitReady();
    }

    /** Waits until every replica is ready. */
    void awaitReady() {
        all().forEach(replica -> replica.process.awaitReady(START));
    }

    List<Replica> all() {
        return replicas.values().stream().flatMap(List::stream).toList();
    }

    List<Replica> of(String program) {
        return replicas.get(program);
    }

    Balancer balancer(String program) {
        return balancers.get(program);
    }

    MongoClient client() {
        return client;
    }

    RealMongo mongo() {
        return mongo;
    }

    RealKafka kafka() {
        return kafka;
    }

    /** The replica of a service that publishes its log. */
    Replica publishing(String program) {
        return await().atMost(START)
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> of(program).stream().filter(Replica::publishes).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** The address of the gateways. */
    String url() {
        return balancers.get("gateway").url();
    }

    /** Sends a signal to a process, such as STOP. */
    static void signal(String signal, long pid) {
        run("kill", "-" + signal, Long.toString(pid));
    }

    static void run(String... command) {
        try {
            int status = new ProcessBuilder(command).inheritIO().start().waitFor();
            assertThat(status).as(String.join(" ", command)).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        all().parallelStream().filter(replica -> replica.process != null).forEach(replica -> replica.process.kill());
        client.close();
        kafka.kill();
        mongo.kill();
        balancers.values().forEach(Balancer::close);
        if (unmounted.isEmpty()) {
            run("umount", temporary().toString());
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
