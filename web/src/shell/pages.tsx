import { IconAlertTriangle, IconLock, IconMapOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ComponentType, useEffect, useRef } from "react";
import { type Operation, Problem, useCan } from "../api";
import { RIGHTS } from "../api/rights.generated";
import { type Key, t } from "../texts";
import { codeOf, Details, State } from "../ui/State";

function useTitle(title: string) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = `${title} · InCharge`;
    element.current?.querySelector("h1")?.focus();
  }, [title]);
  return element;
}

/** A page for those who may read it; for others the page that says what is missing. */
export function Guarded({ needs, page: Page }: { needs: Operation[]; page: ComponentType }) {
  const can = useCan();
  const [first] = needs;
  return !first || needs.some(can) ? <Page /> : <NoAccess needs={first} />;
}

function NoAccess({ needs }: { needs: Operation }) {
  const element = useTitle(t("noAccess.title"));
  const area = (RIGHTS[needs][0] as readonly string[])[0]?.split(":")[0] ?? "customers";
  return (
    <div ref={element} className="state-page">
      <State
        icon={IconLock}
        title={t("noAccess.title")}
        page
        actions={
          <Link to="/me" className="btn pri">
            {t("nav.me")}
          </Link>
        }
      >
        <p>{t("noAccess.text", { area: t(`area.${area}` as Key) })}</p>
      </State>
    </div>
  );
}

export function NotFound({ problem }: { problem?: Problem }) {
  const element = useTitle(t("notFound.title"));
  return (
    <div ref={element} className="state-page">
      <State
        icon={IconMapOff}
        title={t("notFound.title")}
        page
        actions={
          <Link to="/" className="btn pri">
            {t("notFound.home")}
          </Link>
        }
      >
        <p>{t("notFound.text")}</p>
        {problem && <Details>{codeOf(problem)}</Details>}
      </State>
    </div>
  );
}

/** Stands for a page that failed while it was drawn, or whose thing is not there. */
export function ErrorPage({ error }: { error: unknown }) {
  return error instanceof Problem && error.status === 404 ? <NotFound problem={error} /> : <Broken error={error} />;
}

function Broken({ error }: { error: unknown }) {
  const element = useTitle(t("broken.title"));
  const problem = error instanceof Problem ? error : null;
  return (
    <div ref={element} className="state-page">
      <State
        icon={IconAlertTriangle}
        title={t("broken.title")}
        details={<Details>{problem ? codeOf(problem) : String(error)}</Details>}
        page
        actions={
          <button type="button" className="btn pri" onClick={() => location.reload()}>
            {t("error.again")}
          </button>
        }
      >
        <p>{problem ? problem.text : t("broken.text")}</p>
      </State>
    </div>
  );
}
