import "./customer.css";
import {
  IconArchive,
  IconDots,
  IconMail,
  IconMapPin,
  IconPencil,
  IconPhone,
  IconPlus,
  IconRestore,
  IconUserPlus,
  IconWorld,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { changed, get, post, type Schema, useCan } from "../api";
import { country, day, dayOfInstant, interval, number, rich, t } from "../texts";
import { Head } from "../ui/Head";
import { HistoryList, HistoryPanel } from "../ui/History";
import { Icon } from "../ui/Icon";
import { MenuButton } from "../ui/Menu";
import { useNarrow } from "../ui/media";
import { Avatar } from "../ui/Person";
import { ResponsibilityDialog } from "../ui/ResponsibilityDialog";
import { Scrolled } from "../ui/Scrolled";
import { Failure } from "../ui/State";
import { done, refused } from "../ui/toasts";

type Customer = Schema["Customer"];
type Assignee = Schema["AssigneeRow"];

export const CustomerPage = () => <Frame tab={customer => <Contacts customer={customer} />} />;
export const CustomerProjects = () => <Frame tab={customer => <Projects customer={customer} />} />;
export const CustomerHistory = () => <Frame tab={customer => <HistoryTab customer={customer} />} />;

/** A customer: what belongs to it beside what is known of it. */
function Frame({ tab }: { tab: (customer: Customer) => ReactNode }) {
  const { id } = useParams({ strict: false }) as { id: string };
  const path = useRouterState({ select: state => state.location.pathname });
  const can = useCan();
  const narrow = useNarrow();
  const [assigning, setAssigning] = useState<{ employee: Schema["Named"] | null } | null>(null);
  const customer = useQuery({
    queryKey: ["customer", id],
    queryFn: ({ signal }) => get<Customer>(`/api/customers/${id}`, {}, signal),
  });
  const row = useQuery({
    queryKey: ["customers", { customer: [id] }],
    queryFn: ({ signal }) => get<Schema["Customers"]>("/api/customers", { customer: [id], archived: true }, signal),
  });
  if (customer.error && !customer.data) throw customer.error;
  if (!customer.data) return null;
  const thing = customer.data;
  const [grouped] = row.data?.items ?? [];
  const about = [thing.number, grouped?.category?.name, ...(grouped?.tags.map(tag => tag.name) ?? [])].filter(Boolean);
  const tabs: [string, string][] = [
    [`/customers/${id}`, t("customer.contacts")],
    [`/customers/${id}/sales`, t("customer.sales")],
    ...(can("listHistory") ? [[`/customers/${id}/history`, t("matrix.history")] as [string, string]] : []),
  ];
  const overview = <Rail customer={thing} onAssign={employee => setAssigning({ employee })} />;
  return (
    <>
      <Head
        title={thing.name}
        back={{ to: "/customers", label: t("nav.customers") }}
        mark={<Avatar id={thing.id} name={thing.name} square />}
        actions={<Actions customer={thing} onAssign={() => setAssigning({ employee: null })} />}
      />
      <div className="row wrap small muted cabout">
        <span>{about.join(" · ")}</span>
        {thing.archived && <span className="chip warn">{t("ui.archived")}</span>}
      </div>
      <nav className="tabs ctabs" aria-label={t("filters.customer")}>
        {tabs.map(([to, label]) => (
          <Link key={to} to={to} activeOptions={{ exact: true }} aria-current={path === to ? "page" : undefined}>
            {label}
          </Link>
        ))}
      </nav>
      <div className="cbody">
        {narrow ? (
          <details className="rail">
            <summary>{t("nav.overview")}</summary>
            {overview}
          </details>
        ) : (
          <section className="rail" aria-label={t("nav.overview")}>
            {overview}
          </section>
        )}
        <div className="content">{tab(thing)}</div>
      </div>
      {assigning && (
        <ResponsibilityDialog
          subject={{ type: "customer", id: thing.id, name: thing.name }}
          employee={assigning.employee}
          about={thing.number}
          onClose={() => setAssigning(null)}
        />
      )}
    </>
  );
}

function Actions({ customer, onAssign }: { customer: Customer; onAssign: () => void }) {
  const can = useCan();
  const narrow = useNarrow();
  const navigate = useNavigate();

  async function archive() {
    const step = customer.archived ? "restore" : "archive";
    const back = customer.archived ? "archive" : "restore";
    try {
      await post(`/api/customers/${customer.id}/${step}`, undefined, { source: "click" });
      done(rich(`customer.${step}d`, { customer: customer.name }), {
        what: t(`customer.${step}d`, { customer: customer.name }),
        path: `/api/customers/${customer.id}/${back}`,
        redo: `/api/customers/${customer.id}/${step}`,
        touches: "Customer",
      });
      changed("Customer");
    } catch (thrown) {
      refused(thrown);
    }
  }

  const edit = can("changeCustomer");
  const items = [
    ...(narrow && edit
      ? [
          {
            label: t("customer.editShort"),
            icon: IconPencil,
            act: () => void navigate({ to: `/customers/${customer.id}/edit` }),
          },
        ]
      : []),
    ...(can("archiveCustomer")
      ? [
          {
            label: customer.archived ? t("ui.restore") : t("ui.archive"),
            icon: customer.archived ? IconRestore : IconArchive,
            act: () => void archive(),
          },
        ]
      : []),
  ];
  return (
    <>
      {can("changeResponsibilities") && (
        <button
          type="button"
          className={narrow ? "btn icon" : "btn quiet"}
          aria-label={t("matrix.assign")}
          onClick={onAssign}
        >
          <Icon of={IconUserPlus} />
          {!narrow && t("matrix.assign")}
        </button>
      )}
      {edit && !narrow && (
        <Link to={`/customers/${customer.id}/edit`} className="btn">
          <Icon of={IconPencil} />
          {t("customer.editShort")}
        </Link>
      )}
      {items.length > 0 && (
        <MenuButton label={t("customer.more")} named className="btn icon" align="end" items={() => items}>
          <Icon of={IconDots} />
        </MenuButton>
      )}
    </>
  );
}

function useAssignees(customerId: string) {
  const can = useCan();
  return useQuery({
    queryKey: ["assignees", { customer: [customerId], archived: true, limit: 100 }],
    queryFn: ({ signal }) =>
      get<Schema["Assignees"]>("/api/assignees", { customer: [customerId], archived: true, limit: 100 }, signal),
    enabled: can("listAssignees"),
  });
}

function Rail({ customer, onAssign }: { customer: Customer; onAssign: (employee: Schema["Named"] | null) => void }) {
  const can = useCan();
  const assignees = useAssignees(customer.id);
  const history = useQuery({
    queryKey: ["history", { customer: customer.id, limit: 5 }],
    queryFn: ({ signal }) => get<Schema["History"]>("/api/history", { customer: customer.id, limit: 5 }, signal),
    enabled: can("listHistory"),
  });
  const people = assignees.data?.items ?? [];
  const address = [
    customer.address?.street,
    [customer.address?.postcode, customer.address?.city].filter(Boolean).join(" "),
  ].filter(Boolean);
  return (
    <>
      {can("listAssignees") && (
        <section>
          <h2>{t("overview.responsible")}</h2>
          {assignees.data && people.length === 0 && <span className="warn med">{t("ui.nobody")}</span>}
          <ul>
            {people.map(person => (
              <Responsible
                key={[person.employee.id, person.role?.id, person.from].join(" ")}
                person={person}
                onOpen={can("changeResponsibilities") ? () => onAssign(person.employee) : undefined}
              />
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{t("customer.contact")}</h2>
        <Fact icon={IconMail}>{customer.email && <a href={`mailto:${customer.email}`}>{customer.email}</a>}</Fact>
        <Fact icon={IconPhone}>{customer.phone && <a href={`tel:${customer.phone}`}>{customer.phone}</a>}</Fact>
        <Fact icon={IconWorld}>{customer.website && <Website url={customer.website} />}</Fact>
        <Fact icon={IconMapPin}>{address.join(", ")}</Fact>
        {!customer.email && !customer.phone && !customer.website && address.length === 0 && (
          <span className="muted">–</span>
        )}
      </section>
      {can("listHistory") && (
        <section>
          <h2>{t("matrix.history")}</h2>
          <HistoryList
            rows={history.data?.items ?? []}
            empty={history.data !== undefined}
            context={{ subject: true }}
          />
        </section>
      )}
      <section className="small muted">{t("customer.createdOn", { day: dayOfInstant(customer.createdAt) })}</section>
    </>
  );
}

function Fact({ icon, children }: { icon: typeof IconMail; children: ReactNode }) {
  if (!children) return null;
  return (
    <div className="ln">
      <Icon of={icon} size={16} />
      <span className="ell">{children}</span>
    </div>
  );
}

function Website({ url }: { url: string }) {
  const href = /^https?:\/\//.test(url) ? url : `https://${url}`;
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {url.replace(/^https?:\/\//, "")}
    </a>
  );
}

function Responsible({ person, onOpen }: { person: Assignee; onOpen: (() => void) | undefined }) {
  const role = person.role?.name ?? t("matrix.noRole");
  const text = (
    <>
      <Avatar id={person.employee.id} name={person.employee.name} size={24} />
      <span className="grow ell">
        <span className="med">{person.employee.name}</span>
        <span className="small muted" style={{ display: "block" }}>
          {[person.project?.name, role, interval(person.from, person.to)].filter(Boolean).join(" · ")}
        </span>
      </span>
    </>
  );
  return (
    <li>
      {onOpen && !person.project ? (
        <button
          type="button"
          className="ln wide-button"
          title={t("assignees.change", { person: person.employee.name, customer: person.customer.name })}
          onClick={onOpen}
        >
          {text}
        </button>
      ) : (
        <span className="ln">{text}</span>
      )}
    </li>
  );
}

function Panel({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  return (
    <section className="panel" aria-label={title}>
      <div className="ph2">
        <h2>{title}</h2>
        {count !== undefined && <span className="small muted">{number(count)}</span>}
      </div>
      {children}
    </section>
  );
}

function Contacts({ customer }: { customer: Customer }) {
  const facts: [string, ReactNode][] = [
    [t("customer.vat"), customer.vatNumber],
    [t("customer.ean"), customer.ean],
    [t("customer.currency"), customer.currency],
    [
      t("customer.email"),
      customer.email && (
        <a className="link" href={`mailto:${customer.email}`}>
          {customer.email}
        </a>
      ),
    ],
    [t("customer.phone"), customer.phone],
    [t("customer.website"), customer.website && <Website url={customer.website} />],
    [t("customer.since"), customer.customerSince && day(customer.customerSince)],
  ];
  const { address } = customer;
  return (
    <>
      <Panel title={t("customer.addresses")}>
        <div className="li">
          <Icon of={IconMapPin} />
          {address || customer.country ? (
            <span>
              <span className="med">{t("customer.headquarters")}</span>
              <span style={{ display: "block" }}>
                {[
                  address?.street,
                  [address?.postcode, address?.city].filter(Boolean).join(" "),
                  customer.country && country(customer.country),
                ]
                  .filter(Boolean)
                  .join(", ")}
              </span>
            </span>
          ) : (
            <span className="muted">{t("customer.noAddress")}</span>
          )}
        </div>
      </Panel>
      <Panel title={t("customer.details")}>
        <dl className="facts">
          {facts.map(([name, value]) => [
            <dt key={name}>{name}</dt>,
            <dd key={`${name} value`}>{value || <span className="muted">–</span>}</dd>,
          ])}
        </dl>
      </Panel>
    </>
  );
}

const CLOSED = /^(closed|delivered|invoiced|cancelled)$/i;

function Projects({ customer }: { customer: Customer }) {
  const can = useCan();
  const { data, error, refetch } = useQuery({
    queryKey: ["projects", { customer: [customer.id], archived: true, limit: 200 }],
    queryFn: ({ signal }) =>
      get<Schema["Projects"]>("/api/projects", { customer: [customer.id], archived: true, limit: 200 }, signal),
  });
  const settings = useQuery({
    queryKey: ["settings"],
    queryFn: ({ signal }) => get<Schema["Settings"]>("/api/settings", {}, signal),
  });
  if (error) return <Failure thrown={error} onAgain={() => void refetch()} />;
  const closedWords = settings.data?.closedProjectStatuses.map(each => each.toLowerCase());
  const isClosed = (project: Schema["ProjectRow"]) =>
    project.archived ||
    (closedWords ? closedWords.includes((project.status ?? "").toLowerCase()) : CLOSED.test(project.status ?? ""));
  const projects = data?.items ?? [];
  return (
    <>
      {can("openProject") && !customer.archived && (
        <div className="row">
          <Link to="/projects/new" search={{ customer: customer.id } as never} className="btn end">
            <Icon of={IconPlus} />
            {t("project.create")}
          </Link>
        </div>
      )}
      <ProjectTable title={t("customer.openProjects")} rows={projects.filter(each => !isClosed(each))} />
      <ProjectTable title={t("customer.closedProjects")} rows={projects.filter(isClosed)} />
    </>
  );
}

function ProjectTable({ title, rows }: { title: string; rows: Schema["ProjectRow"][] }) {
  return (
    <Panel title={title} count={rows.length}>
      {rows.length === 0 ? (
        <p className="muted t13 li">{t("customer.noProjects")}</p>
      ) : (
        <Scrolled label={title}>
          <table className="tbl" aria-label={title}>
            <thead>
              <tr>
                <th scope="col">{t("filters.project")}</th>
                <th scope="col">{t("overview.number")}</th>
                <th scope="col">{t("project.status")}</th>
                <th scope="col">{t("assignees.interval")}</th>
                <th scope="col" className="r">
                  {t("project.amount")}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(project => (
                <tr key={project.id}>
                  <td className="med">
                    {project.name} {project.archived && <span className="chip">{t("ui.archived")}</span>}
                  </td>
                  <td className="muted">{project.number}</td>
                  <td>{project.status && <span className="chip">{project.status}</span>}</td>
                  <td className="muted">{interval(project.start, project.end)}</td>
                  <td className="r">
                    {project.amount ? (
                      `${number(Number(project.amount.amount))} ${project.amount.currency}`
                    ) : (
                      <span className="muted">–</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      )}
    </Panel>
  );
}

function HistoryTab({ customer }: { customer: Customer }) {
  return (
    <Panel title={t("matrix.history")}>
      <div className="li block">
        <HistoryPanel query={{ customer: customer.id }} context={{}} />
      </div>
    </Panel>
  );
}
