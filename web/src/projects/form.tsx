import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type FormEvent, useId, useState } from "react";
import { PROJECT_FORM } from "../addresses";
import { type Answer, changed, get, load, Problem, patch, post, type Schema } from "../api";
import { CURRENCIES } from "../api/lists.generated";
import { list, rich, t } from "../texts";
import { Changed, type Difference } from "../ui/Changed";
import { FaultSummary, Field, TextField } from "../ui/Form";
import { Head } from "../ui/Head";
import { Picker } from "../ui/Picker";
import { CustomerPicker, EmployeePicker } from "../ui/pickers";
import { useSettings } from "../ui/projects";
import { useSearch } from "../ui/search";
import { done, refused } from "../ui/toasts";

type Project = Schema["Project"];

const TEXTS = ["name", "number", "status", "start", "end", "amount"] as const;
type Text = (typeof TEXTS)[number];
type Texts = Record<Text, string>;

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

const fieldsOf = (project: Project | undefined): Texts => ({
  name: project?.name ?? "",
  number: project?.number ?? "",
  status: project?.status ?? "",
  start: project?.start ?? "",
  end: project?.end ?? "",
  amount: project?.amount?.amount ?? "",
});

/** The values as the API takes them: what is blank is null. */
function bodyOf(fields: Texts, currency: string) {
  const value = (text: string) => text.trim() || null;
  return {
    name: fields.name.trim(),
    number: value(fields.number) ?? undefined,
    status: value(fields.status),
    start: value(fields.start),
    end: value(fields.end),
    amount: value(fields.amount) ? { amount: fields.amount.trim(), currency } : null,
  };
}

/** The currency of the customer, else that of the workspace, as long as none is chosen. */
function useCurrency(customerId: string | undefined): string {
  const settings = useSettings();
  const customer = useQuery({
    queryKey: ["customer", customerId],
    queryFn: ({ signal }) => get<Schema["Customer"]>(`/api/customers/${customerId}`, {}, signal),
    enabled: customerId !== undefined,
  });
  return customer.data?.currency ?? settings?.currency ?? "EUR";
}

