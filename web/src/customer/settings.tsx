import { type ComponentProps, type FormEvent, type ReactNode, useId, useState } from "react";
import { type Answer, changed, Problem, post, type Schema, useCan } from "../api";
import { day, LANGUAGES, rich, t } from "../texts";
import { lineOf, useAddresses } from "../ui/address";
import { Facts, Panel } from "../ui/Card";
import { useCommand } from "../ui/command";
import { type CustomField, useCustomFields } from "../ui/customFields";
import { decimalOf } from "../ui/decimal";
import { Check, FaultSummary, Field, faultsOf, NamedField, TextField } from "../ui/Form";
import { type Option, Picker } from "../ui/Picker";
import { CategoryPicker, useGroupings } from "../ui/pickers";
import { type ThingForm, useLoaded, useThingForm } from "../ui/thingForm";
import { acting, done } from "../ui/toasts";
import { ChangedMeanwhile, type Names } from "../ui/versions";
import type { Card } from "./page";

type Customer = Schema["Customer"];
type Billing = NonNullable<Customer["billing"]>;

/** The tab Customer settings: each block is saved by itself. */
export function Settings({ card }: { card: Card }) {
  const { customer, may } = card;
  const path = `/api/customers/${customer.id}`;
  const { data, error } = useLoaded<Customer>(path, "customer");
  if (error && !data) throw error;
  if (!data) return null;
  const block = { path, loaded: data, name: customer.name, readOnly: !may.edit };
  return (
    <div className="blocks">
      <div className="stack-v">
        <Panel title={t("customer.details")}>
          <Facts
            facts={[
              [t("customer.vat"), customer.vatNumber],
              [t("customer.ean"), customer.ean],
              [t("customer.currency"), customer.currency],
              [t("customer.since"), customer.customerSince && day(customer.customerSince)],
            ]}
          />
        </Panel>
        <Groupings card={card} />
        <Segments card={card} />
      </div>
      <div className="stack-v">
        <BillingBlock {...block} customerId={customer.id} />
        <CustomFields {...block} />
      </div>
    </div>
  );
}

interface BlockProps {
  path: string;
  loaded: Answer<Customer>;
  name: string;
  readOnly: boolean;
}

interface SavedBlockProps {
  title: string;
  readOnly: boolean;
  busy: boolean;
  /** There is nothing to enter. */
  empty?: boolean;
  onSave: () => void;
  problem?: Problem | null;
  children: ReactNode;
}

/** A part of the settings with a button that saves it. */
function Block({ title, readOnly, busy, empty, onSave, problem, children }: SavedBlockProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave();
  };
  return (
    <Panel title={title}>
      <form className="form pad" aria-label={title} noValidate onSubmit={submit}>
        {problem && (
          <div className="banner bad" role="alert">
            {problem.text}
          </div>
        )}
        {children}
        {!readOnly && (
          <div className="row">
            <button type="submit" className="btn pri end" disabled={busy || empty}>
              {t("ui.save")}
            </button>
          </div>
        )}
      </form>
    </Panel>
  );
}

interface VersionedProps<Fields extends object> {
  title: string;
  form: ThingForm<Fields>;
  id: string;
  names: Names<Fields>;
  say?: ComponentProps<typeof ChangedMeanwhile<Fields>>["say"];
  readOnly: boolean;
  children: ReactNode;
}

function Versioned<Fields extends object>({ title, form, id, names, say, readOnly, children }: VersionedProps<Fields>) {
  const { versions, faults, tried, problem, busy, save } = form;
  return (
    <>
      <Block title={title} readOnly={readOnly} busy={busy} onSave={() => void save()} problem={problem}>
        <FaultSummary key={tried} faults={tried ? faultsOf(id, Object.fromEntries(names), faults) : []} />
        {children}
      </Block>
      <ChangedMeanwhile versions={versions} names={names} say={say} onMine={(mine, on) => void save(mine, on)} />
    </>
  );
}

interface BillingFields {
  method: string[];
  email: string;
  eInvoiceAddress: string;
  eInvoiceOperator: string;
  paymentTermDays: string;
  reference: string;
  language: string[];
  address: string[];
}

function billingOf(customer: Customer | undefined): BillingFields {
  const billing: Partial<Billing> = customer?.billing ?? {};
  return {
    method: billing.method ? [billing.method] : [],
    email: billing.email ?? "",
    eInvoiceAddress: billing.eInvoiceAddress ?? "",
    eInvoiceOperator: billing.eInvoiceOperator ?? "",
    paymentTermDays: billing.paymentTermDays?.toString() ?? "",
    reference: billing.reference ?? "",
    language: billing.language ? [billing.language] : [],
    address: billing.addressId ? [billing.addressId] : [],
  };
}

