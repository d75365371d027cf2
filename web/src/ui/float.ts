import { useLayoutEffect } from "react";

const GAP = 4;
const EDGE = 8;
/** A list of options is longer than it needs to be seen; a menu is seen whole. */
const LIST = 360;

/**
 * Puts a floating layer below its anchor, or above it where there is more room, and keeps it there. The layer is a
 * popover, so that neither a dialog nor a scrolling panel cuts it.
 */
export function useFloat(
  layer: React.RefObject<HTMLElement | null>,
  anchor: () => DOMRect | null,
  open: boolean,
  align: "start" | "end" = "start",
): void {
  useLayoutEffect(() => {
    const element = layer.current;
    if (!open || !element) return;
    const place = () => {
      const at = anchor();
      if (!at) return;
      element.style.minWidth = `${Math.max(at.width, 200)}px`;
      const below = innerHeight - at.bottom - GAP - EDGE;
      const above = at.top - GAP - EDGE;
      const height = element.scrollHeight;
      const most = element.role === "menu" ? Number.POSITIVE_INFINITY : LIST;
      const up = height > below && above > below;
      element.style.maxHeight = `${Math.min(most, up ? above : below)}px`;
      element.style.top = up
        ? `${Math.max(EDGE, at.top - GAP - Math.min(height + 2, above, most))}px`
        : `${at.bottom + GAP}px`;
      const wanted = align === "end" ? at.right - element.offsetWidth : at.left;
      element.style.left = `${Math.max(EDGE, Math.min(wanted, innerWidth - element.offsetWidth - EDGE))}px`;
    };
    element.showPopover();
    place();
    const observer = new ResizeObserver(place);
    observer.observe(element);
    addEventListener("resize", place);
    addEventListener("scroll", place, true);
    return () => {
      observer.disconnect();
      removeEventListener("resize", place);
      removeEventListener("scroll", place, true);
      if (element.isConnected) element.hidePopover();
    };
  }, [open, layer, anchor, align]);
}
