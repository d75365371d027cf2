import type { ReactNode } from "react";
import { useSyncExternalStore } from "react";
import { changed, Problem, patch, post, publish, type Schema, uuid } from "../api";
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
  /**
   * POST here does it again; "batch" means: undo the batch that the undo makes, at the same kind of address. Null: what
   * is taken back is gone.
   */
  redo: string | "batch" | null;
  /** Beginning of the type of the events, to read again what they touch. */
  touches: string;
  /**
   * What was done to many things at once: the id of each takes the place of `{id}` in the addresses. Where `redo` is
   * "batch" they are batches, and to do them again is to undo those that their undos make.
   */
  group?: Named[];
  /** What is sent to take it back and to do it again, where the addresses alone do not say that. */
  sends?: Sent;
  undone?: boolean;
}

export interface Sent {
  method: "POST" | "PATCH";
  back: object;
  again: object;
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

/** What an undo left as it is: a responsibility, a customer in a category or tag, an activity, or a project. */
export type Conflict =
  | Schema["ResponsibilityUndo"]["conflicts"][number]
  | Schema["GroupingUndo"]["conflicts"][number]
  | Schema["ActivityUndo"]["conflicts"][number]
  | Schema["CustomerUnmerge"]["kept"][number];

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
): Promise<{ acted: Named[]; answers: (Undone | undefined)[]; refusals: Refusal[] }> {
  const acted = new Map<Named, Undone | undefined>();
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
        acted.set(thing, (await post<Undone | undefined>(path.replace("{id}", thing.id), undefined, { source })).body);
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
  const all = things.filter(thing => acted.has(thing));
  return { acted: all, answers: all.map(thing => acted.get(thing)), refusals };
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

/** Of many batches the address names none: it stays. */
const ofBatch = (path: string, batchId: string | undefined) =>
  batchId ? path.replace(/batches\/[^/]+/, `batches/${batchId}`) : path;

interface Undone {
  batchId?: string;
  /** Of a step with many things: those that followed. */
  group?: Named[];
  changes?: { subject?: Schema["Subject"]; employeeId?: string }[];
  conflicts?: Conflict[];
}

async function send(path: string, { touches, group, redo, sends, undone }: Step): Promise<Undone> {
  if (group) {
    const { acted, answers, refusals } = await postEach(group, path, "undo");
    changed(touches);
    refusedSome(refusals);
    if (redo !== "batch") return { group: acted };
    return {
      group: acted.map((thing, at) => ({ ...thing, id: answers[at]?.batchId ?? thing.id })),
      changes: answers.flatMap(each => each?.changes ?? []),
      conflicts: answers.flatMap(each => each?.conflicts ?? []),
    };
  }
  if (sends) {
    const command = sends.method === "PATCH" ? patch : post;
    const { body } = await command<{ kept?: Conflict[] } | undefined>(path, undone ? sends.again : sends.back, {
      source: "undo",
    });
    changed(touches);
    return { conflicts: body?.kept };
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
    path: batch ? ofBatch(step.path, answer.batchId) : (step.redo ?? step.path),
    redo: batch ? "batch" : step.path,
    group: answer.group ?? step.group,
  };
}

/** Acts under way: what they lead back is known by their answers. */
const acts = new Set<Promise<unknown>>();
/** Steps that are being taken back or done again, by id. */
const turning = new Map<string, Promise<unknown>>();

/** Does what ends with a step. An undo that is asked for meanwhile means this act, and waits for it. */
export async function acting<T>(act: () => Promise<T>): Promise<T> {
  const running = act();
  acts.add(running);
  try {
    return await running;
  } finally {
    acts.delete(running);
  }
}

const isBusy = () => acts.size + turning.size > 0;

/** Waits for what is under way; returns whether acts were, and none of them became a step. */
async function settled(): Promise<boolean> {
  const acted = acts.size > 0;
  const newest = steps.at(-1)?.id;
  while (isBusy()) await Promise.allSettled([...acts, ...turning.values()]);
  return acted && steps.at(-1)?.id === newest;
}

/** Takes a step back, else the last one that is done; returns whether it was. */
export async function undo(step?: Step): Promise<boolean> {
  if (!step && isBusy() && (await settled())) return false;
  return turn(step ?? lastStep(), false, back);
}

/** Does a step again, else the last one that was taken back; returns whether it was. */
export async function redo(step?: Step): Promise<boolean> {
  if (!step && isBusy()) await settled();
  return turn(step ?? lastUndone(), true, again);
}

/** Turns a step as it is now, once: what shows it may be older, and clicked twice. */
async function turn(shown: Step | undefined, undone: boolean, how: (step: Step) => Promise<boolean>): Promise<boolean> {
  const step = steps.find(each => each.id === shown?.id) ?? shown;
  if (!step || (step.undone ?? false) !== undone || turning.has(step.id)) return false;
  toasts = toasts.filter(toast => toast.step?.id !== step.id);
  const turned = how(step);
  turning.set(step.id, turned);
  notify();
  try {
    return await turned;
  } finally {
    turning.delete(step.id);
  }
}

async function back(step: Step): Promise<boolean> {
  set(step, { undone: true });
  try {
    const answer = await send(step.path, step);
    tellConflicts(answer);
    if (answer.group?.length === 0) {
      set(step, { undone: false });
      return false;
    }
    // All of it stays: it is no step that leads back any more.
    if (answer.conflicts?.length && answer.changes?.length === 0) {
      drop(step);
      return false;
    }
    if (step.redo === null) {
      drop(step);
      show({ text: t("toast.undone"), kind: "done" });
      return true;
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

async function again(step: Step): Promise<boolean> {
  try {
    const answer = await send(step.path, step);
    tellConflicts(answer);
    if (answer.group?.length === 0) return false;
    const after = turned(step, answer, false);
    set(step, after);
    show({ text: rich("toast.redone", { what: step.what }), kind: "done", step: after });
    return true;
  } catch (thrown) {
    refused(thrown);
    return false;
  }
}

function tellConflicts(answer: Undone): void {
  if (!answer.conflicts?.length) return;
  conflicts = [...(conflicts ?? []), ...answer.conflicts];
  notify();
}

/** Takes back what was done elsewhere or long ago; from then on it is a step of this session. */
export async function takeBack(way: Back): Promise<void> {
  const own = steps.find(each => each.path === way.path);
  const step: Step = own ?? { ...way, id: uuid(), at: new Date().toISOString() };
  if (!own) keep([...steps, step]);
  if (!(await undo(step)) && !own) drop(step);
}

function drop(step: Step): void {
  keep(steps.filter(each => each.id !== step.id));
  notify();
}

function set(step: Step, change: Partial<Step>): void {
  keep(steps.map(each => (each.id === step.id ? { ...each, ...change } : each)));
  notify();
}
