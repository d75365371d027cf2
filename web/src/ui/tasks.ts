import { useQuery } from "@tanstack/react-query";
import { changed, Problem, post, queries } from "../api";
import { rich, t } from "../texts";
import type { Status } from "./activity";
import { readAll } from "./all";
import { type Activity, pathOf, textOf } from "./things";
import { acting, done, refused } from "./toasts";

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

/** All tasks of a customer, which are the to-dos of its projects, and how one of them is moved. */
export function useTasks(customerId: string) {
  const path = pathOf("activities", { customerId });
  const key = ["board", path];
  const { data, error, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => readAll<Task>(path, QUERY, signal),
  });

  async function move(task: Task, spot: Spot) {
    await queries.cancelQueries({ queryKey: key });
    const before = queries.getQueryData<Task[]>(key) ?? [];
    const from = spotIn(before, task);
    queries.setQueryData(key, moved(before, task, spot));
    const address = `/api/activities/${task.id}/move`;
    try {
      await post(address, spot, { source: "click" });
      const values = { task: textOf(task.title), status: t(`activity.status.${spot.status}`) };
      done(rich("board.moved", values), {
        what: t("board.moved", values),
        path: address,
        redo: address,
        touches: "Activity",
        sends: { method: "POST", back: from, again: spot },
      });
      changed("Activity");
    } catch (thrown) {
      queries.setQueryData(key, before);
      changed("Activity");
      if (!(thrown instanceof Problem)) throw thrown;
      refused(thrown);
    }
  }
  return { data, error, refetch, move: (task: Task, spot: Spot) => acting(() => move(task, spot)) };
}
