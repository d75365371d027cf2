import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { changed, Problem, post, queries } from "../api";
import { rich, t } from "../texts";
import type { Status } from "./activity";
import { readAll } from "./all";
import type { Task } from "./Board";
import { Panel } from "./Card";
import { ActivityDialog } from "./dialogs";
import { Icon } from "./Icon";
import { later } from "./later";
import { Picker } from "./Picker";
import { Failure } from "./State";
import { type Place, pathOf, textOf } from "./things";
import { acting, done, refused } from "./toasts";

const Board = later(async () => (await import("./Board")).Board);

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

interface TasksProps {
  place: Place;
  mayEdit: boolean;
  mayAdd: boolean;
  className?: string;
}

/** The board of a customer or of one of its projects. */
export function Tasks({ place, mayEdit, mayAdd, className }: TasksProps) {
  const { projectId } = place;
  const { data, error, refetch, move } = useTasks(place.customerId);
  const [project, setProject] = useState<string[]>([]);
  const [assignee, setAssignee] = useState<string[]>([]);
  const [adding, setAdding] = useState(false);
  const all = data ?? [];
  const here = projectId ? all.filter(each => each.projectId === projectId) : all;
  const shown = here.filter(
    each =>
      (project.length === 0 || project.includes(each.projectId ?? "")) &&
      (assignee.length === 0 || assignee.includes(each.assigneeId ?? "")),
  );
  return (
    <Panel
      title={t("board.title")}
      className={className ? `tasks ${className}` : "tasks"}
      end={
        <>
          {!projectId && (
            <Filter
              label={t("filters.project")}
              of={here.map(each => each.project)}
              value={project}
              onChange={setProject}
            />
          )}
          <Filter
            label={t("activity.assignee")}
            of={here.map(each => each.assignee)}
            value={assignee}
            onChange={setAssignee}
          />
          {mayEdit && mayAdd && (
            <button type="button" className="btn" onClick={() => setAdding(true)}>
              <Icon of={IconPlus} />
              {t("board.add")}
            </button>
          )}
        </>
      }
    >
      {error && !data && <Failure thrown={error} onAgain={() => void refetch()} />}
      {data && (
        <Board
          tasks={shown}
          mayEdit={mayEdit}
          projectId={projectId}
          onMove={(task, status, at) => void move(task, spotOf(all, shown, task, status, at))}
        />
      )}
      {adding && (
        <ActivityDialog
          title={t("board.add")}
          kind="todo"
          place={place}
          projectId={projectId ?? project[0]}
          task
          onClose={() => setAdding(false)}
        />
      )}
    </Panel>
  );
}

interface FilterProps {
  label: string;
  of: ({ id: string; name: string | null } | null | undefined)[];
  value: string[];
  onChange: (value: string[]) => void;
}

/** A filter by what the tasks have, and nothing else. */
function Filter({ label, of, value, onChange }: FilterProps) {
  const found = new Map(of.flatMap(each => (each ? [[each.id, each]] : [])));
  if (found.size < 2 && value.length === 0) return null;
  const options = [...found.values()].map(each => ({ value: each.id, label: each.name ?? "" }));
  return <Picker label={label} options={options} value={value} onChange={onChange} />;
}
