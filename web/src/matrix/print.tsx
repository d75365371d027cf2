import "./matrix.css";
import "./print.css";
import { IconPrinter } from "@tabler/icons-react";
import { useQueries, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { MATRIX } from "../addresses";
import { get, type Query, type Schema, useSession } from "../api";
import { day, instant, list, t } from "../texts";
import { Downloads } from "../ui/Downloads";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { useGroupings, useRoles } from "../ui/pickers";
import { roleMarks } from "../ui/roles";
import { Scrolled } from "../ui/Scrolled";
import { Failure } from "../ui/State";
import { useSearch, type Values } from "../ui/search";

const MOST_ROWS = 500;
const COLUMNS_A_SHEET = 20;

function useNames(resource: "customers" | "employees" | "teams", ids: string[] = []): string[] {
  const found = useQueries({
    queries: ids.map(id => ({
      queryKey: [resource, id],
      queryFn: ({ signal }: { signal: AbortSignal }) => get<Schema["Named"]>(`/api/${resource}/${id}`, {}, signal),
    })),
  });
  return found.flatMap(each => each.data?.name ?? []);
}

/** What the sheets leave out, by name, and from when what they say is known: on paper there is no address. */
function useFilters(search: Values<typeof MATRIX>): [label: string, values: string[]][] {
  const groupings = useGroupings();
  const roles = useRoles();
  const grouping = [...(search.category ?? []), ...(search.tag ?? [])].map(id =>
    id === "none" ? t("filters.uncategorised") : (groupings.find(each => each.id === id)?.name ?? ""),
  );
  const role = (ids: string[] = []) => ids.map(id => roles.find(each => each.id === id)?.name ?? "");
  const all: [string, string[]][] = [
    [t("date.known"), search.asOf ? [instant(search.asOf)] : []],
    [t("filters.search"), search.q ? [`“${search.q}”`] : []],
    [t("filters.grouping"), grouping],
    [t("filters.customer"), useNames("customers", search.customer)],
    [t("filters.team"), useNames("teams", search.team)],
    [t("filters.employee"), useNames("employees", search.employee)],
    [t("filters.seller"), search.seller ? [t(search.seller === "true" ? "filters.sellers" : "filters.others")] : []],
    [t("filters.customerRole"), role(search.customerRole)],
    [t("filters.projectRole"), role(search.projectRole)],
    [t("matrix.rows"), search.rows ? [t(search.rows === "set" ? "matrix.rowsSet" : "matrix.rowsEmpty")] : []],
    [t("filters.archived"), search.archived ? ["✓"] : []],
    [t("filters.ended"), search.period ? ["✓"] : []],
  ];
  return all.filter(([, values]) => values.length > 0);
}

/** The matrix as plain tables for paper: twenty columns a sheet, marks as letters. */
export function PrintPage() {
  const session = useSession();
  const [search] = useSearch(MATRIX);
  const { clickRole: _, ...query } = search;
  const catalogue = useRoles();
  const roles = useMemo(() => roleMarks(catalogue), [catalogue]);
  const { data, error, refetch } = useQuery({
    queryKey: ["matrix", "print", query],
    queryFn: ({ signal }) => get<Schema["Matrix"]>("/api/matrix", { ...(query as Query), limit: MOST_ROWS }, signal),
  });
  const columns = (data?.columns ?? []).map(column =>
    "employeeId" in column
      ? { id: column.employeeId, name: column.name }
      : { id: column.roleId ?? "none", name: column.name ?? t("matrix.noRole") },
  );
  const nameOf = (at: number) => (at === 0 ? t("nav.responsibilities") : t("print.sheet", { number: at + 1 }));
  const sheets = Array.from({ length: Math.ceil(columns.length / COLUMNS_A_SHEET) }, (_each, at) =>
    columns.slice(at * COLUMNS_A_SHEET, (at + 1) * COLUMNS_A_SHEET),
  );
  const tooMany = (data?.total ?? 0) > MOST_ROWS;
  const shownDay = search.on ?? (search.asOf ? undefined : session.today);
  const filters = useFilters(search);
  return (
    <>
      <Head
        title={t("nav.responsibilities")}
        back={{ to: "/customers/responsibilities", label: t("nav.responsibilities") }}
        actions={
          <>
            <Downloads path="/api/matrix" query={query as Query} operation="downloadMatrixXlsx" />
            <button type="button" className="btn pri" disabled={!data || tooMany} onClick={() => print()}>
              <Icon of={IconPrinter} />
              {t("print.print")}
            </button>
          </>
        }
      />
      <div className="print">
        <p className="t13 muted">
          {[shownDay && day(shownDay), t("print.at", { at: instant(new Date().toISOString()) })]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {filters.length > 0 && (
          <dl className="t13">
            {filters.map(([label, values]) => (
              <div key={label} className="row">
                <dt className="muted">{label}</dt>
                <dd>{list(values)}</dd>
              </div>
            ))}
          </dl>
        )}
        {error && <Failure thrown={error} onAgain={() => void refetch()} />}
        {tooMany && <p className="banner warn">{t("print.tooMany", { count: MOST_ROWS })}</p>}
        {data &&
          sheets.map((sheet, at) => (
            <Scrolled key={sheet[0]?.id} label={nameOf(at)}>
              <table className="sheet-page" aria-label={nameOf(at)}>
                <thead>
                  <tr>
                    <th scope="col">{t("overview.customer")}</th>
                    {sheet.map(column => (
                      <th scope="col" key={column.id}>
                        <span>{column.name}</span>
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {data.rows.map(row => {
                    const cells = new Map(
                      row.cells.map(cell => ["employeeId" in cell ? cell.employeeId : (cell.roleId ?? "none"), cell]),
                    );
                    return (
                      <tr key={row.subject.id}>
                        <th scope="row" className={row.subject.type === "project" ? "project" : undefined}>
                          {row.subject.name} <small>{row.subject.number}</small>
                        </th>
                        {sheet.map(column => {
                          const cell = cells.get(column.id);
                          const text = !cell
                            ? ""
                            : "employeeId" in cell
                              ? cell.responsibilities
                                  .map(each => (each.roleId ? (roles.get(each.roleId)?.letters ?? "") : "x"))
                                  .join(" ")
                              : cell.responsibilities.map(each => each.employee.name).join(", ");
                          return <td key={column.id}>{text}</td>;
                        })}
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </Scrolled>
          ))}
      </div>
    </>
  );
}
