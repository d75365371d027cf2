import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { TIMELINE } from "../addresses";
import { get, type Schema, useCan } from "../api";
import { t } from "../texts";
import { Panel } from "../ui/Card";
import { Segments } from "../ui/Form";
import { useUndoOf } from "../ui/History";
import { Failure } from "../ui/State";
import { useSearch } from "../ui/search";
import { type Entry, keyOf, TimelineItem } from "./entries";
import type { Card } from "./page";

/** The tab History: all that happened at a customer, the newest first, by kind if one wishes. */
export function Timeline({ card: { customer } }: { card: Card }) {
  const [search, set] = useSearch(TIMELINE);
  const { data, error, refetch, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: ["timeline", customer.id, search],
    queryFn: ({ pageParam, signal }) =>
      get<Schema["Timeline"]>(
        `/api/customers/${customer.id}/timeline`,
        { ...search, limit: 50, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: before => before,
  });
  const rows = data?.pages.flatMap(page => page.items);
  const details = useDetails(customer.id, rows ?? []);
  return (
    <Panel
      title={t("matrix.history")}
      end={
        <Segments
          label={t("timeline.kind")}
          value={search.kind ?? "all"}
          options={[
            ["all", t("timeline.all")],
            ["interaction", t("timeline.interactions")],
            ["change", t("timeline.changes")],
          ]}
          onChange={kind => set({ kind: kind === "all" ? undefined : kind })}
        />
      }
    >
      <div className="pad">
        {error && !rows && <Failure thrown={error} onAgain={() => void refetch()} />}
        {rows?.length === 0 && <p className="muted t13">{t("history.none")}</p>}
        <ul className="hist" aria-label={t("matrix.history")}>
          {rows?.map((entry, at) => (
            <Row key={keyOf(entry, at)} entry={entry} details={details[at]} />
          ))}
        </ul>
        {hasNextPage && (
          <button type="button" className="btn" onClick={() => void fetchNextPage()}>
            {t("ui.showMore")}
          </button>
        )}
      </div>
    </Panel>
  );
}

const KNOWN = 500;

/**
 * Finds what the history says beyond the entries: role and interval of a responsibility, the category, and whether it can
 * be undone. What one command did many times stands in both in the same order.
 */
function useDetails(customerId: string, entries: Entry[]): (Schema["HistoryRow"] | undefined)[] {
  const can = useCan();
  const query = { customer: customerId, limit: KNOWN };
  const { data } = useQuery({
    queryKey: ["history", query],
    queryFn: ({ signal }) => get<Schema["History"]>("/api/history", query, signal),
    enabled: can("listHistory"),
  });
  const known = new Map<string, Schema["HistoryRow"][]>();
  for (const row of data?.items ?? []) {
    const key = `${row.commandId} ${row.type}`;
    known.set(key, [...(known.get(key) ?? []), row]);
  }
  return entries.map(entry => (entry.commandId ? known.get(`${entry.commandId} ${entry.type}`)?.shift() : undefined));
}

function Row({ entry, details }: { entry: Entry; details: Schema["HistoryRow"] | undefined }) {
  const undo = useUndoOf()(details);
  return (
    <TimelineItem entry={entry} details={details}>
      {undo && (
        <span className="act">
          <button type="button" className="btn txt sm" onClick={undo}>
            {t("history.undo")}
          </button>
        </span>
      )}
      {details?.undone && (
        <span className="act">
          <span className="chip">{t("changes.undone")}</span>
        </span>
      )}
    </TimelineItem>
  );
}
