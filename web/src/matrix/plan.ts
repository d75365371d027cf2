import { Problem } from "../api";
import {
  preview,
  type Responsibility,
  type ResponsibilityChange,
  removal,
  stateOn,
  successor,
} from "../ui/responsibilities";
import { cellsOf, type Range } from "./selection";
import type { Column, MatrixStore, Row } from "./store";
import type { View } from "./words";

export type BulkAction = "assign" | "remove" | "role" | "dates" | "handOver";

/** What the person wants; of a date or role that is not named yet, each keeps its own. */
export interface Wanted {
  role?: string | null;
  from?: string | null;
  to?: string | null;
  employee?: Column | null;
}

export interface Selected {
  row: Row;
  column: Column;
}

/** What one cell would become, and how. */
interface Step {
  after: Responsibility[];
  changes: ResponsibilityChange[];
  /** What the other person gets. */
  given?: Responsibility[];
  /** The role is one of the other kind of rows. */
  unfit?: boolean;
}

export interface Line extends Selected, Step {
  before: Responsibility[];
  /** Why the server refuses it. */
  refused?: string;
}

export function selectedCells(store: MatrixStore, columns: Column[], ranges: readonly Range[]): Selected[] {
  return [...cellsOf(ranges)].flatMap(([r, c]) => {
    const row = store.row(r);
    const column = columns[c];
    return row && column ? [{ row, column }] : [];
  });
}

/** What each selected cell would become, by what it shows now, wherever its row is. */
export function plan(action: BulkAction, store: MatrixStore, view: View, selected: Selected[], wanted: Wanted): Line[] {
  return selected.map(({ row: was, column }) => {
    const row = store.row(store.find(was.subject.id) ?? -1) ?? was;
    const before = store.shown(row, column.id);
    return { row, column, before, ...step(action, row, column, before, wanted, view) };
  });
}

export function step(
  action: BulkAction,
  row: Row,
  column: Column,
  before: Responsibility[],
  wanted: Wanted,
  view: View,
): Step {
  const who = { subject: { type: row.subject.type, id: row.subject.id }, employeeId: column.id };
  const cell: CellNow = { who, before, open: before.filter(each => each.state !== "ended"), view };
  const steps: Record<BulkAction, (cell: CellNow, wanted: Wanted) => Step> = {
    assign: assigned,
    remove: removed,
    role: withRole,
    dates: withDates,
    handOver: handedOver,
  };
  return steps[action](cell, wanted);
}

interface CellNow {
  who: Pick<ResponsibilityChange, "subject" | "employeeId">;
  before: Responsibility[];
  /** What has not ended. */
  open: Responsibility[];
  view: View;
}

const unchanged = ({ before }: CellNow): Step => ({ after: before, changes: [] });

const fits = ({ who, view }: CellNow, role: string | null | undefined) =>
  !role || view.roles.get(role)?.kind === who.subject.type;

function assigned(cell: CellNow, { role: roleId = null, from = null, to = null }: Wanted): Step {
  const { who, before, view } = cell;
  if (!fits(cell, roleId)) return { ...unchanged(cell), unfit: true };
  if (before.some(each => each.roleId === roleId && each.from === from && each.to === to)) return unchanged(cell);
  return {
    after: [...before, { roleId, from, to, state: stateOn(view.day, from, to) }],
    changes: [{ action: "assign", ...who, roleId, from, to }],
  };
}

function removed({ who, before, open, view }: CellNow): Step {
  return {
    after: before.filter(each => !open.includes(each)),
    changes: open.map(each => removal(each, who, view.begins)),
  };
}

function withRole(cell: CellNow, { role: roleId }: Wanted): Step {
  const { who, before, open, view } = cell;
  if (roleId === undefined) return unchanged(cell);
  if (!fits(cell, roleId)) return { ...unchanged(cell), unfit: true };
  const others = open.filter(each => each.roleId !== roleId);
  if (others.length === 0) return unchanged(cell);
  return {
    after: before.map(each => (others.includes(each) ? { ...each, roleId, from: successor(each, view.begins) } : each)),
    changes: others.flatMap((each): ResponsibilityChange[] => [
      removal(each, who, view.begins),
      { action: "assign", ...who, roleId, from: successor(each, view.begins), to: each.to },
    ]),
  };
}

function withDates({ who, before, open, view }: CellNow, wanted: Wanted): Step {
  const dated = (each: Responsibility) => {
    const { from = each.from, to = each.to } = wanted;
    return { ...each, from, to, state: stateOn(view.day, from, to) };
  };
  const others = open.filter(each => dated(each).from !== each.from || dated(each).to !== each.to);
  return {
    after: before.map(each => (others.includes(each) ? dated(each) : each)),
    changes: others.flatMap((each): ResponsibilityChange[] => {
      const { roleId, from, to } = dated(each);
      if (each.from === from) return [{ action: "change", ...who, roleId, from, to }];
      return [
        { action: "remove", ...who, roleId, from: each.from },
        { action: "assign", ...who, roleId, from, to },
      ];
    }),
  };
}

function handedOver(cell: CellNow, { employee }: Wanted): Step {
  const { who, before, open, view } = cell;
  if (!employee || employee.id === who.employeeId) return unchanged(cell);
  const heir = { ...who, employeeId: employee.id };
  return {
    after: before.filter(each => !open.includes(each)),
    given: open.map(each => ({ ...each, from: successor(each, view.begins) })),
    changes: open.flatMap((each): ResponsibilityChange[] => [
      removal(each, who, view.begins),
      { action: "assign", ...heir, roleId: each.roleId, from: successor(each, view.begins), to: each.to },
    ]),
  };
}

/** Asks the server. What it refuses is marked and left out, until it accepts the rest. */
export async function check(lines: Line[]): Promise<{ lines: Line[]; basedOn: string | undefined }> {
  for (;;) {
    const open = lines.filter(line => line.changes.length && !line.refused);
    const changes = open.flatMap(line => line.changes);
    if (changes.length === 0) return { lines, basedOn: undefined };
    try {
      const batch = await preview(changes);
      let at = 0;
      const checked = lines.map(line => {
        if (!open.includes(line)) return line;
        const outcomes = batch.changes.slice(at, at + line.changes.length);
        at += line.changes.length;
        return outcomes.every(each => each.outcome === "unchanged")
          ? { ...line, changes: [], after: line.before }
          : line;
      });
      return { lines: checked, basedOn: batch.basedOn };
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.status !== 422) throw thrown;
      const owner = open.flatMap(line => line.changes.map(() => line));
      const faults = new Map<Line, string>();
      const texts = thrown.fields;
      for (const error of thrown.errors) {
        const line = owner[Number(/^changes\[(\d+)\]/.exec(error.field)?.[1] ?? -1)];
        if (line) faults.set(line, texts[error.field] ?? error.message);
      }
      if (faults.size === 0) throw thrown;
      lines = lines.map(line => (faults.has(line) ? { ...line, refused: faults.get(line) } : line));
    }
  }
}
