import { patch, type Schema } from "../api";
import { rich, t } from "../texts";
import type { MenuItem } from "./Menu";
import { type Activity, act, textOf } from "./things";
import { acting, done, type Sent } from "./toasts";

export type ActivityKind = Schema["ActivityKind"];
export type Status = Schema["ActivityStatus"];
export const STATUSES: Status[] = ["not-started", "in-progress", "done"];

/** Says that an activity has another status, which can be undone. */
export function turned(activity: Activity, status: Status, path: string, sends: Sent): void {
  const values = { task: textOf(activity.title), status: t(`activity.status.${status}`) };
  const what = t("board.moved", values);
  done(rich("board.moved", values), { what, path, redo: path, touches: "Activity", sends });
}

/** Gives an activity another status at once, as a step that can be undone; one that is done goes to the past. */
export const turn = (activity: Activity, status: Status): Promise<void> =>
  acting(async () => {
    const path = `/api/activities/${activity.id}`;
    const sends: Sent = { method: "PATCH", back: { status: activity.status }, again: { status } };
    const isTurned = await act<Activity>(
      "activities",
      "Activity",
      items => items.map(each => (each.id === activity.id ? { ...each, status } : each)),
      () => patch(path, sends.again, { source: "click" }),
    );
    if (isTurned) turned(activity, status, path, sends);
  });

/** The entries of a menu with the status of an activity, the present one checked. */
export const statusItems = (status: Status, onChoose: (status: Status) => void): MenuItem[] =>
  STATUSES.map(each => ({
    label: t(`activity.status.${each}`),
    kind: "radio",
    checked: each === status,
    act: () => each !== status && onChoose(each),
  }));
