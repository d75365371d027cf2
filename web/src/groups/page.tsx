import { IconCategory, IconDownload, IconPencil, IconPlus, IconSearchOff, IconTag } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { CATEGORIES, TAGS } from "../addresses";
import { get, queryString, type Schema, useCan, useSession } from "../api";
import { number, rich, spoken, t } from "../texts";
import { Filters, SearchBox } from "../ui/Filters";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { useNarrow } from "../ui/media";
import { Failure, State } from "../ui/State";
import { useSearch } from "../ui/search";
import { type Column, Table, TableSkeleton } from "../ui/Table";

export type CategoryRow = Schema["CategoryRow"];
export type TagRow = Schema["TagRow"];

export interface Place {
  /** Where the list is. */
  base: string;
  title: string;
  create: string;
  /** The account columns come first. */
  accounts: boolean;
}

export const categoriesPlace = (): Place => ({
  base: "/customers/categories",
  title: t("nav.categories"),
  create: t("category.new"),
  accounts: false,
});

export const groupsPlace = (): Place => ({
  base: "/settings/groups/customer-groups",
  title: t("group.customerGroups"),
  create: t("group.new"),
  accounts: true,
});

export const Categories = () => <CategoryList place={categoriesPlace()} />;
export const CustomerGroups = () => <CategoryList place={groupsPlace()} />;
export const Tags = () => <TagList />;

/** The categories, each with its customers and sellers; in the settings, with its accounts. */
export function CategoryList({ place, behind }: { place: Place; behind?: boolean }) {
  const can = useCan();
  const session = useSession();
  const [search, set] = useSearch(CATEGORIES);
  const navigate = useNavigate();
  const narrow = useNarrow();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["categories", search],
    queryFn: ({ signal }) => get<Schema["Categories"]>("/api/categories", { ...search, limit: 500 }, signal),
    placeholderData: before => before,
  });
  const rows = data?.items ?? [];
  const accounts = session.features.accounts;
  const edit = can("replaceCategory");
  const download = can("downloadCustomersOfCategoryXlsx");
  return (
    <>
      <Head
        title={place.title}
        section={place.accounts ? undefined : "customers"}
        back={place.accounts ? { to: "/settings", label: t("settings.title") } : undefined}
        behind={behind}
        actions={
          <Create
            to={`${place.base}/new`}
            label={place.create}
            shown={can("createCategory") && (rows.length > 0 || !!search.q)}
          />
        }
      />
      <Filters
        count={search.q ? 1 : 0}
        onClear={() => set({ q: undefined })}
        search={
          <SearchBox label={t("group.search")} value={search.q ?? ""} onChange={q => set({ q: q || undefined })} />
        }
        end={
          <span className="count" role="status" aria-label={t("ui.shown")}>
            {data && rich("category.count", { count: data.total })}
          </span>
        }
      >
        {null}
      </Filters>
      <div className="panel fill" aria-busy={isPending}>
        {error && !data && <Failure thrown={error} onAgain={() => void refetch()} />}
        {isPending && <TableSkeleton rows={6} />}
        {data && rows.length === 0 && (
          <None
            search={search.q}
            icon={IconCategory}
            title={t("category.none")}
            to={`${place.base}/new`}
            label={place.create}
            may={can("createCategory")}
            onClear={() => set({ q: undefined })}
          />
        )}
        {rows.length > 0 && (
          <Table
            label={place.title}
            columns={categoryColumns(place, accounts, edit, download)}
            rows={rows}
            rowKey={row => row.id}
            onOpen={row => void navigate({ to: `${place.base}/${row.id}` })}
            card={row => (
              <>
                <Link to={`${place.base}/${row.id}`} className="med ell">
                  {row.name}
                </Link>
                <span className="small muted">{t("group.customers", { count: row.customerCount })}</span>
              </>
            )}
          />
        )}
        {!narrow && data?.uncategorisedCount !== undefined && rows.length > 0 && (
          <div className="foot">
            <Link to="/customers" search={{ category: ["none"] } as never} className="link">
              {t("category.uncategorised", { count: data.uncategorisedCount })}
            </Link>
          </div>
        )}
      </div>
    </>
  );
}

function Create({ to, label, shown }: { to: string; label: string; shown: boolean }) {
  const narrow = useNarrow();
  if (!shown) return null;
  return (
    <Link to={to} className={narrow ? "btn icon" : "btn pri"} aria-label={label}>
      <Icon of={IconPlus} />
      {!narrow && label}
    </Link>
  );
}

interface NoneProps {
  search: string | undefined;
  icon: typeof IconTag;
  title: string;
  to: string;
  label: string;
  may: boolean;
  onClear: () => void;
}

function None({ search, icon, title, to, label, may, onClear }: NoneProps) {
  if (search) {
    return (
      <State
        icon={IconSearchOff}
        title={t("ui.nothingMatches")}
        actions={
          <button type="button" className="btn pri" onClick={onClear}>
            {t("filters.showAll")}
          </button>
        }
      />
    );
  }
  return (
    <State
      icon={icon}
      title={title}
      actions={
        may && (
          <Link to={to} className="btn pri">
            {label}
          </Link>
        )
      }
    />
  );
}

function Sellers({ row }: { row: CategoryRow }) {
  const [first, ...more] = row.sellers;
  if (!first) return <span className="muted">{t("category.allSellers")}</span>;
  return (
    <span title={row.sellers.map(each => each.name).join(", ")}>
      {first.name}
      {more.length > 0 && <span className="muted"> +{more.length}</span>}
    </span>
  );
}

