import { type RefObject, useEffect, useLayoutEffect, useMemo, useState } from "react";
import { flushSync } from "react-dom";
import { useCoarse, useNarrow } from "../ui/media";
import type { Cell } from "./keyboard";
import type { Shown } from "./matrix";

/** How many rows and columns there are beyond what is seen, at each side. */
const OVER = 1;

/** How the person wants the cells. */
export interface Look {
  wide: boolean;
  comfortable: boolean;
}

/** The height of a row and of the heads, the width of a column and of the first one. */
export interface Measures {
  row: number;
  column: number;
  first: number;
  head: number;
  /** The width of the first column and the pinned ones, which stay. */
  fixed: number;
}

interface Span {
  first: number;
  last: number;
}

export interface Viewport {
  measures: Measures;
  /** The rows that are seen, and some beyond. */
  rows: Span;
  /** The same of the columns that are not pinned. */
  columns: Span;
  /** How far a key moves by a page. */
  page: { down: number; across: number };
  /** Scrolls as little as it takes to see a cell. */
  reveal: (cell: Cell) => void;
}

/** The part of the grid that is seen; the rows in it are read. Other filters begin at the top. */
export function useViewport(scroller: RefObject<HTMLElement | null>, shown: Shown, look: Look): Viewport {
  const { store, columns, pinned } = shown;
  const box = useBox(scroller);
  const measures = useMeasures(shown, look, box.width);
  const at = useScrolled(scroller, measures);
  const down = (box.height - measures.head) / measures.row;
  const across = (box.width - measures.fixed) / measures.column;
  const firstRow = Math.max(0, at.r - OVER);
  const lastRow = Math.min(store.total - 1, at.r + Math.ceil(down) + OVER);
  const lastColumn = Math.min(columns.length - 1, pinned + at.c + Math.ceil(across) + OVER);
  useEffect(() => store.want(firstRow, lastRow), [store, firstRow, lastRow]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another store has other rows
  useLayoutEffect(() => {
    scroller.current!.scrollTop = 0;
  }, [store]);
  return {
    measures,
    rows: { first: firstRow, last: lastRow },
    columns: { first: pinned + Math.max(0, at.c - OVER), last: lastColumn },
    page: { down: Math.max(1, Math.floor(down) - 1), across: Math.max(1, Math.floor(across) - 1) },
    reveal: cell => reveal(scroller.current!, measures, cell.r, cell.c - pinned),
  };
}

function useBox(scroller: RefObject<HTMLElement | null>): { width: number; height: number } {
  const [box, setBox] = useState({ width: 1200, height: 700 });
  useLayoutEffect(() => {
    const element = scroller.current!;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      setBox(before => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return box;
}

function useMeasures({ view, columns, pinned }: Shown, { wide, comfortable }: Look, width: number): Measures {
  const narrow = useNarrow();
  const coarse = useCoarse();
  const touch = narrow || coarse;
  const { byRole } = view;
  const count = columns.length;
  return useMemo(() => {
    const first = narrow ? 132 : 270;
    if (byRole) {
      const least = narrow ? 168 : 208;
      const column = Math.max(least, Math.floor((width - first) / Math.max(count, 1)));
      return { row: touch ? 44 : comfortable ? 40 : 31, column, first, head: 38, fixed: first + pinned * column };
    }
    const column = wide ? 72 : touch ? 44 : 36;
    return { row: touch ? 44 : comfortable ? 32 : 24, column, first, head: 164, fixed: first + pinned * column };
  }, [narrow, touch, byRole, wide, comfortable, count, width, pinned]);
}

/** The first row and column that are seen, without the pinned ones. */
function useScrolled(scroller: RefObject<HTMLElement | null>, { row, column }: Measures): Cell {
  const [at, setAt] = useState<Cell>({ r: 0, c: 0 });
  useLayoutEffect(() => {
    const element = scroller.current!;
    const follow = () => {
      const r = Math.max(0, Math.floor(element.scrollTop / row));
      const c = Math.max(0, Math.floor(element.scrollLeft / column));
      setAt(before => (before.r === r && before.c === c ? before : { r, c }));
    };
    // What comes into view is drawn in the same frame.
    const scroll = () => flushSync(follow);
    follow();
    element.addEventListener("scroll", scroll, { passive: true });
    return () => element.removeEventListener("scroll", scroll);
  }, [scroller, row, column]);
  return at;
}

/** @param c the column, counted without the pinned ones */
function reveal(element: HTMLElement, { row, column, head, fixed }: Measures, r: number, c: number): void {
  if (r >= 0) {
    const top = r * row;
    const seen = element.clientHeight - head;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + row > element.scrollTop + seen) element.scrollTop = top + row - seen;
  }
  if (c >= 0) {
    const left = c * column;
    const seen = element.clientWidth - fixed;
    if (left < element.scrollLeft) element.scrollLeft = left;
    else if (left + column > element.scrollLeft + seen) element.scrollLeft = left + column - seen;
  }
}
