package incharge.benchmarks;

import incharge.benchmarks.SealingBenchmark.PersonEvent.ProfileChanged;
import incharge.eventstore.decider.Decider;
import incharge.eventstore.decider.EventStore;
import incharge.eventstore.decider.Origin;
import incharge.eventstore.decider.Personal;
import incharge.eventstore.decider.Vocabulary;
import incharge.eventstore.keys.KeyStore;
import incharge.eventstore.keys.MasterKey;
import incharge.eventstore.log.Criteria;
import incharge.eventstore.log.EventLog;
import incharge.eventstore.log.Tag;
import incharge.local.RealParts;
import incharge.sealing.Sealed;
import incharge.sealing.SealingKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures what it costs that texts of persons are sealed, against the same events in clear: commands of one event
 * each, from the decision to the append, and reporting-service from Kafka to its views.
 */
final class SealingBenchmark {
    private static final String TABLE = "Sealed texts of persons";
    private static final double MOST_OF_APPEND = 1.15;
    private static final double MOST_OF_FEED = 1.1;

    private static final int PERSONS = 1_000;
    private static final int CUSTOMERS = 1_000;
    private static final int FEED_EVENTS = 20_000;
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> PERSONAL = List.of("name", "email", "phone", "title", "sellerInfo");

    private SealingBenchmark() {}

    sealed interface PersonEvent {
        /** @param number that no other event has */
        record ProfileChanged(
                UUID personId,
                @Personal String name,
                @Personal String email,
                @Personal String phone,
                @Personal String title,
                long number)
                implements PersonEvent {
            Tag change() {
                return Tag.of("change", Long.toString(number));
            }

            String person() {
                return personId.toString();
            }
        }
    }

    private static final Vocabulary<PersonEvent> CLEAR = new Vocabulary<>(
            "incharge.benchmark",
            PersonEvent.class,
            SealingBenchmark::tags,
            event -> changed(event).person());
    private static final Vocabulary<PersonEvent> SEALED =
            CLEAR.withPersons(event -> changed(event).person());

    /** Records the event under a condition of its own, as the benchmark of the log does. */
    private static final Decider<PersonEvent, Boolean, PersonEvent> RECORDING = new Decider<>(
            () -> false,
            (event, _) -> List.of(event),
            (_, _) -> true,
            event -> Criteria.tagged(changed(event).change()));

    private static ProfileChanged changed(PersonEvent event) {
        return switch (event) {
            case ProfileChanged changed -> changed;
        };
    }

    private static Set<Tag> tags(PersonEvent event) {
        return Set.of(Tag.of("person", changed(event).person()), changed(event).change());
    }

    static void run(Options options, Report report) {
        Report.progress("sealing, append");
        var keys = KeyStore.open(
                RealParts.freshDatabase(), RealParts.freshDatabase(), new MasterKey(SealingKey.random(), null));
        try (var clearLog = EventLog.open(RealParts.freshDatabase());
                var sealedLog = EventLog.open(RealParts.freshDatabase());
                var clear = new EventStore<>(CLEAR, clearLog, JSON);
                var sealed = new EventStore<>(SEALED, sealedLog, keys, JSON)) {
            List<UUID> persons =
                    Stream.generate(UUID::randomUUID).limit(PERSONS).toList();
            keys.findOrMake(persons.stream().map(UUID::toString).toList());
            LongFunction<UUID> existing = number -> persons.get((int) (number % PERSONS));
            AppendBenchmark.Write inClear = write(clear, existing);
            append(options, report, "append", inClear, write(sealed, existing), true);
            append(options, report, "first event of a person", inClear, write(sealed, _ -> UUID.randomUUID()), false);
        }
        Report.progress("sealing, feed");
        try (var workspace = Workspace.of(options.data());
                var system = GrowingSystem.in(workspace, options, CUSTOMERS)) {
            feed(options, report, system);
        }
    }

    private static AppendBenchmark.Write write(EventStore<PersonEvent> store, LongFunction<UUID> person) {
        return number -> store.decide(
                RECORDING,
                new ProfileChanged(
                        person.apply(number),
                        "Felecia Pierce " + number,
                        "felecia.pierce." + number + "@example.com",
                        "+358 40 123 4567",
                        "Key account manager",
                        number),
                Origin.of("benchmark", UUID.randomUUID()));
    }

