import { t } from "../texts";
import { Filters, SearchBox } from "../ui/Filters";
import { useNarrow } from "../ui/media";
import { Picker } from "../ui/Picker";
import { CustomerPicker, EmployeePicker, GroupingPicker, RolePicker, TeamPicker } from "../ui/pickers";
import type { Matrix } from "./matrix";

const ROWS = [
  ["set", "matrix.rowsSet"],
  ["empty", "matrix.rowsEmpty"],
] as const;

const NO_FILTERS = {
  q: undefined,
  category: undefined,
  tag: undefined,
  customer: undefined,
  team: undefined,
  employee: undefined,
  seller: undefined,
  customerRole: undefined,
  projectRole: undefined,
  rows: undefined,
};

export function filterCount({ search }: Matrix): number {
  const values = (Object.keys(NO_FILTERS) as (keyof typeof NO_FILTERS)[]).map(name => search[name]);
  return values.reduce((sum, value) => sum + (Array.isArray(value) ? value.length : value ? 1 : 0), 0);
}

export const clearFilters = ({ set }: Matrix) => set(NO_FILTERS);

const some = (values: string[]) => (values.length ? values : undefined);

/** The filters of rows and columns; on a phone behind a button. */
export function FilterBar({ matrix }: { matrix: Matrix }) {
  const { search, set, rolesUsed } = matrix;
  const narrow = useNarrow();
  const searchBox = (
    <SearchBox label={t("filters.search")} value={search.q ?? ""} onChange={q => set({ q: q || undefined })} />
  );
  return (
    <Filters count={filterCount(matrix)} onClear={() => clearFilters(matrix)} search={narrow ? undefined : searchBox}>
      {narrow && searchBox}
      {narrow && <RowsPicker matrix={matrix} />}
      <GroupingPicker value={search} onChange={set} />
      <CustomerPicker multiple value={search.customer ?? []} onChange={customer => set({ customer: some(customer) })} />
      <TeamPicker multiple value={search.team ?? []} onChange={team => set({ team: some(team) })} />
      <EmployeePicker multiple value={search.employee ?? []} onChange={employee => set({ employee: some(employee) })} />
      <SellerPicker matrix={matrix} />
      {rolesUsed && (
        <>
          <RolePicker
            kind="customer"
            label={t("filters.customerRole")}
            multiple
            value={search.customerRole ?? []}
            onChange={customerRole => set({ customerRole: some(customerRole) })}
          />
          <RolePicker
            kind="project"
            label={t("filters.projectRole")}
            multiple
            value={search.projectRole ?? []}
            onChange={projectRole => set({ projectRole: some(projectRole) })}
          />
        </>
      )}
    </Filters>
  );
}

/** Whether rows in which nothing is set are left out, or all others. */
export function RowsPicker({ matrix: { search, set } }: { matrix: Matrix }) {
  return (
    <Picker
      label={t("matrix.rows")}
      plain
      none={t("matrix.rowsAll")}
      options={ROWS.map(([value, label]) => ({ value, label: t(label) }))}
      value={search.rows ? [search.rows] : []}
      onChange={([rows]) => set({ rows: rows as typeof search.rows })}
    />
  );
}

function SellerPicker({ matrix: { search, set } }: { matrix: Matrix }) {
  return (
    <Picker
      label={t("filters.seller")}
      options={[
        { value: "anyone", label: t("filters.anyone") },
        { value: "true", label: t("filters.sellers") },
        { value: "false", label: t("filters.others") },
      ]}
      value={search.seller ? [search.seller] : []}
      onChange={([seller]) => set({ seller: seller === "anyone" ? undefined : (seller as typeof search.seller) })}
    />
  );
}
