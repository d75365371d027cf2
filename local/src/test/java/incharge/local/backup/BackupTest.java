package incharge.local.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ValidationOptions;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import incharge.local.RealMongo;
import incharge.local.backup.Manifest.Copied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    private static final String NAME = "this test";

    @TempDir
    private static Path data;

    private static RealMongo mongo;

    @TempDir
    private Path files;

    private MongoClient client;

    @BeforeAll
    static void start() {
        mongo = RealMongo.start(data, 0);
    }

    @AfterAll
    static void stop() {
        mongo.close();
    }

    @BeforeEach
    void connect() {
        client = connected(_ -> {});
    }

    private static MongoClient connected(Consumer<MongoClientSettings.Builder> more) {
        MongoClientSettings.Builder settings = MongoClientSettings.builder()
                .applyConnectionString(new ConnectionString(mongo.uri()))
                .applicationName(NAME);
        more.accept(settings);
        return MongoClients.create(settings.build());
    }

    @AfterEach
    void empty() {
        databases().forEach(name -> client.getDatabase(name).drop());
        client.close();
    }

    @Test
    void what_is_restored_is_what_was_there_with_indexes_and_options() {
        MongoDatabase customers = client.getDatabase("incharge-customers");
        customers.createCollection(
                "log",
                new CreateCollectionOptions()
                        .validationOptions(new ValidationOptions().validator(Filters.exists("time"))));
        customers
                .getCollection("log")
                .createIndex(
                        Indexes.ascending("key"),
                        new IndexOptions().unique(true).sparse(true).name("by key"));
        customers
                .getCollection("sessions")
                .createIndex(Indexes.ascending("end"), new IndexOptions().expireAfter(90L, TimeUnit.DAYS));
        customers
                .getCollection("log")
                .insertMany(IntStream.rangeClosed(1, 3_000)
                        .mapToObj(i -> new Document("_id", (long) i)
                                .append("time", i)
                                .append(i % 2 == 0 ? "key" : "no key", "k" + i)
                                .append("bytes", new Binary(new byte[i])))
                        .toList());
        client.getDatabase("incharge-of-later").getCollection("keys").insertOne(new Document("_id", "master"));
        client.getDatabase("incharge-reporting").getCollection("versions").insertOne(new Document("_id", 1));
        client.getDatabase("another").getCollection("things").insertOne(new Document("_id", 1));
        List<Collection> before = Collection.all(client, Content.DATA);

        Manifest written = backup();
        emptied();
        Manifest restored = restore();

        assertThat(written.collections())
                .extracting(copied -> copied.collection().toString(), Copied::documents)
                .containsExactly(
                        tuple("incharge-customers.log", 3_000L),
                        tuple("incharge-customers.sessions", 0L),
                        tuple("incharge-of-later.keys", 1L));
        assertThat(restored).isEqualTo(written);
        assertThat(Collection.all(client, Content.DATA)).isEqualTo(before);
        assertThat(databases()).containsExactly("incharge-customers", "incharge-of-later");
        assertThat(backup("again").collections()).isEqualTo(written.collections());
    }

    @Test
    void the_keys_of_persons_are_in_a_backup_of_their_own() {
        insert("incharge-a", "log", "event");
        insert("incharge-a-keys", "keys", "key of now");

        assertThat(databases(backup())).containsExactly("incharge-a");
        assertThat(databases(backup(Content.KEYS, "keys"))).containsExactly("incharge-a-keys");
        assertThatThrownBy(() -> restore(Content.KEYS, "backup"))
                .isInstanceOf(Failed.class)
                .hasMessage("The backup holds incharge-a: it is none of the keys. Restore it without --keys.");
        assertThatThrownBy(() -> restore(Content.DATA, "keys"))
                .isInstanceOf(Failed.class)
                .hasMessage("The backup holds incharge-a-keys: it is one of the keys. Restore it with --keys.");
        emptied();

        assertThat(databases(restore(Content.KEYS, "keys"))).containsExactly("incharge-a-keys");
        assertThat(databases(restore())).containsExactly("incharge-a");
        assertThat(documents("incharge-a", "log")).containsExactly(new Document("_id", "event"));
        assertThat(documents("incharge-a-keys", "keys")).containsExactly(new Document("_id", "key of now"));
    }

    @Test
    void a_restore_of_the_data_keeps_the_keys_and_one_of_the_keys_the_data() {
        insert("incharge-a", "log", "event");
        insert("incharge-a-keys", "keys", "key");
        backup();
        backup(Content.KEYS, "keys");
        client.getDatabase("incharge-a").drop();
        insert("incharge-a-keys", "keys", "later key");

        restore();
        assertThat(documents("incharge-a-keys", "keys"))
                .containsExactly(new Document("_id", "key"), new Document("_id", "later key"));
        assertThatThrownBy(() -> restore(Content.KEYS, "keys"))
                .isInstanceOf(Failed.class)
                .hasMessageContaining("not empty, it has incharge-a-keys. ");
        client.getDatabase("incharge-a-keys").drop();
        insert("incharge-a", "log", "later event");

        restore(Content.KEYS, "keys");
        assertThat(documents("incharge-a", "log"))
                .containsExactly(new Document("_id", "event"), new Document("_id", "later event"));
    }

    @Test
    void keys_of_one_service_are_restored_beside_those_of_another() {
        insert("incharge-a-keys", "keys", "key of a");
        insert("incharge-b-keys", "keys", "key of b");
        backup(Content.KEYS, "keys");
        client.getDatabase("incharge-b-keys").drop();
        insert("incharge-a-keys", "keys", "later key of a");
        insert("incharge-c-keys", "keys", "key of c");

        assertThatThrownBy(() -> restore(Content.KEYS, "keys"))
                .isInstanceOf(Failed.class)
                .hasMessageContaining("not empty, it has incharge-a-keys. ");
        assertThatThrownBy(() -> restored("incharge-a-keys"))
                .isInstanceOf(Failed.class)
                .hasMessageContaining("not empty, it has incharge-a-keys. ");
        assertThatThrownBy(() -> restored("incharge-c-keys"))
                .isInstanceOf(Failed.class)
                .hasMessage("The backup does not hold incharge-c-keys, but incharge-a-keys, incharge-b-keys.");
        assertThat(databases()).containsExactly("incharge-a-keys", "incharge-c-keys");

        assertThat(databases(restored("incharge-b-keys"))).containsExactly("incharge-b-keys");
        assertThat(documents("incharge-b-keys", "keys")).containsExactly(new Document("_id", "key of b"));
        assertThat(documents("incharge-a-keys", "keys"))
                .containsExactly(new Document("_id", "key of a"), new Document("_id", "later key of a"));
    }

    private Manifest restored(String database) {
        return new Restore(client, NAME).from(Archive.open(files.resolve("keys")), Content.KEYS, Optional.of(database));
    }

    @Test
    void no_keys_to_back_up_is_a_failure() {
        insert("incharge-a", "log", "event");

        assertThatThrownBy(() -> backup(Content.KEYS, "keys"))
                .isInstanceOf(Failed.class)
                .hasMessage("There is no database with keys of persons in this replica set.");
    }

    private void insert(String database, String collection, String id) {
        client.getDatabase(database).getCollection(collection).insertOne(new Document("_id", id));
    }

    private List<Document> documents(String database, String collection) {
        return client.getDatabase(database).getCollection(collection).find().into(new ArrayList<>());
    }

    private static List<String> databases(Manifest manifest) {
        return manifest.collections().stream()
                .map(copied -> copied.collection().database())
                .distinct()
                .toList();
    }

    /** As soon as the index is there, the test deletes as MongoDB does once a minute, which cannot be made sooner. */
    @Test
    void a_document_that_has_expired_since_the_backup_is_restored_and_then_deleted() {
        expiry(false);
        MongoCollection<Document> sessions =
                client.getDatabase("incharge-gateway").getCollection("sessions");
        sessions.createIndex(Indexes.ascending("end"), new IndexOptions().expireAfter(0L, TimeUnit.SECONDS));
        sessions.insertOne(new Document("_id", 1).append("end", Date.from(Instant.EPOCH)));
        Manifest written = backup();
        emptied();
        CommandListener deletion = new CommandListener() {
            @Override
            public void commandSucceeded(CommandSucceededEvent event) {
                if (event.getCommandName().equals("createIndexes")) {
                    sessions.deleteMany(Filters.lte("end", new Date()));
                }
            }
        };

        try (MongoClient restoring = connected(builder -> builder.addCommandListener(deletion))) {
            assertThat(new Restore(restoring, NAME)
                            .from(Archive.open(files.resolve("backup")), Content.DATA, Optional.empty()))
                    .isEqualTo(written);
        } finally {
            expiry(true);
        }
        assertThat(written.collections()).extracting(Copied::documents).containsExactly(1L);
        assertThat(sessions.countDocuments()).isZero();
        assertThat(sessions.listIndexes()).hasSize(2);
    }

    private void expiry(boolean enabled) {
        client.getDatabase("admin").runCommand(new Document("setParameter", 1).append("ttlMonitorEnabled", enabled));
    }

    @Test
    void all_databases_are_copied_as_they_were_at_one_time() {
        client.getDatabase("incharge-a").getCollection("log").insertOne(new Document("_id", 1));
        client.getDatabase("incharge-b").getCollection("log").insertOne(new Document("_id", 1));

        try (var moment = Moment.of(client, Content.DATA)) {
            client.getDatabase("incharge-a").getCollection("log").insertOne(new Document("_id", 2));
            client.getDatabase("incharge-b").getCollection("log").insertOne(new Document("_id", 2));
            client.getDatabase("incharge-b").getCollection("log").deleteOne(Filters.eq(1));

            assertThat(Archive.write(moment, files.resolve("backup")).collections())
                    .allMatch(copied -> copied.documents() == 1);
        }
        emptied();
        restore();

        for (String database : List.of("incharge-a", "incharge-b")) {
            assertThat(client.getDatabase(database).getCollection("log").find().into(new ArrayList<>()))
                    .containsExactly(new Document("_id", 1));
        }
    }

    @Test
    void a_backup_that_takes_longer_than_the_past_is_kept_fails_and_leaves_nothing() throws IOException {
        var log = client.getDatabase("incharge-a").getCollection("log").withWriteConcern(WriteConcern.MAJORITY);
        log.insertOne(new Document("_id", 1));
        window(0);
        try (var moment = Moment.of(client, Content.DATA)) {
            // the past is given up when later writes have been committed
            for (int i = 2; i < 2_000 && readable(moment); i++) {
                log.insertOne(new Document("_id", i));
            }

            assertThatThrownBy(() -> Archive.write(moment, files.resolve("backup")))
                    .isInstanceOf(Failed.class)
                    .hasMessageContaining("minSnapshotHistoryWindowInSeconds: 3600");
        } finally {
            window(300);
        }
        try (Stream<Path> left = Files.list(files.resolve("backup"))) {
            assertThat(left).isEmpty();
        }
        assertThatThrownBy(() -> Archive.open(files.resolve("backup")))
                .hasMessageContaining("There is no finished backup");
    }

    private static boolean readable(Moment moment) {
        try {
            moment.read(moment.collections().getFirst(), _ -> {});
            return true;
        } catch (Failed _) {
            return false;
        }
    }

    private void window(int seconds) {
        client.getDatabase("admin")
                .runCommand(new Document("setParameter", 1).append("minSnapshotHistoryWindowInSeconds", seconds));
    }

    @Test
    void a_truncated_or_altered_file_is_refused_before_anything_is_written() throws IOException {
        client.getDatabase("incharge-a").getCollection("log").insertOne(new Document("_id", 1).append("a", "text"));
        client.getDatabase("incharge-b").getCollection("log").insertOne(new Document("_id", 1));
        backup();
        emptied();
        List<Path> written;
        try (Stream<Path> all = Files.walk(files.resolve("backup"))) {
            written = all.filter(Files::isRegularFile).toList();
        }
        assertThat(written).hasSize(4);

        for (Path file : written) {
            byte[] good = Files.readAllBytes(file);
            byte[] flipped = good.clone();
            flipped[good.length / 2] ^= 1;
            Files.write(file, flipped);
            refused(file);
            Files.write(file, Arrays.copyOf(good, good.length - 1));
            refused(file);
            Files.write(file, Arrays.copyOf(good, good.length + 1));
            refused(file);
            Files.delete(file);
            refused(file);
            Files.write(file, good);
        }
        restore();
    }

    private void refused(Path file) {
        assertThatThrownBy(this::restore).as(file.toString()).isInstanceOf(Failed.class);
        assertThat(databases()).as(file.toString()).isEmpty();
    }

    @Test
    void nothing_is_restored_beside_other_data_or_programs() {
        client.getDatabase("incharge-a").getCollection("log").insertOne(new Document("_id", 1));
        backup();
        assertThatThrownBy(this::restore)
                .isInstanceOf(Failed.class)
                .hasMessageContaining("not empty, it has incharge-a");
        emptied();

        try (MongoClient program = MongoClients.create(mongo.uri())) {
            program.listDatabaseNames().first();
            assertThatThrownBy(this::restore)
                    .isInstanceOf(Failed.class)
                    .hasMessageContaining("Programs are connected to the replica set: a Java program on 127.0.0.1");
            assertThat(databases()).isEmpty();
        }
    }

    @Test
    void a_directory_that_is_not_empty_stays_as_it_is() throws IOException {
        client.getDatabase("incharge-a").getCollection("log").insertOne(new Document("_id", 1));
        Files.createDirectories(files.resolve("backup"));
        Files.writeString(files.resolve("backup/manifest.json"), "{}");

        assertThatThrownBy(this::backup).isInstanceOf(Failed.class).hasMessageContaining("is not empty");
        assertThat(files.resolve("backup/manifest.json")).hasContent("{}");
    }

    @Test
    void nobody_else_can_read_a_backup() throws IOException {
        client.getDatabase("incharge-a").getCollection("log").insertOne(new Document("_id", 1));
        backup();

        try (Stream<Path> written = Files.walk(files.resolve("backup"))) {
            assertThat(written.toList())
                    .hasSize(5)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .endsWith("------"));
        }
    }

    @Test
    void nothing_to_back_up_is_a_failure() {
        assertThatThrownBy(this::backup).isInstanceOf(Failed.class).hasMessageContaining("no database of InCharge");
    }

    @Test
    void the_connection_string_is_a_variable_or_in_a_file() throws IOException {
        String file =
                Files.writeString(files.resolve("uri"), "mongodb://in-file/\n").toString();

        assertThat(BackupAndRestore.uri(Map.of("INCHARGE_MONGODB_URI_FILE", file)))
                .isEqualTo("mongodb://in-file/");
        assertThat(BackupAndRestore.uri(
                        Map.of("INCHARGE_MONGODB_URI", "mongodb://here/", "INCHARGE_MONGODB_URI_FILE", file)))
                .isEqualTo("mongodb://here/");
        assertThatThrownBy(() -> BackupAndRestore.uri(Map.of("INCHARGE_MONGODB_URI_FILE", file + "s")))
                .isInstanceOf(Failed.class)
                .hasMessageContaining("INCHARGE_MONGODB_URI_FILE is a file to read: " + file + "s");
        assertThatThrownBy(() -> BackupAndRestore.uri(Map.of()))
                .isInstanceOf(Failed.class)
                .hasMessageContaining("Neither INCHARGE_MONGODB_URI nor");
    }

    private Manifest backup() {
        return backup("backup");
    }

    private Manifest backup(String directory) {
        return backup(Content.DATA, directory);
    }

    private Manifest backup(Content content, String directory) {
        try (var moment = Moment.of(client, content)) {
            return Archive.write(moment, files.resolve(directory));
        }
    }

    private Manifest restore() {
        return restore(Content.DATA, "backup");
    }

    private Manifest restore(Content content, String directory) {
        return new Restore(client, NAME).from(Archive.open(files.resolve(directory)), content, Optional.empty());
    }

    private void emptied() {
        databases().forEach(name -> client.getDatabase(name).drop());
    }

    private List<String> databases() {
        return Collection.databases(client).stream()
                .filter(name -> !List.of("admin", "config", "local").contains(name))
                .sorted()
                .toList();
    }
}
