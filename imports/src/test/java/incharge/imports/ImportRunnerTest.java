package incharge.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import incharge.http.Area;
import incharge.http.Caller;
import incharge.http.Level;
import incharge.imports.Import.State;
import incharge.imports.ImportRun.Mode;
import incharge.imports.Inspection.ColumnUse;
import incharge.imports.Verdict.Outcome;
import incharge.local.RealParts;
import incharge.tabular.TableWarning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportRunnerTest {

    private static final ImportSettings SETTINGS =
            new ImportSettings(100, 4, Duration.ofSeconds(1), Duration.ofDays(30), Duration.ofMillis(1));
    private static final String NUMBERED = numbered(1, 1234);

    @TempDir
    private Path directory;

    private final String name = RealParts.freshDatabaseName();
    private final MongoDatabase database = RealParts.mongoClient().getDatabase(name);
    private final Imports imports = new Imports(database, SETTINGS);
    private final ImportedTexts texts = new ImportedTexts(database);
    private final ThingKind kind = new ThingKind(RealParts.mongoClient(), database);
    private final List<ImportRunner> runners = new ArrayList<>();

    @BeforeEach
    void index() {
        imports.index();
    }

    @AfterEach
    void stop() {
        runners.forEach(ImportRunner::close);
        database.drop();
    }

    @Test
    void every_row_gets_its_verdict_and_stops_no_other() throws IOException {
        String file = "number,name\n1,a\n2,\n1,again\n\n\"4\"x,b\n5,c,d\n6,e\n";

        Import done = finished(accepted(file, false), runner(kind));

        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.finishedAt()).isNotNull();
        assertThat(done.position()).isEqualTo(2);
        assertThat(rows(done))
                .extracting(Verdict::row, Verdict::outcome, Verdict::code, Verdict::field)
                .containsExactly(
                        tuple(1, Outcome.CREATED, null, null),
                        tuple(2, Outcome.REFUSED, "required", "name"),
                        tuple(3, Outcome.REFUSED, "number-taken", "number"),
                        tuple(5, Outcome.REFUSED, "quote-misplaced", null),
                        tuple(6, Outcome.REFUSED, "row-too-many-cells", null),
                        tuple(7, Outcome.CREATED, null, null));
    }

    @Test
    void the_caller_is_stored_with_the_levels_of_that_time() throws IOException {
        List<Caller> callers = new ArrayList<>();
        kind.before = run -> callers.add(run.caller());

        finished(accepted(NUMBERED, false), runner(kind));

        assertThat(callers).hasSize(13).allSatisfy(caller -> {
            assertThat(caller.actor()).isEqualTo("anna");
            assertThat(caller.employee()).isEqualTo("A-1");
            assertThat(caller.level(Area.CUSTOMERS)).isEqualTo(Level.EDIT);
            assertThat(caller.level(Area.GROUPS)).isEqualTo(Level.NONE);
        });
    }

    @Test
    void many_chunks_come_in_order_and_progress_grows() throws IOException {
        List<Integer> processed = new ArrayList<>();
        Import accepted = accepted(NUMBERED, false);
        kind.before = run -> processed.add(
                imports.find("things", run.importId()).orElseThrow().counts().processed());

        Import done = finished(accepted, runner(kind));

        assertThat(processed)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, 12).map(i -> i * 100).boxed().toList());
        assertThat(done.counts().created()).isEqualTo(1234);
        assertThat(done.position()).isEqualTo(1234);
        assertThat(rows(done)).extracting(Verdict::row).isSorted().hasSize(1234);
    }

    @Test
    void an_import_counts_as_stalled_until_its_chunk_is_done() throws IOException {
        Duration held = Duration.ofMillis(300);
        List<Duration> before = new ArrayList<>();
        List<Duration> after = new ArrayList<>();
        var runner = runner(kind);
        assertThat(runner.stalled()).isZero();
        long began = System.nanoTime();
        kind.before = _ -> {
            if (before.isEmpty()) {
                await().until(() -> runner.stalled().compareTo(held) > 0);
                before.add(runner.stalled());
            } else {
                after.add(Duration.ofNanos(System.nanoTime() - began).minus(runner.stalled()));
            }
        };

        finished(accepted(NUMBERED, false), runner);

        assertThat(before).hasSize(1);
        assertThat(after).hasSize(12).allSatisfy(done -> assertThat(done).isGreaterThan(held));
        await().until(() -> runner.stalled().isZero());
    }

    @Test
    void a_dry_run_changes_nothing_and_sees_across_chunks() throws IOException {
        Import done = finished(accepted(NUMBERED + "7,again\n", true), runner(kind));

        assertThat(done.counts().created()).isEqualTo(1234);
        assertThat(done.counts().refused()).isEqualTo(1);
        assertThat(done.position()).isZero();
        assertThat(database.getCollection("things").countDocuments()).isZero();
        assertThat(verdicts(done, Set.of(Outcome.REFUSED), false, 10))
                .extracting(Verdict::row, Verdict::code)
                .containsExactly(tuple(1235, "number-taken"));
    }

    @Test
    void a_process_killed_between_commit_and_verdicts_doubles_nothing() throws Exception {
        Import accepted = accepted(NUMBERED + "7,again\n", false);
        Process replica = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        DyingRunner.class.getName(),
                        RealParts.mongoUri(),
                        name,
                        "4")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("replica.log").toFile())
                .start();
        assertThat(replica.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(replica.exitValue())
                .as(Files.readString(directory.resolve("replica.log")))
                .isEqualTo(DyingRunner.KILLED);
        assertThat(stored(accepted).counts().processed()).isEqualTo(400);
        assertThat(database.getCollection("things").countDocuments()).isEqualTo(500);

        Import done = finished(accepted, runner(kind));

        assertThat(done.counts().created()).isEqualTo(1234);
        assertThat(done.counts().refused()).isEqualTo(1);
        assertThat(database.getCollection("things").countDocuments()).isEqualTo(1234);
        assertThat(done.position()).isEqualTo(1234);
        assertThat(rows(done)).extracting(Verdict::row).doesNotHaveDuplicates().hasSize(1235);
        Set<String> things = new HashSet<>();
        database.getCollection("things").find().forEach(thing -> things.add(thing.getString("_id")));
        assertThat(rows(done).stream().map(Verdict::id).filter(java.util.Objects::nonNull))
                .containsExactlyInAnyOrderElementsOf(things);
    }

    @Test
    void a_dry_run_that_another_takes_over_has_the_same_verdicts() throws Exception {
        Import accepted = accepted(NUMBERED + "7,again\n", true);
        var stuck = new CountDownLatch(1);
        var slow = new ThingKind(RealParts.mongoClient(), database);
        slow.before = run -> {
            if (run.chunk() == 5) {
                stuck.countDown();
                sleepUntilInterrupted();
            }
        };
        ImportRunner first = runner(slow);
        assertThat(stuck.await(60, TimeUnit.SECONDS)).isTrue();
        first.close();

        Import done = finished(accepted, runner(kind));

        assertThat(done.counts().created()).isEqualTo(1234);
        assertThat(done.counts().refused()).isEqualTo(1);
    }

    @Test
    void a_runner_that_was_taken_for_dead_does_no_harm() throws Exception {
        Import accepted = accepted(NUMBERED, false);
        var stuck = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        var slow = new ThingKind(RealParts.mongoClient(), database);
        slow.after = run -> {
            if (run.chunk() == 5) {
                stuck.countDown();
                awaitIgnoringInterrupts(released);
            }
        };
        ImportRunner first = runner(slow);
        assertThat(stuck.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(first.running()).isEqualTo(1);

        // the database thinks that its lease is over, as when the whole process had stood still
        var second = new ImportRunner(imports, texts::deletePending, List.of(kind), SETTINGS);
        runners.add(second);
        database.getCollection("imports")
                .updateOne(Filters.empty(), Updates.set("lease.until", Date.from(Instant.EPOCH)));
        String before = holder();
        second.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            if (before.equals(holder())) {
                database.getCollection("imports")
                        .updateOne(
                                Filters.eq("lease.holder", before),
                                Updates.set("lease.until", Date.from(Instant.EPOCH)));
                second.wakeUp();
                return false;
            }
            return true;
        });
        released.countDown();
        Import done = ended(accepted);
        await().until(() -> first.running() == 0 && second.running() == 0);

        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.counts().created()).isEqualTo(1234);
        assertThat(database.getCollection("things").countDocuments()).isEqualTo(1234);
        assertThat(rows(done)).extracting(Verdict::outcome).containsOnly(Outcome.CREATED);
    }

    @Test
    void what_is_away_is_waited_for() throws IOException {
        var failures = new AtomicInteger();
        kind.before = run -> {
            if (run.chunk() == 3 && failures.incrementAndGet() <= 10) {
                throw new IllegalStateException(new MongoTimeoutException("away"));
            }
        };

        Import done = finished(accepted(NUMBERED, false), runner(kind));

        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.counts().created()).isEqualTo(1234);
        assertThat(database.getCollection("things").countDocuments()).isEqualTo(1234);
    }

    @Test
    void what_stays_wrong_fails_and_keeps_what_was_done() throws IOException {
        kind.before = run -> {
            if (run.chunk() == 2) {
                throw new IllegalStateException("a fault of the kind");
            }
        };

        Import failed = finished(accepted(NUMBERED, false), runner(kind));

        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.code()).isEqualTo("import-failed");
        assertThat(failed.counts().created()).isEqualTo(200);
        assertThat(rows(failed)).hasSize(200);
    }

    @Test
    void an_undo_takes_back_all_but_what_was_changed_since() throws IOException {
        Import done = finished(accepted(NUMBERED + "7,again\n", false), runner(kind));
        rename("7");
        rename("1000");

        Import undone = undone(done);

        assertThat(undone.state()).isEqualTo(State.UNDONE);
        assertThat(undone.finishedAt()).isNotNull();
        assertThat(undone.counts().created()).isEqualTo(1234);
        assertThat(undone.undoing().undone()).isEqualTo(1232);
        assertThat(undone.undoing().kept()).isEqualTo(2);
        assertThat(numbers()).containsExactly("1000", "7");
        assertThat(verdicts(undone, Set.of(), true, 10))
                .extracting(Verdict::row, Verdict::outcome, Verdict::code, Verdict::field)
                .containsExactly(
                        tuple(7, Outcome.CREATED, "changed-since", "name"),
                        tuple(1000, Outcome.CREATED, "changed-since", "name"));
        assertThat(rows(undone)).extracting(Verdict::row).isSorted().hasSize(1235);
        assertThat(imports.beginUndo(done.id(), done.caller(), null, Instant.now()))
                .as("undone for good")
                .isEmpty();
    }

    @Test
    void an_undo_that_breaks_off_is_gone_on_with_and_counts_each_row_once() throws IOException {
        Import done = finished(accepted(NUMBERED, false), runner(kind));
        rename("555");
        var failures = new AtomicInteger();
        kind.afterUndo = run -> {
            if (run.chunk() == 5 && failures.incrementAndGet() <= 3) {
                throw new IllegalStateException("undone without an answer");
            }
        };

        Import undone = undone(done);

        assertThat(failures).hasValue(4);
        assertThat(undone.undoing().undone()).isEqualTo(1233);
        assertThat(undone.undoing().kept()).isEqualTo(1);
        assertThat(numbers()).containsExactly("555");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$5 too cheap", "$mapping", "$$NOW", "$100."})
    void the_reason_of_an_undo_is_text_whatever_it_looks_like(String reason) throws IOException {
        Import done = finished(accepted(numbered(1, 3), false), runner(kind));

        Import begun = imports.beginUndo(done.id(), done.caller(), reason, Instant.now())
                .orElseThrow();

        assertThat(begun.undoing().reason()).isEqualTo(reason);
        assertThat(begun.undoing().caller()).isEqualTo(done.caller());
    }

    @Test
    void a_row_that_stayed_at_first_and_then_did_not_is_undone() throws IOException {
        Import done = finished(accepted(numbered(1, 3), false), runner(kind));
        var passes = new AtomicInteger();
        kind.beforeUndo = _ -> {
            if (passes.incrementAndGet() == 1) {
                // verdicts kept by somebody who did not come to count them
                imports.store(
                        stored(done),
                        0,
                        rows(stored(done)).stream()
                                .map(verdict -> verdict.staying(UndoRun.UNKNOWN))
                                .toList());
                throw new IllegalStateException("broken off");
            }
        };

        Import undone = undone(done);

        assertThat(undone.undoing().kept()).isZero();
        assertThat(undone.undoing().undone()).isEqualTo(3);
        assertThat(rows(undone)).allMatch(verdict -> verdict.code() == null);
    }

    @Test
    void an_undo_that_fails_can_be_requested_again() throws IOException {
        Import done = finished(accepted(NUMBERED, false), runner(kind));
        kind.beforeUndo = run -> {
            if (run.chunk() == 2) {
                throw new IllegalStateException("a fault of the kind");
            }
        };

        Import failed = undone(done);
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.code()).isEqualTo("import-failed");
        assertThat(failed.undoing().undone()).isEqualTo(200);
        kind.beforeUndo = _ -> {};
        Import undone = undone(failed);

        assertThat(undone.state()).isEqualTo(State.UNDONE);
        assertThat(undone.code()).isNull();
        assertThat(undone.undoing().undone()).isEqualTo(1234);
        assertThat(numbers()).isEmpty();
    }

    @Test
    void of_an_import_that_failed_what_was_done_is_taken_back() throws IOException {
        kind.before = run -> {
            if (run.chunk() == 2) {
                throw new IllegalStateException("a fault of the kind");
            }
        };
        Import failed = finished(accepted(NUMBERED, false), runner(kind));

        Import undone = undone(failed);

        assertThat(undone.state()).isEqualTo(State.UNDONE);
        assertThat(undone.undoing().undone()).isEqualTo(200);
        assertThat(numbers()).isEmpty();
    }

    private Import undone(Import ended) {
        imports.beginUndo(ended.id(), ended.caller(), "by mistake", Instant.now())
                .orElseThrow();
        runners.getFirst().wakeUp();
        return ended(ended);
    }

    private void rename(String number) {
        database.getCollection("things").updateOne(Filters.eq("number", number), Updates.set("name", "renamed!"));
    }

    private List<String> numbers() {
        return database
                .getCollection("things")
                .find()
                .map(thing -> thing.getString("number"))
                .into(new ArrayList<>())
                .stream()
                .sorted()
                .toList();
    }

    @Test
    void the_texts_of_an_import_go_with_a_person_who_came_by_it() throws IOException {
        ImportRunner runner = runner(kind);
        Import rehearsed = finished(accepted("number,name\n1,Anna Acme\n2,Berta\n3,\n", true), runner);
        Import done = finished(accepted("number,name\n1,Anna Acme\n2,Berta\n3,\n", false), runner);
        Import other = finished(accepted(fresh(false, 1, "other"), "number,name\n4,Cecilia\n"), runner);
        UUID anna = UUID.fromString(rows(done).getFirst().id());
        List<Verdict> before = rows(done);

        texts.deleteOf(anna);
        texts.deleteOf(anna);

        for (Import deleted : List.of(rehearsed, done)) {
            assertThat(imports.fetch(deleted, directory.resolve("fetched"))).isFalse();
            assertThat(imports.rows(deleted, Set.of(), false, 0, 10))
                    .extracting(DecidedRow::values)
                    .containsOnlyNulls();
            assertThat(stored(deleted).inspection()).isEqualTo(new Inspection(null, 3, List.of(), List.of()));
        }
        assertThat(rows(done))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("message")
                .isEqualTo(before);
        assertThat(rows(done)).extracting(Verdict::message).containsOnlyNulls();
        assertThat(stored(done).counts()).isEqualTo(done.counts());
        assertThat(everything()).doesNotContain("Anna Acme", "Berta").contains("Cecilia");
        assertThat(imports.fetch(other, directory.resolve("fetched"))).isTrue();
    }

    @Test
    void an_import_that_runs_goes_on_and_loses_its_texts_at_its_end() throws IOException {
        List<UUID> made = new ArrayList<>();
        kind.before = run -> {
            if (run.chunk() == 1) {
                made.add(UUID.fromString(
                        imports.verdicts(imports.list(everyImport(), null, 1).getFirst(), 0)
                                .getFirst()
                                .id()));
                texts.deleteOf(made.getFirst());
                assertThat(texts.mayRemain(made.getFirst())).isTrue();
            }
        };
        ImportRunner runner = runner(kind);

        Import done = finished(accepted(NUMBERED, false), runner);

        assertThat(done.state()).isEqualTo(State.DONE);
        assertThat(done.counts().created()).isEqualTo(1234);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            runner.wakeUp();
            return !texts.mayRemain(made.getFirst());
        });
        assertThat(imports.fetch(done, directory.resolve("fetched"))).isFalse();
        assertThat(imports.rows(done, Set.of(), false, 0, 2_000))
                .hasSize(1234)
                .extracting(DecidedRow::values)
                .containsOnlyNulls();
    }

    @Test
    void a_file_of_an_import_of_a_former_version_is_compared_too() throws IOException {
        ImportRunner runner = runner(kind);
        String csv = "number,name\n1,Anna Acme\n";
        Import rehearsed = finished(accepted(fresh(true, 1, null), csv), runner);
        Import done = finished(accepted(fresh(false, 1, null), csv), runner);
        Import other = finished(accepted(fresh(false, 1, null), "number,name\n4,Cecilia\n"), runner);
        database.getCollection("imports").updateOne(Filters.eq(other.id().toString()), Updates.unset("fileHash"));

        texts.deleteOf(UUID.fromString(rows(done).getFirst().id()));

        assertThat(everything()).doesNotContain("Anna Acme").contains("Cecilia");
        assertThat(imports.fetch(rehearsed, directory.resolve("fetched"))).isFalse();
        assertThat(imports.fetch(other, directory.resolve("fetched"))).isTrue();
        // as a request computes it
        assertThat(stored(done).fileHash())
                .isEqualTo(HexFormat.of().formatHex(ImportController.sha256().digest(csv.getBytes(UTF_8))));
    }

    @Test
    void the_texts_of_an_import_that_is_undone_meanwhile_go_when_it_has_ended() throws IOException {
        ImportRunner runner = runner(kind);
        Import done = finished(accepted("number,name\n1,Anna Acme\n", false), runner);
        UUID anna = UUID.fromString(rows(done).getFirst().id());
        var undoing = new CountDownLatch(1);
        kind.beforeUndo = _ -> awaitIgnoringInterrupts(undoing);
        imports.beginUndo(done.id(), done.caller(), null, Instant.now()).orElseThrow();

        texts.deleteOf(anna);
        texts.deletePending();
        assertThat(texts.mayRemain(anna)).isTrue();
        undoing.countDown();
        runner.wakeUp();

        await().atMost(Duration.ofSeconds(60)).until(() -> !texts.mayRemain(anna));
        assertThat(everything()).doesNotContain("Anna Acme");
    }

    @Test
    void the_rows_of_a_person_are_found_without_a_look_at_all_rows() throws IOException {
        Import done = finished(accepted(NUMBERED, false), runner(kind));
        String id = rows(done).getFirst().id();

        Document plan =
                database.getCollection("imports.rows").find(Imports.about(id)).explain();

        assertThat(plan.get("executionStats", Document.class).getInteger("totalDocsExamined"))
                .isEqualTo(1);
    }

    @Test
    void an_import_is_kept_for_the_time_that_the_settings_say() throws IOException {
        var briefly = new ImportSettings(100, 4, Duration.ofSeconds(1), Duration.ofHours(2), Duration.ofMillis(1));
        Path file = Files.writeString(directory.resolve("t.csv"), "number,name\n1,a\n");

        Import accepted = new Imports(database, briefly).create(fresh(false, 1), null, file);

        for (String collection : List.of("imports", "imports.files")) {
            assertThat(database.getCollection(collection).find().first().getDate("expires"))
                    .isEqualTo(Date.from(accepted.startedAt().plus(Duration.ofHours(2))));
        }
    }

    private static ImportFilter everyImport() {
        return new ImportFilter(Set.of("things"), Set.of(), "anna", List.of(), List.of());
    }

    /** Returns all documents of imports as text, and the bytes in them as ISO-8859-1. */
    private String everything() {
        var text = new StringBuilder();
        for (String collection : List.of("imports", "imports.rows", "imports.files")) {
            for (Document document : database.getCollection(collection).find()) {
                text.append(document.toJson());
                document.values().stream()
                        .filter(Binary.class::isInstance)
                        .forEach(bytes -> text.append(bytesOf((Binary) bytes)));
            }
        }
        return text.toString();
    }

    private static String bytesOf(Binary binary) {
        return new String(binary.getData(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void several_imports_run_side_by_side() throws IOException {
        List<Import> accepted = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            accepted.add(accepted(numbered(i * 500 + 1, i * 500 + 500), false));
        }
        runner(kind);
        runner(new ThingKind(RealParts.mongoClient(), database));

        accepted.forEach(each -> assertThat(ended(each).counts().created()).isEqualTo(500));
        assertThat(database.getCollection("things").countDocuments()).isEqualTo(3000);
    }

    @Test
    void a_file_of_several_parts_comes_back_as_it_was() throws IOException {
        byte[] bytes = new byte[(2 << 20) + 17];
        new java.util.Random(42).nextBytes(bytes);
        Path file = Files.write(directory.resolve("big"), bytes);
        Import kept = imports.create(fresh(false, 0), null, file);

        Path back = directory.resolve("back");
        assertThat(imports.fetch(kept, back)).isTrue();
        assertThat(Files.mismatch(file, back)).isEqualTo(-1);
    }

    @Test
    void ids_are_uuidv7_and_the_same_for_the_same_row() {
        var run = new ImportRun(
                UuidCreator.getTimeOrderedEpoch(),
                new Caller("x", null, Map.of()),
                Mode.CREATE,
                false,
                Instant.now(),
                "h");

        List<UUID> ids = IntStream.range(0, 10_000).mapToObj(run::idFor).toList();

        assertThat(ids).doesNotHaveDuplicates().allSatisfy(id -> {
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
        });
        assertThat(run.at(3).idFor(17)).isEqualTo(run.idFor(17));
        assertThat(IntStream.of(1, 2, 1_023, 1_024, 65_535, 65_536, 499_999, 500_000)
                        .mapToObj(row -> run.idFor(row).toString()))
                .as("ascend with the rows")
                .isSorted();
    }

    @Test
    void retries_have_keys_of_their_own() {
        var caller = new Caller("anna", null, Map.of());
        var run = new ImportRun(UUID.randomUUID(), caller, Mode.CREATE, false, Instant.now(), "h");
        var keys = new ArrayList<String>();

        for (int chunk = 0; chunk < 4; chunk++) {
            var keysOfChunk = new ArrayList<>(List.of(run.at(chunk).idempotencyKey()));
            for (int number = 1; number <= ImportRun.RETRIES; number++) {
                keysOfChunk.add(run.at(chunk).retry(number).idempotencyKey());
            }
            var undo = new UndoRun(run.importId(), caller, null, Instant.now(), "h", chunk, new AtomicLong());
            assertThat(undo.decidedKeys()).isEqualTo(keysOfChunk);
            keys.addAll(keysOfChunk);
        }

        assertThat(keys).doesNotHaveDuplicates();
        // stored commits have these keys
        assertThat(run.at(2).retry(3).chunk()).isEqualTo(-13);
        assertThatThrownBy(() -> run.retry(6)).isInstanceOf(IllegalArgumentException.class);
    }

    private String holder() {
        return database.getCollection("imports")
                .find()
                .first()
                .get("lease", Document.class)
                .getString("holder");
    }

    private static void sleepUntilInterrupted() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void awaitIgnoringInterrupts(CountDownLatch latch) {
        boolean waiting = true;
        while (waiting) {
            try {
                latch.await();
                waiting = false;
            } catch (InterruptedException _) {
                // as slow as a suspended process
            }
        }
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    private static String numbered(int first, int last) {
        return IntStream.rangeClosed(first, last)
                .mapToObj(i -> i + ",thing " + i + "\n")
                .collect(Collectors.joining("", "thing_number,NAME\n", ""));
    }

    private ImportRunner runner(ImportKind decider) {
        var runner = new ImportRunner(imports, texts::deletePending, List.of(decider), SETTINGS);
        runners.add(runner);
        runner.start();
        return runner;
    }

    private Import accepted(String csv, boolean dryRun) throws IOException {
        return accepted(fresh(dryRun, (int) csv.lines().count() - 1), csv);
    }

    private Import accepted(Import fresh, String csv) throws IOException {
        return imports.create(fresh, null, Files.writeString(directory.resolve("t.csv"), csv));
    }

    private static Import fresh(boolean dryRun, int rows) {
        return fresh(dryRun, rows, "file");
    }

    private static Import fresh(boolean dryRun, int rows, String fileHash) {
        var caller = new Caller("anna", "A-1", Map.of(Area.CUSTOMERS, Level.EDIT));
        return Import.accepted(
                new Import.Request(
                        "things", caller, Mode.CREATE, dryRun, Map.of(), "hash", fileHash, SETTINGS.chunkRows()),
                new Inspection(
                        "t.csv",
                        rows,
                        List.of(new ColumnUse("NAME", "name", List.of("thing 1"))),
                        List.of(new TableWarning("columns-ignored", null, "Not read: \"thing\"."))));
    }

    private Import finished(Import accepted, ImportRunner runner) {
        runner.wakeUp();
        return ended(accepted);
    }

    private Import ended(Import accepted) {
        return await().atMost(Duration.ofSeconds(60)).until(() -> stored(accepted), it -> it.state() != State.RUNNING);
    }

    private Import stored(Import accepted) {
        return imports.find("things", accepted.id()).orElseThrow();
    }

    private List<Verdict> rows(Import stored) {
        return verdicts(stored, Set.of(), false, 100_000);
    }

    private List<Verdict> verdicts(Import stored, Set<Outcome> outcomes, boolean kept, int most) {
        return imports.rows(stored, outcomes, kept, 0, most).stream()
                .map(DecidedRow::verdict)
                .toList();
    }
}
