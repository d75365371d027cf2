import type { Row } from "./store";

interface RoleFilters {
  customerRole?: string[] | undefined;
  projectRole?: string[] | undefined;
}

/** Whether the role filters hide what somebody has with this role. They hold for the rows of their own kind. */
export function isHidden(row: Row, roleId: string | null, filters: RoleFilters): boolean {
  const wanted = row.subject.type === "customer" ? filters.customerRole : filters.projectRole;
  return wanted !== undefined && wanted.length > 0 && !wanted.includes(roleId ?? "");
}
