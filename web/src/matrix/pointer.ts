import type { MouseEvent, PointerEvent, RefObject } from "react";
import { useDrag } from "./drag";
import { cellOf } from "./focus";
import type { Hands } from "./keys";
import { useLongPress } from "./longPress";
import { isSelected, range } from "./selection";

/** What the mouse or a finger does in the grid. */
export function usePointer(scroller: RefObject<HTMLElement | null>, hands: Hands) {
  const { shown, selection, acts, focus, viewport } = hands;
  const drag = useDrag(scroller, shown, viewport.measures, selection.set);

  function details(target: EventTarget | null) {
    const found = cellOf(target);
    if (!found) return;
    focus.set(found.cell);
    acts.details(found.cell.r, found.cell.c, found.element.getBoundingClientRect());
  }
  const long = useLongPress(details);

  return {
    onClick(event: MouseEvent) {
      if (drag.justDragged() || long.justPressed()) event.preventDefault();
      else click(event, hands);
    },
    onPointerDown(event: PointerEvent) {
      drag.down(event);
      long.down(event);
    },
    onContextMenu(event: MouseEvent) {
      if (!cellOf(event.target)) return;
      event.preventDefault();
      if (!long.justPressed()) details(event.target);
    },
  };
}

function click(event: MouseEvent, hands: Hands): void {
  const { acts, focus } = hands;
  const link = (event.target as HTMLElement).closest("a");
  if (link) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    acts.navigate(link.getAttribute("href")!);
    return;
  }
  const found = cellOf(event.target);
  if (!found) return;
  const { cell, element } = found;
  focus.set(cell);
  if (cell.r < 0) acts.details(cell.r, cell.c, element.getBoundingClientRect());
  else clickCell(event, hands, cell.r, cell.c);
}

function clickCell(event: MouseEvent, { shown, selection, acts, anchor }: Hands, r: number, c: number): void {
  const { ranges, set, byClick } = selection;
  const { byRole } = shown.view;
  if (!byRole && event.shiftKey) {
    set([range(anchor.current.r, anchor.current.c, r, c)]);
    return;
  }
  anchor.current = { r, c };
  if (!byRole && (event.ctrlKey || event.metaKey || byClick)) {
    set([...ranges, { ...range(r, c, r, c), off: isSelected(ranges, r, c) }]);
  } else acts.toggle(r, c);
}
