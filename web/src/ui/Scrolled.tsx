import type { ReactNode } from "react";
import { t } from "../texts";

/** A table that may be wider than its place: it scrolls by itself, by the keyboard too. */
export function Scrolled({ label, children, height }: { label: string; children: ReactNode; height?: number }) {
  return (
    <div
      className="scrolled"
      role="group"
      aria-label={t("ui.rowsOf", { what: label })}
      tabIndex={0}
      style={{ maxHeight: height }}
    >
      {children}
    </div>
  );
}
