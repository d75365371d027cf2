import {
  IconBuilding,
  IconCategoryPlus,
  IconDots,
  IconFileImport,
  IconPlus,
  IconSearchOff,
  IconTag,
  IconX,
} from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { OVERVIEW } from "../addresses";
import { get, type Query, queryString, type Schema, useCan } from "../api";
import { day, dayOfInstant, number, rich, spoken, t } from "../texts";
import { archive } from "../ui/archive";
import { Downloads } from "../ui/Downloads";
import { Filters, SearchBox } from "../ui/Filters";
import { Check } from "../ui/Form";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { ListFoot } from "../ui/ListFoot";
import { MenuButton } from "../ui/Menu";
import { useNarrow } from "../ui/media";
import { Avatar, People } from "../ui/Person";
import { GroupingPicker } from "../ui/pickers";
import { Failure, State } from "../ui/State";
import { useSearch } from "../ui/search";
import { type Column, Table, TableSkeleton } from "../ui/Table";
import { BulkGrouping, type GroupingAction } from "./bulk";

export type CustomerRow = Schema["CustomerRow"];

const PAGE = 100;

/** Customers > Overview: every customer, found in a moment. */
export function Overview() {
  const can = useCan();
  const narrow = useNarrow();
  const navigate = useNavigate();
  const [search, set] = useSearch(OVERVIEW);
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [action, setAction] = useState<GroupingAction | null>(null);
  const { data, error, isPending, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ["customers", "overview", search],
    queryFn: ({ pageParam, signal }) =>
      get<Schema["Customers"]>("/api/customers", { ...search, limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: before => before,
  });
  const rows: CustomerRow[] = data?.pages.flatMap(page => page.items) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);

  const may = can("changeCustomersOfCategory") || can("archiveCustomer");
  const filters = (search.category?.length ?? 0) + (search.tag?.length ?? 0) + (search.archived ? 1 : 0);
  const any = filters > 0 || search.q !== undefined;
  const empty = data !== undefined && rows.length === 0;
  const chosen = rows.filter(row => selected.has(row.id));
  const clear = () => set({ q: undefined, category: undefined, tag: undefined, archived: undefined });
  const wholeEmpty = empty && !any;

  return (
    <>
      <Head
        title={t("nav.customers")}
        section="customers"
        actions={<Actions quiet={wholeEmpty || selected.size > 0} query={search} />}
      />
      <Filters
        count={filters + (search.q && !narrow ? 1 : 0)}
        onClear={clear}
        search={
          <SearchBox label={t("filters.search")} value={search.q ?? ""} onChange={q => set({ q: q || undefined })} />
        }
        end={
          <>
            <span className="count" role="status" aria-label={t("ui.shown")}>
              {data && rich("overview.count", { count: total })}
            </span>
            <Downloads path="/api/customers" query={search} operation="downloadCustomersXlsx" />
          </>
        }
      >
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
        {wholeEmpty && <NoCustomers />}
        {empty && any && (
          <State
            icon={IconSearchOff}
            title={t("ui.nothingMatches")}
            actions={
              <button type="button" className="btn pri" onClick={clear}>
                {t("filters.showAll")}
              </button>
            }
          />
        )}
        {rows.length > 0 && (
          <Table
            label={t("nav.customers")}
            columns={columns(can("listAssignees"))}
            rows={rows}
            rowKey={row => row.id}
            rowName={row => row.name}
            card={row => <Card row={row} />}
            sort={search.sort ?? "name"}
            onSort={sort => set({ sort: sort === "name" ? undefined : (sort as typeof search.sort) })}
            onEnd={onEnd}
            onOpen={row => void navigate({ to: `/customers/${row.id}` })}
            selected={may ? selected : undefined}
            onSelect={may ? setSelected : undefined}
          />
        )}
        {chosen.length > 0 && (
          <SelectionBar rows={chosen} onAction={setAction} onClear={() => setSelected(new Set())} narrow={narrow} />
        )}
        {!narrow && rows.length > 0 && <ListFoot shown={rows.length} total={total} />}
      </div>
      {action && <BulkGrouping action={action} customers={chosen} onClose={() => setAction(null)} />}
    </>
  );
}

