package incharge.reporting.health;

import incharge.reporting.snapshot.Positions;
import incharge.reporting.versions.Digest;
import incharge.reporting.versions.Source;
import java.util.List;
import org.bson.Document;

/** What a verification found, as it is stored for all processes. Written by one thread, read by another. */
final class VerificationOutcome {

    private static final String POSITIONS = "positions";
    private static final String EVENTS = "events";
    private static final String DIGESTS = "digests";
    private static final String REASON = "reason";

    private final Positions positions;
    private volatile List<Digest> digests = List.of();
    private volatile String reason;

    VerificationOutcome(Positions positions) {
        this.positions = positions;
    }

    void compared(List<Digest> all) {
        digests = all;
    }

    void failed(String why) {
        reason = why;
    }

    /** @param events how many are written anew */
    Document stored(long events) {
        var bySource = new Document();
        for (Source source : Source.values()) {
            bySource.append(source.shortName(), positions.of(source));
        }
        return new Document(POSITIONS, bySource)
                .append(EVENTS, events)
                .append(
                        DIGESTS,
                        digests.stream().map(VerificationOutcome::stored).toList())
                .append(REASON, reason);
    }

    private static Document stored(Digest digest) {
        return new Document("source", digest.source().name())
                .append("of", digest.of().name())
                .append("kind", digest.kind())
                .append("count", digest.count())
                .append("served", digest.served())
                .append("rebuilt", digest.rebuilt())
                .append("different", digest.differences().different())
                .append("ids", digest.differences().ids());
    }

    static long events(Document stored) {
        return stored.getLong(EVENTS);
    }

    static String reason(Document stored) {
        return stored.getString(REASON);
    }

    static Positions positions(Document stored) {
        Document bySource = stored.get(POSITIONS, Document.class);
        var positions = Positions.NONE;
        for (Source source : Source.values()) {
            positions = positions.with(source, bySource.getLong(source.shortName()));
        }
        return positions;
    }

    static List<Digest> digests(Document stored) {
        return stored.getList(DIGESTS, Document.class).stream()
                .map(digest -> new Digest(
                        Source.valueOf(digest.getString("source")),
                        Digest.Of.valueOf(digest.getString("of")),
                        digest.getString("kind"),
                        digest.getLong("count"),
                        digest.getString("served"),
                        digest.getString("rebuilt"),
                        new Digest.Differences(digest.getLong("different"), digest.getList("ids", String.class))))
                .toList();
    }
}
