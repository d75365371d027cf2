package incharge.reporting.versions;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.InsertOneModel;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.WriteModel;
import incharge.feed.TypedFact;
import incharge.reporting.facts.ReportingFact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns the facts of a batch into entries. A new version closes the one before, in the same batch or in the database.
 * An event of an undo names the command that it takes back: that of the change before it, since an undo leaves alone
 * what another command changed since. What creates a deleted category or tag again is such an undo, also where it puts
 * back customers that the deletion took from the category or tag without an event of their own.
 */
final class VersionBatch {

    private static final Set<String> RESTORING = Set.of("CategoryCreated", "TagCreated");

    private final Map<String, Entry> newest;
    private final Map<Long, Entry> made = new LinkedHashMap<>();
    private final List<WriteModel<Entry>> closed = new ArrayList<>();

    /** The last changes of categories and tags of customers, by {@link Entry#undoable}. */
    private final Map<String, Entry> memberships;
    /** The commands of batches of responsibilities that have begun. */
    private final Set<String> begun;
    /** The commands that take others back. */
    private final Set<String> undoing;

    /**
     * @param newest the newest entries of the entities that the batch changes, by key, unless it begins them, and of
     *     the category or tag that a command before the batch restores; changed here
     * @param memberships the last changes of the categories and tags that the batch takes back; changed here
     * @param begun the batches of responsibilities that began before and go on
     * @param undoing the commands that take others back
     */
    VersionBatch(Map<String, Entry> newest, Map<String, Entry> memberships, Set<String> begun, Set<String> undoing) {
        this.newest = newest;
        this.memberships = memberships;
        this.begun = new HashSet<>(begun);
        this.undoing = undoing;
    }

    void add(TypedFact<ReportingFact> fact) {
        String key = Versioning.key(fact.content()).orElse(null);
        Entry before = key == null ? null : newest.get(key);
        Entry entry = placed(
                Versioning.entry(fact.fact(), fact.content(), before == null ? null : before.version()),
                before,
                newest.get(GroupingVersions.group(fact.content())));
        made.put(entry.sequence(), entry);
        // the erasure of a person without any version makes none
        if (entry.version() != null) {
            newest.put(key, entry);
            if (before != null) {
                close(before, entry.sequence());
            }
        }
    }

    /**
     * Returns the entry with what the commands before it say about its own.
     *
     * @param group the newest entry of the category or tag that it puts a customer into; null for none
     */
    private Entry placed(Entry entry, Entry before, Entry group) {
        Entry.Command command = entry.command();
        if (undoing.contains(command.id())) {
            command = command.undoing(
                    restores(entry, group)
                            ? group.command().undoes()
                            : undone(entry, entry.isMembership() ? memberships.get(entry.undoable()) : before));
        }
        if (command.isUndo() && before != null && before.command().isImport()) {
            command = command.undoingImport();
        }
        Entry placed = entry.withCommand(command);
        if (placed.isOfResponsibilityBatch() && begun.add(command.id())) {
            placed = entry.withCommand(command.beginning());
        }
        if (entry.isMembership()) {
            memberships.put(entry.undoable(), placed);
        }
        return placed;
    }

    /** Returns whether the entry is of the command that created its deleted category or tag again. */
    private static boolean restores(Entry entry, Entry group) {
        return group != null
                && RESTORING.contains(group.type())
                && group.commandId().equals(entry.commandId())
                && group.command().undoes() != null;
    }

    /** @param before the change before, null for none; one of the same undo takes the same back */
    private static String undone(Entry entry, Entry before) {
        if (before == null) {
            return null;
        }
        return before.commandId().equals(entry.commandId()) ? before.command().undoes() : before.commandId();
    }

    private void close(Entry before, long until) {
        if (made.computeIfPresent(before.sequence(), (_, ofThisBatch) -> ofThisBatch.until(until)) == null) {
            closed.add(new UpdateOneModel<>(
                    Filters.eq(EntryCodec.SEQUENCE, before.sequence()), Updates.set(EntryCodec.UNTIL, until)));
        }
    }

    /** Returns the entries in the order of the log. */
    List<Entry> entries() {
        return List.copyOf(made.values());
    }

    List<WriteModel<Entry>> writes() {
        var writes = new ArrayList<>(closed);
        made.values().forEach(entry -> writes.add(new InsertOneModel<>(entry)));
        return writes;
    }
}
