import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useId, useState } from "react";
import { PROJECT_FORM } from "../addresses";
import { type Answer, changed, load, Problem, patch, post, type Schema } from "../api";
import { list, rich, t } from "../texts";
import { CurrencyField } from "../ui/codes";
import { useCommand } from "../ui/command";
import { decimalOf } from "../ui/decimal";
import { FaultSummary, Field, faultsOf, NamedField } from "../ui/Form";
import { Head } from "../ui/Head";
import { PageForm } from "../ui/PageForm";
import { CustomerPicker, EmployeePicker } from "../ui/pickers";
import { useCurrency, useSettings } from "../ui/projects";
import { useSearch } from "../ui/search";
import { done, refused } from "../ui/toasts";
import { ChangedMeanwhile, changesOf, useVersions } from "../ui/versions";

type Project = Schema["Project"];

const TEXTS = ["name", "number", "status", "start", "end", "amount"] as const;
type Text = (typeof TEXTS)[number];

interface Fields extends Record<Text, string> {
  /** That of the amount; without one, that of the customer. */
  currency: string[];
}

export function NewProject() {
  const [search] = useSearch(PROJECT_FORM);
  return <Form customer={search.customer} />;
}

export function EditProject() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error } = useQuery({
    queryKey: ["project", id, "form"],
    queryFn: ({ signal }) => load<Project>(`/api/projects/${id}`, {}, signal),
    staleTime: 0,
    gcTime: 0,
  });
  if (error && !data) throw error;
  return data ? <Form loaded={data} customer={data.body.customerId} /> : null;
}

const fieldsOf = (project: Project | undefined): Fields => ({
  name: project?.name ?? "",
  number: project?.number ?? "",
  status: project?.status ?? "",
  start: project?.start ?? "",
  end: project?.end ?? "",
  amount: project?.amount?.amount ?? "",
  currency: project?.amount ? [project.amount.currency] : [],
});

/**
 * The values as the API takes them: what is blank is null.
 *
 * @param currency of the amount, as long as none is chosen
 */
function bodyOf(fields: Fields, currency: string) {
  const value = (text: string) => text.trim() || null;
  return {
    name: fields.name.trim(),
    number: value(fields.number) ?? undefined,
    status: value(fields.status),
    start: value(fields.start),
    end: value(fields.end),
    amount: value(fields.amount)
      ? { amount: decimalOf(fields.amount), currency: fields.currency[0] ?? currency }
      : null,
  };
}

function Form({ loaded, customer }: { loaded?: Answer<Project>; customer: string | undefined }) {
  const navigate = useNavigate();
  const project = loaded?.body;
  const versions = useVersions(fieldsOf(project), loaded?.etag);
  const { base, fields, set } = versions;
  const [customerId, setCustomerId] = useState(customer ? [customer] : []);
  const [employeeId, setEmployeeId] = useState<string[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tried, setTried] = useState(0);
  const command = useCommand();
  const currency = useCurrency(customerId[0]);
  const id = useId();
  const closed = useSettings()?.closedProjectStatuses ?? [];
  const labels: Record<Text | "customer", string> = {
    name: t("ui.name"),
    number: t("overview.number"),
    status: t("project.status"),
    start: t("import.field.start"),
    end: t("import.field.end"),
    amount: t("project.amount"),
    customer: t("filters.customer"),
  };
  const faults: Record<string, string> = {};
  for (const [name, text] of Object.entries(problem?.fields ?? {})) {
    faults[name.replace("customerId", "customer").replace(/^amount\..*/, "amount")] = text;
  }
  if (problem?.code === "project-number-taken") faults.number = problem.text;
  if (tried && !fields.name.trim()) faults.name = t("problem.required");
  if (tried && customerId.length === 0) faults.customer = t("problem.required");

  async function save(wanted = fields, on = base) {
    setTried(tried + 1);
    setProblem(null);
    if (!wanted.name.trim() || customerId.length === 0) return;
    try {
      await command.run([project?.id, wanted, customerId, employeeId, on.etag], async key => {
        const target = project ? await change(project.id, wanted, on) : await create(key);
        changed("Project", "Responsibility");
        done(rich(project ? "customer.saved" : "customer.created", { customer: wanted.name.trim() }));
        await navigate({ to: `/projects/${target}`, replace: project !== undefined });
      });
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      if (await versions.met(thrown, `/api/projects/${project?.id}`, fieldsOf)) return;
      setProblem(thrown);
      if (!thrown.errors.length && thrown.code !== "project-number-taken") refused(thrown);
    }
  }

  async function create(key: string): Promise<string> {
    const body = { ...bodyOf(fields, currency), customerId: customerId[0], employeeId: employeeId[0] ?? null };
    return (await post<Project>("/api/projects", body, { key })).body.id;
  }

  async function change(projectId: string, wanted: Fields, on: typeof base): Promise<string> {
    const changes = changesOf(bodyOf(on.fields, currency), bodyOf(wanted, currency));
    if (Object.keys(changes).length) await patch(`/api/projects/${projectId}`, changes, { ifMatch: on.etag });
    return projectId;
  }

  const texts = {
    id,
    labels,
    values: fields,
    faults,
    onChange: (name: string, value: string) => set({ [name]: value }),
  };
  const title = project ? t("customer.edit", { customer: project.name }) : t("project.create");
  const back = project ? `/projects/${project.id}` : customer ? `/customers/${customer}/sales` : "/projects";
  return (
    <>
      <Head title={title} back={{ to: back, label: project?.name ?? t("nav.projects") }} />
      <PageForm
        title={title}
        busy={command.busy}
        onSave={() => void save()}
        onCancel={() => void navigate({ to: back })}
        narrow
      >
        <section className="panel">
          <FaultSummary key={tried} faults={faultsOf(id, labels, faults)} />
          <NamedField of={texts} name="name" required />
          {!project && (
            <Field id={`${id}-customer`} label={t("filters.customer")} required fault={faults.customer}>
              {props => (
                <CustomerPicker
                  {...props}
                  bare
                  value={customerId}
                  onChange={setCustomerId}
                  placeholder={t("group.nameOrNumber")}
                />
              )}
            </Field>
          )}
          <NamedField of={texts} name="number" />
          <NamedField
            of={texts}
            name="status"
            hint={closed.length ? t("project.statusHint", { statuses: list(closed) }) : undefined}
          />
        </section>
        <section className="panel">
          <div className="form">
            <div className="cols">
              <NamedField of={texts} name="start" type="date" />
              <NamedField of={texts} name="end" type="date" />
            </div>
            <div className="cols">
              <NamedField of={texts} name="amount" numeric />
              <CurrencyField
                required
                value={[fields.currency[0] ?? currency]}
                onChange={chosen => set({ currency: chosen })}
              />
            </div>
            {!project && (
              <Field label={t("overview.responsible")}>
                {props => (
                  <EmployeePicker
                    {...props}
                    bare
                    value={employeeId}
                    onChange={setEmployeeId}
                    placeholder={t("ui.searchName")}
                  />
                )}
              </Field>
            )}
          </div>
        </section>
      </PageForm>
      <ChangedMeanwhile
        versions={versions}
        names={[...TEXTS.map(name => [name, labels[name]] as [Text, string]), ["currency", t("settings.currency")]]}
        onMine={(mine, on) => void save(mine, on)}
      />
    </>
  );
}
