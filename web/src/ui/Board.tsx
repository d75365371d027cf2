import { IconDotsVertical, IconPencil, IconTrash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type DragEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { number, t } from "../texts";
import { Opened } from "./Activities";
import { STATUSES, type Status, statusItems } from "./activity";
import { Due } from "./Due";
import { Icon } from "./Icon";
import { MenuButton, type MenuItem } from "./Menu";
import { Avatar } from "./Person";
import { Belongs } from "./Signed";
import type { Task } from "./tasks";
import { textOf } from "./things";

interface BoardProps {
  /** The tasks of all columns, each column in its order. */
  tasks: Task[];
  mayEdit: boolean;
  /**
   * The board has several customers: each card names its own. Every customer has an order of its own, so a card goes
   * from column to column, but to no place in one.
   */
  customers?: boolean;
  /** How many tasks each column has, where not all are here, and what shows more of them. */
  counts?: Record<Status, number>;
  onMore?: () => void;
  /** Without it a task that is all about this project does not name it. */
  projectId?: string;
  /** Puts a task to a place of a column as it is shown, counted without the task itself. */
  onMove: (task: Task, status: Status, at: number) => void;
}

interface Target {
  status: Status;
  at: number;
}

const MIME = "application/x-incharge-task";

/**
 * Tasks in columns by status. A card moves by dragging, by its menu, and by the keyboard: Alt with an arrow, in the column
 * or to the next one.
 */
export function Board({ tasks, mayEdit, customers, counts, onMore, projectId, onMove }: BoardProps) {
  const [dragged, setDragged] = useState<Task | null>(null);
  const [target, setTarget] = useState<Target | null>(null);
  const [opened, setOpened] = useState<{ task: Task; what: "edit" | "delete" } | null>(null);
  const end = () => {
    setDragged(null);
    setTarget(null);
  };
  const columnOf = (status: Status) => tasks.filter(task => task.status === status);
  const placeOf = (id: string) => {
    const task = tasks.find(each => each.id === id);
    return task && `${task.status} ${columnOf(task.status).indexOf(task)}`;
  };
  /** The card that was moved by keys or its menu, and from where: drawn anew in its place it gets the focus again. */
  const focused = useRef<{ id: string; from: string | undefined } | null>(null);
  useEffect(() => {
    const { id, from } = focused.current ?? {};
    if (!id || placeOf(id) === from) return;
    focused.current = null;
    document.querySelector<HTMLElement>(`li[data-task="${id}"] [aria-haspopup]`)?.focus();
  });

  function move(task: Task, status: Status, at: number) {
    focused.current = { id: task.id, from: placeOf(task.id) };
    onMove(task, status, at);
  }

  function placeOn(event: DragEvent<HTMLElement>, status: Status, task: Task): number {
    if (!customers) return placeIn(event.currentTarget, event.clientY, task.id);
    const column = columnOf(status);
    return status === task.status ? column.findIndex(each => each.id === task.id) : column.length;
  }

  function over(event: DragEvent<HTMLElement>, status: Status) {
    if (!dragged) return;
    event.preventDefault();
    const at = placeOn(event, status, dragged);
    if (target?.status !== status || target.at !== at) setTarget({ status, at });
  }

  function drop(event: DragEvent<HTMLElement>, status: Status) {
    if (!dragged) return;
    event.preventDefault();
    const at = placeOn(event, status, dragged);
    const now = columnOf(dragged.status).findIndex(each => each.id === dragged.id);
    end();
    if (dragged.status !== status || now !== at) onMove(dragged, status, at);
  }

  function step(task: Task, across: number, along: number) {
    const status = STATUSES[STATUSES.indexOf(task.status) + across];
    if (!status || (customers && !across)) return;
    const column = columnOf(status).filter(each => each.id !== task.id);
    const now = columnOf(task.status).findIndex(each => each.id === task.id);
    const at = across ? Math.min(now, column.length) : now + along;
    if (at < 0 || at > column.length) return;
    move(task, status, at);
  }

  return (
    <div className="board">
      {STATUSES.map(status => {
        const column = columnOf(status);
        const shown = target?.status === status ? target.at : -1;
        const others = column.filter(each => each.id !== dragged?.id);
        const count = Math.max(counts?.[status] ?? 0, column.length);
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: the menu and the keys do what dragging does
          <div
            key={status}
            className={shown >= 0 ? "lane over" : "lane"}
            onDragOver={event => over(event, status)}
            onDragLeave={event => {
              if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setTarget(null);
            }}
            onDrop={event => drop(event, status)}
          >
            <p className="head3" aria-hidden="true">
              {t(`activity.status.${status}`)} <span className="muted num">{number(count)}</span>
            </p>
            <ul aria-label={t(`board.${status}`, { count })}>
              {column.map(task => (
                <Card
                  key={task.id}
                  task={task}
                  mayEdit={mayEdit}
                  customers={customers}
                  projectId={projectId}
                  lifted={dragged?.id === task.id}
                  marked={!customers && shown >= 0 && others[shown]?.id === task.id}
                  last={!customers && shown >= others.length && others.at(-1)?.id === task.id}
                  onLift={() => setDragged(task)}
                  onEnd={end}
                  onStep={(across, along) => step(task, across, along)}
                  onChoose={chosen => move(task, chosen, columnOf(chosen).length)}
                  onOpen={what => setOpened({ task, what })}
                />
              ))}
            </ul>
            {column.length === 0 && <p className="small muted none">{t("board.empty")}</p>}
            {column.length < count && (
              <p className="small muted none row">
                <span className="grow">{t("board.some", { count: column.length, total: count })}</span>
                {onMore && (
                  <button
                    type="button"
                    className="btn txt sm"
                    aria-label={t("board.more", { status: t(`activity.status.${status}`) })}
                    onClick={onMore}
                  >
                    {t("ui.showMore")}
                  </button>
                )}
              </p>
            )}
          </div>
        );
      })}
      {/* Inside a card its fields would drag the card, and its keys would move it. */}
      {opened && (
        <Opened
          activity={opened.task}
          open={opened.what}
          place={{ customerId: opened.task.customerId }}
          onClose={() => setOpened(null)}
        />
      )}
    </div>
  );
}

