import { useMemo, useSyncExternalStore } from "react";
import { MATRIX } from "../addresses";
import { type Query, useCan, useSession } from "../api";
import { t } from "../texts";
import { useLost } from "../ui/LiveMark";
import { useRoles } from "../ui/pickers";
import { usePreferences } from "../ui/preferences";
import { roleMarks } from "../ui/roles";
import { type SetSearch, useSearch, type Values } from "../ui/search";
import { useLiveStore } from "./live";
import type { Column, MatrixStore } from "./store";
import type { View } from "./words";

/** What the grid shows, and how. */
export interface Shown {
  store: MatrixStore;
  /** In the order in which they stand. */
  columns: Column[];
  /** How many of them, from the first on, are pinned. */
  pinned: number;
  view: View;
}

/** What the address of the page says, and all that follows from it. */
export interface Matrix extends Shown {
  search: Values<typeof MATRIX>;
  set: SetSearch<typeof MATRIX>;
  /** The search as the API takes it. */
  query: Query;
  /** Where the shown day lies; what was known at an instant is past. */
  time: "past" | "today" | "coming";
  mayChange: boolean;
  rolesUsed: boolean;
  /** The employees whose columns the person pinned, in that order. */
  pins: string[];
}

const NO_PINS: string[] = [];

export function useMatrix(): Matrix {
  const [search, set] = useSearch(MATRIX);
  const { clickRole: _, ...others } = search;
  const query = others as Query;
  const store = useLiveStore(query);
  // What is drawn outside the grid depends only on what is around the cells.
  useSyncExternalStore(store.subscribe, store.shape);
  const { today, features } = useSession();
  const mayChange = useCan()("changeResponsibilities");
  const rolesUsed = features.roles;
  const past = search.asOf !== undefined || (search.on !== undefined && search.on < today);
  const time = past ? "past" : search.on !== undefined && search.on > today ? "coming" : "today";
  const view = useView(rolesUsed && search.view === "role", search.on ?? today, time, mayChange);
  const pins = usePreferences().pinnedEmployeeIds ?? NO_PINS;
  const columns = useColumns(store, view.byRole ? NO_PINS : pins);
  return { search, set, query, store, ...columns, view, time, mayChange, rolesUsed, pins };
}

function useView(byRole: boolean, day: string, time: Matrix["time"], mayChange: boolean): View {
  const catalogue = useRoles();
  const roles = useMemo(() => roleMarks(catalogue), [catalogue]);
  const lost = useLost();
  const { datedClicks } = useSession().features;
  const past = time === "past";
  const why = !mayChange ? t("matrix.viewerOnly") : past ? t("matrix.pastOnly") : lost ? t("matrix.lost") : null;
  const begins = time === "coming" || datedClicks ? day : null;
  return useMemo(
    () => ({ byRole, roles, day, begins, readOnly: why !== null, why }),
    [byRole, roles, day, begins, why],
  );
}

/** The pinned columns stand first. */
function useColumns(store: MatrixStore, pins: string[]): Pick<Shown, "columns" | "pinned"> {
  const all = store.columns;
  return useMemo(() => {
    const pinned = pins.flatMap(id => all.find(column => column.id === id) ?? []);
    const columns = pinned.length ? [...pinned, ...all.filter(column => !pinned.includes(column))] : all;
    return { columns, pinned: pinned.length };
  }, [all, pins]);
}
