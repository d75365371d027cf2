import type { ReactNode } from "react";
import type { Schema } from "../api";
import { has, instant, rich, t } from "../texts";
import { sentenceOf } from "../ui/History";
import { shortOf } from "../ui/Notes";
import { Author } from "../ui/Signed";
import { actorOf, textOf } from "../ui/things";

export type Entry = Schema["TimelineEntry"];

/** Each entry has a key of its own; one command may do the same to one thing twice. */
export const keyOf = (entry: Entry, at: number) => `${entry.time} ${entry.type} ${entry.subject.id} ${at}`;

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
