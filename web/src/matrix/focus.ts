import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Cell } from "./keyboard";
import type { MatrixStore } from "./store";

/** The cell, or the head, in which something of the grid is. */
export function cellOf(target: EventTarget | null): { cell: Cell; element: HTMLElement } | null {
  const element = (target as HTMLElement | null)?.closest<HTMLElement>("[data-c]");
  return element ? { cell: { r: Number(element.dataset.r), c: Number(element.dataset.c) }, element } : null;
}

const place = ({ r, c }: Cell) => `[data-r="${r}"][data-c="${c}"]`;
const TAB_STOP = "[tabindex='0']";
const inGrid = (selector: string) => document.querySelector<HTMLElement>(`[role=grid] ${selector}`);

export function focusCell(cell: Cell): void {
  inGrid(place(cell))?.focus({ preventScroll: true });
}

/** Gives the focus back to the grid when what had it is gone. */
export function focusGrid(): void {
  if (document.activeElement === document.body) inGrid(TAB_STOP)?.focus({ preventScroll: true });
}

/** The button that refreshes goes when it has done so; the focus goes on to the cells. */
export function refocus(): void {
  const at = document.activeElement;
  if (!at || at === document.body || at.closest(".corner")) inGrid(TAB_STOP)?.focus({ preventScroll: true });
}

export interface GridFocus {
  /** The one tab stop of the grid. */
  cell: Cell;
  set: (cell: Cell) => void;
  /** Moves the focus to a cell once it is drawn. */
  go: (cell: Cell) => void;
  /** The cell that a key is about. */
  of: (target: EventTarget | null) => Cell;
  /** Notes that a cell has got the focus. */
  came: (cell: Cell) => void;
}

/** The focus stays with its cell, wherever and whenever that is drawn. Other filters begin with the first cell. */
export function useGridFocus(grid: RefObject<HTMLElement | null>, store: MatrixStore): GridFocus {
  const [cell, set] = useState<Cell>({ r: 0, c: 0 });
  const wanted = useRef(false);
  /** The focus is in the grid, or was until the page took it away. */
  const held = useRef(false);
  const going = useRef<Cell>({ r: 0, c: 0 });

  // biome-ignore lint/correctness/useExhaustiveDependencies: another store has other rows
  useLayoutEffect(() => set({ r: 0, c: 0 }), [store]);

  // A cell that comes into the window is moved in the page, which takes the focus from it: it gets it back at once.
  useLayoutEffect(() => {
    const lost = held.current && document.activeElement === document.body;
    if (!wanted.current && !lost) return;
    const target = grid.current?.querySelector<HTMLElement>(place(cell));
    if (target) {
      wanted.current = false;
      target.focus({ preventScroll: true });
    }
  });

  useEffect(() => {
    const elsewhere = (event: Event) => {
      if (!grid.current?.contains(event.target as Node)) held.current = false;
    };
    document.addEventListener("pointerdown", elsewhere, true);
    document.addEventListener("focusin", elsewhere, true);
    return () => {
      document.removeEventListener("pointerdown", elsewhere, true);
      document.removeEventListener("focusin", elsewhere, true);
    };
  }, [grid]);

  return {
    cell,
    set,
    go: to => {
      wanted.current = true;
      going.current = to;
      set(to);
    },
    // Keys may come faster than the focus follows.
    of: target => (wanted.current ? going.current : (cellOf(target)?.cell ?? cell)),
    came: to => {
      held.current = true;
      if (to.r !== cell.r || to.c !== cell.c) set(to);
    },
  };
}
