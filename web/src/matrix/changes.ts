import { rich, t } from "../texts";
import { back, type Responsibility, type ResponsibilityChange, removal, send, stateOn } from "../ui/responsibilities";
import type { RoleMark } from "../ui/roles";
import { acting, done, refused } from "../ui/toasts";
import type { Matrix } from "./matrix";
import type { Column, MatrixStore, Row } from "./store";

interface RoleFilters {
  customerRole?: string[] | undefined;
  projectRole?: string[] | undefined;
}

/** Whether the role filters hide what somebody has with this role. They hold for the rows of their own kind. */
export function isHidden(row: Row, roleId: string | null, filters: RoleFilters): boolean {
  const wanted = row.subject.type === "customer" ? filters.customerRole : filters.projectRole;
  return wanted !== undefined && wanted.length > 0 && !wanted.includes(roleId ?? "");
}

/** What a cell shows and has not ended. */
export const openIn = (store: MatrixStore, row: Row, column: Column): Responsibility[] =>
  store.shown(row, column.id).filter(each => each.state !== "ended");

const whoOf = (row: Row, column: Column) => ({
  subject: { type: row.subject.type, id: row.subject.id },
  employeeId: column.id,
});

interface Change {
  changes: ResponsibilityChange[];
  after: Responsibility[];
  text: [Parameters<typeof rich>[0], Record<string, string>];
  /** The present filters hide the result. */
  hidden?: boolean;
}

/** Makes the employee of the column responsible, with the role if it fits the row. */
export async function assign({ store, view, search }: Matrix, row: Row, column: Column, role: RoleMark | undefined) {
  const roleId = role && role.kind === row.subject.type ? role.id : null;
  const from = view.begins;
  const names = { employee: column.name, customer: row.subject.name };
  await change(store, row, column, {
    changes: [{ action: "assign", ...whoOf(row, column), roleId, from }],
    after: [...store.shown(row, column.id), { roleId, from, to: null, state: stateOn(view.day, from, null) }],
    text: role && roleId ? ["matrix.assignedAs", { ...names, role: role.name }] : ["matrix.assigned", names],
    hidden: isHidden(row, roleId, search),
  });
}

/** Removes these responsibilities of a cell as one step. */
export async function take({ store, view }: Matrix, row: Row, column: Column, gone: Responsibility[]) {
  const role = gone.length === 1 && gone[0]!.roleId ? view.roles.get(gone[0]!.roleId) : undefined;
  const names = { employee: column.name, customer: row.subject.name };
  await change(store, row, column, {
    changes: gone.map(each => removal(each, whoOf(row, column), view.begins)),
    after: store.shown(row, column.id).filter(each => !gone.includes(each)),
    text: role ? ["matrix.removedAs", { ...names, role: role.name }] : ["matrix.removed", names],
  });
}

/** Shows the result at once; the server confirms it or it is taken back. */
async function change(store: MatrixStore, row: Row, column: Column, { changes, after, text, hidden }: Change) {
  const { subject } = row;
  store.assume(subject.id, column.id, store.shown(row, column.id), after);
  try {
    const positions = await acting(async () => {
      const answer = await send(changes, { source: "click" });
      done(hidden ? [rich(...text), " ", t("matrix.hidden")] : rich(...text), undoOf(answer.batch.batchId, text));
      return answer.positions;
    });
    void store.settle(subject.id, column.id, positions);
  } catch (thrown) {
    store.retract(subject.id, column.id);
    refused(thrown);
  }
}

const undoOf = (batchId: string | null | undefined, text: Change["text"]) =>
  batchId ? back(batchId, t(...text)) : undefined;

const running = new Map<string, Promise<void>>();

/** A second act on a cell waits for the first; other cells do not. */
export async function inTurn(row: Row, column: Column, act: () => Promise<void>): Promise<void> {
  const cell = `${row.subject.id} ${column.id}`;
  const mine = (running.get(cell) ?? Promise.resolve()).catch(() => {}).then(act);
  running.set(cell, mine);
  try {
    await mine;
  } finally {
    if (running.get(cell) === mine) running.delete(cell);
  }
}
