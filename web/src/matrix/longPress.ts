import { type PointerEvent, useRef } from "react";

const LONG = 500;
const MOVED = 10;

/** Calls back after a finger has rested on something. What follows the release is no click then. */
export function useLongPress(onLong: (target: HTMLElement) => void) {
  const pressed = useRef(false);

  function down(event: PointerEvent) {
    pressed.current = false;
    if (event.pointerType !== "touch") return;
    const target = event.target as HTMLElement;
    const from = { x: event.clientX, y: event.clientY };
    const timer = setTimeout(() => {
      pressed.current = true;
      onLong(target);
    }, LONG);
    const move = (moved: globalThis.PointerEvent) => {
      if (Math.hypot(moved.clientX - from.x, moved.clientY - from.y) > MOVED) clearTimeout(timer);
    };
    const release = (touch: TouchEvent) => {
      if (pressed.current) touch.preventDefault();
      end();
    };
    const end = () => {
      clearTimeout(timer);
      removeEventListener("pointermove", move);
      removeEventListener("pointercancel", end);
      target.removeEventListener("touchend", release);
    };
    addEventListener("pointermove", move);
    addEventListener("pointercancel", end);
    target.addEventListener("touchend", release, { passive: false });
  }

  return { down, justPressed: () => pressed.current };
}
