package incharge.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;

/** All parts of one InCharge on this machine: started together, supervised, stopped in order. */
final class LocalSystem implements AutoCloseable {
    static final String GATEWAY = "gateway";
    static final List<String> SERVICES =
            List.of("customer-service", "responsibility-service", "grouping-service", "reporting-service");
    /** The services that have a log, and so the keys of the persons in it. */
    private static final Set<String> OWNERS_OF_PERSONS = Set.of("customer-service", "responsibility-service");
    /** A part stops before the parts that it uses. */
    static final List<List<String>> STOP_ORDER =
            List.of(List.of(GATEWAY), SERVICES, List.of("kafka"), List.of("mongod"));

    private static final Map<String, String> ADDRESS_OF = Map.of(
            "customer-service", "INCHARGE_CUSTOMERS_URL",
            "responsibility-service", "INCHARGE_RESPONSIBILITIES_URL",
            "grouping-service", "INCHARGE_GROUPINGS_URL",
            "reporting-service", "INCHARGE_REPORTING_URL");

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final DataDirectory data;
    private final Duration grace;
    private final Map<String, SupervisedPart> parts = new LinkedHashMap<>();
    private final Map<String, String> metrics = new LinkedHashMap<>();
    private final String mongoUri;
    private final String kafkaBootstrap;
    private final Optional<RecordedRegistries> registries;

    /**
     * @param aot gives the JVM options for the AOT cache of a program
     * @param grace the time that a part has to stop
     */
    LocalSystem(
            Settings settings,
            DataDirectory data,
            UnpackedPrograms programs,
            Function<AotCache, List<String>> aot,
            Duration grace,
            Consumer<String> output) {
        this.data = data;
        this.grace = grace;

        if (settings.mongoUri().isEmpty()) {
            var mongo = RealMongo.at(data.of("mongo"), 0, data.log("mongod"), "TERM");
            supervise(new MongodPart(mongo), output);
            mongoUri = mongo.uri();
        } else {
            mongoUri = settings.mongoUri().get();
        }
        if (settings.kafkaBootstrap().isEmpty()) {
            var options = new ArrayList<>(List.of(dataOption()));
            options.addAll(aot.apply(programs.kafka()));
            var kafka = RealKafka.at(data.of("kafka"), 0, data.log("kafka"), options, "TERM");
            supervise(new KafkaPart(kafka), output);
            kafkaBootstrap = kafka.bootstrap();
        } else {
            kafkaBootstrap = settings.kafkaBootstrap().get();
        }

        registries = settings.demo() ? Optional.of(RecordedRegistries.start()) : Optional.empty();
        superviseServices(settings, programs, aot, output);
        data.writeAddresses(addresses(settings));
    }

    private void superviseServices(
            Settings settings,
            UnpackedPrograms programs,
            Function<AotCache, List<String>> aot,
            Consumer<String> output) {
        var addresses = new LinkedHashMap<String, String>();
        for (Program program : programs.services()) {
            boolean gateway = program.name().equals(GATEWAY);
            int port = gateway ? settings.port() : FreePorts.choose();
            if (!gateway) {
                addresses.put(ADDRESS_OF.get(program.name()), "http://127.0.0.1:" + port);
            }
            var environment = new LinkedHashMap<>(settings.forServices(mongoUri, kafkaBootstrap));
            // Kafka's clients log every setting of every client at each start.
            environment.put("LOGGING_LEVEL_ORG_APACHE_KAFKA", "WARN");
            environment.put("SERVER_PORT", Integer.toString(port));
            environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort(program.name())));
            environment.putAll(gateway ? addresses : Map.of());
            environment.putAll(masterKey(program.name(), settings, data));
            environment.putAll(registries(program.name(), settings));
            if (Files.exists(data.demoClock())) {
                environment.put("INCHARGE_DEMO_CLOCK", data.demoClock().toString());
            }
            var options = new ArrayList<>(List.of(dataOption()));
            options.addAll(aot.apply(new AotCache(program.aotCache())));
            Path log = data.log(program.name());
            supervise(new ServicePart(program.name(), program.command(options), environment, port, log), output);
        }
    }

    /** Returns the variable with which a service that owns persons finds the master key, unless it inherits one. */
    static Map<String, String> masterKey(String program, Settings settings, DataDirectory data) {
        return OWNERS_OF_PERSONS.contains(program) && !settings.masterKey()
                ? Map.of("INCHARGE_MASTER_KEY_FILE", data.masterKey().toString())
                : Map.of();
    }

    /** Returns where customer-service finds those registries of which only recorded answers are here. */
    private Map<String, String> registries(String program, Settings settings) {
        if (!program.equals("customer-service") || registries.isEmpty()) {
            return Map.of();
        }
        var recorded = new LinkedHashMap<>(registries.get().variables());
        recorded.keySet().removeAll(settings.registries());
        return recorded;
    }

    /** Chooses the port of a program's metrics and notes their address. */
    private int managementPort(String program) {
        int port = FreePorts.choose();
        metrics.put(
                "INCHARGE_METRICS_" + program.toUpperCase(Locale.ROOT).replace('-', '_'),
                "http://127.0.0.1:" + port + "/actuator/prometheus");
        return port;
    }

    /** Marks the command lines of all processes on this data directory. */
    private String dataOption() {
        return "-Dincharge.data=" + data.mark();
    }

    void start() {
        parts.values().forEach(SupervisedPart::start);
    }

    /** Waits until every part is ready. Returns the names of the parts that are not ready in time. */
    List<String> awaitReady(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        List<String> missing;
        do {
            // One after the other: polling all of them would take processor time from those that start.
            for (SupervisedPart part : parts.values()) {
                while (!part.ready()
                        && System.nanoTime() < deadline
                        && !Thread.currentThread().isInterrupted()) {
                    LockSupport.parkNanos(PAUSE.toNanos());
                }
            }
            missing = parts.values().stream()
                    .filter(part -> !part.ready())
                    .map(SupervisedPart::name)
                    .toList();
        } while (!missing.isEmpty()
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted());
        return missing;
    }

    Path log(String part) {
        return data.log(part);
    }

    @Override
    public void close() {
        for (List<String> together : STOP_ORDER) {
            List<Thread> stopping = together.stream()
                    .filter(parts::containsKey)
                    .map(name -> Thread.ofPlatform()
                            .name("stop-" + name)
                            .start(() -> parts.get(name).stop(grace)))
                    .toList();
            for (Thread each : stopping) {
                try {
                    each.join();
                } catch (InterruptedException _) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        registries.ifPresent(RecordedRegistries::close);
        data.deleteAddresses();
    }

    /** Kills all parts together. */
    void kill() {
        parts.values().forEach(part -> part.stop(Duration.ZERO));
        registries.ifPresent(RecordedRegistries::close);
    }

    private Map<String, String> addresses(Settings settings) {
        var all = new LinkedHashMap<String, String>();
        all.put("INCHARGE_URL", settings.url());
        all.put("INCHARGE_MONGODB_URI", mongoUri);
        all.put("INCHARGE_KAFKA_BOOTSTRAP", kafkaBootstrap);
        all.putAll(metrics);
        return all;
    }

    private void supervise(Part part, Consumer<String> output) {
        parts.put(part.name(), new SupervisedPart(part, data.pidFile(part.name()), output));
    }
}
