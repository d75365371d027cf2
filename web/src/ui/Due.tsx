import { useSession } from "../api";
import { day, instant, t, weekday } from "../texts";
import type { Activity } from "./things";

const NEAR = 3;
const DAY = 86_400_000;

const daysTo = (today: string, due: string) => Math.round((Date.parse(due) - Date.parse(today)) / DAY);

/** When an activity is due or begins: what is late, or near, stands out as long as it is not done. */
export function Due({ of: activity }: { of: Pick<Activity, "kind" | "due" | "start" | "status"> }) {
  const { today } = useSession();
  const { due, start, status } = activity;
  if (start) return <span className="num">{instant(start)}</span>;
  if (!due) return null;
  const days = daysTo(today, due);
  const text = Math.abs(days) > 180 ? day(due) : weekday(due);
  if (status === "done") return <span className="num">{text}</span>;
  if (days < 0) return <span className="num bad med">{t("activity.late", { day: text })}</span>;
  return <span className={days <= NEAR ? "num warn med" : "num"}>{text}</span>;
}
