import { IconLink, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { get, type Query, type Schema, useCan } from "../api";
import { interval, money, t } from "../texts";
import { type Assignee, Panel, useAssignees } from "../ui/Card";
import { Icon } from "../ui/Icon";
import { later } from "../ui/later";
import { useNarrow } from "../ui/media";
import { Avatar, People } from "../ui/Person";
import { ProjectCard, ProjectStatus, useIsClosed, useProjectsOf } from "../ui/projects";
import { Scrolled } from "../ui/Scrolled";
import { Failure } from "../ui/State";
import { CaseClose, CaseValue, SalesCaseCard, SalesCaseState, sumOf } from "../ui/salesCases";
import { TableSkeleton } from "../ui/Table";
import { pathOf, type SalesCase, textOf } from "../ui/things";
import type { Card } from "./page";

type Customer = Card["customer"];
type Project = Schema["ProjectRow"];

const LinkProjects = later(async () => (await import("./linkProjects")).LinkProjects);

/** The tab Sales & projects. */
export function Sales({ card }: { card: Card }) {
  const { customer, may } = card;
  const adds = may.edit && !customer.archived;
  return (
    <>
      <Cases customer={customer} query={OPEN} title={t("sales.open")} none={t("sales.noOpen")}>
        {adds && (
          <Link to="/sales/new" search={{ customer: customer.id } as never} className="btn">
            <Icon of={IconPlus} />
            {t("sales.create")}
          </Link>
        )}
      </Cases>
      <Cases customer={customer} query={CLOSED} title={t("sales.closed")} none={t("sales.noClosed")} closed />
      <Projects customer={customer} adds={adds} />
    </>
  );
}

const OPEN: Query = { state: ["open"] };
const CLOSED: Query = { state: ["won", "lost"] };
const MOST = 500;

interface CasesProps {
  customer: Customer;
  query: Query;
  title: string;
  /** Stands where there is no sales case. */
  none: string;
  closed?: boolean;
  children?: ReactNode;
}

function Cases({ customer, query, title, none, closed = false, children }: CasesProps) {
  const narrow = useNarrow();
  const path = pathOf("sales-cases", { customerId: customer.id });
  const { data, error, refetch } = useQuery({
    queryKey: ["sales-cases", path, query, "table"],
    queryFn: ({ signal }) => get<Schema["SalesCases"]>(path, { ...query, limit: MOST }, signal),
  });
  const sum = data && sumOf(data.sums);
  return (
    <Panel
      title={title}
      count={data?.total}
      end={
        <>
          {sum && !closed && <span className="small muted num sum">{sum}</span>}
          {children}
        </>
      }
      className="ptable"
    >
      {error && !data && <Failure thrown={error} onAgain={() => void refetch()} />}
      {!data && !error && <TableSkeleton rows={2} />}
      {data && narrow && data.items.length === 0 && <p className="pad t13 muted">{none}</p>}
      {data && narrow && data.items.length > 0 && (
        <ul className="cards" aria-label={title}>
          {data.items.map(row => (
            <li key={row.id}>
              <div className="card">
                <SalesCaseCard row={row} />
              </div>
            </li>
          ))}
        </ul>
      )}
      {data && !narrow && <CaseRows title={title} rows={data.items} none={none} closed={closed} />}
    </Panel>
  );
}

interface CaseRowsProps {
  title: string;
  rows: SalesCase[];
  none: string;
  closed: boolean;
}

function CaseRows({ title, rows, none, closed }: CaseRowsProps) {
  return (
    <Scrolled label={title}>
      <table className="tbl" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{t("sales.one")}</th>
            <th scope="col">{t("project.status")}</th>
            <th scope="col">{t("sales.owner")}</th>
            <th scope="col" className="spare">
              {t(closed ? "sales.closedOn" : "sales.expected")}
            </th>
            {!closed && (
              <th scope="col" className="r spare">
                {t("sales.probability")}
              </th>
            )}
            <th scope="col" className="r">
              {t("sales.value")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 && (
            <tr>
              <td colSpan={closed ? 5 : 6} className="muted">
                {none}
              </td>
            </tr>
          )}
          {rows.map(row => (
            <tr key={row.id}>
              <td>
                <span className="name">
                  <Link to={`/sales/${row.id}`} className="ell">
                    {textOf(row.name)}
                  </Link>
                </span>
              </td>
              <td>
                <SalesCaseState state={row.state} />
              </td>
              <td>{row.owner ? <People people={[row.owner]} count={1} /> : <span className="muted">–</span>}</td>
              <td className="muted spare">
                <CaseClose of={row} />
              </td>
              {!closed && (
                <td className="r muted spare">{row.probability === undefined ? "–" : `${row.probability} %`}</td>
              )}
              <td className="r">
                <CaseValue of={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

function Projects({ customer, adds }: { customer: Customer; adds: boolean }) {
  const { data, error, refetch } = useProjectsOf(customer.id);
  const isClosed = useIsClosed();
  if (error && !data) return <Failure thrown={error} onAgain={() => void refetch()} />;
  if (!data) {
    return (
      <Panel title={t("customer.openProjects")}>
        <TableSkeleton rows={3} />
      </Panel>
    );
  }
  return (
    <>
      <ProjectTable
        title={t("customer.openProjects")}
        rows={data.filter(each => !isClosed(each))}
        none={t("customer.noOpenProjects")}
        customer={customer}
        end={adds && <AddProjects customer={customer} />}
      />
      <ProjectTable
        title={t("customer.closedProjects")}
        rows={data.filter(isClosed)}
        none={t("customer.noClosedProjects")}
        customer={customer}
        closed
      />
    </>
  );
}

function AddProjects({ customer }: { customer: Customer }) {
  const can = useCan();
  const [linking, setLinking] = useState(false);
  return (
    <>
      {can("changeProject") && (
        <button type="button" className="btn quiet" onClick={() => setLinking(true)}>
          <Icon of={IconLink} />
          {t("project.link")}
        </button>
      )}
      {can("openProject") && (
        <Link to="/projects/new" search={{ customer: customer.id } as never} className="btn pri">
          <Icon of={IconPlus} />
          {t("project.create")}
        </Link>
      )}
      {linking && <LinkProjects customer={customer} onClose={() => setLinking(false)} />}
    </>
  );
}

interface ProjectTableProps {
  title: string;
  rows: Project[];
  customer: Customer;
  /** Stands where there is no project. */
  none: string;
  closed?: boolean;
  end?: ReactNode;
}

function ProjectTable({ title, rows, customer, none, closed = false, end }: ProjectTableProps) {
  const narrow = useNarrow();
  return (
    <Panel title={title} count={rows.length} end={end} className="ptable">
      {narrow && rows.length === 0 ? (
        <p className="pad t13 muted">{none}</p>
      ) : narrow ? (
        <ul className="cards" aria-label={title}>
          {rows.map(row => (
            <li key={row.id}>
              <div className="card">
                <ProjectCard row={{ ...row, customer: undefined }} closed={closed} />
              </div>
            </li>
          ))}
        </ul>
      ) : (
        <Rows title={title} rows={rows} customer={customer} none={none} closed={closed} />
      )}
    </Panel>
  );
}

function Rows({ title, rows, customer, none, closed }: ProjectTableProps) {
  const can = useCan();
  const assignees = useAssignees(customer.id);
  const seen = can("listAssignees");
  return (
    <Scrolled label={title}>
      <table className="tbl" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{t("filters.project")}</th>
            <th scope="col" className="spare">
              {t("overview.number")}
            </th>
            <th scope="col">{t("project.status")}</th>
            {seen && <th scope="col">{t("overview.responsible")}</th>}
            <th scope="col" className="spare">
              {t("assignees.interval")}
            </th>
            <th scope="col" className="r">
              {t("project.amount")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.length === 0 && (
            <tr>
              <td colSpan={seen ? 6 : 5} className="muted">
                {none}
              </td>
            </tr>
          )}
          {rows.map(row => (
            <tr key={row.id}>
              <td>
                <span className="name">
                  <Avatar id={row.id} name={row.name} size={20} square />
                  <Link to={`/projects/${row.id}`} className="ell">
                    {row.name}
                  </Link>
                </span>
              </td>
              <td className="muted spare">{row.number}</td>
              <td>
                <span className="row">
                  <ProjectStatus project={row} closed={closed ?? false} />
                </span>
              </td>
              {seen && (
                <td>
                  <Team people={assignees.data?.filter(each => each.project?.id === row.id)} closed={closed} />
                </td>
              )}
              <td className="muted spare">{interval(row.start, row.end)}</td>
              <td className="r">{row.amount ? money(row.amount) : <span className="muted">–</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

/** Those in charge of a project. That nobody is matters only while it is open. */
function Team({ people, closed }: { people: Assignee[] | undefined; closed: boolean | undefined }) {
  if (!people) return null;
  if (people.length > 0) return <People people={people.map(each => each.employee)} count={people.length} />;
  return closed ? <span className="muted">–</span> : <span className="warn med">{t("ui.nobody")}</span>;
}
