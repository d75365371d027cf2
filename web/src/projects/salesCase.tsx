import { IconDots, IconPencil, IconRefresh, IconThumbDown, IconTrophy } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useId, useState } from "react";
import { type Answer, get, load, type Schema, useCan, useSession } from "../api";
import { day, dayOfInstant, money, rich, t } from "../texts";
import { Activities } from "../ui/Activities";
import { Facts, Panel } from "../ui/Card";
import { NamedField } from "../ui/Form";
import { FormDialog } from "../ui/FormDialog";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { MenuButton, type MenuItem } from "../ui/Menu";
import { useNarrow } from "../ui/media";
import { Notes } from "../ui/Notes";
import { SalesCaseState } from "../ui/salesCases";
import { Timeline } from "../ui/Timeline";
import { useThingForm } from "../ui/thingForm";
import { textOf } from "../ui/things";
import { done } from "../ui/toasts";

type SalesCase = Schema["SalesCase"];
type State = SalesCase["state"];

/** A sales case: what may be sold, what is done for it, and what was said. */
export function SalesCasePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const can = useCan();
  const [turning, setTurning] = useState<State | null>(null);
  const path = `/api/sales-cases/${id}`;
  const { data, error } = useQuery({
    queryKey: ["sales-case", id],
    queryFn: ({ signal }) => load<SalesCase>(path, {}, signal),
  });
  const found = data?.body;
  const names = useNames(found);
  if (error && !data) throw error;
  if (!data || !found) return null;
  const block = {
    place: { customerId: found.customerId, salesCaseId: found.id },
    mayEdit: can("changeSalesCase"),
    mayAdd: !names.customer?.archived,
  };
  return (
    <>
      <Head
        title={textOf(found.name)}
        back={{ to: "/sales", label: t("nav.sales") }}
        about={<About of={found} customer={names.customer} />}
        actions={can("changeSalesCase") && <Acts of={found} onTurn={setTurning} />}
      />
      <div className="pbody">
        <div className="stack-v">
          <Panel title={t("customer.details")}>
            <Details of={found} names={names} />
          </Panel>
          <Panel title={t("overview.responsible")}>
            <Facts facts={[[t("sales.owner"), names.owner]]} />
          </Panel>
        </div>
        <div className="stack-v">
          <Activities {...block} />
          <Notes {...block} />
          <Panel title={t("matrix.history")}>
            <Timeline key={found.id} customerId={found.customerId} query={{ salesCase: found.id }} />
          </Panel>
        </div>
      </div>
      {turning && <Turn key={turning} loaded={data} path={path} to={turning} onClose={() => setTurning(null)} />}
    </>
  );
}

interface Names {
  customer: Schema["Customer"] | undefined;
  project: Schema["Project"] | undefined;
  owner: string | undefined;
}

/** The names of what a sales case refers to by id. */
function useNames(found: SalesCase | undefined): Names {
  const can = useCan();
  const { customerId, projectId, ownerId } = found ?? {};
  const customer = useQuery({
    queryKey: ["customer", customerId],
    queryFn: ({ signal }) => get<Schema["Customer"]>(`/api/customers/${customerId}`, {}, signal),
    enabled: customerId !== undefined,
  });
  const project = useQuery({
    queryKey: ["project", projectId],
    queryFn: ({ signal }) => get<Schema["Project"]>(`/api/projects/${projectId}`, {}, signal),
    enabled: projectId !== undefined,
  });
  const owner = useQuery({
    queryKey: ["employee", ownerId],
    queryFn: ({ signal }) => get<Schema["Employee"]>(`/api/employees/${ownerId}`, {}, signal),
    enabled: ownerId !== undefined && can("getEmployee"),
  });
  return { customer: customer.data, project: project.data, owner: owner.data?.name };
}

function About({ of, customer }: { of: SalesCase; customer: Names["customer"] }) {
  return (
    <>
      {customer && (
        <Link to={`/customers/${customer.id}`} className="group">
          {customer.name}
        </Link>
      )}
      <SalesCaseState state={of.state} />
      {of.value && <span className="num">{money(of.value)}</span>}
      {of.state === "open" && of.probability !== undefined && <span className="num">{of.probability} %</span>}
    </>
  );
}

