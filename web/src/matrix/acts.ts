import type { Responsibility, ResponsibilityChange } from "../ui/responsibilities";
import type { Row } from "./store";
import type { View } from "./words";

type Who = Pick<ResponsibilityChange, "subject" | "employeeId">;

/** Takes a responsibility away: where changes begin on a day it ends the day before, else it is as if it never was. */
export function removal(each: Responsibility, who: Who, view: View): ResponsibilityChange {
  const change = { ...who, roleId: each.roleId, from: each.from };
  return view.begins ? { action: "end", ...change, on: view.begins } : { action: "remove", ...change };
}

/** The beginning of what takes the place of a responsibility that is taken away. */
export function successor(each: Responsibility, view: View): string | null {
  return view.begins && (each.from === null || each.from < view.begins) ? view.begins : each.from;
}

interface RoleFilters {
  customerRole?: string[] | undefined;
  projectRole?: string[] | undefined;
}

/** Whether the role filters hide what somebody has with this role. They hold for the rows of their own kind. */
export function isHidden(row: Row, roleId: string | null, filters: RoleFilters): boolean {
  const wanted = row.subject.type === "customer" ? filters.customerRole : filters.projectRole;
  return wanted !== undefined && wanted.length > 0 && !wanted.includes(roleId ?? "");
}