function Actions({ quiet, query }: { quiet: boolean; query: Query }) {
  const can = useCan();
  const narrow = useNarrow();
  const navigate = useNavigate();
  if (narrow) {
    const go = (label: string, href: string) => ({ label, act: () => void navigate({ href } as never) });
    const items = [
      can("createCategory") && go(t("category.new"), "/customers/categories/new"),
      can("createTag") && go(t("tag.new"), "/customers/tags/new"),
      can("importCustomers") && go(t("overview.import"), "/imports/new?what=customers"),
      can("downloadCustomersCsv") && {
        label: t("ui.csv"),
        href: `/api/customers.csv${queryString({ ...query, lang: spoken() })}`,
      },
    ].filter(item => item !== false);
    return (
      <>
        {can("registerCustomer") && (
          <Link to="/customers/new" className="btn icon" aria-label={t("overview.create")} title={t("overview.create")}>
            <Icon of={IconPlus} />
          </Link>
        )}
        {items.length > 0 && (
          <MenuButton label={t("ui.more")} named className="btn icon" align="end" items={() => items}>
            <Icon of={IconDots} />
          </MenuButton>
        )}
      </>
    );
  }
  return (
    <>
      {can("createCategory") && (
        <Link to="/customers/categories/new" className="btn quiet">
          <Icon of={IconCategoryPlus} />
          <span className="lbl">{t("category.new")}</span>
        </Link>
      )}
      {can("createTag") && (
        <Link to="/customers/tags/new" className="btn quiet">
          <Icon of={IconTag} />
          <span className="lbl">{t("tag.new")}</span>
        </Link>
      )}
      {can("importCustomers") && (
        <Link to="/imports/new" search={{ what: "customers" } as never} className="btn quiet">
          <Icon of={IconFileImport} />
          <span className="lbl">{t("overview.import")}</span>
        </Link>
      )}
      {can("registerCustomer") && (
        <Link to="/customers/new" className={quiet ? "btn" : "btn pri"}>
          <Icon of={IconPlus} />
          {t("overview.create")}
        </Link>
      )}
    </>
  );
}

function NoCustomers() {
  const can = useCan();
  return (
    <State
      icon={IconBuilding}
      title={t("overview.none")}
      actions={
        <>
          {can("registerCustomer") && (
            <Link to="/customers/new" className="btn pri">
              {t("overview.create")}
            </Link>
          )}
          {can("importCustomers") && (
            <Link to="/imports/new" search={{ what: "customers" } as never} className="btn">
              {t("overview.importCustomers")}
            </Link>
          )}
        </>
      }
    />
  );
}

function columns(responsible: boolean): Column<CustomerRow>[] {
  return [
    {
      key: "name",
      head: t("overview.customer"),
      sort: "name",
      cell: row => (
        <span className="name">
          <Avatar id={row.id} name={row.name} size={20} square image={row.avatar} />
          <Link to={`/customers/${row.id}`} className="ell">
            {row.name}
          </Link>
          {row.archived && <span className="chip">{t("ui.archived")}</span>}
        </span>
      ),
    },
    {
      key: "number",
      head: t("overview.number"),
      sort: "number",
      cell: row => <span className="muted">{row.number}</span>,
    },
    {
      key: "category",
      head: t("overview.category"),
      cell: row => row.category?.name ?? <span className="muted">{t("filters.uncategorised")}</span>,
    },
    { key: "tags", head: t("overview.tags"), cell: row => <Tags row={row} /> },
    ...(responsible ? [{ key: "responsible", head: t("overview.responsible"), cell: Responsible }] : []),
    {
      key: "projects",
      head: t("overview.projects"),
      sort: "projectCount",
      right: true,
      cell: row => (row.projectCount ? number(row.projectCount) : <span className="muted">–</span>),
    },
    { key: "vat", head: t("overview.vat"), cell: row => <span className="muted">{row.vatNumber ?? "–"}</span> },
    {
      key: "created",
      head: t("overview.created"),
      sort: "createdAt",
      cell: row => (
        <span
          className="muted"
          title={row.customerSince ? t("overview.since", { day: day(row.customerSince) }) : undefined}
        >
          {dayOfInstant(row.createdAt)}
        </span>
      ),
    },
  ];
}

