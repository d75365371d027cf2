import { useNavigate } from "@tanstack/react-router";
import { t } from "../texts";
import type { RoleMark } from "../ui/roles";
import { said } from "../ui/toasts";
import { assign, inTurn, openIn, take } from "./changes";
import type { Open } from "./dialogs";
import type { Matrix } from "./matrix";
import { detailsOf, historyOf } from "./menus";
import type { BulkAction } from "./plan";
import { MOST_CELLS, type Range, type Selection, sizeOf } from "./selection";
import type { Column, Row } from "./store";

/** What clicks and keys in the grid lead to. The heads are the row and the column -1. */
export interface GridActs {
  toggle: (r: number, c: number) => void;
  remove: (r: number, c: number) => void;
  details: (r: number, c: number, at: DOMRect) => void;
  history: (r: number, c: number) => void;
  bulk: (action: BulkAction, ranges?: Range[]) => void;
  navigate: (href: string) => void;
}

/**
 * @param clickRole the role that a click gives, where it fits the row
 * @param open shows a dialog or a menu
 */
export function useActs(
  matrix: Matrix,
  selection: Selection,
  clickRole: RoleMark | undefined,
  open: (what: Open) => void,
): GridActs {
  const { store, columns, view } = matrix;
  const navigate = useNavigate();
  const acts: GridActs = {
    ...cellActs(matrix, clickRole, open),
    bulk: (action, ranges = selection.ranges) => {
      const count = sizeOf(ranges).cells;
      if (view.why) refuse(view.why);
      else if (count > MOST_CELLS) said(t("matrix.tooMany", { count, most: MOST_CELLS }), "refused");
      else open({ kind: "bulk", action });
    },
    history: (r, c) => open(historyOf(store.row(r), view.byRole ? undefined : columns[c])),
    details: (r, c, at) => {
      const details = detailsOf(matrix, selection, acts, { r, c }, at);
      if (details) open(details);
    },
    navigate: href => void navigate({ href } as never),
  };
  return acts;
}

const refuse = (reason: string) => said(t("toast.notChanged", { reason }), "refused");

function cellActs(matrix: Matrix, clickRole: RoleMark | undefined, open: (what: Open) => void) {
  const { store, columns, view } = matrix;

  function dialogOf(row: Row, column: Column) {
    open({ kind: view.byRole ? "role" : "cell", row, column });
  }

  /** Assigns where nobody is, removes the only one; several are for the dialog. */
  async function click(row: Row, column: Column) {
    const all = openIn(store, row, column);
    if (all.length > 1) dialogOf(row, column);
    else if (all.length === 1) await take(matrix, row, column, all);
    else await assign(matrix, row, column, clickRole);
  }

  function toggle(r: number, c: number) {
    const row = store.row(r);
    const column = columns[c];
    if (!row || !column) return;
    if (view.why) {
      if (view.byRole && store.shown(row, column.id).length) dialogOf(row, column);
      else refuse(view.why);
    } else if (!view.byRole) void inTurn(row, column, () => click(row, column));
    else if (!column.kind || column.kind === row.subject.type) dialogOf(row, column);
  }

  /** Removes all that a cell shows. */
  function remove(r: number, c: number) {
    const row = store.row(r);
    const column = columns[c];
    if (!row || !column || view.byRole || openIn(store, row, column).length === 0) return;
    if (view.why) refuse(view.why);
    else void inTurn(row, column, () => take(matrix, row, column, openIn(store, row, column)));
  }

  return { toggle, remove };
}
