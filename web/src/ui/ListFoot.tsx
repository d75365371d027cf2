import { t } from "../texts";
import { LiveMark } from "./LiveMark";

/** Below a list: how much of it is shown, and whether it follows the changes of others. */
export function ListFoot({ shown, total }: { shown: number; total: number }) {
  return (
    <div className="foot">
      <span>{shown < total ? t("ui.showingSome", { count: shown, total }) : t("ui.showingAll", { count: total })}</span>
      <span className="end">
        <LiveMark />
      </span>
    </div>
  );
}
