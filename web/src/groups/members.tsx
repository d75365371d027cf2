import { IconArrowsExchange, IconX } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { get, type Schema } from "../api";
import { t } from "../texts";
import { Field } from "../ui/Form";
import { Icon } from "../ui/Icon";
import { Avatar } from "../ui/Person";
import { CustomerPicker } from "../ui/pickers";
import { Scrolled } from "../ui/Scrolled";

type Customer = Schema["CustomerRow"];

const PAGE = 100;

export interface MembersChange {
  add: string[];
  remove: string[];
}

interface MembersProps {
  kind: "categories" | "tags";
  /** Undefined for a new one. */
  id: string | undefined;
  value: MembersChange;
  onChange: (value: MembersChange) => void;
  readOnly: boolean;
}

/** The customers of a category or tag: those that are in it, and what saving will change. */
export function Members({ kind, id, value, onChange, readOnly }: MembersProps) {
  const members = useInfiniteQuery({
    queryKey: ["members", kind, id],
    queryFn: ({ pageParam, signal }) =>
      get<Schema["Customers"]>(`/api/${kind}/${id}/customers`, { limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    enabled: id !== undefined,
  });
  const added = useQuery({
    queryKey: ["customers", { customer: value.add }],
    queryFn: ({ signal }) =>
      get<Schema["Customers"]>("/api/customers", { customer: value.add, limit: 500, archived: true }, signal),
    enabled: value.add.length > 0,
    placeholderData: before => before,
  });
  const present = members.data?.pages.flatMap(page => page.items) ?? [];
  const total = members.data?.pages[0]?.total ?? 0;
  const inside = new Set(present.map(customer => customer.id));
  const fresh = (added.data?.items ?? []).filter(
    customer => value.add.includes(customer.id) && !inside.has(customer.id),
  );
  const moving =
    kind === "categories" ? fresh.filter(customer => customer.category && customer.category.id !== id) : [];

  const pick = (ids: string[]) =>
    onChange({
      add: ids.filter(each => !inside.has(each)),
      remove: value.remove.filter(each => !ids.includes(each)),
    });
  const drop = (customer: Customer) =>
    value.add.includes(customer.id)
      ? onChange({ ...value, add: value.add.filter(each => each !== customer.id) })
      : onChange({ ...value, remove: [...value.remove, customer.id] });

  return (
    <div className="form">
      {!readOnly && (
        <Field label={t("group.addCustomers")}>
          {field => (
            <CustomerPicker
              {...field}
              bare
              multiple
              label={t("group.addCustomers")}
              placeholder={t("group.nameOrNumber")}
              value={value.add}
              onChange={pick}
              without={inside}
            />
          )}
        </Field>
      )}
      {fresh.length > 0 && (
        <div className="banner warn">
          <Icon of={IconArrowsExchange} />
          <span>
            <b>{t("group.added", { count: fresh.length })}</b>
            {moving.length > 0 && ` ${t("group.moving", { count: moving.length })}`}
          </span>
        </div>
      )}
      <div className="panel">
        <Scrolled label={t("nav.customers")}>
          <table className="tbl" aria-label={t("nav.customers")}>
            <thead>
              <tr>
                <th scope="col">{t("overview.customer")}</th>
                <th scope="col" className="wide-only">
                  {t("overview.number")}
                </th>
                <th scope="col">{t("group.state")}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {[...fresh, ...present].map(customer => {
                const leaves = value.remove.includes(customer.id);
                const name = t("ui.removeValue", { value: customer.name });
                return (
                  <tr key={customer.id}>
                    <td>
                      <span className="name">
                        <Avatar id={customer.id} name={customer.name} size={20} square image={customer.avatar} />
                        <span className={leaves ? "ell muted" : "ell"}>{customer.name}</span>
                      </span>
                    </td>
                    <td className="muted wide-only">{customer.number}</td>
                    <td className="wrapped">
                      <MemberState
                        customer={customer}
                        kind={kind}
                        id={id}
                        isNew={fresh.includes(customer)}
                        leaves={leaves}
                      />
                    </td>
                    <td className="acts">
                      {!readOnly && !leaves && (
                        <button
                          type="button"
                          className="btn icon"
                          aria-label={name}
                          title={name}
                          onClick={() => drop(customer)}
                        >
                          <Icon of={IconX} size={16} />
                        </button>
                      )}
                      {leaves && (
                        <button
                          type="button"
                          className="btn txt"
                          onClick={() =>
                            onChange({ ...value, remove: value.remove.filter(each => each !== customer.id) })
                          }
                        >
                          {t("group.keep")}
                        </button>
                      )}
                    </td>
                  </tr>
                );
              })}
              {fresh.length === 0 && present.length === 0 && (
                <tr>
                  <td colSpan={4} className="muted">
                    {t("group.noCustomers")}
                  </td>
                </tr>
              )}
            </tbody>
          </table>
        </Scrolled>
      </div>
      <div className="row small muted">
        {total > present.length && t("group.showing", { count: present.length, total })}
        {kind === "categories" && <span>{t("group.numbersStay")}</span>}
        {members.hasNextPage && (
          <button type="button" className="btn sm end" onClick={() => void members.fetchNextPage()}>
            {t("ui.showMore")}
          </button>
        )}
      </div>
    </div>
  );
}

interface MemberStateProps {
  customer: Customer;
  kind: "categories" | "tags";
  id: string | undefined;
  isNew: boolean;
  leaves: boolean;
}

function MemberState({ customer, kind, id, isNew, leaves }: MemberStateProps) {
  if (leaves) return <span className="chip bad">{t("group.leaves")}</span>;
  if (!isNew) return <span className="muted">{t("group.here")}</span>;
  const moves = kind === "categories" && customer.category && customer.category.id !== id;
  if (moves) return <span className="chip warn">{t("group.movesFrom", { name: customer.category!.name })}</span>;
  return <span className="chip acc">{t("group.newHere")}</span>;
}
