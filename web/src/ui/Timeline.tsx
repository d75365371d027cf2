import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { get, type Query, type Schema, useCan } from "../api";
import { has, instant, rich, t } from "../texts";
import { sentenceOf, useUndoOf, WayBack } from "./History";
import { shortOf } from "./Notes";
import { Author } from "./Signed";
import { Failure } from "./State";
import { actorOf, textOf } from "./things";

type Entry = Schema["TimelineEntry"];

/** The events with which one command makes another address the headquarters, the last one first. */
const MOVE = ["AddressAdded", "CustomerDetailsChanged", "AddressRemoved"];

/** Shows a move of the headquarters as one entry: its events alone read as if the address were deleted. */
export function collapseMoves(entries: Entry[]): Entry[] {
  return entries.flatMap((entry, at) => {
    const isOfMove = (from: number) =>
      from >= 0 &&
      MOVE.every(
        (type, of) => entries[from + of]?.type === type && entries[from + of]?.commandId === entries[from]?.commandId,
      ) &&
      entries[from]?.subject.id !== entries[from + 2]?.subject.id;
    if (isOfMove(at) || isOfMove(at - 1)) return [];
    return isOfMove(at - 2) ? [{ ...entry, type: "movedHeadquarters" }] : [entry];
  });
}

/** One sentence for what happened. */
function said(entry: Entry, details: Schema["HistoryRow"] | undefined) {
  const past = `history.${entry.type}`;
  if (details && has(past)) return sentenceOf(details);
  const key = [`timeline.${entry.type}`, past].find(has) ?? "history.other";
  const thing = entry.subject.name ?? (entry.subject.erased ? textOf(null) : "");
  return rich(key, { actor: actorOf(entry.by), thing, type: entry.type });
}

interface TimelineItemProps {
  entry: Entry;
  /** What the history says beyond the entry. */
  details?: Schema["HistoryRow"];
  /** Stands after what happened. */
  children?: ReactNode;
}

/** What happened at a customer, who did it, and when. */
export function TimelineItem({ entry, details, children }: TimelineItemProps) {
  return (
    <li>
      <Author person={entry.by} size={20} />
      <span>
        {said(entry, details)}
        {details?.employee && <span className="why"> · {details.employee.name}</span>}
        {entry.text && <span className="why quote">{shortOf(entry.text, 200)}</span>}
        {entry.reason && <span className="why"> {t("history.reason", { reason: entry.reason })}</span>}
        {children}
      </span>
      <span className="when">{instant(entry.time)}</span>
    </li>
  );
}

interface TimelineProps {
  customerId: string;
  /** What of the customer's history it is. */
  query?: Query;
}

/** What happened at a customer, or with a part of it, the newest first, with more at its end. */
export function Timeline({ customerId, query = {} }: TimelineProps) {
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["timeline", customerId, query],
    queryFn: ({ pageParam, signal }) =>
      get<Schema["Timeline"]>(
        `/api/customers/${customerId}/timeline`,
        { ...query, limit: 50, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: before => before,
  });
  const rows = data && collapseMoves(data.pages.flatMap(page => page.items));
  const detailsOf = useDetails(customerId, query);
  return (
    <div className="pad">
      {error && !rows && <Failure thrown={error} onAgain={() => void refetch()} />}
      {rows?.length === 0 && <p className="muted t13">{t("history.none")}</p>}
      <ul className="hist" aria-label={t("matrix.history")}>
        {rows?.map(entry => (
          <Row key={entry.position} entry={entry} details={detailsOf(entry)} />
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" className="btn" onClick={() => void fetchNextPage()}>
          {t("ui.showMore")}
        </button>
      )}
    </div>
  );
}

const KNOWN = 500;

/**
 * Finds what the history says beyond the entries: role and interval of a responsibility, the category, and whether it can
 * be undone. The events of a sales case are in no history.
 */
function useDetails(
  customerId: string,
  { project, salesCase }: Query,
): (entry: Entry) => Schema["HistoryRow"] | undefined {
  const can = useCan();
  const query = { ...(project ? { subject: project } : { customer: customerId }), limit: KNOWN };
  const { data } = useQuery({
    queryKey: ["history", query],
    queryFn: ({ signal }) => get<Schema["History"]>("/api/history", query, signal),
    enabled: can("listHistory") && !salesCase,
  });
  const known = new Map(data?.items.map(row => [row.position, row]));
  return entry => known.get(entry.position);
}

function Row({ entry, details }: { entry: Entry; details: Schema["HistoryRow"] | undefined }) {
  const undoOf = useUndoOf();
  return (
    <TimelineItem entry={entry} details={details}>
      <WayBack row={details} undo={undoOf(details)} />
    </TimelineItem>
  );
}
