import { type RefObject, useEffect, useState } from "react";

export interface Span {
  first: number;
  last: number;
}

/** The rows of fixed height that are near the viewport of a scrolling element. */
export function useWindow(scroller: RefObject<HTMLElement | null>, count: number, height: number, over = 6): Span {
  const [span, setSpan] = useState<Span>({ first: 0, last: Math.min(count, 40) - 1 });
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => {
      const first = Math.max(0, Math.floor(element.scrollTop / height) - over);
      const last = Math.min(count - 1, Math.ceil((element.scrollTop + element.clientHeight) / height) + over);
      setSpan(before => (before.first === first && before.last === last ? before : { first, last }));
    };
    measure();
    element.addEventListener("scroll", measure, { passive: true });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", measure);
      observer.disconnect();
    };
  }, [scroller, count, height, over]);
  return span;
}
