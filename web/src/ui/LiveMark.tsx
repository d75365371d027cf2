import { useSyncExternalStore } from "react";
import { isLive, listen } from "../api";
import { t } from "../texts";

/** Says whether what is shown follows the changes of others. */
export function LiveMark() {
  const live = useSyncExternalStore(listen, isLive);
  return <span className={live ? "live" : "live off"}>{live ? t("live.on") : t("live.off")}</span>;
}
