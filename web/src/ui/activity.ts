import { patch, type Schema } from "../api";
import { t } from "../texts";
import type { MenuItem } from "./Menu";
import { type Activity, act } from "./things";

export type ActivityKind = Schema["ActivityKind"];
export type Status = Schema["ActivityStatus"];
export const STATUSES: Status[] = ["not-started", "in-progress", "done"];

/** Gives an activity another status at once; one that is done goes to the past. */
export const turn = (activity: Activity, status: Status) =>
  act<Activity>(
    "activities",
    "Activity",
    items => items.map(each => (each.id === activity.id ? { ...each, status } : each)),
    () => patch(`/api/activities/${activity.id}`, { status }),
  );

/** The entries of a menu with the status of an activity, the present one checked. */
export const statusItems = (status: Status, onChoose: (status: Status) => void): MenuItem[] =>
  STATUSES.map(each => ({
    label: t(`activity.status.${each}`),
    kind: "radio",
    checked: each === status,
    act: () => each !== status && onChoose(each),
  }));
