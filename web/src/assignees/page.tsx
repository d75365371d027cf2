import { IconCalendar, IconPencil, IconSearchOff, IconUsers } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useCallback, useState } from "react";
import { ASSIGNEES } from "../addresses";
import { get, type Query, type Schema, useCan, useSession } from "../api";
import { day as dayText, instant, interval, rich, t } from "../texts";
import { DateDialog } from "../ui/DateDialog";
import { Downloads } from "../ui/Downloads";
import { Filters, SearchBox } from "../ui/Filters";
import { Check } from "../ui/Form";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { ListFoot } from "../ui/ListFoot";
import { useNarrow } from "../ui/media";
import { Avatar } from "../ui/Person";
import { CustomerPicker, EmployeePicker, GroupingPicker, TeamPicker } from "../ui/pickers";
import { Failure, State } from "../ui/State";
import { useSearch } from "../ui/search";
import { type Column, Table, TableSkeleton } from "../ui/Table";

type Row = Schema["AssigneeRow"];

const ResponsibilityDialog = lazy(async () => ({
  default: (await import("../ui/ResponsibilityDialog")).ResponsibilityDialog,
}));

const PAGE = 100;
const THREE_LINES = 79;
const keyOf = (row: Row) => [row.customer.id, row.project?.id, row.employee.id, row.role?.id, row.from].join(" ");
const nameOf = (row: Row) => (row.project ? `${row.customer.name} / ${row.project.name}` : row.customer.name);
const some = (values: string[]) => (values.length ? values : undefined);

