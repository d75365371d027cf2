import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { type Schema, useCan } from "../api";
import { t } from "../texts";
import { ActivityMenu, Opened } from "../ui/Activities";
import { Due } from "../ui/Due";
import { ListFoot } from "../ui/ListFoot";
import { useNarrow } from "../ui/media";
import { Avatar, People } from "../ui/Person";
import { Failure } from "../ui/State";
import { type Column, Table, TableSkeleton } from "../ui/Table";
import type { Task } from "../ui/tasks";
import { textOf, useOnEnd, usePages } from "../ui/things";
import { NoTasks, type ShownProps } from "./empty";

const LOOKS = { "not-started": "chip", "in-progress": "chip acc", done: "chip good" };

/** The tasks of all customers, the next ones first, and what is done at the end. */
export function TaskTable({ query, filtered, onClear, onTotal }: ShownProps) {
  const can = useCan();
  const narrow = useNarrow();
  const list = usePages<Task, Schema["Activities"]>("activities", "/api/activities", query, 100);
  const { items: rows, total, error, refetch } = list;
  const onEnd = useOnEnd(list);
  useEffect(() => {
    if (total !== undefined) onTotal(total);
  }, [total, onTotal]);
  const mayEdit = can("changeActivity");
  return (
    <div className="panel fill" aria-busy={!rows}>
      {error && !rows && <Failure thrown={error} onAgain={() => void refetch()} />}
      {!rows && !error && <TableSkeleton rows={20} />}
      {total === 0 && <NoTasks filtered={filtered} onClear={onClear} />}
      {rows !== undefined && rows.length > 0 && (
        <Table
          label={t("nav.tasks")}
          columns={columns(mayEdit)}
          rows={rows}
          rowKey={row => row.id}
          onEnd={onEnd}
          card={row => <Card row={row} />}
          cardHeight={79}
        />
      )}
      {!narrow && rows !== undefined && rows.length > 0 && <ListFoot shown={rows.length} total={total ?? 0} />}
    </div>
  );
}

/** The title; who may change the task opens it by it. */
function Title({ task, mayEdit }: { task: Task; mayEdit: boolean }) {
  const [open, setOpen] = useState<"edit" | null>(null);
  const title = textOf(task.title);
  return (
    <span className="name">
      {mayEdit ? (
        <button type="button" className="plain med ell" onClick={() => setOpen("edit")}>
          {title}
        </button>
      ) : (
        <span className="ell med">{title}</span>
      )}
      <Opened activity={task} open={open} place={{ customerId: task.customerId }} onClose={() => setOpen(null)} />
    </span>
  );
}

function Acts({ task }: { task: Task }) {
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  return (
    <>
      <ActivityMenu activity={task} onOpen={setOpen} />
      <Opened activity={task} open={open} place={{ customerId: task.customerId }} onClose={() => setOpen(null)} />
    </>
  );
}

function StatusChip({ of: { status } }: { of: Task }) {
  return <span className={LOOKS[status]}>{t(`activity.status.${status}`)}</span>;
}

function columns(mayEdit: boolean): Column<Task>[] {
  return [
    { key: "title", head: t("tasks.one"), cell: row => <Title task={row} mayEdit={mayEdit} /> },
    {
      key: "customer",
      head: t("overview.customer"),
      cell: row => <Link to={`/customers/${row.customerId}`}>{textOf(row.customer.name)}</Link>,
    },
    {
      key: "project",
      head: t("filters.project"),
      cell: row =>
        row.project ? (
          <Link to={`/projects/${row.project.id}`} className="muted">
            {row.project.name}
          </Link>
        ) : (
          <span className="muted">–</span>
        ),
    },
    {
      key: "assignee",
      head: t("activity.assignee"),
      cell: row =>
        row.assignee ? <People people={[row.assignee]} count={1} /> : <span className="muted">{t("ui.nobody")}</span>,
    },
    {
      key: "due",
      head: t("activity.due"),
      cell: row => (row.due ? <Due of={row} /> : <span className="muted">–</span>),
    },
    { key: "status", head: t("project.status"), cell: row => <StatusChip of={row} /> },
    ...(mayEdit ? [{ key: "acts", quiet: true, cell: (row: Task) => <Acts task={row} /> }] : []),
  ];
}

function Card({ row }: { row: Task }) {
  return (
    <>
      <span className="row">
        <span className="med ell grow">{textOf(row.title)}</span>
        <StatusChip of={row} />
      </span>
      <span className="row t13">
        <Link to={`/customers/${row.customerId}`} className="ell grow whole">
          {textOf(row.customer.name)}
        </Link>
        {row.assignee && <Avatar id={row.assignee.id} name={row.assignee.name ?? ""} size={18} />}
      </span>
      <span className="row small muted">
        <span className="ell grow">{row.project?.name}</span>
        <Due of={row} />
      </span>
    </>
  );
}
