import { IconFolders, IconPencil, IconPlus, IconSearchOff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { PROJECTS } from "../addresses";
import { get, type Schema, useCan } from "../api";
import { interval, money, rich, t } from "../texts";
import { Filters, SearchBox } from "../ui/Filters";
import { Check } from "../ui/Form";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { ListFoot } from "../ui/ListFoot";
import { useNarrow } from "../ui/media";
import { Avatar } from "../ui/Person";
import { Picker } from "../ui/Picker";
import { CustomerPicker } from "../ui/pickers";
import { ProjectCard, ProjectStatus, useIsClosed } from "../ui/projects";
import { Failure, State } from "../ui/State";
import { useSearch } from "../ui/search";
import { type Column, Table, TableSkeleton } from "../ui/Table";

type Row = Schema["ProjectRow"];

/** All projects, with the customers that they belong to. */
export function Projects() {
  const can = useCan();
  const narrow = useNarrow();
  const navigate = useNavigate();
  const isClosed = useIsClosed();
  const [search, set] = useSearch(PROJECTS);
  const { data, error, isPending, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ["projects", "list", search],
    queryFn: ({ pageParam, signal }) =>
      get<Schema["Projects"]>("/api/projects", { ...search, limit: 100, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: before => before,
  });
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const rows = data?.pages.flatMap(page => page.items) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  const count = (search.customer?.length ?? 0) + (search.q ? 1 : 0) + (search.open ? 1 : 0);
  const clear = () => set({ q: undefined, customer: undefined, open: undefined });
  return (
    <>
      <Head title={t("nav.projects")} section="projects" actions={<Create />} />
      <Filters
        count={count}
        onClear={clear}
        search={
          <SearchBox label={t("project.search")} value={search.q ?? ""} onChange={q => set({ q: q || undefined })} />
        }
        end={
          <span className="count" role="status" aria-label={t("ui.shown")}>
            {data && rich("matrix.projects", { count: total })}
          </span>
        }
      >
        <CustomerPicker
          multiple
          value={search.customer ?? []}
          onChange={customer => set({ customer: customer.length ? customer : undefined })}
        />
        <Picker
          label={t("project.state")}
          options={[
            { value: "true", label: t("project.state.open") },
            { value: "false", label: t("project.state.closed") },
          ]}
          value={search.open ? [search.open] : []}
          onChange={([open]) => set({ open: open as typeof search.open })}
        />
        <Check
          label={t("filters.archived")}
          checked={search.archived ?? false}
          onChange={on => set({ archived: on || undefined })}
        />
      </Filters>
      <div className="panel fill" aria-busy={isPending}>
        {error && !data && <Failure thrown={error} onAgain={() => void refetch()} />}
        {isPending && <TableSkeleton rows={20} />}
        {data && rows.length === 0 && (
          <State
            icon={count ? IconSearchOff : IconFolders}
            title={count ? t("ui.nothingMatches") : t("project.none")}
            actions={
              count > 0 && (
                <button type="button" className="btn pri" onClick={clear}>
                  {t("filters.showAll")}
                </button>
              )
            }
          />
        )}
        {rows.length > 0 && (
          <Table
            label={t("nav.projects")}
            columns={columns(can("changeProject"), isClosed)}
            rows={rows}
            rowKey={row => row.id}
            onEnd={onEnd}
            card={row => <ProjectCard row={row} closed={isClosed(row)} />}
            onOpen={row => void navigate({ to: `/projects/${row.id}` })}
          />
        )}
        {!narrow && rows.length > 0 && <ListFoot shown={rows.length} total={total} />}
      </div>
    </>
  );
}

function Create() {
  const can = useCan();
  const narrow = useNarrow();
  if (!can("openProject")) return null;
  return (
    <Link to="/projects/new" className={narrow ? "btn icon" : "btn pri"} aria-label={t("project.create")}>
      <Icon of={IconPlus} />
      {!narrow && t("project.create")}
    </Link>
  );
}

function columns(edit: boolean, isClosed: (row: Row) => boolean): Column<Row>[] {
  return [
    {
      key: "name",
      head: t("filters.project"),
      cell: row => (
        <span className="name">
          <Avatar id={row.id} name={row.name} size={20} square />
          <Link to={`/projects/${row.id}`} className="ell">
            {row.name}
          </Link>
        </span>
      ),
    },
    { key: "number", head: t("overview.number"), cell: row => <span className="muted">{row.number}</span> },
    {
      key: "customer",
      head: t("overview.customer"),
      cell: row => <Link to={`/customers/${row.customerId}`}>{row.customer.name}</Link>,
    },
    {
      key: "status",
      head: t("project.status"),
      cell: row => (
        <span className="row">
          <ProjectStatus project={row} closed={isClosed(row)} />
        </span>
      ),
    },
    {
      key: "interval",
      head: t("assignees.interval"),
      cell: row => <span className="muted">{interval(row.start, row.end)}</span>,
    },
    {
      key: "amount",
      head: t("project.amount"),
      right: true,
      cell: row => (row.amount ? <Amount of={row.amount} /> : <span className="muted">–</span>),
    },
    ...(edit
      ? [
          {
            key: "acts",
            quiet: true,
            cell: (row: Row) => (
              <Link
                to={`/projects/${row.id}/edit`}
                className="btn icon"
                aria-label={t("ui.edit", { what: row.name })}
                title={t("ui.edit", { what: row.name })}
              >
                <Icon of={IconPencil} size={16} />
              </Link>
            ),
          },
        ]
      : []),
  ];
}

/** An amount whose currency stands in a line with those of the other rows. */
function Amount({ of }: { of: NonNullable<Row["amount"]> }) {
  const text = money(of);
  const currency = text.lastIndexOf(" ");
  return (
    <>
      {text.slice(0, currency)}
      <span className="muted currency">{text.slice(currency)}</span>
    </>
  );
}
