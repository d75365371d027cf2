package incharge.imports;

import incharge.http.RequiredLevel;
import incharge.tabular.Column;
import incharge.tabular.Row;
import java.util.List;

/**
 * Something that a service can import; each bean of this type is a resource {@code /api/<path>/imports}.
 *
 * <p>Access: the resource requires {@link #requiredLevel}. An import and its rows exist only for their caller and for
 * admins of that area. What a row requires beyond that is checked by the kind, against {@link ImportRun#caller}:
 *
 * <pre>{@code
 * RequiredLevel groups = RequiredLevel.edit(Area.GROUPS);
 * CallerVisibility visibility = visibilities.of(run.caller(), run.startedAt()); // for each chunk anew
 * Set<UUID> hidden = visibility.hidden(customersThatRowsName);
 * for (Row row : rows) {
 *     if (namesGroups(row) && !run.caller().can(groups)) commands.forbid(row, "category", groups);
 *     else if (hidden.contains(customer(row))) commands.refuse(row, "customer-unknown", "customerNumber", "...");
 *     else commands.add(row, command, id, creates);
 * }
 * }</pre>
 */
public interface ImportKind {

    /** Returns the collection below {@code /api/}, such as {@code customers}. */
    String path();

    /** Returns the level that its callers need to import and to read results, such as edit of customers. */
    RequiredLevel requiredLevel();

    /** Returns the columns that are understood without a mapping. Their fields are the fields of rows. */
    List<Column> columns();

    /**
     * Decides rows as one commit, or rehearses them when {@link ImportRun#dryRun()}.
     *
     * <p>Called with consecutive chunks of one file in their order, never twice at the same time for one import. After
     * a crash the same chunk comes again with the same {@link ImportRun#idempotencyKey()} and must have no second
     * effect and the same verdicts. May wait for reference data. After an exception nothing was changed or a repetition
     * is safe: the chunk is tried again.
     *
     * @return one verdict for each row, in their order
     */
    List<Verdict> decide(ImportRun run, List<Row> rows);

    /**
     * Undoes the rows of one chunk as one commit: what they created goes, what they changed returns to its former
     * state, what others changed since stays. Called for the chunks of an ended import, in their order, never twice at
     * the same time; after a crash the same chunk comes again and must have no second effect. After an exception
     * nothing was changed or a repetition is safe.
     *
     * @param made verdicts of rows that created or updated something, with its id, in their order
     * @return the verdicts in the same order, with the reason of rows that stay, as {@link UndoRun#undo} returns them
     */
    List<Verdict> undo(UndoRun run, List<Verdict> made);
}
