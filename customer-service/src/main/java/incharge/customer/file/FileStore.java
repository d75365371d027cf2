package incharge.customer.file;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.gridfs.model.GridFSFile;
import com.mongodb.client.gridfs.model.GridFSUploadOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.UpdateOptions;
import incharge.eventstore.decider.Unreadable;
import incharge.eventstore.erasure.PersonTexts;
import incharge.eventstore.keys.KeyStore;
import incharge.sealing.SealingKey;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.bson.BsonString;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the content of files in GridFS, in the bucket {@code files}, under the id of the file and without its name. The
 * content of a person's files is sealed under the person's key, as the texts about the person in the log are.
 *
 * <p>The log says which files there are. A file whose content is about to be written or deleted is noted before, and
 * the note is deleted when log and bucket agree; {@link #sweep} does that for what a crash left. Every write is on the
 * disks of a majority before it is acknowledged.
 */
final class FileStore implements PersonTexts {

    static final String BUCKET = "files";

    private static final Logger LOG = LoggerFactory.getLogger(FileStore.class);

    private static final int CHUNK_BYTES = 1 << 20;
    private static final int CHUNKS_AT_ONCE = 2;
    private static final String ID = "_id";
    private static final String PERSON = "person";
    private static final String PERSON_OF_FILE = "metadata." + PERSON;
    private static final String SINCE = "since";
    private static final String NOW = "$$NOW";

    private final KeyStore keys;
    private final GridFSBucket bucket;
    private final MongoCollection<Document> files;
    private final MongoCollection<Document> chunks;
    private final MongoCollection<Document> noted;
    private volatile boolean indexed;

    FileStore(MongoDatabase database, KeyStore keys) {
        MongoDatabase durable = database.withWriteConcern(WriteConcern.MAJORITY.withJournal(true));
        this.keys = keys;
        this.bucket = GridFSBuckets.create(durable, BUCKET).withChunkSizeBytes(CHUNK_BYTES);
        this.files = durable.getCollection(BUCKET + ".files");
        this.chunks = durable.getCollection(BUCKET + ".chunks");
        this.noted = durable.getCollection(BUCKET + ".noted");
    }

    /** Creates the indexes at the first use and not at the start, so that a service starts without its database. */
    private void index() {
        if (!indexed) {
            files.createIndex(Indexes.ascending(PERSON_OF_FILE), new IndexOptions().sparse(true));
            noted.createIndex(Indexes.ascending(PERSON), new IndexOptions().sparse(true));
            indexed = true;
        }
    }

    /**
     * Notes the file and writes its content.
     *
     * @param person under whose key it is sealed; null for none
     * @throws incharge.eventstore.keys.KeyErased if that person is erased
     */
    void write(UUID id, UUID person, Path content) throws IOException {
        try (InputStream plain = Files.newInputStream(content)) {
            write(id, person, plain);
        }
    }

    /** Does the same with content that is not on disk. */
    void write(UUID id, UUID person, InputStream plain) throws IOException {
        index();
        note(id, person);
        Document metadata = person == null ? null : new Document(PERSON, person.toString());
        try (InputStream stored = person == null ? plain : SealedContent.sealing(plain, key(person), id)) {
            bucket.uploadFromStream(
                    new BsonString(id.toString()), id.toString(), stored, new GridFSUploadOptions().metadata(metadata));
        }
    }

    private SealingKey key(UUID person) {
        return keys.findOrMake(List.of(person.toString())).get(person.toString());
    }

    /** Notes that the log and the bucket may soon differ about the file. */
    void note(UUID id, UUID person) {
        var note = new Document(SINCE, NOW);
        if (person != null) {
            note.append(PERSON, person.toString());
        }
        // only the database's clock decides how old a note is
        noted.updateOne(eq(ID, id.toString()), List.of(new Document("$set", note)), new UpdateOptions().upsert(true));
    }

    /** Deletes the note: the log has the file, and the bucket has its content. */
    void settle(UUID id) {
        noted.deleteOne(eq(ID, id.toString()));
    }

    /** Deletes the content of a file that the log does not have, and the note. */
    void discard(UUID id) {
        deleteContent(id.toString());
        settle(id);
    }

    private void deleteContent(String id) {
        files.deleteOne(eq(ID, id));
        chunks.deleteMany(eq("files_id", new BsonString(id)));
    }

    /** Opens the content; empty if there is none, or if it is a person's who is erased. */
    Optional<InputStream> open(UUID id) {
        GridFSFile found = bucket.find(eq(ID, id.toString())).first();
        if (found == null) {
            return Optional.empty();
        }
        String person = found.getMetadata() == null ? null : found.getMetadata().getString(PERSON);
        if (person == null) {
            return Optional.of(download(found));
        }
        return Optional.ofNullable(keys.find(List.of(person)).get(person))
                .map(key -> SealedContent.opening(download(found), key, id));
    }

    /** Reads a few chunks at a time; the driver's default is as many as a message of MongoDB holds. */
    private InputStream download(GridFSFile file) {
        return bucket.openDownloadStream(file.getId()).batchSize(CHUNKS_AT_ONCE);
    }

    /**
     * Deletes old notes, and with them the content of files that the log does not have. May run at the same time in
     * several processes.
     *
     * @param inLog returns whether the log has the file now
     */
    void sweep(Duration old, Predicate<UUID> inLog) {
        Bson isOld = new Document(
                "$expr",
                new Document("$lte", List.of("$" + SINCE, new Document("$subtract", List.of(NOW, old.toMillis())))));
        for (Document note : noted.find(isOld).into(new ArrayList<>())) {
            try {
                sweep(note, inLog);
            } catch (Unreadable e) {
                LOG.error("The note on the file {} stays until the log can be read", note.getString(ID), e);
            }
        }
    }

    private void sweep(Document note, Predicate<UUID> inLog) {
        String id = note.getString(ID);
        if (!inLog.test(UUID.fromString(id))) {
            deleteContent(id);
        }
        // a note that was renewed meanwhile stays
        noted.deleteOne(and(eq(ID, id), eq(SINCE, note.getDate(SINCE))));
    }

    /** Deletes the content of the person's files. What is being written is deleted when the log refuses it. */
    @Override
    public void deleteOf(UUID personId) {
        files.find(eq(PERSON_OF_FILE, personId.toString()))
                .projection(Projections.include(ID))
                .into(new ArrayList<>())
                .forEach(file -> deleteContent(file.getString(ID)));
    }

    @Override
    public boolean mayRemain(UUID personId) {
        return noted.find(eq(PERSON, personId.toString())).first() != null;
    }
}
