package incharge.reporting.versions;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * The entries of one source in one generation as histories: by what they concern, in batches, and with what undos took
 * back.
 */
public final class HistoryStore {

    private final MongoCollection<Entry> entries;

    HistoryStore(MongoCollection<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Returns the entries of a history behind {@code after} up to {@code upTo}, newest first; at most {@code limit}, 0
     * for all. The caller closes them.
     */
    public StoreCursor<Entry> find(HistoryFilter filter, long after, long upTo, int limit) {
        return new StoreCursor<>(entries.find(Filters.and(filter.query(), VersionStore.sequences(after, upTo)))
                .sort(Sorts.descending(EntryCodec.SEQUENCE))
                .limit(limit)
                .cursor());
    }

    /**
     * What decides whether a caller sees an entry.
     *
     * @param customer null for none
     * @param project whose customer decides instead; null for none, and for one that always had the customer
     * @param category the key of the category that the entry made a version of, null for none
     */
    public record Concern(UUID customer, UUID project, String category) {
        public static Concern of(Entry entry) {
            boolean ofCategory = entry.version() != null && entry.version().kind() == Kind.CATEGORY;
            return new Concern(
                    entry.customer(),
                    entry.project(),
                    ofCategory ? entry.version().key() : null);
        }

        private static Concern of(BsonDocument group) {
            BsonValue category = group.get("category");
            return new Concern(
                    EntryCodec.uuid(group.get(EntryCodec.CUSTOMER)),
                    EntryCodec.uuid(group.get(EntryCodec.PROJECT)),
                    category == null || category.isNull()
                            ? null
                            : category.asString().getValue());
        }
    }

    /**
     * Counts the entries of a history by what decides whether a caller sees them.
     *
     * @param moved projects that had other customers before
     */
    public Map<Concern, Long> countByConcern(HistoryFilter filter, Set<UUID> moved, long after, long upTo) {
        var counts = new HashMap<Concern, Long>();
        var category = new Document(
                "$cond",
                Arrays.asList(
                        new Document("$eq", List.of("$" + EntryCodec.KIND, Kind.CATEGORY.stored())),
                        "$" + EntryCodec.KEY,
                        null));
        entries.withDocumentClass(BsonDocument.class)
                .aggregate(List.of(
                        Aggregates.match(Filters.and(filter.query(), VersionStore.sequences(after, upTo))),
                        Aggregates.group(
                                byConcern(new Document("category", category), moved), Accumulators.sum("n", 1L))))
                .forEach(group -> counts.put(
                        Concern.of(group.getDocument("_id")),
                        group.getInt64("n").getValue()));
        return counts;
    }

    /** Returns the key of groups by these fields. */
    private static Document by(String... fields) {
        var key = new Document();
        for (String field : fields) {
            key.append(field, "$" + field);
        }
        return key;
    }

    /** Adds the customer to a key of groups, and the project where it had other customers before. */
    private static Document byConcern(Document key, Set<UUID> moved) {
        key.append(EntryCodec.CUSTOMER, "$" + EntryCodec.CUSTOMER);
        if (!moved.isEmpty()) {
            String project = "$" + EntryCodec.PROJECT;
            var isMoved = new Document("$in", List.of(project, List.copyOf(moved)));
            key.append(EntryCodec.PROJECT, new Document("$cond", Arrays.asList(isMoved, project, null)));
        }
        return key;
    }

    /** Returns the entries up to a sequence with which the service completed the erasures of these persons. */
    public List<Entry> completed(Set<UUID> persons, long upTo) {
        return entries.find(Filters.and(
                        Filters.eq(EntryCodec.TYPE, Entry.ERASURE_COMPLETED),
                        Filters.in(EntryCodec.PERSON, persons),
                        Filters.lte(EntryCodec.SEQUENCE, upTo)))
                .sort(Sorts.ascending(EntryCodec.SEQUENCE))
                .into(new ArrayList<>());
    }

    /** Counts the entries of a history. */
    public long count(HistoryFilter filter, long after, long upTo) {
        if (filter.isAllOffCards()) {
            // each of the two is counted in an index alone
            return entries.countDocuments(VersionStore.sequences(after, upTo))
                    - entries.countDocuments(Filters.and(ThingFilter.THINGS, VersionStore.sequences(after, upTo)));
        }
        return entries.countDocuments(Filters.and(filter.query(), VersionStore.sequences(after, upTo)));
    }

    /**
     * Returns the sequences of those of these entries that an undo took back up to {@code upTo}. An undo that was taken
     * back itself does not count.
     *
     * @param moved projects that had other customers before: an undo of them may name another one
     */
    public Set<Long> undone(Collection<Entry> among, Set<UUID> moved, long upTo) {
        Set<String> commands = among.stream().map(Entry::commandId).collect(Collectors.toSet());
        Set<UUID> customers =
                among.stream().map(Entry::customer).filter(Objects::nonNull).collect(Collectors.toSet());
        List<Entry> undos = commands.isEmpty()
                ? List.of()
                : entries.find(Filters.and(
                                Filters.in(EntryCodec.UNDOES, commands),
                                Filters.lte(EntryCodec.SEQUENCE, upTo),
                                Filters.or(
                                        Filters.in(EntryCodec.CUSTOMER, customers),
                                        Filters.in(EntryCodec.PROJECT, moved),
                                        Filters.exists(EntryCodec.CUSTOMER, false))))
                        .into(new ArrayList<>());
        if (undos.isEmpty()) {
            return Set.of();
        }
        Set<Long> takenBack = undone(undos, moved, upTo);
        Set<List<String>> inForce = undos.stream()
                .filter(undo -> !takenBack.contains(undo.sequence()))
                .map(undo -> List.of(undo.command().undoes(), undo.undoable()))
                .collect(Collectors.toSet());
        return among.stream()
                .filter(entry ->
                        entry.undoable() != null && inForce.contains(List.of(entry.commandId(), entry.undoable())))
                .map(Entry::sequence)
                .collect(Collectors.toSet());
    }

    /**
     * Returns the first entries of batches of responsibilities behind {@code after} up to {@code upTo}, newest first.
     */
    public List<Entry> batches(Set<String> actors, long after, long upTo, int limit) {
        Bson wanted = Filters.and(VersionStore.FIRST, VersionStore.sequences(after, upTo));
        return entries.find(actors.isEmpty() ? wanted : Filters.and(wanted, Filters.in(EntryCodec.ACTOR, actors)))
                .sort(Sorts.descending(EntryCodec.SEQUENCE))
                .limit(limit)
                .into(new ArrayList<>());
    }

    /**
     * Counts the changes of batches of responsibilities by batch and by what decides whether a caller sees them.
     *
     * @param moved projects that had other customers before
     */
    public Map<String, Map<Concern, Long>> countByConcern(Set<String> batches, Set<UUID> moved) {
        var counts = new HashMap<String, Map<Concern, Long>>();
        grouped(Filters.in(EntryCodec.BATCH, batches), byConcern(by(EntryCodec.BATCH), moved))
                .forEach((group, n) -> counts.computeIfAbsent(text(group, EntryCodec.BATCH), _ -> new HashMap<>())
                        .put(Concern.of(group), n));
        return counts;
    }

    /** Counts the changes of batches of responsibilities. */
    public Map<String, Long> countBatches(Set<String> batches) {
        var counts = new HashMap<String, Long>();
        grouped(Filters.in(EntryCodec.BATCH, batches), by(EntryCodec.BATCH))
                .forEach((group, n) ->
                        counts.put(group.getString(EntryCodec.BATCH).getValue(), n));
        return counts;
    }

    private Map<BsonDocument, Long> grouped(Bson matching, Document key) {
        var counts = new HashMap<BsonDocument, Long>();
        entries.withDocumentClass(BsonDocument.class)
                .aggregate(List.of(Aggregates.match(matching), Aggregates.group(key, Accumulators.sum("n", 1L))))
                .forEach(group ->
                        counts.put(group.getDocument("_id"), group.getInt64("n").getValue()));
        return counts;
    }

    /** Returns the entries at these sequences that belong to batches of responsibilities, in order. */
    public List<Entry> ofBatches(Collection<Long> sequences) {
        return entries.find(Filters.and(Filters.in(EntryCodec.SEQUENCE, sequences), Filters.exists(EntryCodec.BATCH)))
                .sort(Sorts.ascending(EntryCodec.SEQUENCE))
                .into(new ArrayList<>());
    }

    /**
     * Returns the first changes of batches of responsibilities, in order.
     *
     * @param concerns those of each batch, as they are counted
     * @param moved projects that had other customers before
     * @param most for each batch
     */
    public Map<String, List<Entry>> firstOfBatches(Map<String, List<Concern>> concerns, Set<UUID> moved, int most) {
        if (concerns.isEmpty()) {
            return Map.of();
        }
        var wanted = new ArrayList<Bson>();
        concerns.forEach((batch, ofBatch) -> ofBatch.forEach(concern -> wanted.add(Filters.and(
                Filters.eq(EntryCodec.BATCH, batch),
                Filters.eq(EntryCodec.CUSTOMER, concern.customer()),
                concern.project() == null
                        ? Filters.nin(EntryCodec.PROJECT, moved)
                        : Filters.eq(EntryCodec.PROJECT, concern.project())))));
        var sequences = new ArrayList<Long>();
        entries.withDocumentClass(BsonDocument.class)
                .aggregate(List.of(
                        Aggregates.match(Filters.or(wanted)),
                        Aggregates.group(
                                "$" + EntryCodec.BATCH, Accumulators.minN("first", "$" + EntryCodec.SEQUENCE, most))))
                .forEach(group -> group.getArray("first")
                        .forEach(sequence -> sequences.add(sequence.asInt64().getValue())));
        return ofBatches(sequences).stream().collect(Collectors.groupingBy(Entry::commandId));
    }

    /**
     * Returns those of these commands of which an undo took something back up to {@code upTo}. An undo that was taken
     * back itself does not count.
     *
     * @param moved projects that had other customers before
     * @param sees whether what was taken back counts; null when all of it does
     */
    public Set<String> undoneCommands(Set<String> commands, Set<UUID> moved, long upTo, Predicate<Concern> sees) {
        if (commands.isEmpty()) {
            return Set.of();
        }
        Bson undos = undoing(commands, upTo);
        Document byCommand = by(EntryCodec.UNDOES, EntryCodec.COMMAND);
        Set<BsonDocument> groups = grouped(undos, sees == null ? byCommand : byConcern(byCommand, moved))
                .keySet();
        Map<String, Set<String>> undone = groups.stream()
                .filter(group -> sees == null || sees.test(Concern.of(group)))
                .collect(Collectors.groupingBy(
                        group -> text(group, EntryCodec.COMMAND),
                        Collectors.mapping(group -> text(group, EntryCodec.UNDOES), Collectors.toSet())));
        Set<String> takenBack = grouped(undoing(undone.keySet(), upTo), by(EntryCodec.UNDOES)).keySet().stream()
                .map(group -> text(group, EntryCodec.UNDOES))
                .collect(Collectors.toSet());
        var inForce = new HashSet<String>();
        undone.forEach((undo, of) -> {
            if (!takenBack.contains(undo)) {
                inForce.addAll(of);
            }
        });
        takenBack.forEach(undo -> inForce.addAll(stillUndone(undo, undone.get(undo), moved, upTo, sees)));
        return inForce;
    }

    private static Bson undoing(Set<String> commands, long upTo) {
        return Filters.and(Filters.in(EntryCodec.UNDOES, commands), Filters.lte(EntryCodec.SEQUENCE, upTo));
    }

    private static String text(BsonDocument group, String field) {
        return group.getString(field).getValue();
    }

    /** Returns the commands of which something stays undone by an undo that was taken back itself, perhaps in part. */
    private Set<String> stillUndone(
            String undo, Set<String> commands, Set<UUID> moved, long upTo, Predicate<Concern> sees) {
        List<Entry> parts = entries.find(Filters.and(undoing(commands, upTo), Filters.eq(EntryCodec.COMMAND, undo)))
                .into(new ArrayList<>());
        parts.removeIf(part -> sees != null && !sees.test(Concern.of(part)));
        Set<Long> takenBack = undone(parts, moved, upTo);
        return parts.stream()
                .filter(part -> !takenBack.contains(part.sequence()))
                .map(part -> part.command().undoes())
                .collect(Collectors.toSet());
    }
}
