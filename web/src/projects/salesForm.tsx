import { useNavigate, useParams } from "@tanstack/react-router";
import { useId, useState } from "react";
import { PROJECT_FORM } from "../addresses";
import { type Answer, type Schema, useCan } from "../api";
import { rich, t } from "../texts";
import { CurrencyField } from "../ui/codes";
import { decimalOf } from "../ui/decimal";
import { FaultSummary, Field, faultsOf, NamedField } from "../ui/Form";
import { Head } from "../ui/Head";
import { useNamesIn } from "../ui/names";
import { PageForm } from "../ui/PageForm";
import { CustomerPicker, EmployeePicker } from "../ui/pickers";
import { ProjectPicker, useCurrency } from "../ui/projects";
import { useSearch } from "../ui/search";
import { useLoaded, useThingForm } from "../ui/thingForm";
import { textOf } from "../ui/things";
import { done } from "../ui/toasts";
import { ChangedMeanwhile, type Names } from "../ui/versions";

type SalesCase = Schema["SalesCase"];

const TEXTS = ["name", "description", "value", "probability", "expectedClose"] as const;
type Text = (typeof TEXTS)[number];

interface Fields extends Record<Text, string> {
  /** That of the value; without one, that of the customer. */
  currency: string[];
  owner: string[];
  project: string[];
}

export function NewSalesCase() {
  const [search] = useSearch(PROJECT_FORM);
  return <Form customer={search.customer} />;
}

export function EditSalesCase() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error } = useLoaded<SalesCase>(`/api/sales-cases/${id}`);
  if (error && !data) throw error;
  return data ? <Form loaded={data} customer={data.body.customerId} /> : null;
}

const fieldsOf = (known: SalesCase | undefined): Fields => ({
  name: known?.name ?? "",
  description: known?.description ?? "",
  value: known?.value?.amount ?? "",
  currency: known?.value ? [known.value.currency] : [],
  probability: known?.probability?.toString() ?? "",
  expectedClose: known?.expectedClose ?? "",
  owner: known?.ownerId ? [known.ownerId] : [],
  project: known?.projectId ? [known.projectId] : [],
});

/** The values as the API takes them; what a closed case was expected to be is settled. */
function bodyOf(fields: Fields, currency: string, isClosed: boolean) {
  const value = (text: string) => text.trim() || null;
  const probability = value(fields.probability);
  return {
    name: fields.name.trim(),
    description: value(fields.description),
    value: value(fields.value) ? { amount: decimalOf(fields.value), currency: fields.currency[0] ?? currency } : null,
    ...(isClosed ? {} : { probability: probability === null ? null : Number(probability) }),
    expectedClose: value(fields.expectedClose),
    ownerId: fields.owner[0] ?? null,
    projectId: fields.project[0] ?? null,
  };
}

function faultsIn(fields: Fields): Record<string, string> {
  const faults: Record<string, string> = {};
  if (!fields.name.trim()) faults.name = t("problem.required");
  const probability = fields.probability.trim();
  if (probability && !(/^\d+$/.test(probability) && Number(probability) <= 100))
    faults.probability = t("sales.probabilityFault");
  return faults;
}

const NAMES: Record<string, string> = { ownerId: "owner", projectId: "project", customerId: "customer" };

