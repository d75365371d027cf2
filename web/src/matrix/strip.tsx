import { IconDots, IconX } from "@tabler/icons-react";
import { useMemo, useSyncExternalStore } from "react";
import { t } from "../texts";
import { copyText } from "../ui/clipboard";
import { Icon } from "../ui/Icon";
import { MenuButton } from "../ui/Menu";
import { useNarrow } from "../ui/media";
import { said } from "../ui/toasts";
import type { Matrix } from "./matrix";
import type { BulkAction } from "./plan";
import { cellsOf, MOST_CELLS, type Range, type Selection, sizeOf } from "./selection";
import { type Column, type MatrixStore, NO_ROLE } from "./store";
import type { View } from "./words";

/** How many of the selected cells show something. */
function setIn(store: MatrixStore, columns: Column[], ranges: Range[]): number {
  if (sizeOf(ranges).cells > MOST_CELLS) return 0;
  let count = 0;
  for (const [r, c] of cellsOf(ranges)) {
    const row = store.row(r);
    const column = columns[c];
    if (row && column && store.shown(row, column.id).length) count++;
  }
  return count;
}

/** Copies the selected cells as a table that a spreadsheet takes. */
async function copy(store: MatrixStore, columns: Column[], ranges: Range[], view: View): Promise<void> {
  const { cells: count } = sizeOf(ranges);
  if (count > MOST_CELLS) {
    said(t("matrix.tooMany", { count, most: MOST_CELLS }), "refused");
    return;
  }
  const cells = [...cellsOf(ranges)].filter(([, c]) => columns[c]);
  const rows = [...new Set(cells.map(([r]) => r))];
  const across = [...new Set(cells.map(([, c]) => c))].sort((a, b) => a - b);
  await store.rowsOf(rows);
  const text = (r: number, c: number) => {
    const row = store.row(r);
    const all = row ? store.shown(row, columns[c]!.id) : [];
    return all
      .map(each => (each.roleId && each.roleId !== NO_ROLE ? (view.roles.get(each.roleId)?.name ?? "") : "x"))
      .join(", ");
  };
  const lines = [
    ["", ...across.map(c => columns[c]!.name)],
    ...rows.map(r => [store.row(r)?.subject.name ?? "", ...across.map(c => text(r, c))]),
  ];
  await copyText(lines.map(line => line.join("\t")).join("\n"), t("matrix.copied", { count: cells.length }));
}

interface StripProps {
  matrix: Matrix;
  selection: Selection;
  onBulk: (action: BulkAction) => void;
}

/** What can be done with the selected cells; docked to the grid, so that it never covers a row. */
export function Strip({ matrix, selection, onBulk }: StripProps) {
  const { store, columns, view, rolesUsed } = matrix;
  const { ranges, clear } = selection;
  const narrow = useNarrow();
  const version = useSyncExternalStore(store.subscribe, store.snapshot);
  const size = useMemo(() => sizeOf(ranges), [ranges]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says whether a cell shows something else
  const set = useMemo(() => setIn(store, columns, ranges), [store, version, columns, ranges]);
  if (size.cells === 0) return null;
  const rest: [string, () => void][] = [
    [t("matrix.remove"), () => onBulk("remove")],
    ...(rolesUsed ? [[t("matrix.changeRole"), () => onBulk("role")] as [string, () => void]] : []),
    [t("matrix.setDates"), () => onBulk("dates")],
    [t("matrix.handOver"), () => onBulk("handOver")],
    [t("matrix.copy"), () => void copy(store, columns, ranges, view)],
  ];
  const seen = narrow ? rest.slice(0, 1) : rest;
  return (
    <div
      className="selbar"
      role="toolbar"
      aria-label={t("selection.label")}
      onKeyDown={event => {
        if (event.key === "Escape") clear();
      }}
    >
      <b>{t("matrix.cells", { count: size.cells })}</b>
      <span className="muted">
        {narrow
          ? t("matrix.setShort", { count: set })
          : t("matrix.cellsOf", { rows: size.rows, employees: size.columns, set })}
      </span>
      <span className="div only-d" />
      <button type="button" className="btn pri" onClick={() => onBulk("assign")}>
        {t("matrix.assign")}
      </button>
      {seen.map(([label, act]) => (
        <button key={label} type="button" className="btn quiet" onClick={act}>
          {label}
        </button>
      ))}
      {narrow && (
        <MenuButton
          label={t("ui.more")}
          named
          className="btn icon"
          align="end"
          items={() => rest.slice(1).map(([label, act]) => ({ label, act }))}
        >
          <Icon of={IconDots} />
        </MenuButton>
      )}
      <button type="button" className="btn quiet end" aria-label={t("selection.clear")} onClick={clear}>
        <Icon of={IconX} size={16} />
        {!narrow && t("selection.clear")}
      </button>
    </div>
  );
}
