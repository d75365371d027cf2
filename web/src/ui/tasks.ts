import { type QueryKey, useQuery } from "@tanstack/react-query";
import { changed, Problem, patch, post, queries } from "../api";
import { type Status, turned } from "./activity";
import { readAll } from "./all";
import { type Activity, pathOf } from "./things";
import { acting, refused, type Sent } from "./toasts";

export type Task = Activity;

const QUERY = { kind: "todo", linked: "project", sort: "rank" };

/** Where a task lies in its column: between two neighbours, or at an end. */
interface Spot {
  status: Status;
  after?: string;
  before?: string;
}

/** Finds the neighbours of a place in the whole column, of which only a part may be shown. */
export function spotOf(all: Task[], shown: Task[], task: Task, status: Status, at: number): Spot {
  const column = all.filter(each => each.status === status && each.id !== task.id);
  const seen = shown.filter(each => each.status === status && each.id !== task.id);
  const [previous, next] = [seen[at - 1], seen[at]];
  const index = previous
    ? column.findIndex(each => each.id === previous.id) + 1
    : next
      ? column.findIndex(each => each.id === next.id)
      : column.length;
  return { status, after: column[index - 1]?.id, before: column[index]?.id };
}

/** Where a task lies now. */
function spotIn(all: Task[], task: Task): Spot {
  const column = all.filter(each => each.status === task.status);
  const at = column.findIndex(each => each.id === task.id);
  return { status: task.status, after: column[at - 1]?.id, before: column[at + 1]?.id };
}

/** The tasks with one of them moved. */
export function moved(all: Task[], task: Task, { status, after, before }: Spot): Task[] {
  const others = all.filter(each => each.id !== task.id);
  const at = after
    ? others.findIndex(each => each.id === after) + 1
    : before
      ? others.findIndex(each => each.id === before)
      : others.length;
  return [...others.slice(0, at), { ...task, status }, ...others.slice(at)];
}

interface Move<Shown> {
  task: Task;
  status: Status;
  /** The key of the query that shows the tasks, and what it shows after the move. */
  key: QueryKey;
  after: (shown: Shown) => Shown;
  path: string;
  sends: (shown: Shown | undefined) => Sent;
}

/** The last move of each board that is under way. */
const moving = new Map<string, Promise<unknown>>();

/**
 * Sends a move once the one before it on the same board is answered: its neighbours may be there by that one alone.
 * The board is read again after the last of them, as until then it is ahead of the server.
 */
async function inTurn(board: string, sent: () => Promise<void>): Promise<void> {
  const answered = Promise.allSettled([moving.get(board)]).then(sent);
  moving.set(board, answered);
  try {
    await answered;
  } finally {
    if (moving.get(board) === answered) {
      moving.delete(board);
      changed("Activity");
    }
  }
}

/** Moves a task at once, as a step that can be undone. Refused, it says why, and the task is where it was. */
export function move<Shown>({ task, status, key, after, path, sends }: Move<Shown>): Promise<void> {
  return acting(async () => {
    await queries.cancelQueries({ queryKey: key });
    const before = queries.getQueryData<Shown>(key);
    if (before !== undefined) queries.setQueryData(key, after(before));
    const sent = sends(before);
    await inTurn(JSON.stringify(key), async () => {
      try {
        const send = sent.method === "PATCH" ? patch : post;
        await send(path, sent.again, { source: "click" });
        turned(task, status, path, sent);
      } catch (thrown) {
        queries.setQueryData(key, before);
        if (!(thrown instanceof Problem)) throw thrown;
        refused(thrown);
      }
    });
  });
}

/** All tasks of a customer, which are the to-dos of its projects, and how one of them is moved. */
export function useTasks(customerId: string) {
  const path = pathOf("activities", { customerId });
  const key = ["board", path];
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => readAll<Task>(path, QUERY, signal),
  });
  const moveTo = (task: Task, spot: Spot) =>
    move<Task[]>({
      task,
      status: spot.status,
      key,
      after: shown => moved(shown, task, spot),
      path: `/api/activities/${task.id}/move`,
      sends: (shown = []) => ({ method: "POST", back: spotIn(shown, task), again: spot }),
    });
  return { data, error, refetch, move: moveTo };
}