function billingBody(fields: BillingFields) {
  const value = (text: string) => text.trim() || null;
  const term = value(fields.paymentTermDays);
  return {
    billing: {
      method: fields.method[0] ?? null,
      email: value(fields.email),
      eInvoiceAddress: value(fields.eInvoiceAddress),
      eInvoiceOperator: value(fields.eInvoiceOperator),
      paymentTermDays: term === null ? null : Number(term),
      reference: value(fields.reference),
      language: fields.language[0] ?? null,
      addressId: fields.address[0] ?? null,
    },
  };
}

function billingFaults({ paymentTermDays, email }: BillingFields): Record<string, string> {
  const faults: Record<string, string> = {};
  const term = paymentTermDays.trim();
  if (term && !(/^\d+$/.test(term) && Number(term) <= 365)) faults.paymentTermDays = t("billing.termFault");
  if (email.trim() && !/^\S+@\S+$/.test(email.trim())) faults.email = t("customer.emailFault");
  return faults;
}

/** The names of faults without the object that the fields lie in. */
const inner = (faults: Record<string, string>, object: string) =>
  Object.fromEntries(Object.entries(faults).map(([name, text]) => [name.replace(`${object}.`, ""), text]));

const METHODS = ["email", "e-invoice", "paper"] as const;

/** How the customer is billed. */
function BillingBlock({ path, loaded, name, readOnly, customerId }: BlockProps & { customerId: string }) {
  const id = useId();
  const form = useThingForm<Customer, BillingFields>({
    loaded,
    path,
    fieldsOf: billingOf,
    bodyOf: billingBody,
    check: billingFaults,
    touches: ["Customer"],
    onSaved: () => done(rich("customer.saved", { customer: name })),
  });
  const addresses = useAddresses(customerId);
  const { fields, set } = form;
  const faults = inner(form.faults, "billing");
  const labels = {
    method: t("billing.method"),
    email: t("customer.email"),
    eInvoiceAddress: t("billing.eInvoiceAddress"),
    eInvoiceOperator: t("billing.eInvoiceOperator"),
    paymentTermDays: t("settings.term"),
    reference: t("billing.reference"),
    language: t("billing.language"),
    address: t("billing.address"),
  };
  const texts = {
    id,
    labels,
    values: fields,
    faults,
    readOnly,
    onChange: (field: string, value: string) => set({ [field]: value }),
  };
  const choice = (field: "method" | "language" | "address", options: Option[]) => (
    <Field id={`${id}-${field}`} label={labels[field]} fault={faults[field]}>
      {props => (
        <Picker
          {...props}
          bare
          label={labels[field]}
          none={t("ui.none")}
          options={options}
          value={fields[field]}
          disabled={readOnly}
          onChange={chosen => set({ [field]: chosen })}
        />
      )}
    </Field>
  );
  const methods = METHODS.map(value => ({ value, label: t(`billing.method.${value}`) }));
  return (
    <Versioned
      title={t("billing.title")}
      form={{ ...form, faults }}
      id={id}
      names={Object.entries(labels) as Names<BillingFields>}
      say={(value, field) => {
        if (field === "address") return addresses.filter(each => value.includes(each.id)).map(lineOf);
        return field === "method" ? methods.filter(each => value.includes(each.value)).map(each => each.label) : value;
      }}
      readOnly={readOnly}
    >
      <div className="cols">
        {choice("method", methods)}
        {choice(
          "language",
          Object.entries(LANGUAGES).map(([value, label]) => ({ value, label })),
        )}
      </div>
      <NamedField of={texts} name="email" type="email" />
      <div className="cols">
        <NamedField of={texts} name="eInvoiceAddress" />
        <NamedField of={texts} name="eInvoiceOperator" />
      </div>
      <div className="cols">
        <NamedField of={texts} name="paymentTermDays" numeric hint={t("settings.termHint")} />
        <NamedField of={texts} name="reference" />
      </div>
      {addresses.length > 1 &&
        choice(
          "address",
          addresses.map(each => ({ value: each.id, label: lineOf(each) })),
        )}
    </Versioned>
  );
}

interface Membership {
  kind: "categories" | "tags";
  id: string;
  body: { add?: string[]; remove?: string[] };
}

/** Saves in which category a customer is, or which tags it has among those that a block shows, as one step. */
function useMemberships(card: Card) {
  const command = useCommand();
  const [problem, setProblem] = useState<Problem | null>(null);
  const { customer } = card;

  /** What was saved before a refusal can be taken back all the same. */
  function say(batches: { id: string; name: string }[]) {
    const values = { customer: customer.name };
    const what = t("customer.saved", values);
    const path = "/api/groupings/batches/{id}/undo";
    done(
      rich("customer.saved", values),
      batches.length > 0 ? { what, path, redo: "batch", touches: "Category", group: batches } : undefined,
    );
  }

  async function send(all: Membership[]) {
    const batches: { id: string; name: string }[] = [];
    let sent = 0;
    try {
      for (const { kind, id, body } of all) {
        const answer = await post<Schema["MemberOutcomes"]>(`/api/${kind}/${id}/customers`, body, { source: "click" });
        sent++;
        if (answer.body.batchId) batches.push({ id: answer.body.batchId, name: customer.name });
      }
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
    }
    if (sent > 0 || all.length === 0) say(batches);
    changed("Category", "Tag");
  }

  async function save(all: Membership[]) {
    setProblem(null);
    await command.run([customer.id, all], () => acting(() => send(all)));
  }
  return { busy: command.busy, problem, save };
}