function categoryColumns(place: Place, accounts: boolean, edit: boolean, download: boolean): Column<CategoryRow>[] {
  const account: Column<CategoryRow>[] = accounts
    ? [
        {
          key: "ledger",
          head: t("category.account"),
          cell: row => row.accounts.ledger ?? <span className="muted">–</span>,
        },
        {
          key: "debtor",
          head: t("category.debtor"),
          cell: row => row.accounts.debtorControl ?? <span className="muted">–</span>,
        },
      ]
    : [];
  const count: Column<CategoryRow> = {
    key: "customers",
    head: t("nav.customers"),
    right: true,
    cell: row => number(row.customerCount),
  };
  const name: Column<CategoryRow> = {
    key: "name",
    head: t("ui.name"),
    cell: row => (
      <span className="name">
        <Link to={`${place.base}/${row.id}`}>{row.name}</Link>
      </span>
    ),
  };
  const rest: Column<CategoryRow>[] = [
    {
      key: "from",
      head: t("category.from"),
      right: true,
      cell: row => row.numberingStart ?? <span className="muted">–</span>,
    },
    { key: "sellers", head: t("category.sellers"), cell: row => <Sellers row={row} /> },
  ];
  return [
    name,
    ...(place.accounts ? [...account, count] : [rest[0]!, count, rest[1]!, ...account]),
    {
      key: "acts",
      quiet: true,
      cell: row => (
        <>
          {download && !place.accounts && (
            <a
              className="btn txt"
              href={`/api/categories/${row.id}/customers.xlsx${queryString({ lang: spoken() })}`}
              aria-label={t("category.customersOf", { name: row.name })}
              title={t("ui.excel")}
              download
            >
              <Icon of={IconDownload} size={16} />
              {t("nav.customers")}
            </a>
          )}
          {edit && (
            <Link
              to={`${place.base}/${row.id}`}
              className="btn icon"
              aria-label={t("ui.edit", { what: row.name })}
              title={t("ui.edit", { what: row.name })}
            >
              <Icon of={IconPencil} size={16} />
            </Link>
          )}
        </>
      ),
    },
  ];
}

/** The tags, each with its customers. */
export function TagList({ behind }: { behind?: boolean }) {
  const can = useCan();
  const [search, set] = useSearch(TAGS);
  const navigate = useNavigate();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["tags", search],
    queryFn: ({ signal }) => get<Schema["Tags"]>("/api/tags", { ...search, limit: 500 }, signal),
    placeholderData: before => before,
  });
  const rows = data?.items ?? [];
  const base = "/customers/tags";
  const edit = can("replaceTag");
  const columns: Column<TagRow>[] = [
    {
      key: "name",
      head: t("ui.name"),
      cell: row => (
        <span className="name">
          <Link to={`${base}/${row.id}`}>{row.name}</Link>
        </span>
      ),
    },
    { key: "group", head: t("tag.group"), cell: row => row.group ?? <span className="muted">–</span> },
    {
      key: "description",
      head: t("tag.description"),
      cell: row => <span className="muted">{row.description ?? "–"}</span>,
    },
    { key: "customers", head: t("nav.customers"), right: true, cell: row => number(row.customerCount) },
    {
      key: "acts",
      quiet: true,
      cell: row => (
        <>
          {can("downloadCustomersOfTagXlsx") && (
            <a
              className="btn icon"
              href={`/api/tags/${row.id}/customers.xlsx${queryString({ lang: spoken() })}`}
              aria-label={t("tag.excel", { name: row.name })}
              title={t("tag.excel", { name: row.name })}
              download
            >
              <Icon of={IconDownload} size={16} />
            </a>
          )}
          {edit && (
            <Link
              to={`${base}/${row.id}`}
              className="btn icon"
              aria-label={t("ui.edit", { what: row.name })}
              title={t("ui.edit", { what: row.name })}
            >
              <Icon of={IconPencil} size={16} />
            </Link>
          )}
        </>
      ),
    },
  ];
  return (
    <>
      <Head
        title={t("nav.tags")}
        section="customers"
        behind={behind}
        actions={
          <Create to={`${base}/new`} label={t("tag.new")} shown={can("createTag") && (rows.length > 0 || !!search.q)} />
        }
      />
      <Filters
        count={search.q ? 1 : 0}
        onClear={() => set({ q: undefined })}
        search={<SearchBox label={t("tag.search")} value={search.q ?? ""} onChange={q => set({ q: q || undefined })} />}
        end={
          <span className="count" role="status" aria-label={t("ui.shown")}>
            {data && rich("tag.count", { count: data.total })}
          </span>
        }
      >
        {null}
      </Filters>
      <div className="panel fill" aria-busy={isPending}>
        {error && !data && <Failure thrown={error} onAgain={() => void refetch()} />}
        {isPending && <TableSkeleton rows={6} />}
        {data && rows.length === 0 && (
          <None
            search={search.q}
            icon={IconTag}
            title={t("tag.none")}
            to={`${base}/new`}
            label={t("tag.new")}
            may={can("createTag")}
            onClear={() => set({ q: undefined })}
          />
        )}
        {rows.length > 0 && (
          <Table
            label={t("nav.tags")}
            columns={columns}
            rows={rows}
            rowKey={row => row.id}
            onOpen={row => void navigate({ to: `${base}/${row.id}` })}
            card={row => (
              <>
                <Link to={`${base}/${row.id}`} className="med ell">
                  {row.name}
                </Link>
                <span className="small muted">{t("group.customers", { count: row.customerCount })}</span>
              </>
            )}
          />
        )}
      </div>
    </>
  );
}