function Form({ loaded, customer }: { loaded?: Answer<SalesCase>; customer: string | undefined }) {
  const navigate = useNavigate();
  const can = useCan();
  const known = loaded?.body;
  const [customerId, setCustomerId] = useState(customer ? [customer] : []);
  const [at] = customerId;
  const id = useId();
  const currency = useCurrency(at);
  const isClosed = known !== undefined && known.state !== "open";
  const form = useThingForm<SalesCase, Fields>({
    loaded,
    path: known ? `/api/sales-cases/${known.id}` : `/api/customers/${at}/sales-cases`,
    fieldsOf,
    bodyOf: fields => bodyOf(fields, currency, isClosed),
    check: fields => ({ ...faultsIn(fields), ...(at ? {} : { customer: t("problem.required") }) }),
    touches: ["SalesCase"],
    onSaved: saved => {
      done(rich(known ? "customer.saved" : "customer.created", { customer: textOf(saved?.name) }));
      void navigate({ to: `/sales/${saved!.id}`, replace: known !== undefined });
    },
  });
  const { fields, set, tried, versions, problem } = form;
  const namesOf = {
    owner: useNamesIn(versions, "owner", "employees"),
    project: useNamesIn(versions, "project", "projects"),
  };
  const labels = {
    name: t("ui.name"),
    description: t("activity.description"),
    value: t("sales.value"),
    probability: t("sales.probability"),
    expectedClose: t("sales.expected"),
    customer: t("filters.customer"),
    owner: t("sales.owner"),
    project: t("filters.project"),
    currency: t("settings.currency"),
  };
  const faults = Object.fromEntries(
    Object.entries(form.faults).map(([name, text]) => [NAMES[name] ?? name.replace(/^value\..*/, "value"), text]),
  );
  const texts = {
    id,
    labels,
    values: fields,
    faults,
    onChange: (name: string, value: string) => set({ [name]: value }),
  };
  const title = known ? t("customer.edit", { customer: textOf(known.name) }) : t("sales.create");
  const back = known ? `/sales/${known.id}` : customer ? `/customers/${customer}/sales` : "/sales";
  return (
    <>
      <Head title={title} back={{ to: back, label: known ? textOf(known.name) : t("nav.sales") }} />
      <PageForm
        title={title}
        busy={form.busy}
        onSave={() => void form.save()}
        onCancel={() => void navigate({ to: back })}
        notices={
          problem && (
            <div className="banner bad" role="alert" style={{ marginTop: 16, maxWidth: 800 }}>
              {problem.text}
            </div>
          )
        }
        narrow
      >
        <section className="panel">
          <FaultSummary key={tried} faults={tried ? faultsOf(id, labels, faults) : []} />
          <NamedField of={texts} name="name" required />
          {!known && (
            <Field id={`${id}-customer`} label={labels.customer} required fault={faults.customer}>
              {props => (
                <CustomerPicker
                  {...props}
                  bare
                  value={customerId}
                  onChange={chosen => {
                    setCustomerId(chosen);
                    set({ project: [] });
                  }}
                  placeholder={t("group.nameOrNumber")}
                />
              )}
            </Field>
          )}
          <NamedField of={texts} name="description" lines maxLength={10_000} />
        </section>
        <section className="panel">
          <div className="form">
            <div className="cols">
              <NamedField of={texts} name="value" numeric />
              <CurrencyField
                required
                value={[fields.currency[0] ?? currency]}
                onChange={chosen => set({ currency: chosen })}
              />
            </div>
            <div className="cols">
              {!isClosed && <NamedField of={texts} name="probability" numeric hint={t("sales.probabilityHint")} />}
              <NamedField of={texts} name="expectedClose" type="date" />
            </div>
            {can("listEmployees") && (
              <Field id={`${id}-owner`} label={labels.owner} fault={faults.owner}>
                {props => (
                  <EmployeePicker
                    {...props}
                    bare
                    value={fields.owner}
                    onChange={owner => set({ owner })}
                    placeholder={t("ui.searchName")}
                  />
                )}
              </Field>
            )}
            {at && (
              <Field id={`${id}-project`} label={labels.project} fault={faults.project}>
                {props => (
                  <ProjectPicker
                    {...props}
                    bare
                    customerId={at}
                    value={fields.project}
                    onChange={project => set({ project })}
                  />
                )}
              </Field>
            )}
          </div>
        </section>
      </PageForm>
      <ChangedMeanwhile
        versions={versions}
        names={
          [...TEXTS, "currency" as const, "owner" as const, "project" as const].map(name => [
            name,
            labels[name],
          ]) as Names<Fields>
        }
        say={(value, name) => (name in namesOf ? namesOf[name as keyof typeof namesOf](value as string[]) : value)}
        onMine={(mine, on) => void form.save(mine, on)}
      />
    </>
  );
}