/** Customers > Assignees: one line for each responsibility, as the Excel sheet has it. */
export function Assignees() {
  const can = useCan();
  const narrow = useNarrow();
  const session = useSession();
  const navigate = useNavigate();
  const [search, set] = useSearch(ASSIGNEES);
  const [dating, setDating] = useState(false);
  const [open, setOpen] = useState<Row | null>(null);
  const { data, error, isPending, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ["assignees", "list", search],
    queryFn: ({ pageParam, signal }) =>
      get<Schema["Assignees"]>("/api/assignees", { ...search, limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: before => before,
  });
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const rows = data?.pages.flatMap(page => page.items) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  const lists = [search.customer, search.employee, search.team, search.category, search.tag];
  const count = lists.reduce((sum, each) => sum + (each?.length ?? 0), search.q ? 1 : 0);
  const clear = () =>
    set({
      q: undefined,
      customer: undefined,
      employee: undefined,
      team: undefined,
      category: undefined,
      tag: undefined,
    });
  const shown = search.asOf ? instant(search.asOf) : search.on ? dayText(search.on) : t("matrix.today");
  const today = session.today;
  const empty = data !== undefined && rows.length === 0;
  const mayChange = can("changeResponsibilities") && !search.asOf && !search.on;

  return (
    <>
      <Head
        title={t("nav.assignees")}
        section="customers"
        actions={<Downloads path="/api/assignees" query={search as Query} operation="downloadAssigneesXlsx" />}
      />
      <Filters
        count={count}
        onClear={clear}
        search={
          <SearchBox label={t("filters.search")} value={search.q ?? ""} onChange={q => set({ q: q || undefined })} />
        }
        end={
          <span className="count" role="status" aria-label={t("ui.shown")}>
            {data && rich("assignees.count", { count: total })}
          </span>
        }
      >
        <CustomerPicker
          multiple
          value={search.customer ?? []}
          onChange={customer => set({ customer: some(customer) })}
        />
        <EmployeePicker
          multiple
          value={search.employee ?? []}
          onChange={employee => set({ employee: some(employee) })}
        />
        <TeamPicker multiple value={search.team ?? []} onChange={team => set({ team: some(team) })} />
        <GroupingPicker value={search} onChange={set} />
        <span className="break" />
        <button type="button" className={search.on || search.asOf ? "btn on" : "btn"} onClick={() => setDating(true)}>
          <Icon of={IconCalendar} />
          {t("matrix.date", { day: shown })}
        </button>
        <Check
          label={t("assignees.archived")}
          checked={search.archived ?? false}
          onChange={on => set({ archived: on || undefined })}
        />
        <Check
          label={t("assignees.projects")}
          checked={search.projects ?? false}
          onChange={on => set({ projects: on || undefined })}
        />
        <Check
          label={t("filters.ended")}
          checked={search.period === "all"}
          onChange={on => set({ period: on ? "all" : undefined })}
        />
      </Filters>
      <div className="panel fill" aria-busy={isPending}>
        {error && !data && <Failure thrown={error} onAgain={() => void refetch()} />}
        {isPending && <TableSkeleton rows={20} />}
        {empty && (
          <State
            icon={count ? IconSearchOff : IconUsers}
            title={count ? t("ui.nothingMatches") : t("assignees.none")}
            actions={
              count ? (
                <button type="button" className="btn pri" onClick={clear}>
                  {t("filters.showAll")}
                </button>
              ) : (
                <Link to="/customers/responsibilities" className="btn pri">
                  {t("nav.responsibilities")}
                </Link>
              )
            }
          />
        )}
        {rows.length > 0 && (
          <Table
            label={t("nav.assignees")}
            columns={columns(mayChange ? setOpen : null)}
            rows={rows}
            rowKey={keyOf}
            card={row => <Card row={row} />}
            cardHeight={THREE_LINES}
            onEnd={onEnd}
            onOpen={row => void navigate({ to: `/customers/${row.customer.id}` })}
          />
        )}
        {!narrow && rows.length > 0 && <ListFoot shown={rows.length} total={total} />}
      </div>
      {dating && (
        <DateDialog today={today} on={search.on} asOf={search.asOf} onApply={set} onClose={() => setDating(false)} />
      )}
      {open && (
        <Suspense fallback={null}>
          <ResponsibilityDialog
            subject={
              open.project
                ? { type: "project", id: open.project.id, name: nameOf(open) }
                : { type: "customer", id: open.customer.id, name: open.customer.name }
            }
            employee={open.employee}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
    </>
  );
}

function columns(onChange: ((row: Row) => void) | null): Column<Row>[] {
  return [
    {
      key: "customer",
      head: t("assignees.customer"),
      cell: row => (
        <span className="name">
          <Avatar id={row.customer.id} name={row.customer.name} size={20} square />
          <span className="ell">
            <Link to={`/customers/${row.customer.id}`}>{row.customer.name}</Link>
            {row.project && (
              <>
                {" / "}
                <Link to={`/projects/${row.project.id}`} className="muted">
                  {row.project.name}
                </Link>
              </>
            )}
          </span>
          {(row.customer.archived || row.project?.archived) && <span className="chip">{t("ui.archived")}</span>}
        </span>
      ),
    },
    {
      key: "group",
      head: t("assignees.group"),
      cell: row => row.category?.name ?? <span className="muted">{t("filters.uncategorised")}</span>,
    },
    {
      key: "person",
      head: t("assignees.person"),
      cell: row => (
        <span className="row">
          <Avatar id={row.employee.id} name={row.employee.name} size={20} />
          {row.employee.name}
        </span>
      ),
    },
    {
      key: "email",
      head: t("assignees.email"),
      cell: row =>
        row.email ? (
          <a className="muted mail" href={`mailto:${row.email}`}>
            {row.email}
          </a>
        ) : (
          <span className="muted">–</span>
        ),
    },
    {
      key: "seller",
      head: t("assignees.seller"),
      cell: row => (
        <span className="muted info" title={row.sellerInfo ?? undefined}>
          {row.sellerInfo ?? "–"}
        </span>
      ),
    },
    { key: "interval", head: t("assignees.interval"), cell: row => interval(row.from, row.to) },
    { key: "role", head: t("assignees.role"), cell: row => row.role?.name ?? <span className="muted">–</span> },
    ...(onChange
      ? [
          {
            key: "change",
            quiet: true,
            cell: (row: Row) => {
              const label = t("assignees.change", { person: row.employee.name, customer: nameOf(row) });
              return (
                <button
                  type="button"
                  className="btn icon"
                  aria-label={label}
                  title={label}
                  onClick={() => onChange(row)}
                >
                  <Icon of={IconPencil} size={16} />
                </button>
              );
            },
          },
        ]
      : []),
  ];
}

function Card({ row }: { row: Row }) {
  const { customer, project, employee } = row;
  return (
    <>
      <span className="row">
        <Avatar id={customer.id} name={customer.name} size={20} square />
        <Link to={`/customers/${customer.id}`} className="med ell grow whole">
          {customer.name}
        </Link>
        {(customer.archived || project?.archived) && <span className="chip warn">{t("ui.archived")}</span>}
      </span>
      <span className="row t13">
        <Avatar id={employee.id} name={employee.name} size={20} />
        <span className="ell">{[employee.name, row.role?.name].filter(Boolean).join(" · ")}</span>
      </span>
      <span className="small muted ell">
        {project && (
          <Link to={`/projects/${project.id}`} className="above">
            {project.name}
          </Link>
        )}
        {project && (row.from || row.to) && " · "}
        {interval(row.from, row.to)}
      </span>
    </>
  );
}
