import { IconRefresh } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { rich, t } from "../texts";
import { Icon } from "../ui/Icon";
import { LiveMark } from "../ui/LiveMark";
import type { Shown } from "./matrix";
import type { MatrixStore } from "./store";

interface CornerProps {
  shown: Shown;
  onRefreshed: () => void;
}

/** The empty corner of the grid holds what the whole of it says: counts, and how fresh they are. */
export function Corner({ shown: { store, view, columns }, onRefreshed }: CornerProps) {
  const { customers, projects } = store.counts;
  const refresh = store.rowsChanged > 0 && (
    <button type="button" className="btn txt sm" onClick={() => void store.reload().then(onRefreshed)}>
      <Icon of={IconRefresh} size={14} />
      {t("matrix.rowsChanged", { count: store.rowsChanged })}
    </button>
  );
  return (
    <>
      <div className={view.byRole ? "sr" : "facts"} role="status" aria-label={t("ui.shown")}>
        <span>{rich("matrix.customers", { count: customers })}</span>
        <i> · </i>
        <span>{rich("matrix.projects", { count: projects })}</span>
        <i> · </i>
        {!view.byRole && (
          <>
            <span>{rich("matrix.employees", { count: columns.length })}</span>
            <i> · </i>
          </>
        )}
        <span>{rich("matrix.responsibilities", { count: store.responsibilities })}</span>
      </div>
      <Others store={store} />
      {refresh}
      <div className="cols">
        <span className={view.byRole && refresh ? "sr" : undefined}>{t("overview.customer")}</span>
        <LiveMark />
      </div>
    </>
  );
}

const EVERY = 5000;

/** Says to a reader, at most every five seconds, how much others have changed. */
function Others({ store }: { store: MatrixStore }) {
  const [said, setSaid] = useState(0);
  const { foreign } = store;
  useEffect(() => {
    if (foreign === said) return;
    const timer = setTimeout(() => setSaid(foreign), EVERY);
    return () => clearTimeout(timer);
  }, [foreign, said]);
  return (
    <span className="sr" role="status">
      {said > 0 && t("matrix.others", { count: said })}
    </span>
  );
}
