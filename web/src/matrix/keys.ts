import type { KeyboardEvent, RefObject } from "react";
import type { GridActs } from "./acts";
import type { GridFocus } from "./focus";
import { type Bounds, type Cell, type Command, commandOf } from "./keyboard";
import type { Shown } from "./matrix";
import { range, type Selection } from "./selection";
import type { Viewport } from "./viewport";

/** What keys and the pointer work on. */
export interface Hands {
  shown: Shown;
  selection: Pick<Selection, "ranges" | "set" | "byClick">;
  acts: GridActs;
  focus: GridFocus;
  viewport: Viewport;
  /** Where a selection that is extended begins. */
  anchor: RefObject<Cell>;
}

/** Does what a key means in the grid. */
export function press(event: KeyboardEvent, hands: Hands): void {
  const at = hands.focus.of(event.target);
  const how = { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey };
  const command = commandOf(how, at, boundsOf(hands));
  if (!command || !perform(command, at, event.target as HTMLElement, hands)) return;
  event.preventDefault();
  event.stopPropagation();
}

function boundsOf({ shown: { store, columns }, viewport: { page } }: Hands): Bounds {
  return {
    rows: store.total,
    columns: columns.length,
    page: page.down,
    pageAcross: page.across,
    isSet: (r, c) => {
      const row = store.row(r);
      const column = columns[c];
      return row !== undefined && column !== undefined && store.shown(row, column.id).length > 0;
    },
  };
}

/** Returns whether the command means anything here. */
function perform(command: Command, at: Cell, target: HTMLElement, hands: Hands): boolean {
  const { shown, selection, acts } = hands;
  const { byRole } = shown.view;
  const selected = selection.ranges.length > 0;
  const inside = at.r >= 0 && at.c >= 0;
  switch (command.kind) {
    case "move":
      move(command, at, hands);
      return true;
    case "toggle":
      if (!inside) return false; // the head's own button or link acts
      if (selected && !byRole) acts.bulk("assign");
      else acts.toggle(at.r, at.c);
      return true;
    case "details":
      acts.details(at.r, at.c, target.getBoundingClientRect());
      return true;
    case "history":
      acts.history(at.r, at.c);
      return true;
    case "remove":
      if (selected) acts.bulk("remove");
      else if (inside) acts.remove(at.r, at.c);
      return true;
    case "select":
      if (!byRole) select(command.what, at, hands);
      return !byRole;
    case "clear":
      if (selected) selection.set([]);
      return selected;
  }
}

function move(command: Extract<Command, { kind: "move" }>, at: Cell, hands: Hands): void {
  const { selection, focus, viewport, anchor } = hands;
  const to = command.extend ? { r: Math.max(0, command.to.r), c: Math.max(0, command.to.c) } : command.to;
  if (command.extend) {
    if (selection.ranges.length === 0) anchor.current = at;
    selection.set([range(anchor.current.r, anchor.current.c, to.r, to.c)]);
  } else anchor.current = to;
  focus.go(to);
  viewport.reveal(to);
}

function select(what: "row" | "column" | "all", at: Cell, { shown, selection }: Hands): void {
  const { ranges, set } = selection;
  const lastRow = shown.store.total - 1;
  const lastColumn = shown.columns.length - 1;
  if (what === "all") set([range(0, 0, lastRow, lastColumn)]);
  else if (what === "row" && at.r >= 0) set([...ranges, range(at.r, 0, at.r, lastColumn)]);
  else if (what === "column" && at.c >= 0) set([...ranges, range(0, at.c, lastRow, at.c)]);
}
