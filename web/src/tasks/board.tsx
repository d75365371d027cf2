import "../ui/things.css";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { get, type Query, type Schema, useCan } from "../api";
import { t } from "../texts";
import { STATUSES, type Status } from "../ui/activity";
import { later } from "../ui/later";
import { Failure } from "../ui/State";
import { TableSkeleton } from "../ui/Table";
import { move, type Task } from "../ui/tasks";
import { NoTasks, type ShownProps } from "./empty";

const Board = later(async () => (await import("../ui/Board")).Board);

const STEP = 50;
/** More than the server gives on a page is found by filters, or in the table. */
const MOST = 500;

interface Shown {
  tasks: Task[];
  counts: Record<Status, number>;
}

async function read(query: Query, limit: number, signal: AbortSignal): Promise<Shown> {
  const columns = await Promise.all(
    STATUSES.map(status => get<Schema["Activities"]>("/api/activities", { ...query, status, limit }, signal)),
  );
  const totals = columns.map((column, at) => [STATUSES[at], column.total]);
  return { tasks: columns.flatMap(column => column.items), counts: Object.fromEntries(totals) };
}

/** What is shown once a task has another status: it goes first, and takes its place by its day when it is read again. */
function moved({ tasks, counts }: Shown, task: Task, status: Status): Shown {
  return {
    tasks: [{ ...task, status }, ...tasks.filter(each => each.id !== task.id)],
    counts: { ...counts, [task.status]: counts[task.status] - 1, [status]: counts[status] + 1 },
  };
}

/** The tasks of all customers by their status, the next ones first. */
export function TaskBoards({ query, filtered, onClear, onTotal }: ShownProps) {
  const can = useCan();
  const [limit, setLimit] = useState(STEP);
  const key = ["board", "all", query, limit];
  const { data, error, isPending, refetch } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => read(query, limit, signal),
    placeholderData: before => before,
  });
  const total = data && STATUSES.reduce((sum, status) => sum + data.counts[status], 0);
  useEffect(() => {
    if (total !== undefined) onTotal(total);
  }, [total, onTotal]);

  function moveTo(task: Task, status: Status) {
    if (task.status === status) return;
    void move<Shown>({
      task,
      status,
      key,
      after: shown => moved(shown, task, status),
      path: `/api/activities/${task.id}`,
      sends: () => ({ method: "PATCH", back: { status: task.status }, again: { status } }),
    });
  }

  return (
    <section className="boards" aria-label={t("board.title")} aria-busy={isPending}>
      {error && !data && <Failure thrown={error} onAgain={() => void refetch()} />}
      {isPending && <TableSkeleton rows={12} />}
      {total === 0 && <NoTasks filtered={filtered} onClear={onClear} />}
      {data && total !== 0 && (
        <Board
          tasks={data.tasks}
          mayEdit={can("changeActivity")}
          customers
          counts={data.counts}
          onMore={limit < MOST ? () => setLimit(Math.min(MOST, limit * 2)) : undefined}
          onMove={moveTo}
        />
      )}
    </section>
  );
}
