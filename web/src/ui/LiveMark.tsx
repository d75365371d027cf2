import { useEffect, useState, useSyncExternalStore } from "react";
import { isLive, listen } from "../api";
import { t } from "../texts";

/** Says whether what is shown follows the changes of others. */
export function LiveMark() {
  const live = useSyncExternalStore(listen, isLive);
  return <span className={live ? "live" : "live off"}>{live ? t("live.on") : t("live.off")}</span>;
}

const LONG = 10_000;

/** True once the changes of others have not come in for ten seconds. */
export function useLost(): boolean {
  const live = useSyncExternalStore(listen, isLive);
  const [lost, setLost] = useState(false);
  useEffect(() => {
    setLost(false);
    if (live) return;
    const timer = setTimeout(() => setLost(true), LONG);
    return () => clearTimeout(timer);
  }, [live]);
  return lost;
}
