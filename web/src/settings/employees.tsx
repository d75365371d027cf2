import { IconPencil, IconPlus, IconSearchOff, IconUsers } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { get, type Schema } from "../api";
import { rich, t } from "../texts";
import { Filters, SearchBox } from "../ui/Filters";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { Avatar } from "../ui/Person";
import { Failure, State } from "../ui/State";
import { useSearch } from "../ui/search";
import { type Column, Table, TableSkeleton } from "../ui/Table";

type EmployeeRow = Schema["EmployeeRow"];

const SEARCH = { q: "text" } as const;

/** The people who can be responsible. */
export function Employees() {
  const [search, set] = useSearch(SEARCH);
  const navigate = useNavigate();
  const { data, error, isPending, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ["employees", "list", search],
    queryFn: ({ pageParam, signal }) =>
      get<Schema["Employees"]>("/api/employees", { ...search, limit: 100, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: before => before,
  });
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const rows = data?.pages.flatMap(page => page.items) ?? [];
  return (
    <>
      <Head
        title={t("settings.employees")}
        back={{ to: "/settings", label: t("settings.title") }}
        actions={
          <Link to="/settings/employees/new" className="btn pri">
            <Icon of={IconPlus} />
            {t("settings.newEmployee")}
          </Link>
        }
      />
      <Filters
        count={search.q ? 1 : 0}
        onClear={() => set({ q: undefined })}
        search={
          <SearchBox
            label={t("settings.searchEmployees")}
            value={search.q ?? ""}
            onChange={q => set({ q: q || undefined })}
          />
        }
        end={
          <span className="count" role="status" aria-label={t("ui.shown")}>
            {data && rich("matrix.employees", { count: data.pages[0]?.total ?? 0 })}
          </span>
        }
      >
        {null}
      </Filters>
      <div className="panel fill" aria-busy={isPending}>
        {error && !data && <Failure thrown={error} onAgain={() => void refetch()} />}
        {isPending && <TableSkeleton rows={12} />}
        {data && rows.length === 0 && (
          <State
            icon={search.q ? IconSearchOff : IconUsers}
            title={search.q ? t("ui.nothingMatches") : t("matrix.noEmployees")}
          />
        )}
        {rows.length > 0 && (
          <Table
            label={t("settings.employees")}
            columns={employeeColumns()}
            rows={rows}
            rowKey={row => row.id}
            onEnd={onEnd}
            onOpen={row => void navigate({ to: `/settings/employees/${row.id}` })}
            card={row => (
              <>
                <Link to={`/settings/employees/${row.id}`} className="row med">
                  <Avatar id={row.id} name={row.name} size={20} />
                  <span className="ell">{row.name}</span>
                </Link>
                <span className="small muted ell">{[row.title, row.team?.name].filter(Boolean).join(" · ")}</span>
              </>
            )}
          />
        )}
      </div>
    </>
  );
}

function employeeColumns(): Column<EmployeeRow>[] {
  const dash = <span className="muted">–</span>;
  return [
    {
      key: "name",
      head: t("ui.name"),
      cell: row => (
        <span className="name">
          <Avatar id={row.id} name={row.name} size={20} />
          <Link to={`/settings/employees/${row.id}`} className="ell">
            {row.name}
          </Link>
        </span>
      ),
    },
    { key: "team", head: t("filters.team"), cell: row => row.team?.name ?? dash },
    { key: "title", head: t("employee.title"), cell: row => row.title ?? dash },
    { key: "email", head: t("assignees.email"), cell: row => <span className="muted">{row.email ?? "–"}</span> },
    {
      key: "seller",
      head: t("filters.seller"),
      cell: row => (row.seller ? <span className="chip acc">{t("filters.seller")}</span> : dash),
    },
    {
      key: "active",
      head: t("me.state"),
      cell: row => (
        <span className={row.active ? "chip good" : "chip"}>
          {row.active ? t("employee.active") : t("employee.inactive")}
        </span>
      ),
    },
    {
      key: "acts",
      quiet: true,
      cell: row => (
        <Link
          to={`/settings/employees/${row.id}`}
          className="btn icon"
          aria-label={t("ui.edit", { what: row.name })}
          title={t("ui.edit", { what: row.name })}
        >
          <Icon of={IconPencil} size={16} />
        </Link>
      ),
    },
  ];
}
