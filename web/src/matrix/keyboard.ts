export interface Cell {
  /** -1 is the header. */
  r: number;
  /** -1 is the first column. */
  c: number;
}

export interface Bounds {
  rows: number;
  columns: number;
  /** How many rows and columns fit on the screen. */
  page: number;
  pageAcross: number;
  /** Whether something is set in a cell that is known. */
  isSet: (r: number, c: number) => boolean;
}

export type Command =
  | { kind: "move"; to: Cell; extend: boolean }
  | { kind: "toggle" }
  | { kind: "details" }
  | { kind: "history" }
  | { kind: "remove" }
  | { kind: "select"; what: "row" | "column" | "all" }
  | { kind: "clear" };

interface Press {
  key: string;
  ctrl: boolean;
  shift: boolean;
  alt: boolean;
}

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));

/** What a key means in the grid; null if it means nothing there. */
export function commandOf(press: Press, at: Cell, bounds: Bounds): Command | null {
  const { key, ctrl, shift, alt } = press;
  const to = target(press, at, bounds);
  if (to) return { kind: "move", to, extend: shift && at.r >= 0 && at.c >= 0 };
  if (key === " " && shift) return { kind: "select", what: "row" };
  if (key === " " && ctrl) return { kind: "select", what: "column" };
  if (key === " " || key === "Enter") return { kind: "toggle" };
  if (key === "F2" || (key === "F10" && shift) || key === "ContextMenu") return { kind: "details" };
  if (key === "Delete") return { kind: "remove" };
  if (key === "Escape") return { kind: "clear" };
  if (key.toLowerCase() === "a" && ctrl) return { kind: "select", what: "all" };
  if (key.toLowerCase() === "h" && !ctrl && !alt) return { kind: "history" };
  return null;
}

function target({ key, ctrl, alt }: Press, { r, c }: Cell, bounds: Bounds): Cell | null {
  const { rows, columns, page, pageAcross } = bounds;
  const lastRow = rows - 1;
  const lastColumn = columns - 1;
  switch (key) {
    case "ArrowUp":
      return ctrl ? nextSet(r, c, -1, 0, bounds) : { r: clamp(r - 1, -1, lastRow), c };
    case "ArrowDown":
      return ctrl ? nextSet(r, c, 1, 0, bounds) : { r: clamp(r + 1, -1, lastRow), c };
    case "ArrowLeft":
      return ctrl ? nextSet(r, c, 0, -1, bounds) : { r, c: clamp(c - 1, -1, lastColumn) };
    case "ArrowRight":
      return ctrl ? nextSet(r, c, 0, 1, bounds) : { r, c: clamp(c + 1, -1, lastColumn) };
    case "Home":
      return ctrl ? { r: 0, c: 0 } : { r, c: 0 };
    case "End":
      return ctrl ? { r: lastRow, c: lastColumn } : { r, c: lastColumn };
    case "PageUp":
      return alt ? { r, c: clamp(c - pageAcross, 0, lastColumn) } : { r: clamp(r - page, 0, lastRow), c };
    case "PageDown":
      return alt ? { r, c: clamp(c + pageAcross, 0, lastColumn) } : { r: clamp(r + page, 0, lastRow), c };
    default:
      return null;
  }
}

/** The next set cell in a direction, else the last one there. */
function nextSet(r: number, c: number, down: number, right: number, bounds: Bounds): Cell {
  let at = { r, c };
  for (;;) {
    const next = { r: at.r + down, c: at.c + right };
    if (next.r < 0 || next.r >= bounds.rows || next.c < 0 || next.c >= bounds.columns) {
      return { r: Math.max(at.r, 0), c: Math.max(at.c, 0) };
    }
    at = next;
    if (bounds.isSet(at.r, at.c)) return at;
  }
}
