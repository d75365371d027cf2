import { useIsFetching } from "@tanstack/react-query";
import { Link, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { useCan } from "../api";
import { t } from "../texts";
import { PageTabs } from "./PageTabs";
import { visited } from "./recent";
import { useSlow } from "./slow";

/** The address of one thing, not of a list or a form. */
const SINGLE = /^\/(customers|projects|sales)\/[0-9a-f-]{36}$/;

type Section = "customers" | "projects";

interface HeadProps {
  /** The heading of the page, and its title. */
  title: string;
  /** The tabs of the section that the page belongs to; the section's name then stands in the place of the heading. */
  section?: Section;
  actions?: ReactNode;
  back?: { to: string; label: string };
  mark?: ReactNode;
  /** Stands under the heading, where the page is the card of one thing. */
  about?: ReactNode;
  /** The thing is a person, whose name the browser does not keep: nobody could erase it there. */
  personal?: boolean;
  /** The page lies behind another one, which has the heading. */
  behind?: boolean;
}

/** The head of a page: name, tabs, actions in one line. The heading gets the focus after each navigation. */
export function Head({ title, section, actions, back, mark, about, personal, behind }: HeadProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const path = useRouterState({ select: state => state.location.pathname });
  const busy = useSlow(useIsFetching() > 0);
  useEffect(() => {
    if (behind) return;
    document.title = `${title} · InCharge`;
    if (SINGLE.test(path) && !personal) visited({ path, title });
    // A page that comes late leaves the focus to the menu or dialog that was opened meanwhile.
    const held = document.activeElement?.closest("main, dialog, [role=menu]");
    if (!held || held.id === "main") {
      heading.current?.focus({ preventScroll: true });
    }
  }, [title, path, personal, behind]);
  return (
    <>
      <div className={about ? "head tall" : "head"}>
        <div className="title">
          {back && (
            <Link to={back.to} className="btn quiet sm" aria-label={back.label} activeOptions={{ exact: true }}>
              ‹ {!about && <span className="only-d">{back.label}</span>}
            </Link>
          )}
          {mark}
          {section ? (
            <>
              {!behind && (
                <h1 className="sr" ref={heading} tabIndex={-1}>
                  {title}
                </h1>
              )}
              <span className="h1 only-d" aria-hidden="true">
                {t(`nav.${section}`)}
              </span>
              <SectionTabs section={section} path={path} />
            </>
          ) : about ? (
            <div className="grow">
              <h1 ref={heading} tabIndex={-1}>
                {title}
              </h1>
              <div className="about">{about}</div>
            </div>
          ) : behind ? (
            <span className="h1 ell">{title}</span>
          ) : (
            <h1 className="ell" ref={heading} tabIndex={-1}>
              {title}
            </h1>
          )}
        </div>
        {actions && <div className="actions">{actions}</div>}
      </div>
      <div className={busy ? "progress-line on" : "progress-line"} aria-hidden="true" />
    </>
  );
}

function SectionTabs({ section, path }: { section: Section; path: string }) {
  const can = useCan();
  const all: Record<Section, (readonly [to: string, label: string] | false)[]> = {
    customers: [
      can("listCustomers") && ["/customers", t("nav.overview")],
      can("getMatrix") && ["/customers/responsibilities", t("nav.responsibilities")],
      can("listCategories") && ["/customers/categories", t("nav.categories")],
      can("listTags") && ["/customers/tags", t("nav.tags")],
      can("listAssignees") && ["/customers/assignees", t("nav.assignees")],
    ],
    projects: [
      can("listProjects") && ["/projects", t("nav.projects")],
      can("listSalesCases") && ["/sales", t("nav.sales")],
    ],
  };
  const tabs = all[section].filter(tab => tab !== false);
  return <PageTabs label={t(`nav.${section}`)} tabs={tabs} isCurrent={to => isCurrent(to, path)} />;
}

function isCurrent(to: string, path: string): boolean {
  return path === to || (to !== "/customers" && path.startsWith(`${to}/`));
}
