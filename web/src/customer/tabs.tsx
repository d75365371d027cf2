import { IconMapPin, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type Schema, useCan } from "../api";
import { country, day, interval, money, t } from "../texts";
import { readAll } from "../ui/all";
import { type Assignee, Facts, Panel, useAssignees } from "../ui/Card";
import { HistoryPanel } from "../ui/History";
import { Icon } from "../ui/Icon";
import { useNarrow } from "../ui/media";
import { Avatar, People } from "../ui/Person";
import { ProjectCard, ProjectStatus, useIsClosed } from "../ui/projects";
import { Scrolled } from "../ui/Scrolled";
import { Failure } from "../ui/State";
import { TableSkeleton } from "../ui/Table";

export type Customer = Schema["Customer"];
type Project = Schema["ProjectRow"];

/** A customer's address in the web; one without a scheme is meant as a secure one. */
export function Website({ url }: { url: string }) {
  const href = /^https?:\/\//.test(url) ? url : `https://${url}`;
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {url.replace(/^https?:\/\//, "")}
    </a>
  );
}

function useProjects(customer: Customer) {
  const query = { customer: [customer.id], archived: true };
  return useQuery({
    queryKey: ["projects", query],
    queryFn: ({ signal }) => readAll<Project>("/api/projects", query, signal),
  });
}

/** The tab Contacts & addresses. */
export function Addresses({ customer }: { customer: Customer }) {
  const projects = useProjects(customer);
  const isClosed = useIsClosed();
  const open = projects.data?.filter(each => !isClosed(each));
  return (
    <div className="csides">
      <Panel title={t("customer.details")} className="wide">
        <Details customer={customer} />
      </Panel>
      <Panel title={t("customer.addresses")}>
        <Headquarters customer={customer} />
      </Panel>
      {open && (
        <ProjectTable
          title={t("customer.openProjects")}
          rows={open}
          none={t("customer.noOpenProjects")}
          customer={customer}
          end={open.length === 0 && <Create customer={customer} />}
          className="all"
        />
      )}
    </div>
  );
}

function Details({ customer }: { customer: Customer }) {
  return (
    <Facts
      facts={[
        [t("customer.vat"), customer.vatNumber],
        [t("customer.ean"), customer.ean],
        [t("customer.currency"), customer.currency],
        [t("customer.since"), customer.customerSince && day(customer.customerSince)],
      ]}
    />
  );
}

function Headquarters({ customer }: { customer: Customer }) {
  const { address } = customer;
  const lines = [
    address?.street,
    [address?.postcode, address?.city].filter(Boolean).join(" "),
    customer.country && country(customer.country),
  ].filter(Boolean);
  return (
    <div className="addr">
      <Icon of={IconMapPin} />
      {lines.length > 0 ? (
        <>
          <span className="grow lines">
            {lines.map(line => (
              <span key={line}>{line}</span>
            ))}
          </span>
          <span className="chip acc">{t("customer.headquarters")}</span>
        </>
      ) : (
        <span className="muted">{t("customer.noAddress")}</span>
      )}
    </div>
  );
}

/** The tab Sales & projects. */
export function Projects({ customer }: { customer: Customer }) {
  const { data, error, refetch } = useProjects(customer);
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
        end={<Create customer={customer} filled />}
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

function Create({ customer, filled }: { customer: Customer; filled?: boolean }) {
  const can = useCan();
  if (!can("openProject") || customer.archived) return null;
  return (
    <Link
      to="/projects/new"
      search={{ customer: customer.id } as never}
      className={filled ? "btn pri sm" : "btn quiet sm"}
    >
      <Icon of={IconPlus} />
      {t("project.create")}
    </Link>
  );
}

/** What the projects are worth together, currency by currency. */
function sums(rows: Project[]): string {
  const totals = new Map<string, number>();
  for (const { amount } of rows) {
    if (amount) totals.set(amount.currency, (totals.get(amount.currency) ?? 0) + Number(amount.amount));
  }
  return [...totals].map(([currency, amount]) => money({ amount: amount.toFixed(2), currency })).join(" + ");
}

interface ProjectTableProps {
  title: string;
  rows: Project[];
  customer: Customer;
  /** Stands where there is no project. */
  none: string;
  closed?: boolean;
  end?: React.ReactNode;
  className?: string;
}

function ProjectTable({ title, rows, customer, none, closed = false, end, className }: ProjectTableProps) {
  const narrow = useNarrow();
  return (
    <Panel title={title} count={rows.length} end={end || <SumOf rows={rows} />} className={`ptable ${className ?? ""}`}>
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

function SumOf({ rows }: { rows: Project[] }) {
  return <span className="small muted num sum">{sums(rows)}</span>;
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

/** The tab History. */
export function HistoryTab({ customer }: { customer: Customer }) {
  return (
    <Panel title={t("matrix.history")}>
      <div className="pad">
        <HistoryPanel query={{ customer: customer.id }} context={{ customer: true }} />
      </div>
    </Panel>
  );
}
