package incharge.imports;

import incharge.http.RequiredLevel;
import incharge.tabular.Column;
import incharge.tabular.Row;
import java.util.List;

/**
 * What a service can import; each bean of this type is a resource {@code /api/<path>/imports}.
 *
 * <p>Who may: the whole resource needs {@link #need}; an import and its rows exist only for who started it and for admins
 * of that area. What a row asks beyond that is the kind's to decide, by the starter whom {@link ImportRun#caller} keeps:
 *
 * <pre>{@code
 * RequiredLevel groups = RequiredLevel.edit(Area.GROUPS);
 * CallerVisibility sight = sights.of(run.caller(), run.startedAt()); // a bean incharge.visibility.CallerVisibilities; anew for each chunk, never old
 * Set<UUID> hidden = sight.hidden(customersThatRowsName);
 * for (Row row : rows) {
 *     if (asksOfGroups(row) && !run.caller().can(groups)) commands.forbid(row, "category", groups);
 *     else if (hidden.contains(customer(row))) commands.refuse(row, "customer-unknown", "customerNumber", "...");
 *     else commands.ask(row, command, id, creates);
 * }
 * }</pre>
 */
public interface ImportKind {

    /** The collection below {@code /api/}, such as {@code customers}. */
    String path();

    /** What its callers need, to import as to read what became of it; such as edit of customers. */
    RequiredLevel need();

    /** The columns understood without a mapping; their fields are what rows are asked for. */
    List<Column> columns();

    /**
     * Decides rows as one commit, or rehearses them when {@link ImportRun#dryRun()}.
     *
     * <p>Called with consecutive chunks of one file in their order, never twice at the same time for one import. After a
     * crash the same chunk comes again with the same {@link ImportRun#idempotencyKey()} and must have no second effect and
     * the same verdicts. May wait for what it must know. Whatever it throws has changed nothing or is safe to repeat: the
     * chunk is tried again.
     *
     * @return one verdict for each row, in their order
     */
    List<Verdict> decide(ImportRun run, List<Row> rows);

    /**
     * Takes back what rows of one chunk did, as one commit: what they made goes, what they changed is again as it was; what
     * others changed since stays. Called for the chunks of an import that has ended, in their order, never twice at the same
     * time; after a crash the same chunk comes again and must have no second effect. Whatever it throws has changed nothing
     * or is safe to repeat.
     *
     * @param made verdicts of rows that created or updated something, with its id, in their order
     * @return the same in the same order, those that stay with the reason: {@link UndoRun#undo} answers so
     */
    List<Verdict> undo(UndoRun run, List<Verdict> made);

    /** The log that {@link ImportRun#reached} speaks of, such as {@code customers}, for {@code Event-Position}. */
    String source();
}
