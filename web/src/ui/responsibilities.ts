import { type Positions, post, type Schema } from "../api";
import { day, t } from "../texts";

export interface Responsibility {
  roleId: string | null;
  from: string | null;
  to: string | null;
  state: Schema["State"];
  /** Only in the view by role. */
  employee?: { id: string; name: string };
}

export type ResponsibilityChange = Schema["ResponsibilityChange"];
export type Batch = Schema["ResponsibilityBatch"];

/** One responsibility as a dialog edits it. `was` is what the server has; null for a new one. */
export interface Draft {
  key: string;
  employeeId: string;
  roleId: string | null;
  from: string;
  to: string;
  was: Responsibility | null;
}

export function dayBefore(day: string): string {
  const date = new Date(`${day}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}

/** "from 1 Jan 2026 to 30 Jun 2026"; empty without a limit. */
export function span({ from, to }: { from?: string | null; to?: string | null }): string {
  if (from && to) return t("matrix.fromTo", { from: day(from), to: day(to) });
  if (from) return t("matrix.from", { from: day(from) });
  return to ? t("matrix.to", { to: day(to) }) : "";
}

/** The state of a responsibility on a day. */
export function stateOn(day: string, from: string | null, to: string | null): Responsibility["state"] {
  if (from && from > day) return "coming";
  return to && to < day ? "ended" : "current";
}

type Who = Pick<ResponsibilityChange, "subject" | "employeeId">;

/** Whether it has ended before a day. */
export const isOver = ({ to }: { to: string | null }, day: string | null) => !!day && !!to && to < day;

/**
 * Takes a responsibility away: where changes begin on a day it ends the day before, else it is as if it never was. So is
 * one that had ended by then: of it nothing is left to end.
 */
export function removal(each: Responsibility, who: Who, begins: string | null): ResponsibilityChange {
  const change = { ...who, roleId: each.roleId, from: each.from };
  return begins && !isOver(each, begins) ? { action: "end", ...change, on: begins } : { action: "remove", ...change };
}

/** The beginning of what takes the place of a responsibility that is taken away in this way. */
export function successor(each: Responsibility, begins: string | null): string | null {
  if (isOver(each, begins)) return each.from;
  return begins && (each.from === null || each.from < begins) ? begins : each.from;
}

/** From which day on a line holds: with another role from when changes begin, unless the person says when. */
function beginningOf({ was, roleId, from }: Draft, begins: string | null): string | null {
  const untouched = was && was.roleId !== roleId && was.from === (from || null);
  return untouched ? successor(was, begins) : from || null;
}

/**
 * The changes that turn what the server has into what the person wants. Only the end of a responsibility can be changed;
 * one that gets another role, beginning or person is taken away and assigned. Where changes begin on a day, what was
 * before it stays, except where the person moves a beginning to before that day.
 */
export function changesOf(
  subject: Schema["Subject"],
  before: Responsibility[],
  wanted: Draft[],
  employeeId: string,
  begins: string | null = null,
): ResponsibilityChange[] {
  const changes: ResponsibilityChange[] = [];
  const kept = new Set(wanted.map(draft => draft.was));
  for (const gone of before.filter(each => !kept.has(each))) {
    changes.push(removal(gone, { subject, employeeId: gone.employee?.id ?? employeeId }, begins));
  }
  for (const draft of wanted) {
    const { was } = draft;
    const from = beginningOf(draft, begins);
    const to = draft.to || null;
    const same = was && was.roleId === draft.roleId && was.from === from;
    if (same && was.to === to) continue;
    const who = { subject, employeeId: draft.employeeId, roleId: draft.roleId };
    if (same) {
      changes.push({ action: "change", ...who, from, to });
    } else {
      const corrected = was?.roleId === draft.roleId && begins && (from === null || from < begins);
      if (was) changes.push(removal(was, { subject, employeeId: draft.employeeId }, corrected ? null : begins));
      changes.push({ action: "assign", ...who, from, to });
    }
  }
  return changes;
}

export const draftOf = (was: Responsibility, employeeId: string): Draft => ({
  key: `${was.roleId} ${was.from}`,
  employeeId,
  roleId: was.roleId,
  from: was.from ?? "",
  to: was.to ?? "",
  was,
});

type Spanned = Pick<Responsibility, "roleId" | "from">;

/** The one of a list with the same role and beginning, by which the server distinguishes them. */
export const counterpart = <T extends Spanned>(all: T[], wanted: Spanned) =>
  all.find(each => each.roleId === wanted.roleId && each.from === wanted.from);

/**
 * What "Apply mine" saves, line by line: what the person changed, added or took out, and the others' version of all else,
 * also what they added or took out. `theirs` is what the server has now.
 */
export function mergedDrafts(
  base: Responsibility[],
  theirs: Responsibility[],
  mine: Draft[],
  employeeId: string,
): Draft[] {
  const taken = new Set<Responsibility>();
  const lines = mine.flatMap((draft): Draft[] => {
    const { was } = draft;
    const now = counterpart(theirs, was ?? { roleId: draft.roleId, from: draft.from || null });
    if (now) taken.add(now);
    if (!was) return [{ ...draft, was: now ?? null }];
    const moved = draft.roleId !== was.roleId || (draft.from || null) !== was.from;
    const ends = (draft.to || null) !== was.to;
    if (!now) return moved || ends ? [{ ...draft, was: null }] : [];
    return [{ ...draft, to: ends ? draft.to : (now.to ?? ""), was: now }];
  });
  const added = theirs.filter(each => !taken.has(each) && !counterpart(base, each));
  return [...lines, ...added.map(each => draftOf(each, employeeId))];
}

interface Sending {
  reason?: string;
  basedOn?: string;
  source: "click" | "bulk";
}

export async function send(
  changes: ResponsibilityChange[],
  how: Sending,
): Promise<{ batch: Batch; positions: Positions }> {
  const body = { changes, reason: how.reason || undefined, basedOn: how.basedOn };
  const { body: batch, positions } = await post<Batch>("/api/responsibilities", body, { source: how.source });
  return { batch, positions };
}

export async function preview(changes: ResponsibilityChange[]): Promise<Batch> {
  return (await post<Batch>("/api/responsibilities", { changes, preview: true }, { source: "bulk" })).body;
}

/** What takes a batch back, for the notification. */
export const back = (batchId: string, what: string) => ({
  what,
  path: `/api/responsibilities/batches/${batchId}/undo`,
  redo: "batch" as const,
  touches: "Responsibility",
});
