import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { t } from "../texts";
import { Panel } from "./Card";
import { ActivityDialog } from "./dialogs";
import { Icon } from "./Icon";
import { later } from "./later";
import { Picker } from "./Picker";
import { Failure } from "./State";
import { spotOf, useTasks } from "./tasks";
import type { Place } from "./things";

const Board = later(async () => (await import("./Board")).Board);

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
          {/* the list of all tasks, with more ways to choose */}
          <Link
            to="/tasks"
            search={(projectId ? { project: projectId } : { customer: place.customerId }) as never}
            className="link"
          >
            {t("board.all")}
          </Link>
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
          projectId={project[0]}
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

/** A filter by what the tasks have, and nothing else; without a task there is nothing to filter. */
function Filter({ label, of, value, onChange }: FilterProps) {
  const found = new Map(of.flatMap(each => (each ? [[each.id, each]] : [])));
  if (of.length === 0 && value.length === 0) return null;
  const options = [...found.values()].map(each => ({ value: each.id, label: each.name ?? "" }));
  return <Picker label={label} options={options} value={value} onChange={onChange} />;
}
