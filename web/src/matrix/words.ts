import { interval, t } from "../texts";
import { type Responsibility, span } from "../ui/responsibilities";
import type { RoleMark } from "../ui/roles";
import type { Subject } from "./store";

/** What the whole grid shares. */
export interface View {
  byRole: boolean;
  roles: Map<string, RoleMark>;
  /** The day that is shown. */
  day: string;
  /** The day on which changes take effect; null if they hold as if they always had. */
  begins: string | null;
  readOnly: boolean;
  /** Why nothing can be changed; null if it can. */
  why: string | null;
}

function roleName(roleId: string | null, roles: Map<string, RoleMark>): string {
  return roleId ? (roles.get(roleId)?.name ?? "") : t("matrix.withoutRole");
}

/** "Account manager from 1 Jan 2026; no role" */
export function describe(all: Responsibility[], roles: Map<string, RoleMark>): string {
  return all
    .map(each => [each.employee?.name, roleName(each.roleId, roles), span(each)].filter(Boolean).join(" "))
    .join("; ");
}

/** What the foot says of the cell that is pointed at. */
export function readout(subject: Subject, person: string, all: Responsibility[], roles: Map<string, RoleMark>): string {
  const who = `${subject.name} × ${person}: `;
  if (all.length === 0) return who + t("matrix.notResponsible");
  return (
    who +
    all
      .map(each => {
        const role = each.roleId ? roleName(each.roleId, roles) : t("matrix.responsible");
        const dates = interval(each.from, each.to);
        return [each.employee?.name, role, dates && span(each), each.state === "ended" && t("state.ended")]
          .filter(Boolean)
          .join(" ");
      })
      .join(", ")
  );
}
