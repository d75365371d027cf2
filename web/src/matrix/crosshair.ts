import { type RefObject, useLayoutEffect, useRef } from "react";
import { t } from "../texts";
import type { Cell } from "./keyboard";
import type { Shown } from "./matrix";
import type { Measures } from "./viewport";
import { readout } from "./words";

export interface Crosshair {
  /** The bands over the row and the column, and the text in the foot. */
  rowBand: RefObject<HTMLDivElement | null>;
  columnBand: RefObject<HTMLDivElement | null>;
  foot: RefObject<HTMLSpanElement | null>;
  point: (cell: Cell) => void;
}

/** Marks the row and the column of a cell and says in the foot what is there; without drawing anything again. */
export function useCrosshair(grid: RefObject<HTMLElement | null>, shown: Shown, measures: Measures): Crosshair {
  const { store, pinned } = shown;
  const rowBand = useRef<HTMLDivElement>(null);
  const columnBand = useRef<HTMLDivElement>(null);
  const foot = useRef<HTMLSpanElement>(null);
  /** What it is on, and the heads that it marks. */
  const pointed = useRef<{ at: string; heads: (Element | null)[] }>({ at: "", heads: [] });

  function point(cell: Cell) {
    const { r, c } = cell;
    const now = `${r} ${c} ${store.version}`;
    if (pointed.current.at === now) return;
    for (const old of pointed.current.heads) old?.classList.remove("here");
    const heads = [
      grid.current!.querySelector(`.mr[data-r="${r}"] > .rh`),
      grid.current!.querySelector(`.ch[data-head="${c}"]`),
    ];
    for (const each of heads) each?.classList.add("here");
    pointed.current = { at: now, heads };
    rowBand.current!.style.transform = r >= 0 ? `translateY(${measures.head + r * measures.row}px)` : "";
    const left = measures.fixed + (c - pinned) * measures.column;
    columnBand.current!.style.transform = c >= pinned ? `translateX(${left}px)` : "";
    if (foot.current) foot.current.textContent = said(shown, cell);
  }

  // Beyond fewer columns, as other filters may leave, it would hold the view there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another store has other columns
  useLayoutEffect(() => point({ r: -1, c: -1 }), [store]);

  return { rowBand, columnBand, foot, point };
}

function said({ store, columns, view }: Shown, { r, c }: Cell): string {
  const row = store.row(r);
  const column = columns[c];
  if (!row || !column) return row?.subject.name ?? column?.name ?? "";
  return readout(row.subject, column.name || t("matrix.noRole"), store.shown(row, column.id), view.roles);
}
