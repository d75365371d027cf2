import { IconCalendarEvent, IconCheckbox, IconUserCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { get, type Schema, useCan, useSession } from "../api";
import { instant, interval, number, t } from "../texts";
import { ActivityItem } from "../ui/Activities";
import type { ActivityKind } from "../ui/activity";
import { Panel } from "../ui/Card";
import { Due } from "../ui/Due";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { Avatar } from "../ui/Person";
import { Scrolled } from "../ui/Scrolled";
import { Failure, State } from "../ui/State";
import { type Activity, textOf, usePages } from "../ui/things";
import { takeBack } from "../ui/toasts";

type Batch = Schema["ResponsibilityBatchRow"];

/** What concerns the person: the customers of his own, and what he has changed. */
export function MyWork() {
  const session = useSession();
  const can = useCan();
  const nothing = Object.values(session.levels).every(level => level === "none");
  return (
    <>
      <Head title={t("nav.me")} />
      <div className="stack-v" style={{ paddingTop: 16, maxWidth: 960 }}>
        {session.employee && (
          <>
            <Planned title={t("me.tasks")} none={t("me.noTasks")} employee={session.employee.id} kind="todo" />
            <Planned
              title={t("me.followUps")}
              none={t("me.noFollowUps")}
              employee={session.employee.id}
              kind="calendar"
            />
          </>
        )}
        {session.employee ? <Customers /> : nothing && <State icon={IconUserCheck} title={t("me.noAccess")} />}
        {can("changeResponsibilities") && <Changes />}
      </div>
    </>
  );
}

interface PlannedProps {
  title: string;
  /** Stands where nothing is planned. */
  none: string;
  employee: string;
  /** Tasks are to-dos; what is planned besides follows up on customers. */
  kind: ActivityKind;
}

/** What the person is to do, the next first; without a right to see customers, nothing of them but a name. */
function Planned(props: PlannedProps) {
  const can = useCan();
  return can("listActivities") ? <PlannedOfCustomers {...props} /> : <PlannedByName {...props} />;
}

function PlannedOfCustomers({ title, none, employee, kind }: PlannedProps) {
  const can = useCan();
  const query = { assignee: [employee], state: ["planned"], kind: [kind] };
  const pages = usePages<Activity, Schema["Activities"]>("activities", "/api/activities", query);
  return (
    <PlannedPanel title={title} none={none} pages={pages}>
      {pages.items?.map(activity => (
        <ActivityItem
          key={activity.id}
          activity={activity}
          place={{ customerId: activity.customerId }}
          mayEdit={can("changeActivity")}
          customers
        />
      ))}
    </PlannedPanel>
  );
}

function PlannedByName({ title, none, kind }: PlannedProps) {
  const query = { state: ["planned"], kind: [kind] };
  const pages = usePages<Schema["MyActivity"], Schema["MyActivities"]>("activities", "/api/me/activities", query);
  return (
    <PlannedPanel title={title} none={none} pages={pages}>
      {pages.items?.map(activity => (
        <li key={activity.id}>
          <Icon of={kind === "todo" ? IconCheckbox : IconCalendarEvent} size={16} />
          <div className="grow">
            <span className="med">{textOf(activity.title)}</span>
            <span className="small muted facts">
              <Due of={activity} />
              <span className="ell">{textOf(activity.subject.name)}</span>
              {activity.location && <span className="ell">{activity.location}</span>}
            </span>
          </div>
        </li>
      ))}
    </PlannedPanel>
  );
}

interface PlannedPanelProps {
  title: string;
  none: string;
  pages: Pick<ReturnType<typeof usePages>, "items" | "total" | "error" | "refetch" | "hasNextPage" | "fetchNextPage">;
  children: ReactNode;
}

function PlannedPanel({ title, none, pages, children }: PlannedPanelProps) {
  const { items, total, error, refetch, hasNextPage, fetchNextPage } = pages;
  return (
    <Panel title={title} count={total}>
      {error && !items && <Failure thrown={error} onAgain={() => void refetch()} />}
      {items?.length === 0 && <p className="muted t13 pad">{none}</p>}
      <ul className="acts" aria-label={title}>
        {children}
      </ul>
      {hasNextPage && (
        <button type="button" className="btn txt more" onClick={() => void fetchNextPage()}>
          {t("ui.showMore")}
        </button>
      )}
    </Panel>
  );
}

function Customers() {
  const can = useCan();
  const { data, error, refetch } = useQuery({
    queryKey: ["me", "responsibilities"],
    queryFn: ({ signal }) => get<Schema["MyResponsibilities"]>("/api/me/responsibilities", {}, signal),
  });
  const linked = can("getCustomer");
  const items = data?.items ?? [];
  return (
    <section className="panel" aria-label={t("me.customers")}>
      <div className="ph2">
        <h2>{t("me.customers")}</h2>
        {data && <span className="small muted">{number(items.length)}</span>}
      </div>
      {error && <Failure thrown={error} onAgain={() => void refetch()} />}
      {data && items.length === 0 && <p className="muted t13 pad">{t("me.noCustomers")}</p>}
      {items.length > 0 && (
        <Scrolled label={t("me.customers")}>
          <table className="tbl mine" aria-label={t("me.customers")}>
            <thead>
              <tr>
                <th scope="col">{t("overview.customer")}</th>
                <th scope="col">{t("filters.role")}</th>
                <th scope="col">{t("assignees.interval")}</th>
                <th scope="col">{t("me.state")}</th>
              </tr>
            </thead>
            <tbody>
              {items.map(each => (
                <tr key={[each.subject.id, each.role?.id, each.from].join(" ")}>
                  <td>
                    <span className="name">
                      <Avatar id={each.subject.id} name={each.subject.name ?? ""} size={20} square />
                      {linked ? (
                        <Link to={`/${each.subject.type}s/${each.subject.id}`} className="ell">
                          {each.subject.name}
                        </Link>
                      ) : (
                        <span className="ell">{each.subject.name}</span>
                      )}
                      <span className="muted small">{each.subject.number}</span>
                    </span>
                  </td>
                  <td>{each.role?.name ?? <span className="muted">–</span>}</td>
                  <td className="muted">{interval(each.from, each.to)}</td>
                  <td>
                    <span
                      className={`chip ${each.state === "current" ? "good" : each.state === "coming" ? "coming" : ""}`}
                    >
                      {t(`state.${each.state}`)}
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
    </section>
  );
}

function whatOf(batch: Batch): string {
  const [first] = batch.sample;
  const names = first ? [first.employee?.name, first.subject.name].filter(Boolean).join(", ") : "";
  if (batch.count > 1) return t("me.batch", { count: batch.count, names });
  return first && names ? t(`me.did.${first.action}`, { names }) : t("me.change");
}

function Changes() {
  const { data, error, refetch } = useQuery({
    queryKey: ["batches", { actor: "me" }],
    queryFn: ({ signal }) =>
      get<Schema["ResponsibilityBatches"]>("/api/responsibilities/batches", { actor: "me" }, signal),
  });

  const undo = (batch: Batch) =>
    takeBack({
      what: whatOf(batch),
      path: `/api/responsibilities/batches/${batch.batchId}/undo`,
      redo: "batch",
      touches: "Responsibility",
    });

  const items = data?.items ?? [];
  return (
    <section className="panel" aria-label={t("changes.title")}>
      <div className="ph2">
        <h2>{t("changes.title")}</h2>
      </div>
      {error && <Failure thrown={error} onAgain={() => void refetch()} />}
      {data && items.length === 0 && <p className="muted t13 pad">{t("me.noChanges")}</p>}
      <ul>
        {items.map(batch => (
          <li key={batch.batchId} className="row me-change">
            <span className="grow">
              <span className="med">{whatOf(batch)}</span>
              <span className="small muted" style={{ display: "block" }}>
                {[instant(batch.at), batch.reason].filter(Boolean).join(" · ")}
              </span>
            </span>
            {batch.undone ? (
              <span className="chip">{t("changes.undone")}</span>
            ) : (
              <button
                type="button"
                className="btn sm"
                aria-label={t("changes.undo", { what: whatOf(batch) })}
                onClick={() => void undo(batch)}
              >
                {t("toast.undo")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
