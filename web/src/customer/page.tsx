import "./customer.css";
import { IconArrowMerge, IconRefresh, IconUserX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useParams, useRouterState } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { get, type Schema, useCan } from "../api";
import { t } from "../texts";
import { Actions } from "../ui/Card";
import { EraseDialog, ResponsibilityDialog } from "../ui/dialogs";
import { Head } from "../ui/Head";
import { later } from "../ui/later";
import type { MenuItem } from "../ui/Menu";
import { PageTabs } from "../ui/PageTabs";
import { Avatar } from "../ui/Person";
import { useRegistry } from "../ui/registry";
import { useAvatar } from "./avatar";
import { Contacts } from "./contacts";
import { MergeDialog, Merged } from "./merge";
import { Rail } from "./rail";

export type Card = Schema["CustomerCard"];

const Sales = later(async () => (await import("./sales")).Sales);
const Collaboration = later(async () => (await import("./collaboration")).Collaboration);
const Settings = later(async () => (await import("./settings")).Settings);
const History = later(async () => (await import("./timeline")).History);

export const CustomerPage = () => <Frame tab={card => <Contacts card={card} />} />;
export const CustomerSales = () => <Frame tab={card => <Sales card={card} />} />;
export const CustomerCollaboration = () => <Frame tab={card => <Collaboration card={card} />} />;
export const CustomerSettings = () => <Frame tab={card => <Settings card={card} />} />;
export const CustomerHistory = () => <Frame history tab={card => <History card={card} />} />;

interface FrameProps {
  tab: (card: Card) => ReactNode;
  /** The tab is the history, which the rail then leaves out. */
  history?: boolean;
}

/** A customer: who is responsible and how to reach it, beside the tabs with all that belongs to it. */
function Frame({ tab, history }: FrameProps) {
  const { id } = useParams({ strict: false }) as { id: string };
  const [assigning, setAssigning] = useState<{ employee: Schema["Named"] | null } | null>(null);
  const { data: card, error } = useQuery({
    queryKey: ["card", id],
    queryFn: ({ signal }) => get<Card>(`/api/customers/${id}/card`, {}, signal),
  });
  if (error && !card) throw error;
  if (!card) return null;
  const { customer } = card;
  return (
    <>
      <CardHead card={card} onAssign={() => setAssigning({ employee: null })} />
      {customer.mergedInto && <Merged customer={customer} into={customer.mergedInto} />}
      <Tabs id={id} />
      <div className="cbody">
        <Rail card={card} history={!history} onOpen={employee => setAssigning({ employee })} />
        <div className="content">{tab(card)}</div>
      </div>
      {assigning && (
        <ResponsibilityDialog
          subject={{ type: "customer", id: customer.id, name: customer.name }}
          employee={assigning.employee}
          about={customer.number}
          onClose={() => setAssigning(null)}
        />
      )}
    </>
  );
}

function CardHead({ card, onAssign }: { card: Card; onAssign: () => void }) {
  const { customer, may } = card;
  const can = useCan();
  const [erasing, setErasing] = useState(false);
  const [merging, setMerging] = useState(false);
  const registry = useRegistry(card);
  const avatar = useAvatar(card);
  const isPerson = customer.kind === "person";
  const erase: MenuItem = { label: t("erase.item"), icon: IconUserX, danger: true, act: () => setErasing(true) };
  const update: MenuItem[] = registry.open
    ? [{ label: t("registry.title"), icon: IconRefresh, act: registry.open }]
    : [];
  const merge: MenuItem = { label: t("merge.item"), icon: IconArrowMerge, act: () => setMerging(true) };
  const mayMerge = !customer.mergedInto && may.edit && can("mergeCustomer");
  const mayErase = isPerson && !customer.erased && may.admin && can("eraseCustomer");
  return (
    <>
      <Head
        title={customer.name}
        back={{ to: "/customers", label: t("nav.customers") }}
        mark={<Avatar id={customer.id} name={customer.name} square size={40} image={customer.avatar} />}
        about={<About card={card} />}
        actions={
          <Actions
            kind="customers"
            thing={customer}
            onAssign={onAssign}
            more={[...update, ...avatar.items, ...(mayMerge ? [merge] : []), ...(mayErase ? [erase] : [])]}
          />
        }
        personal={isPerson}
      />
      {avatar.input}
      {registry.dialog}
      {merging && <MergeDialog customer={customer} onClose={() => setMerging(false)} />}
      {erasing && <EraseDialog kind="customers" person={customer} onClose={() => setErasing(false)} />}
    </>
  );
}

function About({ card: { customer, category, tags } }: { card: Card }) {
  return (
    <>
      <span className="num">{customer.number}</span>
      {customer.kind === "person" && <span className="chip">{t("customer.kind.person")}</span>}
      <span aria-hidden="true">·</span>
      <Link to="/customers" search={{ category: [category?.id ?? "none"] } as never} className="group">
        {category?.name ?? t("filters.uncategorised")}
      </Link>
      {tags.map(tag => (
        <Link key={tag.id} to="/customers" search={{ tag: [tag.id] } as never} className="chip group">
          {tag.name}
        </Link>
      ))}
      {customer.archived && <span className="chip warn">{t("ui.archived")}</span>}
    </>
  );
}

function Tabs({ id }: { id: string }) {
  const path = useRouterState({ select: state => state.location.pathname });
  const tabs: [string, string][] = [
    [`/customers/${id}`, t("customer.contacts")],
    [`/customers/${id}/sales`, t("customer.sales")],
    [`/customers/${id}/collaboration`, t("customer.collaboration")],
    [`/customers/${id}/settings`, t("customer.settings")],
    [`/customers/${id}/history`, t("matrix.history")],
  ];
  return <PageTabs label={t("filters.customer")} tabs={tabs} isCurrent={to => to === path} className="ctabs" />;
}