/** What leads from some tags of a customer to others. */
const toTags = (customerId: string, before: string[], after: string[]): Membership[] => [
  ...after.filter(id => !before.includes(id)).map(id => ({ kind: "tags" as const, id, body: { add: [customerId] } })),
  ...before
    .filter(id => !after.includes(id))
    .map(id => ({ kind: "tags" as const, id, body: { remove: [customerId] } })),
];

const NOTHING = { added: [] as string[], removed: [] as string[] };

/** What was entered over what is there: what others change meanwhile is shown at once, and not taken back by saving. */
function useEntered(present: string[]): [shown: string[], set: (shown: string[]) => void] {
  const [{ added, removed }, setEntered] = useState(NOTHING);
  const left = {
    added: added.filter(id => !present.includes(id)),
    removed: removed.filter(id => present.includes(id)),
  };
  // Once it is there, it is nothing that was entered any more.
  if (left.added.length < added.length || left.removed.length < removed.length) setEntered(left);
  const shown = [...present.filter(id => !left.removed.includes(id)), ...left.added];
  const set = (wanted: string[]) =>
    setEntered({
      added: wanted.filter(id => !present.includes(id)),
      removed: present.filter(id => !wanted.includes(id)),
    });
  return [shown, set];
}

const useTags = () => useGroupings().filter(each => each.type === "tag");

function Groupings({ card }: { card: Card }) {
  const can = useCan();
  const { customer, category, tags } = card;
  const all = useTags();
  const segments = new Set(all.filter(each => each.group).map(each => each.id));
  const before = tags.map(each => each.id).filter(id => !segments.has(id));
  const [entered, setChosen] = useState<string[] | null>(null);
  const present = category ? [category.id] : [];
  if (entered && entered[0] === present[0]) setChosen(null);
  const chosen = entered ?? present;
  const [shown, setTags] = useEntered(before);
  const { busy, problem, save } = useMemberships(card);
  const readOnly = !card.may.edit || !can("changeCustomersOfCategory");

  function memberships(): Membership[] {
    const [target] = chosen;
    const toOthers = toTags(customer.id, before, shown);
    if (target === category?.id) return toOthers;
    const body = target ? { add: [customer.id] } : { remove: [customer.id] };
    return [{ kind: "categories", id: target ?? category!.id, body }, ...toOthers];
  }

  return (
    <Block
      title={t("customer.categoryAndTags")}
      readOnly={readOnly}
      busy={busy}
      problem={problem}
      onSave={() => void save(memberships())}
    >
      {readOnly ? (
        <Facts
          facts={[
            [t("filters.category"), category?.name ?? t("filters.uncategorised")],
            [
              t("filters.tags"),
              tags
                .filter(each => !segments.has(each.id))
                .map(each => each.name)
                .join(", "),
            ],
          ]}
        />
      ) : (
        <>
          <Field label={t("filters.category")}>
            {props => (
              <CategoryPicker
                {...props}
                bare
                placeholder={t("filters.uncategorised")}
                value={chosen}
                onChange={setChosen}
              />
            )}
          </Field>
          <TagField label={t("filters.tags")} of={all.filter(each => !each.group)} value={shown} onChange={setTags} />
        </>
      )}
    </Block>
  );
}

interface TagFieldProps {
  label: string;
  of: { id: string; name?: string | null; customerCount: number }[];
  value: string[];
  onChange: (value: string[]) => void;
}

function TagField({ label, of, value, onChange }: TagFieldProps) {
  const options = of.map(each => ({ value: each.id, label: each.name ?? "", hint: String(each.customerCount) }));
  return (
    <Field label={label}>
      {props => <Picker {...props} bare multiple label={label} options={options} value={value} onChange={onChange} />}
    </Field>
  );
}

