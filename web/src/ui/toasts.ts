import type { ReactNode } from "react";
import { useSyncExternalStore } from "react";
import { changed, Problem, post, publish, type Schema, uuid } from "../api";
import { rich, t } from "../texts";

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
}

type Conflict = Schema["ResponsibilityUndo"]["conflicts"][number];

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

function show(toast: Omit<Toast, "id">): void {
  toasts = [...toasts, { ...toast, id: ++count }].slice(-SHOWN);
  notify();
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

const ofBatch = (path: string, batchId: string | undefined) => path.replace(/batches\/[^/]+/, `batches/${batchId}`);

interface Undone {
  batchId?: string;
  changes?: { subject?: Schema["Subject"]; employeeId?: string }[];
  conflicts?: Conflict[];
}

async function send(path: string, touches: string): Promise<Undone> {
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

/** Takes a step back; returns whether it was. */
export async function undo(step: Step | undefined = lastStep()): Promise<boolean> {
  if (!step || step.undone) return false;
  set(step, { undone: true });
  toasts = toasts.filter(toast => toast.step?.id !== step.id);
  try {
    const answer = await send(step.path, step.touches);
    if (answer.conflicts?.length) {
      conflicts = [...(conflicts ?? []), ...answer.conflicts];
      notify();
      if (answer.changes?.length === 0) {
        set(step, { undone: false });
        return false;
      }
    }
    const redo = step.redo === "batch" ? ofBatch(step.path, answer.batchId) : step.redo;
    const after = { ...step, undone: true, path: redo, redo: step.redo === "batch" ? ("batch" as const) : step.path };
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
  if (await undo(step)) return;
  keep(steps.filter(each => each.id !== step.id));
  notify();
}

export async function redo(step: Step | undefined = lastUndone()): Promise<void> {
  if (!step?.undone) return;
  toasts = toasts.filter(toast => toast.step?.id !== step.id);
  try {
    const answer = await send(step.path, step.touches);
    const back = step.redo === "batch" ? ofBatch(step.path, answer.batchId) : step.redo;
    const again = { ...step, undone: false, path: back, redo: step.redo === "batch" ? ("batch" as const) : step.path };
    set(step, again);
    show({ text: rich("toast.redone", { what: step.what }), kind: "done", step: again });
  } catch (thrown) {
    refused(thrown);
  }
}

function set(step: Step, change: Partial<Step>): void {
  keep(steps.map(each => (each.id === step.id ? { ...each, ...change } : each)));
  notify();
}
