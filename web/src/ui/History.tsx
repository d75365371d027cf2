import { useInfiniteQuery } from "@tanstack/react-query";
import { get, type Query, type Schema, useCan } from "../api";
import { has, instant, type Key, rich, t } from "../texts";
import { Dialog } from "./Dialog";
import { Avatar } from "./Person";
import { back, span } from "./responsibilities";
import { Failure } from "./State";
import { takeBack } from "./toasts";

export type HistoryRow = Schema["HistoryRow"];

const actorOf = (row: HistoryRow) => ({ id: row.actor.id ?? row.actor.user, name: row.actor.name ?? row.actor.user });

/** One sentence for what happened, as plain text or with its names in bold. */
function sentence<T>(row: HistoryRow, say: (key: Key, values: Record<string, string>) => T): T {
  const key = `history.${row.type}`;
  const { details } = row;
  const thing = details.category?.name ?? details.tag?.name ?? details.name ?? row.subject?.name ?? "";
  const known = has(key) ? (key as Key) : "history.other";
  return say(known, {
    actor: actorOf(row).name,
    role: row.role?.name ?? t("history.noRole"),
    span: span(row) || (row.type === "ResponsibilityChanged" ? t("conflict.unlimited") : ""),
    thing: thing ?? "",
    type: row.type,
  });
}

/** What happened, with its names in bold. */
export const sentenceOf = (row: HistoryRow) => sentence(row, rich);

/** The service whose log has the change takes it back: memberships of categories and tags are not responsibilities. */
const isOfGroupings = (row: HistoryRow) => row.position.startsWith("groupings=");

function wayBack(row: HistoryRow, batchId: string) {
  const way = back(batchId, sentence(row, t));
  return isOfGroupings(row)
    ? {
        ...way,
        path: `/api/groupings/batches/${batchId}/undo`,
        touches: row.type.startsWith("Tag") ? "Tag" : "Category",
      }
    : way;
}

/** What takes a change back, or that it is taken back. */
export function WayBack({ row, undo }: { row: HistoryRow | undefined; undo: (() => void) | undefined }) {
  return (
    <>
      {undo && (
        <span className="act">
          <button type="button" className="btn txt sm" onClick={undo}>
            {t("history.undo")}
          </button>
        </span>
      )}
      {row?.undone && (
        <span className="act">
          <span className="chip">{t("changes.undone")}</span>
        </span>
      )}
    </>
  );
}

interface ListProps {
  rows: HistoryRow[];
  /** Says that there is nothing; false while it is not known. */
  empty: boolean;
  /** What all rows have in common and need not say. */
  context?: { subject?: boolean; employee?: boolean; customer?: boolean };
  /** Gives what takes a change back, where the person may do that. */
  undoOf?: (row: HistoryRow) => (() => void) | undefined;
}

export function HistoryList({ rows, empty, context = { subject: true, employee: true }, undoOf }: ListProps) {
  if (rows.length === 0) return empty ? <p className="muted t13">{t("history.none")}</p> : null;
  return (
    <ul className="hist" aria-label={t("matrix.history")}>
      {rows.map(row => {
        const actor = actorOf(row);
        const about = [
          !context.employee && row.employee?.name,
          !context.subject && row.subject?.type !== "customer" && row.subject?.name,
          !context.subject &&
            !context.customer &&
            (row.customer?.name ?? (row.subject?.type === "customer" ? row.subject.name : undefined)),
        ].filter(Boolean);
        return (
          <li key={`${row.position} ${row.subject?.id} ${row.employee?.id}`}>
            <Avatar id={actor.id} name={actor.name} size={20} />
            <span>
              {sentence(row, rich)}
              {row.reason && <span className="why"> {t("history.reason", { reason: row.reason })}</span>}
              {about.length > 0 && (
                <span className="why small" style={{ display: "block" }}>
                  {about.join(" · ")}
                </span>
              )}
              <WayBack row={row} undo={undoOf?.(row)} />
            </span>
            <span className="when">{instant(row.at)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function useHistory(query: Query) {
  return useInfiniteQuery({
    queryKey: ["history", query],
    queryFn: ({ pageParam, signal }) =>
      get<Schema["History"]>("/api/history", { ...query, limit: 50, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
  });
}

/** Gives what takes a change back, where there is a way and the person may go it. */
export function useUndoOf(): (row: HistoryRow | undefined) => (() => void) | undefined {
  const can = useCan();
  return row => {
    if (!row?.batchId || row.undone) return undefined;
    const { batchId } = row;
    const may = can(isOfGroupings(row) ? "undoGroupings" : "undoResponsibilities");
    return may ? () => void takeBack(wayBack(row, batchId)) : undefined;
  };
}

/** A list of what happened, with more at its end. */
export function HistoryPanel({ query, context }: { query: Query; context?: ListProps["context"] }) {
  const undoOf = useUndoOf();
  const { data, error, refetch, hasNextPage, fetchNextPage } = useHistory(query);
  if (error) return <Failure thrown={error} onAgain={() => void refetch()} />;
  const rows = data?.pages.flatMap(page => page.items) ?? [];
  return (
    <>
      <HistoryList rows={rows} empty={data !== undefined} context={context} undoOf={undoOf} />
      {hasNextPage && (
        <button type="button" className="btn" onClick={() => void fetchNextPage()}>
          {t("ui.showMore")}
        </button>
      )}
    </>
  );
}

/** The whole history of a customer, a person, or both, from the right. */
export function HistoryDrawer({ title, query, onClose }: { title: string; query: Query; onClose: () => void }) {
  const context = { subject: query.subject !== undefined, employee: query.employee !== undefined };
  return (
    <Dialog title={t("history.of", { what: title })} kind="drawer" onClose={onClose}>
      <HistoryPanel query={query} context={context} />
    </Dialog>
  );
}
