import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { TIMELINE } from "../addresses";
import { get, type Schema, useCan } from "../api";
import { has, instant, rich, t } from "../texts";
import { Panel } from "../ui/Card";
import { Segments } from "../ui/Form";
import { sentenceOf, useUndoOf } from "../ui/History";
import { shortOf } from "../ui/Notes";
import { Author } from "../ui/Signed";
import { Failure } from "../ui/State";
import { useSearch } from "../ui/search";
import { actorOf, textOf } from "../ui/things";
import type { Card } from "./page";

type Entry = Schema["TimelineEntry"];

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
  const detailsOf = useDetails(customer.id);
  const rows = data?.pages.flatMap(page => page.items);
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
            <Row
              // biome-ignore lint/suspicious/noArrayIndexKey: one command may do the same to one thing twice
              key={`${entry.time} ${entry.type} ${entry.subject.id} ${at}`}
              entry={entry}
              details={detailsOf(entry)}
            />
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

/** Finds what the history says beyond an entry: role and interval of a responsibility, and whether it can be undone. */
function useDetails(customerId: string): (entry: Entry) => Schema["HistoryRow"] | undefined {
  const can = useCan();
  const query = { customer: customerId, limit: KNOWN };
  const { data } = useQuery({
    queryKey: ["history", query],
    queryFn: ({ signal }) => get<Schema["History"]>("/api/history", query, signal),
    enabled: can("listHistory"),
  });
  return entry => {
    const rows = data?.items.filter(row => row.commandId === entry.commandId && row.type === entry.type) ?? [];
    const exact = rows.filter(row => [row.employee?.id, row.subject?.id].includes(entry.subject.id));
    return entry.commandId ? (exact[0] ?? rows[0]) : undefined;
  };
}

/** One sentence for what happened. */
function said(entry: Entry, details: Schema["HistoryRow"] | undefined) {
  const past = `history.${entry.type}`;
  if (details && has(past)) return sentenceOf(details);
  const key = [`timeline.${entry.type}`, past].find(has) ?? "history.other";
  const thing = entry.subject.name ?? (entry.subject.erased ? textOf(null) : "");
  return rich(key, { actor: actorOf(entry.by), thing, type: entry.type });
}

function Row({ entry, details }: { entry: Entry; details: Schema["HistoryRow"] | undefined }) {
  const undo = useUndoOf()(details);
  return (
    <li>
      <Author person={entry.by} size={20} />
      <span>
        {said(entry, details)}
        {details?.employee && <span className="why"> · {details.employee.name}</span>}
        {entry.text && <span className="why quote">{shortOf(entry.text, 200)}</span>}
        {entry.reason && <span className="why"> {t("history.reason", { reason: entry.reason })}</span>}
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
      </span>
      <span className="when">{instant(entry.time)}</span>
    </li>
  );
}