function Form({ loaded, customer }: { loaded?: Answer<Project>; customer: string | undefined }) {
  const navigate = useNavigate();
  const project = loaded?.body;
  const [base, setBase] = useState(loaded);
  const [fields, setFields] = useState(fieldsOf(project));
  const [customerId, setCustomerId] = useState(customer ? [customer] : []);
  const [chosen, setCurrency] = useState<string[]>(project?.amount ? [project.amount.currency] : []);
  const [employeeId, setEmployeeId] = useState<string[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [theirs, setTheirs] = useState<Answer<Project> | null>(null);
  const [tried, setTried] = useState(0);
  const currency = useCurrency(customerId[0]);
  const amountIn = chosen[0] ?? currency;
  const id = useId();
  const closed = useSettings()?.closedProjectStatuses ?? [];
  const labels: Record<string, string> = {
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

  async function save(event: FormEvent) {
    event.preventDefault();
    setTried(tried + 1);
    setProblem(null);
    if (!fields.name.trim() || customerId.length === 0) return;
    await submit(fields, base);
  }

  /** Sends what the person wants; `on` is what it builds on. */
  async function submit(wanted: Texts, on: Answer<Project> | undefined) {
    try {
      const target = on ? await change(on, wanted) : await create();
      changed("Project", "Responsibility");
      done(rich(project ? "customer.saved" : "customer.created", { customer: wanted.name.trim() }));
      await navigate({ to: `/projects/${target}`, replace: project !== undefined });
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      if (thrown.status === 412 && project) {
        setTheirs(await load<Project>(`/api/projects/${project.id}`));
        return;
      }
      setProblem(thrown);
      if (!thrown.errors.length && thrown.code !== "project-number-taken") refused(thrown);
    }
  }

  async function create(): Promise<string> {
    const body = { ...bodyOf(fields, amountIn), customerId: customerId[0], employeeId: employeeId[0] ?? null };
    return (await post<Project>("/api/projects", body)).body.id;
  }

  async function change({ body: was, etag }: Answer<Project>, wanted: Texts): Promise<string> {
    const before: Record<string, unknown> = bodyOf(fieldsOf(was), was.amount?.currency ?? amountIn);
    const changes = Object.entries(bodyOf(wanted, amountIn)).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
    );
    if (changes.length > 0) {
      await patch(`/api/projects/${was.id}`, Object.fromEntries(changes), { ifMatch: etag });
    }
    return was.id;
  }

  const field = (name: Text, extra: Partial<React.ComponentProps<typeof TextField>> = {}) => (
    <TextField
      id={`${id}-${name}`}
      label={labels[name]!}
      value={fields[name]}
      onChange={text => setFields({ ...fields, [name]: text })}
      fault={faults[name]}
      maxLength={300}
      {...extra}
    />
  );
  const title = project ? t("customer.edit", { customer: project.name }) : t("project.create");
  const back = project ? `/projects/${project.id}` : customer ? `/customers/${customer}/sales` : "/projects";
  const summary = Object.entries(faults).map(([name, text]) => ({
    id: `${id}-${name}`,
    text: `${labels[name] ?? name}: ${text}`,
  }));
  return (
    <>
      <Head title={title} back={{ to: back, label: project?.name ?? t("nav.projects") }} />
      <form aria-label={title} noValidate className="page-form" onSubmit={event => void save(event)}>
        <div className="form-page" style={{ maxWidth: 800 }}>
          <section className="panel">
            <FaultSummary key={tried} faults={summary} />
            {field("name", { required: true })}
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
            {field("number")}
            {field("status", { hint: closed.length ? t("project.statusHint", { statuses: list(closed) }) : undefined })}
          </section>
          <section className="panel">
            <div className="form">
              <div className="cols">
                {field("start", { type: "date" })}
                {field("end", { type: "date" })}
              </div>
              <div className="cols">
                {field("amount", { numeric: true })}
                <Field label={t("settings.currency")}>
                  {props => (
                    <Picker
                      {...props}
                      bare
                      required
                      label={t("settings.currency")}
                      options={CURRENCIES.map(code => ({ value: code, label: code }))}
                      value={[amountIn]}
                      onChange={setCurrency}
                    />
                  )}
                </Field>
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
        </div>
        <div className="form-foot" style={{ maxWidth: 800 }}>
          <button type="button" className="btn" onClick={() => void navigate({ to: back })}>
            {t("ui.cancel")}
          </button>
          <button type="submit" className="btn pri">
            {t("ui.save")}
          </button>
        </div>
      </form>
      {theirs && (
        <Changed
          who={undefined}
          differences={differences(fieldsOf(base?.body), fieldsOf(theirs.body), fields, labels)}
          onTheirs={() => {
            setFields(fieldsOf(theirs.body));
            setCurrency(theirs.body.amount ? [theirs.body.amount.currency] : []);
            setBase(theirs);
            setTheirs(null);
          }}
          onMine={() => {
            const before = fieldsOf(base?.body);
            const now = fieldsOf(theirs.body);
            const mine = Object.fromEntries(
              TEXTS.map(name => [name, fields[name] === before[name] ? now[name] : fields[name]]),
            ) as Texts;
            setFields(mine);
            setBase(theirs);
            setTheirs(null);
            void submit(mine, theirs);
          }}
          onClose={() => setTheirs(null)}
        />
      )}
    </>
  );
}

/** What somebody else changed, or the person here. */
function differences(before: Texts, theirs: Texts, yours: Texts, labels: Record<string, string>): Difference[] {
  return TEXTS.filter(name => before[name] !== theirs[name] || before[name] !== yours[name]).map(name => ({
    field: labels[name] ?? name,
    before: before[name] || "–",
    theirs: theirs[name] || "–",
    yours: yours[name] || "–",
  }));
}
