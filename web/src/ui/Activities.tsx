import {
  IconCalendarEvent,
  IconCheckbox,
  IconDotsVertical,
  IconPencil,
  IconPlus,
  IconTrash,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { t } from "../texts";
import { type ActivityKind, statusItems, turn } from "./activity";
import { Panel } from "./Card";
import { DeleteDialog } from "./DeleteDialog";
import { Due } from "./Due";
import { ActivityDialog } from "./dialogs";
import { Icon } from "./Icon";
import { MenuButton, type MenuItem } from "./Menu";
import { Avatar } from "./Person";
import { Belongs } from "./Signed";
import { Failure } from "./State";
import { TableSkeleton } from "./Table";
import { Tabs } from "./Tabs";
import { type Activity, type Place, textOf, useThings } from "./things";

interface ActivitiesProps {
  place: Place;
  mayEdit: boolean;
  mayAdd: boolean;
  className?: string;
}

type State = "planned" | "past";
type Counted = { items: Activity[]; total: number; next?: string | null; counts: Record<State, number> };

/** What is planned at a place and what was: to-dos and calendar entries. */
export function Activities({ place, mayEdit, mayAdd, className }: ActivitiesProps) {
  const [state, setState] = useState<State>("planned");
  const [adding, setAdding] = useState<ActivityKind | null>(null);
  const { items, first, error, refetch, hasNextPage, fetchNextPage, isPlaceholderData } = useThings<Activity, Counted>(
    "activities",
    place,
    { state },
  );
  const counts = first?.counts;
  const id = useId();
  return (
    <Panel title={t("activities.title")} className={className}>
      <Tabs
        label={t("activities.title")}
        id={id}
        tabs={[
          ["planned", t("activities.planned", { count: counts?.planned ?? 0 })],
          ["past", t("activities.past", { count: counts?.past ?? 0 })],
        ]}
        current={state}
        onChange={setState}
      />
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-tab-${state}`}>
        {error && !items && <Failure thrown={error} onAgain={() => void refetch()} />}
        {!items && !error && <TableSkeleton rows={2} />}
        {items?.length === 0 && <p className="pad t13 muted">{t(`activities.none.${state}`)}</p>}
        <ul className="acts" aria-label={t(`activities.list.${state}`)} aria-busy={isPlaceholderData}>
          {items?.map(activity => (
            <ActivityItem key={activity.id} activity={activity} place={place} mayEdit={mayEdit} />
          ))}
        </ul>
        {hasNextPage && (
          <button type="button" className="btn txt more" onClick={() => void fetchNextPage()}>
            {t("ui.showMore")}
          </button>
        )}
      </div>
      {mayEdit && mayAdd && (
        <div className="pfoot">
          <button type="button" className="btn txt sm" onClick={() => setAdding("todo")}>
            <Icon of={IconPlus} size={16} />
            {t("activities.addTodo")}
          </button>
          <button type="button" className="btn txt sm" onClick={() => setAdding("calendar")}>
            <Icon of={IconPlus} size={16} />
            {t("activities.addCalendar")}
          </button>
        </div>
      )}
      {adding && (
        <ActivityDialog
          title={t(adding === "todo" ? "activities.addTodo" : "activities.addCalendar")}
          kind={adding}
          place={place}
          onClose={() => setAdding(null)}
        />
      )}
    </Panel>
  );
}

interface ActivityItemProps {
  activity: Activity;
  place: Place;
  mayEdit: boolean;
  /** The list has several customers and one assignee: the item names its customer, and not who is to do it. */
  customers?: boolean;
}

export function ActivityItem({ activity, place, mayEdit, customers }: ActivityItemProps) {
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const title = textOf(activity.title);
  const isDone = activity.status === "done";
  const todo = activity.kind === "todo";
  return (
    <li>
      {todo && mayEdit ? (
        <input
          type="checkbox"
          aria-label={t("activity.markDone", { what: title })}
          checked={isDone}
          onChange={() => void turn(activity, isDone ? "not-started" : "done")}
        />
      ) : (
        <Icon of={todo ? IconCheckbox : IconCalendarEvent} size={16} />
      )}
      <div className="grow">
        {mayEdit ? (
          <button type="button" className={isDone ? "plain muted" : "plain med"} onClick={() => setOpen("edit")}>
            {title}
          </button>
        ) : (
          <span className={isDone ? "muted" : "med"}>{title}</span>
        )}
        <span className="small muted facts">
          <Due of={activity} />
          {activity.status === "in-progress" && <span className="chip acc">{t("activity.status.in-progress")}</span>}
          {customers && (
            <Link to={`/customers/${activity.customerId}`} className="link small ell">
              {textOf(activity.customer.name)}
            </Link>
          )}
          {activity.location && <span className="ell">{activity.location}</span>}
          {activity.assignee && !customers && <span className="ell">{activity.assignee.name}</span>}
          <Belongs
            project={place.projectId ? undefined : activity.project}
            salesCase={place.salesCaseId ? undefined : activity.salesCase}
          />
        </span>
      </div>
      {activity.assignee && !customers && (
        <Avatar id={activity.assignee.id} name={activity.assignee.name ?? ""} size={20} />
      )}
      {mayEdit && <ActivityMenu activity={activity} onOpen={setOpen} />}
      <Opened activity={activity} open={open} place={place} onClose={() => setOpen(null)} />
    </li>
  );
}

/** What can be done with an activity; to edit and to delete it opens a dialog. */
export function ActivityMenu({ activity, onOpen }: { activity: Activity; onOpen: (what: "edit" | "delete") => void }) {
  const items = (): MenuItem[] => [
    { label: t("activity.edit"), icon: IconPencil, act: () => onOpen("edit") },
    "line",
    ...statusItems(activity.status, status => void turn(activity, status)),
    "line",
    { label: t("activity.delete"), icon: IconTrash, danger: true, act: () => onOpen("delete") },
  ];
  return (
    <MenuButton
      label={t("thing.actions", { what: textOf(activity.title) })}
      named
      className="btn icon sm"
      align="end"
      items={items}
    >
      <Icon of={IconDotsVertical} size={16} />
    </MenuButton>
  );
}

interface OpenedProps {
  activity: Pick<Activity, "id" | "kind" | "title">;
  open: "edit" | "delete" | null;
  place: Place;
  onClose: () => void;
}

/** The dialog that edits an activity, or the one that deletes it. */
export function Opened({ activity, open, place, onClose }: OpenedProps) {
  if (open === "edit") {
    return (
      <ActivityDialog
        title={t(activity.kind === "todo" ? "activity.editTodo" : "activity.editCalendar")}
        kind={activity.kind}
        place={place}
        activityId={activity.id}
        onClose={onClose}
      />
    );
  }
  if (open !== "delete") return null;
  return (
    <DeleteDialog
      path={`/api/activities/${activity.id}`}
      name={textOf(activity.title)}
      about={t("thing.deleteAbout")}
      touches="Activity"
      onClose={onClose}
    />
  );
}