/** Tags of a group are market segments; a customer may have several of each group. */
function Segments({ card }: { card: Card }) {
  const can = useCan();
  const { customer, tags } = card;
  const segments = useTags().filter(each => each.group);
  const groups = [...new Set(segments.map(each => each.group!))];
  const before = tags.map(each => each.id).filter(id => segments.some(each => each.id === id));
  const [shown, setShown] = useEntered(before);
  const { busy, problem, save } = useMemberships(card);
  const readOnly = !card.may.edit || !can("changeCustomersOfTag");
  const chosenOf = (group: string) => segments.filter(each => each.group === group && shown.includes(each.id));
  return (
    <Block
      title={t("customer.segments")}
      readOnly={readOnly}
      busy={busy}
      empty={groups.length === 0}
      problem={problem}
      onSave={() => void save(toTags(customer.id, before, shown))}
    >
      {groups.length === 0 && <p className="t13 muted">{t("customer.noSegments")}</p>}
      {readOnly && groups.length > 0 && (
        <Facts
          facts={groups.map(group => [
            group,
            chosenOf(group)
              .map(each => each.name)
              .join(", "),
          ])}
        />
      )}
      {!readOnly &&
        groups.map(group => {
          const of = segments.filter(each => each.group === group);
          const others = shown.filter(id => !of.some(each => each.id === id));
          return (
            <TagField
              key={group}
              label={group}
              of={of}
              value={chosenOf(group).map(each => each.id)}
              onChange={chosen => setShown([...others, ...chosen])}
            />
          );
        })}
    </Block>
  );
}

type Values = Record<string, string>;

/** The fields that the workspace adds to its customers. */
function CustomFields(props: BlockProps) {
  const { data } = useCustomFields();
  if (!data) return null;
  if (data.length === 0) {
    return (
      <Block title={t("customFields.title")} readOnly={props.readOnly} busy={false} empty onSave={() => {}}>
        <p className="t13 muted">{t("customFields.none")}</p>
      </Block>
    );
  }
  return <CustomFieldsForm {...props} fields={data} />;
}

const said = (value: unknown) => (value === undefined || value === null ? "" : String(value));

/** What a person entered as the API takes it; a number that is none is left to the server to refuse. */
function typedOf({ type }: CustomField, text: string) {
  const trimmed = text.trim();
  if (!trimmed) return null;
  if (type === "yes-no") return trimmed === "true";
  const number = Number(decimalOf(trimmed));
  return type === "number" && !Number.isNaN(number) ? number : trimmed;
}

function CustomFieldsForm({ path, loaded, name, readOnly, fields: all }: BlockProps & { fields: CustomField[] }) {
  const id = useId();
  const form = useThingForm<Customer, Values>({
    loaded,
    path,
    fieldsOf: customer => Object.fromEntries(all.map(each => [each.id, said(customer?.customFields?.[each.id])])),
    bodyOf: values => ({
      customFields: Object.fromEntries(all.map(each => [each.id, typedOf(each, values[each.id] ?? "")])),
    }),
    check: values =>
      Object.fromEntries(
        all
          .filter(each => each.type === "number" && typeof typedOf(each, values[each.id] ?? "") === "string")
          .map(each => [each.id, t("customFields.noNumber")]),
      ),
    touches: ["Customer"],
    onSaved: () => done(rich("customer.saved", { customer: name })),
  });
  const faults = inner(form.faults, "customFields");
  return (
    <Versioned
      title={t("customFields.title")}
      form={{ ...form, faults }}
      id={id}
      names={all.map(each => [each.id, each.name])}
      readOnly={readOnly}
    >
      {all.map(each => (
        <CustomValue
          key={each.id}
          id={`${id}-${each.id}`}
          field={each}
          value={form.fields[each.id] ?? ""}
          fault={faults[each.id]}
          readOnly={readOnly}
          onChange={value => form.set({ [each.id]: value })}
        />
      ))}
    </Versioned>
  );
}

interface CustomValueProps {
  id: string;
  field: CustomField;
  value: string;
  fault: string | undefined;
  readOnly: boolean;
  onChange: (value: string) => void;
}

function CustomValue({ id, field, value, fault, readOnly, onChange }: CustomValueProps) {
  if (field.type === "yes-no") {
    if (readOnly) return <Facts facts={[[field.name, value && t(value === "true" ? "ui.yes" : "ui.no")]]} />;
    return <Check label={field.name} checked={value === "true"} fault={fault} onChange={on => onChange(String(on))} />;
  }
  if (field.type === "choice") {
    const options = (field.choices ?? []).map(each => ({ value: each, label: each }));
    return (
      <Field id={id} label={field.name} fault={fault}>
        {props => (
          <Picker
            {...props}
            bare
            label={field.name}
            none={t("ui.none")}
            options={options}
            disabled={readOnly}
            value={value ? [value] : []}
            onChange={([chosen]) => onChange(chosen ?? "")}
          />
        )}
      </Field>
    );
  }
  return (
    <TextField
      id={id}
      label={field.name}
      type={field.type === "date" ? "date" : "text"}
      numeric={field.type === "number"}
      value={value}
      fault={fault}
      readOnly={readOnly}
      maxLength={1000}
      onChange={onChange}
    />
  );
}
