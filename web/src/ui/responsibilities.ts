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

/**
 * The changes that turn what the server has into what the person wants. Only the end of a responsibility can be changed;
 * one that gets another role, beginning or person is removed and assigned.
 */
export function changesOf(
  subject: Schema["Subject"],
  before: Responsibility[],
  wanted: Draft[],
  employeeId: string,
): ResponsibilityChange[] {
  const changes: ResponsibilityChange[] = [];
  const kept = new Set(wanted.map(draft => draft.was));
  for (const gone of before.filter(each => !kept.has(each))) {
    changes.push({
      action: "remove",
      subject,
      employeeId: gone.employee?.id ?? employeeId,
      roleId: gone.roleId,
      from: gone.from,
    });
  }
  for (const draft of wanted) {
    const { was } = draft;
    const from = draft.from || null;
    const to = draft.to || null;
    const same = was && was.roleId === draft.roleId && was.from === from;
    if (same && was.to === to) continue;
    const who = { subject, employeeId: draft.employeeId, roleId: draft.roleId };
    if (same) {
      changes.push({ action: "change", ...who, from, to });
    } else {
      if (was) changes.push({ action: "remove", ...who, roleId: was.roleId, from: was.from });
      changes.push({ action: "assign", ...who, from, to });
    }
  }
  return changes;
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