function Tags({ row }: { row: CustomerRow }) {
  const [first, ...more] = row.tags;
  if (!first) return null;
  return (
    <span className="row" style={{ gap: 4 }} title={row.tags.map(tag => tag.name).join(", ")}>
      <span className="chip">{first.name}</span>
      {more.length > 0 && <span className="small muted">+{more.length}</span>}
    </span>
  );
}

function Responsible(row: CustomerRow) {
  const people = row.responsible;
  if (!people) return <span className="muted">–</span>;
  if (people.length === 0) return <span className="warn med">{t("ui.nobody")}</span>;
  return <People people={people} count={row.responsibleCount ?? people.length} />;
}

function Card({ row }: { row: CustomerRow }) {
  const people = row.responsible ?? [];
  const more = (row.responsibleCount ?? 0) - Math.min(people.length, 2);
  return (
    <>
      <span className="row">
        <Avatar id={row.id} name={row.name} size={20} square image={row.avatar} />
        <Link to={`/customers/${row.id}`} className="med ell grow whole">
          {row.name}
        </Link>
        {row.archived && <span className="chip warn">{t("ui.archived")}</span>}
      </span>
      <span className="row small muted">
        <span className="ell grow">
          {[
            row.number,
            row.category?.name ?? t("filters.uncategorised"),
            row.projectCount > 0 && t("overview.projectCount", { count: row.projectCount }),
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
        {row.responsible && people.length === 0 && <span className="warn">{t("ui.nobody")}</span>}
        {people.length > 0 && (
          <span className="people" title={people.map(each => each.name).join(", ")}>
            {people.slice(0, 2).map(each => (
              <Avatar key={`${each.id} ${each.roleId}`} id={each.id} name={each.name ?? ""} size={18} />
            ))}
            {more > 0 && <span>+{more}</span>}
          </span>
        )}
      </span>
    </>
  );
}

interface SelectionProps {
  rows: CustomerRow[];
  onAction: (action: GroupingAction) => void;
  onClear: () => void;
  narrow: boolean;
}

function SelectionBar({ rows, onAction, onClear, narrow }: SelectionProps) {
  const can = useCan();
  const groups = can("changeCustomersOfCategory");
  const [busy, setBusy] = useState(false);
  const live = can("archiveCustomer") ? rows.filter(row => !row.archived) : [];
  const gone = can("archiveCustomer") ? rows.filter(row => row.archived) : [];
  async function act(which: CustomerRow[], step: "archive" | "restore") {
    setBusy(true);
    await archive("customers", which, step);
    setBusy(false);
    onClear();
  }
  const buttons: [string, () => void][] = [];
  if (groups) {
    buttons.push([t("overview.setCategory"), () => onAction("category")]);
    buttons.push([t("overview.addTag"), () => onAction("addTag")]);
    buttons.push([t("overview.removeTag"), () => onAction("removeTag")]);
  }
  if (live.length) buttons.push([t("ui.archive"), () => void act(live, "archive")]);
  if (gone.length) buttons.push([t("ui.restore"), () => void act(gone, "restore")]);
  const seen = narrow ? buttons.slice(0, 1) : buttons;
  return (
    <div className="selbar" role="toolbar" aria-label={t("selection.label")} aria-busy={busy}>
      <b>{t("overview.selected", { count: rows.length })}</b>
      <span className="div" />
      {seen.map(([label, act]) => (
        <button key={label} type="button" className="btn quiet" disabled={busy} onClick={act}>
          {label}
        </button>
      ))}
      {narrow && buttons.length > 1 && (
        <MenuButton label={t("ui.more")} items={() => buttons.slice(1).map(([label, act]) => ({ label, act }))}>
          ⋯
        </MenuButton>
      )}
      <button type="button" className="btn quiet end" onClick={onClear} aria-label={t("selection.clear")}>
        <Icon of={IconX} size={16} />
        {!narrow && t("selection.clear")}
      </button>
    </div>
  );
}