/** An open case is won or lost, a closed one is opened again. On a phone the menu takes it all. */
function Acts({ of, onTurn }: { of: SalesCase; onTurn: (state: State) => void }) {
  const narrow = useNarrow();
  const navigate = useNavigate();
  const form = `/sales/${of.id}/edit`;
  const turns: MenuItem[] =
    of.state === "open"
      ? [
          { label: t("sales.win"), icon: IconTrophy, act: () => onTurn("won") },
          { label: t("sales.lose"), icon: IconThumbDown, act: () => onTurn("lost") },
        ]
      : [{ label: t("sales.reopen"), icon: IconRefresh, act: () => onTurn("open") }];
  const edit: MenuItem = { label: t("customer.editShort"), icon: IconPencil, act: () => void navigate({ to: form }) };
  return (
    <>
      {!narrow && (
        <Link to={form} className="btn">
          <Icon of={IconPencil} />
          {t("customer.editShort")}
        </Link>
      )}
      <MenuButton
        label={t("customer.more")}
        named
        className={narrow ? "btn icon" : "btn"}
        align="end"
        items={() => (narrow ? [edit, ...turns] : turns)}
      >
        <Icon of={IconDots} />
        {!narrow && t("customer.more")}
      </MenuButton>
    </>
  );
}

function Details({ of, names }: { of: SalesCase; names: Names }) {
  return (
    <>
      {of.description && <p className="pad t13 said">{of.description}</p>}
      <Facts
        facts={[
          [t("sales.value"), of.value && money(of.value)],
          [t("sales.probability"), of.probability !== undefined && `${of.probability} %`],
          [t("sales.expected"), of.expectedClose && day(of.expectedClose)],
          [
            t("filters.project"),
            names.project && (
              <Link to={`/projects/${names.project.id}`} className="link">
                {names.project.name}
              </Link>
            ),
          ],
          ...(of.state === "open"
            ? []
            : ([[t("sales.closedOn"), of.closedOn && day(of.closedOn)]] as [string, string | undefined][])),
          ...(of.state === "lost" ? ([[t("sales.lostReason"), of.lostReason]] as [string, string | undefined][]) : []),
        ]}
      />
      <p className="made small muted">
        {/* who did it is in its history, with the person's name */}
        {t("customer.createdOn", { day: dayOfInstant(of.createdAt) })}
      </p>
    </>
  );
}

interface TurnProps {
  loaded: Answer<SalesCase>;
  path: string;
  to: State;
  onClose: () => void;
}

interface Fields {
  state: State;
  closedOn: string;
  lostReason: string;
}

const TITLES = { won: "sales.win", lost: "sales.lose", open: "sales.reopen" } as const;

/** Closes a sales case as won or lost, or opens it again. */
function Turn({ loaded, path, to, onClose }: TurnProps) {
  const { today } = useSession();
  const id = useId();
  const name = textOf(loaded.body.name);
  const labels = { closedOn: t("sales.closedOn"), lostReason: t("sales.lostReason") };
  const form = useThingForm<SalesCase, Fields>({
    loaded,
    path,
    entered: { state: to, closedOn: today, lostReason: "" },
    fieldsOf: found => ({
      state: found?.state ?? "open",
      closedOn: found?.closedOn ?? "",
      lostReason: found?.lostReason ?? "",
    }),
    bodyOf: ({ state, closedOn, lostReason }) => ({
      state,
      ...(state !== "open" && { closedOn: closedOn || null }),
      ...(state === "lost" && { lostReason: lostReason.trim() || null }),
    }),
    touches: ["SalesCase"],
    onSaved: () => {
      done(rich(`sales.done.${to}`, { name }));
      onClose();
    },
  });
  const texts = {
    id,
    labels,
    values: form.fields,
    faults: form.faults,
    onChange: (field: string, value: string) => form.set({ [field]: value }),
  };
  return (
    <FormDialog
      title={t(TITLES[to])}
      about={name}
      form={form}
      id={id}
      names={[["state", t("me.state")], ...(Object.entries(labels) as [keyof Fields, string][])]}
      say={(value, field) => (field === "state" ? t(`sales.state.${value as State}`) : value)}
      onClose={onClose}
      act={t(TITLES[to])}
    >
      {to === "open" ? (
        <p>{t("sales.reopenAbout")}</p>
      ) : (
        <NamedField
          of={texts}
          name="closedOn"
          type="date"
          hint={t(to === "won" ? "sales.wonHint" : "sales.lostHint")}
        />
      )}
      {to === "lost" && <NamedField of={texts} name="lostReason" lines maxLength={1000} />}
    </FormDialog>
  );
}