    private static void append(
            Options options,
            Report report,
            String what,
            AppendBenchmark.Write clear,
            AppendBenchmark.Write sealed,
            boolean aimed) {
        Duration half = options.round().dividedBy(2);
        AppendBenchmark.round(16, half, clear);
        AppendBenchmark.round(16, half, sealed);
        for (int threads : List.of(1, 16)) {
            List<Clients.Round> inClear = new ArrayList<>();
            List<Clients.Round> withSeal = new ArrayList<>();
            for (int i = 0; i < options.rounds(); i++) {
                inClear.add(AppendBenchmark.round(threads, half, clear));
                withSeal.add(AppendBenchmark.round(threads, half, sealed));
            }
            report(
                    report,
                    what + (threads == 1 ? ", 1 thread" : ", " + threads + " threads"),
                    Clients.median(withSeal).rate(),
                    Clients.median(inClear).rate(),
                    aimed ? MOST_OF_APPEND : Double.MAX_VALUE);
        }
    }

    /** The ratio is that of the times, so it is above 1 where sealing costs something. */
    private static void report(Report report, String what, double sealed, double clear, double most) {
        double ratio = clear / sealed;
        String figure = Report.perSecond(sealed);
        String baseline = "in clear " + Report.perSecond(clear);
        if (most == Double.MAX_VALUE) {
            report.add(TABLE, what, figure, baseline, ratio);
        } else {
            report.add(TABLE, what, figure, baseline, ratio, "at most " + most, ratio <= most);
        }
    }

    private static void feed(Options options, Report report, GrowingSystem system) {
        system.start();
        List<Employee> clear = employees(system, false);
        List<Employee> sealed = employees(system, true);
        send(
                system,
                "EmployeeAdded",
                Stream.concat(clear.stream(), sealed.stream()).toList());
        consume(system, clear);
        consume(system, sealed);
        List<Double> inClear = new ArrayList<>();
        List<Double> withSeal = new ArrayList<>();
        for (int i = 0; i < options.rounds(); i++) {
            inClear.add(consume(system, clear));
            withSeal.add(consume(system, sealed));
        }
        report(report, "feed of reporting-service", median(withSeal), median(inClear), MOST_OF_FEED);
    }

    private static double median(List<Double> rates) {
        return rates.stream().sorted().toList().get(rates.size() / 2);
    }

    /** @param key null for an employee whose texts are in clear */
    private record Employee(UUID id, int number, SealingKey key) {
        String payload(long sequence, String type) {
            ObjectNode payload = JSON.createObjectNode()
                    .put("employeeId", id.toString())
                    .put("externalId", "E-" + id)
                    .put("name", "Felecia Pierce " + sequence)
                    .put("email", "felecia.pierce." + number + "@example.com")
                    .put("phone", "+358 40 123 4567")
                    .put("title", "Key account manager")
                    .put("seller", true)
                    .put("sellerInfo", "Northern customers")
                    .put("active", true);
            if (key != null) {
                Sealed.seal(
                        payload,
                        PERSONAL,
                        id.toString(),
                        key,
                        TopicWriter.id(TopicWriter.RESPONSIBILITIES, sequence),
                        TopicWriter.name(TopicWriter.RESPONSIBILITIES, type));
            }
            return payload.toString();
        }
    }

    private static List<Employee> employees(GrowingSystem system, boolean sealed) {
        List<Employee> employees = new ArrayList<>();
        for (int number = 0; number < PERSONS; number++) {
            var employee = new Employee(UUID.randomUUID(), number, sealed ? SealingKey.random() : null);
            if (sealed) {
                system.topics().sendKey(employee.id(), employee.key().bytes());
            }
            employees.add(employee);
        }
        system.topics().flush();
        return employees;
    }

    /** Returns how many events a second are visible, from the first one that Kafka has. */
    private static double consume(GrowingSystem system, List<Employee> employees) {
        List<Employee> changed = Stream.generate(employees::stream)
                .flatMap(all -> all)
                .limit(FEED_EVENTS)
                .toList();
        return FEED_EVENTS * 1e9 / send(system, "EmployeeChanged", changed).toNanos();
    }

    /** Sends an event about each and returns the time until the views have all. */
    private static Duration send(GrowingSystem system, String type, List<Employee> employees) {
        String topic = TopicWriter.RESPONSIBILITIES;
        long sequence = system.topics().last(topic);
        List<String> payloads = new ArrayList<>();
        for (Employee employee : employees) {
            sequence++;
            payloads.add(employee.payload(sequence, type));
        }
        Instant time = Instant.now();
        long began = System.nanoTime();
        for (int i = 0; i < payloads.size(); i++) {
            system.topics().send(topic, type, employees.get(i).id(), time, payloads.get(i));
        }
        system.awaitAll();
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
