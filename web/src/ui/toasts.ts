import type { ReactNode } from "react";
import { useSyncExternalStore } from "react";
import { changed, Problem, post, publish, type Schema, uuid } from "../api";
import { list, rich, t } from "../texts";

interface Named {
  id: string;
  name: string;
}

/** A step that the server can take back, as it is kept for the session of the tab. */
export interface Step {
  id: string;
  /** What was done, as the toast said it. */
  what: string;
  at: string;
  /** POST here takes it back. */
  path: string;
  /** POST here does it again; "batch" means: undo the batch that the undo makes, at the same kind of address. */
  redo: string | "batch";
  /** Beginning of the type of the events, to read again what they touch. */
  touches: string;
  /** What was done to many things at once: the id of each takes the place of `{id}` in the addresses. */
  group?: Named[];
  undone?: boolean;
}

type Back = Omit<Step, "id" | "at">;

export interface Toast {
  id: number;
  text: ReactNode;
  kind: "done" | "refused";
  step?: Step;
  /** The step can be done again. */
  again?: boolean;
  /** How far a step with many things is. */
  progress?: { count: number; total: number };
}

/** What an undo left as it is: of a responsibility, or of a category or tag. */
export type Conflict = Schema["ResponsibilityUndo"]["conflicts"][number] | Schema["GroupingUndo"]["conflicts"][number];

const KEPT = "incharge-steps";
const SHOWN = 3;
const LIMIT = 50;

let toasts: Toast[] = [];
let steps: Step[] = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
let conflicts: Conflict[] | null = null;
let count = 0;
const listeners = new Set<() => void>();

