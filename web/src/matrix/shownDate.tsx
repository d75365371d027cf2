import { IconCalendar } from "@tabler/icons-react";
import { day, instant, t } from "../texts";
import { Icon } from "../ui/Icon";
import { focusGrid } from "./focus";
import type { Matrix } from "./matrix";

/** Says that another day than today is shown and what that means, and leads back. */
export function ShownDate({ matrix: { search, set, view, time } }: { matrix: Matrix }) {
  if (time === "today") return null;
  return (
    <section className="banner warn" style={{ marginTop: 8 }} aria-label={t("matrix.shownDate")}>
      <Icon of={IconCalendar} />
      <span className="grow">
        {time === "coming"
          ? t("matrix.planning", { day: day(view.day) })
          : search.asOf
            ? t("matrix.asKnown", { instant: instant(search.asOf) })
            : t("matrix.past", { day: day(view.day) })}
      </span>
      <button
        type="button"
        className="btn"
        onClick={() => {
          set({ on: undefined, asOf: undefined });
          requestAnimationFrame(focusGrid);
        }}
      >
        {t("matrix.backToToday")}
      </button>
    </section>
  );
}
