import { type PointerEvent, type RefObject, useRef } from "react";
import type { Cell } from "./keyboard";
import type { Shown } from "./matrix";
import { type Range, range } from "./selection";
import type { Measures } from "./viewport";

const MOVED = 6;
const EDGE = 36;

interface Point {
  x: number;
  y: number;
}

/** Selects by dragging from anywhere in a cell. A press that hardly moves stays a click. */
export function useDrag(
  scroller: RefObject<HTMLElement | null>,
  { store, columns, pinned, view }: Shown,
  measures: Measures,
  onRanges: (ranges: Range[]) => void,
) {
  const dragged = useRef(false);

  function cellAt({ x, y }: Point): Cell {
    const element = scroller.current!;
    const box = element.getBoundingClientRect();
    const across = x - box.left;
    const c =
      across < measures.fixed
        ? Math.floor((across - measures.first) / measures.column)
        : pinned + Math.floor((across - measures.fixed + element.scrollLeft) / measures.column);
    const r = Math.floor((y - box.top - measures.head + element.scrollTop) / measures.row);
    return { r: Math.max(0, Math.min(r, store.total - 1)), c: Math.max(0, Math.min(c, columns.length - 1)) };
  }

  /** Selects anew only when another cell is reached. */
  function selectFrom(start: Cell): (at: Point) => void {
    let end: Cell | null = null;
    return at => {
      const to = cellAt(at);
      if (end?.r === to.r && end.c === to.c) return;
      end = to;
      onRanges([range(start.r, start.c, to.r, to.c)]);
    };
  }

  function down(event: PointerEvent) {
    dragged.current = false;
    const target = (event.target as HTMLElement).closest<HTMLElement>(".mc [data-c]");
    if (event.button !== 0 || event.pointerType === "touch" || view.byRole || !target || event.shiftKey) return;
    const select = selectFrom({ r: Number(target.dataset.r), c: Number(target.dataset.c) });
    follow(event, dragged, {
      to: select,
      rest: at => {
        scrollAtEdges(scroller.current!, measures, at);
        select(at);
      },
    });
  }

  return { down, justDragged: () => dragged.current };
}

interface Dragging {
  /** The pointer has moved. */
  to: (at: Point) => void;
  /** The pointer may rest while the grid moves under it. */
  rest: (at: Point) => void;
}

/** Follows the pointer until it is released. */
function follow(event: PointerEvent, dragged: RefObject<boolean>, { to, rest }: Dragging): void {
  const from = { x: event.clientX, y: event.clientY };
  let last = from;
  let timer: ReturnType<typeof setInterval> | undefined;
  const move = (moved: globalThis.PointerEvent) => {
    last = { x: moved.clientX, y: moved.clientY };
    if (!dragged.current && Math.hypot(last.x - from.x, last.y - from.y) > MOVED) {
      dragged.current = true;
      timer = setInterval(() => rest(last), 30);
      document.body.classList.add("dragging");
    }
    if (dragged.current) to(last);
  };
  const up = () => {
    clearInterval(timer);
    document.body.classList.remove("dragging");
    removeEventListener("pointermove", move);
    removeEventListener("pointerup", up);
    removeEventListener("pointercancel", up);
    // The click that follows the release is part of the drag.
    setTimeout(() => {
      dragged.current = false;
    }, 0);
  };
  addEventListener("pointermove", move);
  addEventListener("pointerup", up);
  addEventListener("pointercancel", up);
}

function scrollAtEdges(element: HTMLElement, { head, fixed }: Measures, { x, y }: Point): void {
  const box = element.getBoundingClientRect();
  const step = (near: number) => (near < EDGE ? Math.ceil((EDGE - near) / 3) : 0);
  element.scrollTop += step(box.bottom - y) - step(y - box.top - head);
  element.scrollLeft += step(box.right - x) - step(x - box.left - fixed);
}
