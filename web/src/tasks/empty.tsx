import { IconChecklist, IconSearchOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { Query } from "../api";
import { useCan } from "../api";
import { t } from "../texts";
import { State } from "../ui/State";

export interface ShownProps {
  query: Query;
  /** Filters are set. */
  filtered: boolean;
  onClear: () => void;
  /** Called with the number of tasks of all pages. */
  onTotal: (total: number) => void;
}

export function NoTasks({ filtered, onClear }: Pick<ShownProps, "filtered" | "onClear">) {
  const can = useCan();
  return (
    <State
      icon={filtered ? IconSearchOff : IconChecklist}
      title={filtered ? t("ui.nothingMatches") : t("tasks.none")}
      actions={
        filtered ? (
          <button type="button" className="btn pri" onClick={onClear}>
            {t("filters.showAll")}
          </button>
        ) : (
          can("addActivities") && (
            <Link to="/tasks/new" className="btn pri">
              {t("tasks.new")}
            </Link>
          )
        )
      }
    />
  );
}
