import { IconAlertTriangle, type Icon as TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Problem } from "../api";
import { t } from "../texts";
import { Icon } from "./Icon";

interface StateProps {
  icon: TablerIcon;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
  /** Stands below everything. */
  details?: ReactNode;
  /** The title is the heading of the page. */
  page?: boolean;
}

/** What stands in the place of data that are not there: one sentence and the next step. */
export function State({ icon, title, children, actions, details, page }: StateProps) {
  return (
    <div className="state">
      <Icon of={icon} size={32} />
      {page ? <h1 tabIndex={-1}>{title}</h1> : <h2>{title}</h2>}
      {children}
      {actions && <div className="row">{actions}</div>}
      {details}
    </div>
  );
}

export const codeOf = (problem: Problem) => `${problem.code} ${problem.traceId ?? ""}`;

/** What the people who run the system need to find a fault in its logs. */
export function Details({ children }: { children: string }) {
  return (
    <details aria-label={t("error.details")}>
      <summary>{t("error.details")}</summary>
      <p>
        <code>{children}</code>
      </p>
    </details>
  );
}

/** Says what could not be read, where it would stand. */
export function Failure({ thrown, onAgain }: { thrown: unknown; onAgain: () => void }) {
  const problem = thrown instanceof Problem ? thrown : null;
  return (
    <div role="alert">
      <State
        icon={IconAlertTriangle}
        title={t("error.notLoaded")}
        details={<Details>{problem ? codeOf(problem) : String(thrown)}</Details>}
        actions={
          <button type="button" className="btn pri" onClick={onAgain}>
            {t("error.again")}
          </button>
        }
      >
        <p>{problem ? problem.text : String(thrown)}</p>
      </State>
    </div>
  );
}
