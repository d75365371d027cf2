import "./customer.css";
import { IconUserX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { get, type Schema, useCan } from "../api";
import { t } from "../texts";
import { Actions } from "../ui/Card";
import { EraseDialog } from "../ui/EraseDialog";
import { Head } from "../ui/Head";
import { PageTabs } from "../ui/PageTabs";
import { Avatar } from "../ui/Person";
import { ResponsibilityDialog } from "../ui/ResponsibilityDialog";
import { Rail } from "./rail";
import { Addresses, type Customer, HistoryTab, Projects } from "./tabs";

export const CustomerPage = () => <Frame tab={customer => <Addresses customer={customer} />} />;
export const CustomerProjects = () => <Frame tab={customer => <Projects customer={customer} />} />;
export const CustomerHistory = () => <Frame history tab={customer => <HistoryTab customer={customer} />} />;

interface FrameProps {
  tab: (customer: Customer) => ReactNode;
  /** The tab is the history, which the rail then leaves out. */
  history?: boolean;
}

/** A customer: who is responsible and how to reach it, beside the tabs with all that belongs to it. */
function Frame({ tab, history }: FrameProps) {
  const { id } = useParams({ strict: false }) as { id: string };
  const can = useCan();
  const [erasing, setErasing] = useState(false);
  const [assigning, setAssigning] = useState<{ employee: Schema["Named"] | null } | null>(null);
  const { data, error } = useQuery({
    queryKey: ["customer", id],
    queryFn: ({ signal }) => get<Customer>(`/api/customers/${id}`, {}, signal),
  });
  if (error && !data) throw error;
  if (!data) return null;
  const isPerson = data.kind === "person";
  const mayErase = isPerson && !data.erased && can("eraseCustomer");
  const erase = { label: t("erase.item"), icon: IconUserX, danger: true, act: () => setErasing(true) };
  return (
    <>
      <Head
        title={data.name}
        back={{ to: "/customers", label: t("nav.customers") }}
        mark={<Avatar id={data.id} name={data.name} square size={40} />}
        about={<About customer={data} />}
        actions={
          <Actions
            kind="customers"
            thing={data}
            onAssign={() => setAssigning({ employee: null })}
            more={mayErase ? [erase] : []}
          />
        }
        personal={isPerson}
      />
      <Tabs id={id} />
      <div className="cbody">
        <Rail customer={data} history={!history} onOpen={employee => setAssigning({ employee })} />
        <div className="content">{tab(data)}</div>
      </div>
      {assigning && (
        <ResponsibilityDialog
          subject={{ type: "customer", id: data.id, name: data.name }}
          employee={assigning.employee}
          about={data.number}
          onClose={() => setAssigning(null)}
        />
      )}
      {erasing && <EraseDialog kind="customers" person={data} onClose={() => setErasing(false)} />}
    </>
  );
}

function About({ customer }: { customer: Customer }) {
  const row = useQuery({
    queryKey: ["customers", { customer: [customer.id] }],
    queryFn: ({ signal }) =>
      get<Schema["Customers"]>("/api/customers", { customer: [customer.id], archived: true }, signal),
  });
  const grouped = row.data?.items[0];
  return (
    <>
      <span className="num">{customer.number}</span>
      {customer.kind === "person" && <span className="chip">{t("customer.kind.person")}</span>}
      {grouped && (
        <>
          <span aria-hidden="true">·</span>
          <Link to="/customers" search={{ category: [grouped.category?.id ?? "none"] } as never} className="group">
            {grouped.category?.name ?? t("filters.uncategorised")}
          </Link>
        </>
      )}
      {grouped?.tags.map(tag => (
        <Link key={tag.id} to="/customers" search={{ tag: [tag.id] } as never} className="chip group">
          {tag.name}
        </Link>
      ))}
      {customer.archived && <span className="chip warn">{t("ui.archived")}</span>}
    </>
  );
}

function Tabs({ id }: { id: string }) {
  const can = useCan();
  const path = useRouterState({ select: state => state.location.pathname });
  const tabs: [string, string][] = [
    [`/customers/${id}`, t("customer.contacts")],
    [`/customers/${id}/sales`, t("customer.sales")],
  ];
  if (can("listHistory")) tabs.push([`/customers/${id}/history`, t("matrix.history")]);
  return <PageTabs label={t("filters.customer")} tabs={tabs} isCurrent={to => to === path} className="ctabs" />;
}
