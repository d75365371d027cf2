import { useState, useSyncExternalStore } from "react";
import { focusGrid } from "./focus";
import type { Matrix } from "./matrix";

/** A rectangle of cells, all included, that was added to the selection or taken from it. */
export interface Range {
  r0: number;
  r1: number;
  c0: number;
  c1: number;
  off?: boolean;
}

export const MOST_CELLS = 20_000;

export function range(r: number, c: number, toR: number, toC: number): Range {
  return { r0: Math.min(r, toR), r1: Math.max(r, toR), c0: Math.min(c, toC), c1: Math.max(c, toC) };
}

/** The last rectangle that covers a cell decides. */
export function isSelected(ranges: readonly Range[], r: number, c: number): boolean {
  for (let at = ranges.length - 1; at >= 0; at--) {
    const each = ranges[at]!;
    if (r >= each.r0 && r <= each.r1 && c >= each.c0 && c <= each.c1) return !each.off;
  }
  return false;
}

/** The selected columns of a row, as a text that changes only if they do. */
export function selectedColumns(ranges: readonly Range[], r: number, first: number, last: number): string {
  if (!ranges.some(each => r >= each.r0 && r <= each.r1)) return "";
  const columns: number[] = [];
  for (let c = first; c <= last; c++) if (isSelected(ranges, r, c)) columns.push(c);
  return columns.join(" ");
}

export interface Size {
  cells: number;
  rows: number;
  columns: number;
}

/** How many cells are selected; many rectangles are counted cell by cell, one by its sides. */
export function sizeOf(ranges: readonly Range[]): Size {
  const on = ranges.filter(each => !each.off);
  if (on.length === 0) return { cells: 0, rows: 0, columns: 0 };
  if (ranges.length === 1) {
    const { r0, r1, c0, c1 } = on[0]!;
    return { cells: (r1 - r0 + 1) * (c1 - c0 + 1), rows: r1 - r0 + 1, columns: c1 - c0 + 1 };
  }
  const rows = new Set<number>();
  const columns = new Set<number>();
  let cells = 0;
  for (const [r, c] of cellsOf(ranges)) {
    rows.add(r);
    columns.add(c);
    cells++;
    if (cells > MOST_CELLS) break;
  }
  return { cells, rows: rows.size, columns: columns.size };
}

/** The selected cells, row by row. */
export function* cellsOf(ranges: readonly Range[]): Generator<[number, number]> {
  const on = ranges.filter(each => !each.off);
  const rows = [...new Set(on.flatMap(each => numbers(each.r0, each.r1)))].sort((a, b) => a - b);
  const first = Math.min(...on.map(each => each.c0));
  const last = Math.max(...on.map(each => each.c1));
  for (const r of rows) for (let c = first; c <= last; c++) if (isSelected(ranges, r, c)) yield [r, c];
}

function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

export interface Selection {
  ranges: Range[];
  set: (ranges: Range[]) => void;
  /** Each click selects, without a key. */
  byClick: boolean;
  setByClick: (on: boolean) => void;
  /** Selects nothing more, which takes away the bar that had the focus. */
  clear: () => void;
}

/** The selection belongs to the rows and columns that it was made in. */
export function useSelection({ store, pins }: Matrix): Selection {
  const moves = useSyncExternalStore(store.subscribe, () => store.moves);
  const order = pins.join();
  const [ranges, set] = useState<Range[]>([]);
  const [byClick, setByClick] = useState(false);
  const [place, setPlace] = useState({ store, moves, order });
  // Dropped before anything is drawn or opened with it: the same places may be those of other customers now.
  if (place.store !== store || place.moves !== moves || place.order !== order) {
    setPlace({ store, moves, order });
    set([]);
  }
  const clear = () => {
    set([]);
    requestAnimationFrame(focusGrid);
  };
  return { ranges, set, byClick, setByClick, clear };
}
