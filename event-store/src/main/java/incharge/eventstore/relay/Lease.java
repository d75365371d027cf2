package incharge.eventstore.relay;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoWriteException;
import com.mongodb.ReadConcern;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.Updates;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The right of one process among many to do something for a while: a document {@code {_id, holder, until, note}}. The
 * database's clock alone decides when it is over. The holder counts from before its request, so it never holds the
 * lease for longer than the database grants it. With each renewal it notes how far it is, for all processes.
 */
final class Lease {
    private static final int DUPLICATE_KEY = 11000;

    private final MongoCollection<Document> leases;
    private final String name;
    private final Duration length;
    private final Supplier<Document> note;
    private final String holder = UUID.randomUUID().toString();
    private volatile long heldUntil = System.nanoTime();

    /** @param note what other processes may read while this one holds the lease */
    Lease(MongoDatabase database, String name, Duration length, Supplier<Document> note) {
        this.leases = database.getCollection("leases")
                .withWriteConcern(WriteConcern.MAJORITY.withJournal(true))
                .withReadConcern(ReadConcern.MAJORITY);
        this.name = name;
        this.length = length;
        this.note = note;
    }

    /** Takes the lease if it is free, over, or held by this process. Returns false if another process holds it. */
    boolean acquire() {
        long sentAt = System.nanoTime();
        try {
            Document lease = leases.findOneAndUpdate(
                    Filters.eq("_id", name),
                    take(),
                    new FindOneAndUpdateOptions().upsert(true).returnDocument(ReturnDocument.AFTER));
            return held(sentAt, lease != null && holder.equals(lease.getString("holder")));
        } catch (MongoCommandException | MongoWriteException e) {
            if (e.getCode() == DUPLICATE_KEY) {
                return held(sentAt, false);
            } // another process created the document first
            throw e;
        }
    }

    /** Extends the lease. Returns false if another process took it meanwhile. */
    boolean renew() {
        long sentAt = System.nanoTime();
        Bson mine = Filters.and(Filters.eq("_id", name), Filters.eq("holder", holder));
        Bson longer = new Document("$set", new Document("until", until()).append("note", noted()));
        return held(sentAt, leases.updateOne(mine, List.of(longer)).getMatchedCount() == 1);
    }

    /** Returns what the last holder noted; null if there was none, or it notes nothing, as earlier versions do. */
    Document lastNote() {
        Document lease = leases.find(Filters.eq("_id", name)).first();
        Document noted = lease == null ? null : lease.get("note", Document.class);
        return noted == null || !lease.getString("holder").equals(noted.getString("holder")) ? null : noted;
    }

    /** Returns whether it is certainly held now, without a request. */
    boolean holds() {
        return System.nanoTime() - heldUntil < 0;
    }

    void release() {
        heldUntil = System.nanoTime();
        leases.updateOne(
                Filters.and(Filters.eq("_id", name), Filters.eq("holder", holder)), Updates.set("until", new Date(0)));
    }

    private boolean held(long sentAt, boolean held) {
        heldUntil = held ? sentAt + length.toNanos() * 9 / 10 : sentAt;
        return held;
    }

    private List<Bson> take() {
        var over = new Document("$lte", List.of(ifNull("$until", new Date(0)), "$$NOW"));
        var mine = new Document("$eq", List.of(ifNull("$holder", ""), holder));
        return List.of(
                new Document("$set", new Document("free", new Document("$or", List.of(over, mine)))),
                new Document(
                        "$set",
                        new Document("holder", either(holder, "$holder"))
                                .append("until", either(until(), "$until"))
                                .append("note", either(noted(), "$note"))),
                new Document("$unset", "free"));
    }

    private Document noted() {
        return new Document("$literal", note.get().append("holder", holder));
    }

    private Document until() {
        return new Document("$add", List.of("$$NOW", length.toMillis()));
    }

    private static Document ifNull(String field, Object otherwise) {
        return new Document("$ifNull", List.of(field, otherwise));
    }

    private static Document either(Object ifFree, Object otherwise) {
        return new Document("$cond", List.of("$free", ifFree, otherwise));
    }
}
