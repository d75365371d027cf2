import { day, instant, t } from "../texts";
import type { Option } from "../ui/Picker";
import { useRoles } from "../ui/pickers";
import type { RoleMark } from "../ui/roles";
import type { Matrix } from "./matrix";
import { NO_ROLE } from "./store";

/** What the toolbar offers, and the menu "More" of a phone, which has no toolbar. */
export interface Choices {
  /** Null where the workspace has no roles. */
  by: { value: By; options: [By, string][]; choose: (value: By) => void } | null;
  switches: { label: string; on: boolean; turn: (on: boolean) => void }[];
  clickRole: ClickRole;
  /** The button of the shown day. */
  date: string;
}

type By = "employee" | "role";

interface ClickRole {
  id: string | undefined;
  role: RoleMark | undefined;
  /** Null where a click gives no role. */
  options: Option[] | null;
  choose: (id: string | undefined) => void;
}

export function useChoices(matrix: Matrix): Choices {
  const { search, set, view, rolesUsed } = matrix;
  const shownDay = search.asOf ? instant(search.asOf) : search.on ? day(search.on) : t("matrix.today");
  return {
    by: rolesUsed
      ? {
          value: view.byRole ? "role" : "employee",
          options: [
            ["employee", t("matrix.byEmployee")],
            ["role", t("matrix.byRole")],
          ],
          choose: value => set({ view: value === "role" ? value : undefined }, { push: true }),
        }
      : null,
    switches: [
      {
        label: t("matrix.showProjects"),
        on: search.projects ?? false,
        turn: on => set({ projects: on || undefined }),
      },
      { label: t("filters.archived"), on: search.archived ?? false, turn: on => set({ archived: on || undefined }) },
      { label: t("filters.ended"), on: search.period === "all", turn: on => set({ period: on ? "all" : undefined }) },
    ],
    clickRole: useClickRole(matrix),
    date: t("matrix.date", { day: shownDay }),
  };
}

/** The role that a click gives: the chosen one, else the only one that is filtered for. */
function useClickRole({ search, set, view, time, mayChange, rolesUsed }: Matrix): ClickRole {
  const catalogue = useRoles();
  const filtered = [...(search.customerRole ?? []), ...(search.projectRole ?? [])];
  const followed = filtered.length === 1 ? filtered[0] : undefined;
  const id = search.clickRole === NO_ROLE ? undefined : (search.clickRole ?? followed);
  const group = { customer: t("filters.customerRole"), project: t("filters.projectRole") };
  const options = catalogue
    .filter(role => role.kind === "customer" || search.projects)
    .map(role => ({ value: role.id, label: role.name, group: group[role.kind] }))
    .sort((a, b) => a.group.localeCompare(b.group));
  return {
    id,
    role: id === undefined ? undefined : view.roles.get(id),
    options: rolesUsed && mayChange && !view.byRole && time !== "past" ? options : null,
    choose: chosen => set({ clickRole: chosen ?? (followed ? NO_ROLE : undefined) }),
  };
}