/** The place in a column at a height of the screen, counted without the card that is dragged. */
function placeIn(lane: HTMLElement, y: number, dragged: string): number {
  const cards = [...lane.querySelectorAll<HTMLElement>("li[data-task]")].filter(each => each.dataset.task !== dragged);
  const before = cards.findIndex(each => {
    const box = each.getBoundingClientRect();
    return y < box.top + box.height / 2;
  });
  return before < 0 ? cards.length : before;
}

interface CardProps {
  task: Task;
  mayEdit: boolean;
  customers: boolean | undefined;
  projectId: string | undefined;
  /** It is being dragged. */
  lifted: boolean;
  /** What is dragged would come before it. */
  marked: boolean;
  /** What is dragged would come behind it, the last one. */
  last: boolean;
  onLift: () => void;
  onEnd: () => void;
  onStep: (across: number, along: number) => void;
  onChoose: (status: Status) => void;
  onOpen: (what: "edit" | "delete") => void;
}

const STEPS: Record<string, [across: number, along: number]> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

function Card({ task, mayEdit, customers, projectId, lifted, marked, last, ...on }: CardProps) {
  const title = textOf(task.title);
  const items = (): MenuItem[] => [
    ...statusItems(task.status, on.onChoose),
    "line",
    ...(customers
      ? []
      : [
          { label: t("board.up"), act: () => on.onStep(0, -1), hint: "Alt+↑" },
          { label: t("board.down"), act: () => on.onStep(0, 1), hint: "Alt+↓" },
          "line" as const,
        ]),
    { label: t("activity.edit"), icon: IconPencil, act: () => on.onOpen("edit") },
    { label: t("activity.delete"), icon: IconTrash, danger: true, act: () => on.onOpen("delete") },
  ];
  function press(event: KeyboardEvent) {
    const step = event.altKey ? STEPS[event.key] : undefined;
    if (!step || !mayEdit) return;
    event.preventDefault();
    on.onStep(...step);
  }
  const look = ["task", lifted && "lifted", marked && "before", last && "behind"].filter(Boolean).join(" ");
  return (
    <li
      className={look}
      aria-label={title}
      data-task={task.id}
      draggable={mayEdit}
      onDragStart={event => {
        event.dataTransfer.setData(MIME, task.id);
        event.dataTransfer.effectAllowed = "move";
        on.onLift();
      }}
      onDragEnd={on.onEnd}
      onKeyDown={press}
    >
      <div className="row">
        <Title title={title} mayEdit={mayEdit} onOpen={() => on.onOpen("edit")} />
        {mayEdit && (
          <MenuButton label={t("board.move", { what: title })} named className="btn icon sm" align="end" items={items}>
            <Icon of={IconDotsVertical} size={16} />
          </MenuButton>
        )}
      </div>
      <Facts task={task} customers={customers} projectId={projectId} />
    </li>
  );
}

function Title({ title, mayEdit, onOpen }: { title: string; mayEdit: boolean; onOpen: () => void }): ReactNode {
  if (!mayEdit) return <span className="med grow">{title}</span>;
  return (
    <button type="button" className="plain med grow" onClick={onOpen}>
      {title}
    </button>
  );
}

function Facts({ task, customers, projectId }: Pick<CardProps, "task" | "customers" | "projectId">) {
  const project = task.projectId === projectId ? undefined : task.project;
  return (
    <div className="row small muted">
      <span className="ell grow">
        {customers && <Link to={`/customers/${task.customerId}`}>{textOf(task.customer.name)}</Link>}
        {customers && project && " · "}
        <Belongs project={project} />
      </span>
      <Due of={task} />
      {task.assignee && <Avatar id={task.assignee.id} name={task.assignee.name ?? ""} size={20} />}
    </div>
  );
}
