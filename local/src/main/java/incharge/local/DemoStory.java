package incharge.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bson.Document;

/**
 * Loads the past of the demo company: for each day of {@code demo/story.json} it sends the commands of its people and
 * imports what is known by then, and sends those of {@code demo/cards.json} about the customers. The services take the
 * time of their events from a file meanwhile ({@code INCHARGE_DEMO_CLOCK}), so that history and {@code asOf} show these
 * days.
 *
 * <p>Days in the story are those of {@link DemoTables#WRITTEN_FOR}. A path and a body may name an entity, such as
 * <code>{customer:1042}</code>, <code>{employee:E101}</code> or <code>{role:Controller}</code>, and the saved answer to
 * an earlier command, a batch or a new entity: <code>{saved:name}</code>.
 */
final class DemoStory {
    private static final LocalTime MORNING = LocalTime.of(7, 40);
    private static final Duration BETWEEN = Duration.ofMinutes(5);
    private static final Pattern REFERENCE =
            Pattern.compile("\\{(customer|project|employee|role|category|tag|team|saved):([^}\"]+)}");

    private final Api admin;
    private final Map<String, Api> people = new HashMap<>();
    private final String password;
    private final DemoTables tables;
    private final Path clock;
    private final Consumer<String> output;
    private final Map<String, Map<String, String>> ids = new HashMap<>();

    /** @param clock the file of the services' time */
    DemoStory(Api admin, String password, LocalDate today, Path clock, Consumer<String> output) {
        this.admin = admin;
        this.password = password;
        this.tables = new DemoTables(today);
        this.clock = clock;
        this.output = output;
    }

    /** Makes the services begin in the past; before they start. */
    static void begin(Path clock, LocalDate today) {
        set(clock, at(new DemoTables(today).shifted(days().getFirst().day()), 0).minus(Duration.ofHours(1)));
    }

    /** Lives through all days. */
    void play() {
        try {
            for (Day day : days()) {
                live(day);
            }
        } finally {
            people.values().forEach(Api::close);
        }
    }

    /** Gives the services the system's time. */
    static void end(Path clock) {
        try {
            Files.deleteIfExists(clock);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + clock, e);
        }
    }

    /** @param cards the commands about customers that are known on that day */
    private record Day(LocalDate day, List<Document> commands, List<Document> cards) {}

    private static List<Day> days() {
        Map<String, List<Document>> cards = commandsByDay("cards.json");
        return commandsByDay("story.json").entrySet().stream()
                .map(day -> new Day(
                        LocalDate.parse(day.getKey()), day.getValue(), cards.getOrDefault(day.getKey(), List.of())))
                .toList();
    }

    private static Map<String, List<Document>> commandsByDay(String file) {
        var byDay = new LinkedHashMap<String, List<Document>>();
        Document.parse(DemoTables.text(file))
                .getList("days", Document.class)
                .forEach(day -> byDay.put(day.getString("day"), day.getList("commands", Document.class, List.of())));
        return byDay;
    }

    private void live(Day day) {
        LocalDate today = tables.shifted(day.day());
        set(clock, at(today, 0));
        load("employees", "upsert", tables.employees(), day);
        int number = 0;
        for (Document command : day.commands()) {
            number++;
            set(clock, at(today, number));
            send(command, "story-" + day.day() + "-" + number);
        }
        set(clock, at(today, number + 1));
        load("customers", "create", tables.customers(day.day()), day);
        load("projects", "create", tables.projects(day.day()), day);
        load("responsibilities", "upsert", tables.responsibilities(day.day()), day);
        for (Document command : day.cards()) {
            number++;
            set(clock, at(today, number + 1));
            send(command, "card-" + day.day() + "-" + number);
        }
    }

    private void load(String what, String mode, DemoTables.Table table, Day day) {
        if (table.isEmpty()) {
            return;
        }
        String name = what + "-" + day.day() + ".csv";
        Document done = admin.importFile("/api/" + what + "/imports?mode=" + mode, name, table.csv(), "story-" + name);
        if (!"done".equals(done.getString("state")) || done.getInteger("refused", 0) > 0) {
            output.accept("Of the demo " + what + " " + done.getInteger("refused", 0) + " rows were refused (import "
                    + done.getString("importId") + " is " + done.getString("state") + ").");
        }
    }

    private void send(Document command, String key) {
        String client = command.getString("as");
        Api api = people.computeIfAbsent(client, name -> admin.as(name, password));
        String path = resolved(command.getString("path"));
        Document body = command.get("body", new Document());
        Document file = command.get("file", Document.class);
        Document answer = file == null
                ? api.command(
                        command.getString("method"),
                        path,
                        resolved(tables.shifted(body.toJson())),
                        command.get("source", "click"),
                        key)
                : api.upload(
                        path, file.getString("name"), file.getString("text").getBytes(UTF_8), key);
        if (command.containsKey("save")) {
            ids.computeIfAbsent("saved", _ -> new HashMap<>())
                    .put(command.getString("save"), answer.get("batchId", answer.getString("id")));
        }
    }

    private String resolved(String text) {
        return REFERENCE.matcher(text).replaceAll(reference -> id(reference.group(1), reference.group(2)));
    }

    private String id(String kind, String name) {
        Map<String, String> known = ids.computeIfAbsent(kind, _ -> new HashMap<>());
        if (!known.containsKey(name)) {
            String list = switch (kind) {
                case "category" -> "categories";
                case "customer", "project" -> kind + "s?archived=true";
                default -> kind + "s";
            };
            String key = switch (kind) {
                case "customer", "project" -> "number";
                case "employee" -> "externalId";
                default -> "name";
            };
            admin.get("/api/" + list + (list.contains("?") ? "&" : "?") + "limit=500")
                    .getList("items", Document.class)
                    .forEach(item -> known.put(item.getString(key), item.getString("id")));
        }
        String id = known.get(name);
        if (id == null) {
            throw new IllegalStateException("The demo story names an unknown " + kind + ": " + name);
        }
        return id;
    }

    private static Instant at(LocalDate day, int number) {
        return day.atTime(MORNING).plus(BETWEEN.multipliedBy(number)).toInstant(ZoneOffset.UTC);
    }

    private static void set(Path clock, Instant time) {
        try {
            Path unfinished = clock.resolveSibling(clock.getFileName() + ".new");
            Files.writeString(unfinished, time.toString());
            Files.move(unfinished, clock, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + clock, e);
        }
    }
}