function notify(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useToasts = () => useSyncExternalStore(subscribe, () => toasts);
export const useSteps = () => useSyncExternalStore(subscribe, () => steps);
export const useConflicts = () => useSyncExternalStore(subscribe, () => conflicts);

function keep(next: Step[]): void {
  steps = next.slice(-LIMIT);
  sessionStorage.setItem(KEPT, JSON.stringify(steps));
}

/** The steps of somebody else are not this person's to take back. */
export function forgetSteps(): void {
  keep([]);
  notify();
}

function show(toast: Omit<Toast, "id">): number {
  toasts = [...toasts, { ...toast, id: ++count }].slice(-SHOWN);
  notify();
  return count;
}

export function dismiss(id: number): void {
  toasts = toasts.filter(toast => toast.id !== id);
  notify();
}

export function closeConflicts(): void {
  conflicts = null;
  notify();
}

/** Says that something was done; with a way back, it can be undone from the toast, the header and the keyboard. */
export function done(text: ReactNode, back?: Back): void {
  if (!back) {
    show({ text, kind: "done" });
    return;
  }
  const step: Step = { ...back, id: uuid(), at: new Date().toISOString() };
  keep([...steps, step]);
  show({ text, kind: "done", step });
}

/** Says that something was refused and why. */
export function refused(thrown: unknown): void {
  if (!(thrown instanceof Problem)) throw thrown;
  show({
    text: thrown.code === "unreachable" ? t("problem.unreachable") : t("toast.notChanged", { reason: thrown.text }),
    kind: "refused",
  });
}

export function said(text: ReactNode, kind: Toast["kind"] = "done"): void {
  show({ text, kind });
}

export const lastStep = () => steps.findLast(step => !step.undone);
const lastUndone = () => {
  const step = steps.at(-1);
  return step?.undone
    ? steps.find((each, at) => each.undone && steps.slice(at).every(later => later.undone))
    : undefined;
};

const AT_ONCE = 4;
const SLOW = 400;
const NAMED = 3;

export interface Refusal {
  thing: Named;
  problem: Problem;
}

/** Sends one command for each thing, a few at a time. What takes long says how far it is. */
export async function postEach(
  things: Named[],
  path: string,
  source: "click" | "bulk" | "undo",
): Promise<{ acted: Named[]; refusals: Refusal[] }> {
  const acted = new Set<Named>();
  const refusals: Refusal[] = [];
  let shown: number | undefined;
  const progress = () => ({ count: acted.size + refusals.length, total: things.length });
  const timer = setTimeout(() => {
    shown = show({ text: t("toast.working"), kind: "done", progress: progress() });
  }, SLOW);
  const queue = [...things];
  async function work() {
    for (let thing = queue.shift(); thing; thing = queue.shift()) {
      try {
        await post(path.replace("{id}", thing.id), undefined, { source });
        acted.add(thing);
      } catch (thrown) {
        if (!(thrown instanceof Problem)) throw thrown;
        refusals.push({ thing, problem: thrown });
      }
      toasts = toasts.map(toast => (toast.id === shown ? { ...toast, progress: progress() } : toast));
      notify();
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    clearTimeout(timer);
    if (shown !== undefined) dismiss(shown);
  }
  return { acted: things.filter(thing => acted.has(thing)), refusals };
}

/** Says which things were refused, once for each reason. */
export function refusedSome(refusals: Refusal[]): void {
  const reasons = new Set(refusals.map(each => each.problem.text));
  for (const reason of reasons) {
    const all = refusals.filter(each => each.problem.text === reason);
    const names = all.slice(0, NAMED).map(each => each.thing.name);
    const more = all.length - names.length;
    if (more > 0) names.push(t("toast.more", { count: more }));
    show({ text: t("toast.refusedSome", { names: list(names), reason }), kind: "refused" });
  }
}

const ofBatch = (path: string, batchId: string | undefined) => path.replace(/batches\/[^/]+/, `batches/${batchId}`);

interface Undone {
  batchId?: string;
  /** Of a step with many things: those that followed. */
  group?: Named[];
  changes?: { subject?: Schema["Subject"]; employeeId?: string }[];
  conflicts?: Conflict[];
}

async function send(path: string, { touches, group }: Step): Promise<Undone> {
  if (group) {
    const { acted, refusals } = await postEach(group, path, "undo");
    changed(touches);
    refusedSome(refusals);
    return { group: acted };
  }
  const { body } = await post<Undone | undefined>(path, undefined, { source: "undo" });
  changed(touches);
  publish(
    (body?.changes ?? []).map(each => ({
      type: touches,
      subject: each.subject ?? null,
      employeeId: each.employeeId,
    })),
  );
  return body ?? {};
}

/** The step after it was taken back or done again: what leads on now led back before. */
function turned(step: Step, answer: Undone, undone: boolean): Step {
  const batch = step.redo === "batch";
  return {
    ...step,
    undone,
    path: batch ? ofBatch(step.path, answer.batchId) : step.redo,
    redo: batch ? "batch" : step.path,
    group: answer.group ?? step.group,
  };
}

/** Takes a step back; returns whether it was. */
export async function undo(step: Step | undefined = lastStep()): Promise<boolean> {
  if (!step || step.undone) return false;
  set(step, { undone: true });
  toasts = toasts.filter(toast => toast.step?.id !== step.id);
  try {
    const answer = await send(step.path, step);
    if (answer.conflicts?.length) {
      conflicts = [...(conflicts ?? []), ...answer.conflicts];
      notify();
    }
    if (answer.group?.length === 0) {
      set(step, { undone: false });
      return false;
    }
    // All of it stays: it is no step that leads back any more.
    if (answer.conflicts?.length && answer.changes?.length === 0) {
      drop(step);
      return false;
    }
    const after = turned(step, answer, true);
    set(step, after);
    show({ text: t("toast.undone"), kind: "done", step: after, again: true });
    return true;
  } catch (thrown) {
    set(step, { undone: false });
    refused(thrown);
    return false;
  }
}

/** Takes back what was done elsewhere or long ago; from then on it is a step of this session. */
export async function takeBack(back: Back): Promise<void> {
  const step: Step = { ...back, id: uuid(), at: new Date().toISOString() };
  keep([...steps, step]);
  if (!(await undo(step))) drop(step);
}

export async function redo(step: Step | undefined = lastUndone()): Promise<void> {
  if (!step?.undone) return;
  toasts = toasts.filter(toast => toast.step?.id !== step.id);
  try {
    const answer = await send(step.path, step);
    if (answer.group?.length === 0) return;
    const again = turned(step, answer, false);
    set(step, again);
    show({ text: rich("toast.redone", { what: step.what }), kind: "done", step: again });
  } catch (thrown) {
    refused(thrown);
  }
}

function drop(step: Step): void {
  keep(steps.filter(each => each.id !== step.id));
  notify();
}

function set(step: Step, change: Partial<Step>): void {
  keep(steps.map(each => (each.id === step.id ? { ...each, ...change } : each)));
  notify();
}
