import { useQuery } from "@tanstack/react-query";
import { get, type Problem, type Schema, useCan } from "../api";
import { rich, t } from "../texts";
import { readAll } from "../ui/all";
import { Avatar } from "../ui/Person";
import { Scrolled } from "../ui/Scrolled";
import type { Batch } from "./allocate";

const SHOWN = 100;

type Row = Batch["activities"][number];

interface PreviewProps {
  batch: Batch | undefined;
  failure: Problem | null;
  busy: boolean;
}

/** Who would get a task for which customer. */
export function Preview({ batch, failure, busy }: PreviewProps) {
  const all = batch?.activities ?? [];
  const rows = all.slice(0, SHOWN);
  const customers = useCustomerNames(rows);
  const employees = useEmployeeNames(all.some(each => each.assigneeId));
  const nobody = all.filter(each => !each.assigneeId).length;
  return (
    <section className="panel" aria-label={t("preview.title")} aria-busy={busy}>
      <div className="row">
        <h2 className="grow">{t("preview.title")}</h2>
        {batch && (
          <span className="small muted" role="status" aria-label={t("ui.shown")}>
            {rich("tasks.count", { count: all.length })}
            {nobody > 0 && <span className="warn med"> · {t("tasks.forNobody", { count: nobody })}</span>}
          </span>
        )}
      </div>
      {failure && (
        <div className="banner bad" role="alert">
          {failure.text}
        </div>
      )}
      {!batch && !failure && <p className="t13 muted">{t("tasks.previewAbout")}</p>}
      {batch && all.length === 0 && <p className="t13 muted">{t("tasks.noCustomers")}</p>}
      {rows.length > 0 && (
        <Scrolled label={t("preview.title")} height={480}>
          <table className="tbl" aria-label={t("preview.title")}>
            <thead>
              <tr>
                <th scope="col">{t("overview.customer")}</th>
                <th scope="col">{t("activity.assignee")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(row => {
                const name = customers.get(row.customerId) ?? "";
                return (
                  <tr key={row.customerId}>
                    <td>
                      <span className="name">
                        <Avatar id={row.customerId} name={name} size={20} square />
                        <span className="ell">{name}</span>
                      </span>
                    </td>
                    <td>
                      <Assignee id={row.assigneeId} name={employees.get(row.assigneeId ?? "") ?? ""} />
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Scrolled>
      )}
      {all.length > SHOWN && <p className="small muted">{t("preview.first", { count: SHOWN })}</p>}
    </section>
  );
}

function Assignee({ id, name }: { id: string | undefined; name: string }) {
  if (!id) return <span className="warn med">{t("ui.nobody")}</span>;
  return (
    <span className="row">
      <Avatar id={id} name={name} size={20} />
      <span className="ell">{name}</span>
    </span>
  );
}

const namesOf = (all: { id: string; name: string | null }[] = []) => new Map(all.map(each => [each.id, each.name]));

function useCustomerNames(rows: Row[]) {
  const customer = rows.map(each => each.customerId);
  const { data } = useQuery({
    queryKey: ["customers", { customer }],
    queryFn: ({ signal }) => get<Schema["Customers"]>("/api/customers", { customer, limit: SHOWN }, signal),
    enabled: customer.length > 0,
    placeholderData: before => before,
  });
  return namesOf(data?.items);
}

function useEmployeeNames(needed: boolean) {
  const can = useCan();
  const { data } = useQuery({
    queryKey: ["employees", "names"],
    queryFn: ({ signal }) => readAll<Schema["EmployeeRow"]>("/api/employees", {}, signal),
    enabled: needed && can("listEmployees"),
  });
  return namesOf(data);
}
