import { IconPencil, IconPlus, IconReportMoney, IconSearchOff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { SALES } from "../addresses";
import { get, type Schema, useCan } from "../api";
import { rich, t } from "../texts";
import { Downloads } from "../ui/Downloads";
import { Filters, SearchBox } from "../ui/Filters";
import { Check } from "../ui/Form";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { ListFoot } from "../ui/ListFoot";
import { useNarrow } from "../ui/media";
import { People } from "../ui/Person";
import { Picker } from "../ui/Picker";
import { CustomerPicker, EmployeePicker, GroupingPicker } from "../ui/pickers";
import { Failure, State } from "../ui/State";
import { CaseClose, CaseValue, SalesCaseCard, SalesCaseState, sumOf } from "../ui/salesCases";
import { useSearch } from "../ui/search";
import { type Column, Table, TableSkeleton } from "../ui/Table";
import { type SalesCase, textOf } from "../ui/things";

const STATES = ["open", "won", "lost"] as const;

/** What may be sold, and what was: the sales cases of all customers. */
export function SalesCases() {
  const can = useCan();
  const narrow = useNarrow();
  const navigate = useNavigate();
  const [search, set] = useSearch(SALES);
  const { data, error, isPending, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ["sales-cases", "list", search],
    queryFn: ({ pageParam, signal }) =>
      get<Schema["SalesCases"]>("/api/sales-cases", { ...search, limit: 100, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: before => before,
  });
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const rows = data?.pages.flatMap(page => page.items) ?? [];
  const [first] = data?.pages ?? [];
  const total = first?.total ?? 0;
  const sum = first && sumOf(first.sums);
  const { q, customer, state, owner, category, tag } = search;
  const count = [q, customer?.length, state, owner?.length, category?.length, tag?.length].filter(Boolean).length;
  const clear = () =>
    set({ q: undefined, customer: undefined, state: undefined, owner: undefined, category: undefined, tag: undefined });
  return (
    <>
      <Head
        title={t("nav.sales")}
        section="projects"
        actions={
          <>
            <Downloads path="/api/sales-cases" query={search} operation="downloadSalesCasesXlsx" />
            <Create />
          </>
        }
      />
      <Filters
        count={count}
        onClear={clear}
        search={
          <SearchBox label={t("sales.search")} value={q ?? ""} onChange={text => set({ q: text || undefined })} />
        }
        end={
          <span className="count" role="status" aria-label={t("ui.shown")}>
            {first && rich("sales.count", { count: total })}
            {sum && ` · ${sum}`}
          </span>
        }
      >
        <CustomerPicker
          multiple
          value={customer ?? []}
          onChange={ids => set({ customer: ids.length ? ids : undefined })}
        />
        <Picker
          label={t("me.state")}
          options={STATES.map(value => ({ value, label: t(`sales.state.${value}`) }))}
          value={state ? [state] : []}
          onChange={([chosen]) => set({ state: chosen as typeof state })}
        />
        {can("listEmployees") && (
          <EmployeePicker
            label={t("sales.owner")}
            multiple
            value={owner ?? []}
            onChange={ids => set({ owner: ids.length ? ids : undefined })}
          />
        )}
        <GroupingPicker value={search} onChange={set} />
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
            icon={count ? IconSearchOff : IconReportMoney}
            title={count ? t("ui.nothingMatches") : t("sales.none")}
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
            label={t("nav.sales")}
            columns={columns(can("changeSalesCase"))}
            rows={rows}
            rowKey={row => row.id}
            onEnd={onEnd}
            card={row => <SalesCaseCard row={row} customer />}
            onOpen={row => void navigate({ to: `/sales/${row.id}` })}
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
  if (!can("openSalesCase")) return null;
  return (
    <Link to="/sales/new" className={narrow ? "btn icon" : "btn pri"} aria-label={t("sales.create")}>
      <Icon of={IconPlus} />
      {!narrow && t("sales.create")}
    </Link>
  );
}

function columns(edit: boolean): Column<SalesCase>[] {
  return [
    {
      key: "name",
      head: t("sales.one"),
      cell: row => (
        <span className="name">
          <Link to={`/sales/${row.id}`} className="ell">
            {textOf(row.name)}
          </Link>
        </span>
      ),
    },
    {
      key: "customer",
      head: t("overview.customer"),
      cell: row => <Link to={`/customers/${row.customerId}`}>{row.customer.name}</Link>,
    },
    { key: "state", head: t("me.state"), cell: row => <SalesCaseState state={row.state} /> },
    {
      key: "owner",
      head: t("sales.owner"),
      cell: row => (row.owner ? <People people={[row.owner]} count={1} /> : <span className="muted">–</span>),
    },
    {
      key: "close",
      head: t("sales.closes"),
      cell: row => (
        <span className="muted">
          <CaseClose of={row} />
        </span>
      ),
    },
    {
      key: "probability",
      head: t("sales.probability"),
      right: true,
      cell: row => <span className="muted">{row.probability === undefined ? "–" : `${row.probability} %`}</span>,
    },
    { key: "value", head: t("sales.value"), right: true, cell: row => <CaseValue of={row} /> },
    ...(edit
      ? [
          {
            key: "acts",
            quiet: true,
            cell: (row: SalesCase) => (
              <Link
                to={`/sales/${row.id}/edit`}
                className="btn icon"
                aria-label={t("ui.edit", { what: textOf(row.name) })}
                title={t("ui.edit", { what: textOf(row.name) })}
              >
                <Icon of={IconPencil} size={16} />
              </Link>
            ),
          },
        ]
      : []),
  ];
}
