import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useId, useState } from "react";
import { changed, Problem, post, type Schema, useCan, useSession } from "../api";
import { t } from "../texts";
import { useCommand } from "../ui/command";
import { FaultSummary, Field, faultsOf, NamedField } from "../ui/Form";
import { Head } from "../ui/Head";
import { PageForm } from "../ui/PageForm";
import { CustomerPicker, EmployeePicker, type GroupingChoice, GroupingPicker, RolePicker } from "../ui/pickers";
import { done, refused } from "../ui/toasts";
import { Preview } from "./preview";

export type Batch = Schema["ActivityBatch"];

const PATH = "/api/activities/batches";

interface Fields {
  title: string;
  description: string;
  due: string;
  grouping: GroupingChoice;
  customer: string[];
  role: string[];
  employee: string[];
}

const NEW: Fields = { title: "", description: "", due: "", grouping: {}, customer: [], role: [], employee: [] };

/** The customers that get a task: those of categories and tags, certain ones, or those of them that are in both. */
const targetOf = ({ grouping, customer }: Fields) => ({
  category: grouping.category,
  tag: grouping.tag,
  customer: customer.length ? customer : undefined,
});

const isChosen = (fields: Fields) => Object.values(targetOf(fields)).some(each => each !== undefined);

/** What makes a difference to who gets a task. */
const allocationOf = (fields: Fields) => ({
  to: targetOf(fields),
  due: fields.due || undefined,
  employee: fields.employee[0],
  assignToRole: fields.role[0],
});

function bodyOf(fields: Fields) {
  const { to, due, employee, assignToRole } = allocationOf(fields);
  const title = fields.title.trim();
  const description = fields.description.trim() || undefined;
  return { to, activity: { kind: "todo", title, description, due, assigneeId: employee }, assignToRole };
}

/** A preview has a title of its own: which one it will be makes no difference. */
async function preview(fields: Fields): Promise<Batch> {
  const body = bodyOf({ ...fields, title: t("tasks.new"), description: "" });
  return (await post<Batch>(PATH, { ...body, preview: true })).body;
}

/** The same task for each of many customers, and who gets it. */
export function NewTasks() {
  const can = useCan();
  const session = useSession();
  const navigate = useNavigate();
  const id = useId();
  const command = useCommand();
  const [fields, setFields] = useState(NEW);
  const [tried, setTried] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);
  const set = (change: Partial<Fields>) => {
    setFields({ ...fields, ...change });
    setProblem(null);
  };
  const shown = useQuery({
    queryKey: ["allocation", allocationOf(fields)],
    queryFn: () => preview(fields),
    enabled: isChosen(fields),
    gcTime: 0,
    retry: false,
  });
  const count = shown.data?.activities.length ?? 0;
  const failure = shown.error instanceof Problem ? shown.error : null;

  const labels = {
    title: t("activity.title"),
    due: t("activity.due"),
    description: t("activity.description"),
    grouping: t("filters.grouping"),
    customer: t("tasks.customers"),
    role: t("filters.role"),
    employee: t("filters.employee"),
  };
  const faults: Record<string, string> = {};
  if (tried) {
    if (!fields.title.trim()) faults.title = t("problem.required");
    if (!isChosen(fields)) faults.grouping = t("problem.filter-required");
    else if (shown.data && count === 0) faults.grouping = t("tasks.noCustomers");
  }
  for (const [field, text] of Object.entries(problem?.fields ?? {})) {
    faults[NAMES[field] ?? field.replace(/^.*\./, "")] = text;
  }

  async function save() {
    setTried(tried + 1);
    setProblem(null);
    if (!fields.title.trim() || count === 0 || shown.isFetching) return;
    const body = { ...bodyOf(fields), basedOn: shown.data?.basedOn };
    try {
      const sent = await command.run(body, key => post<Batch>(PATH, body, { source: "bulk", key }));
      if (!sent) return;
      const { batchId, activities } = sent.body;
      const what = t("tasks.created", { count: activities.length, title: fields.title.trim() });
      done(what, { what, path: `${PATH}/${batchId}/undo`, redo: null, touches: "Activity" });
      changed("Activity");
      void navigate({ to: "/tasks" });
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      if (thrown.code === "changed-since-preview") void shown.refetch();
      if (thrown.errors.length === 0) refused(thrown);
      setProblem(thrown);
    }
  }

  const texts = {
    id,
    labels,
    values: fields,
    faults,
    onChange: (name: "title" | "due" | "description", value: string) => set({ [name]: value }),
  };
  const roles = session.features.roles && can("listAssignees") && can("listRoles");
  const title = t("tasks.new");
  return (
    <>
      <Head title={title} back={{ to: "/tasks", label: t("nav.tasks") }} />
      <PageForm
        title={title}
        busy={command.busy || shown.isFetching}
        act={t("tasks.create", { count })}
        onSave={() => void save()}
        onCancel={() => void navigate({ to: "/tasks" })}
        besideSave={
          <button
            type="button"
            className="btn"
            onClick={() => {
              setTried(tried + 1);
              if (isChosen(fields)) void shown.refetch();
            }}
          >
            {t("preview.title")}
          </button>
        }
      >
        <div className="stack-v">
          <section className="panel" aria-label={t("tasks.what")}>
            <FaultSummary key={tried} faults={faultsOf(id, labels, faults)} />
            <div className="form">
              <div className="cols">
                <NamedField of={texts} name="title" required />
                <NamedField of={texts} name="due" type="date" />
              </div>
              <NamedField of={texts} name="description" lines maxLength={10_000} />
            </div>
          </section>
          <section className="panel" aria-label={t("tasks.for")}>
            <h2>{t("tasks.for")}</h2>
            <Field id={`${id}-grouping`} label={labels.grouping} fault={faults.grouping}>
              {field => (
                <GroupingPicker
                  {...field}
                  bare
                  value={fields.grouping}
                  onChange={grouping => set({ grouping })}
                  placeholder={t("ui.searchName")}
                />
              )}
            </Field>
            <Field
              id={`${id}-customer`}
              label={labels.customer}
              fault={faults.customer}
              hint={t("tasks.customersHint")}
            >
              {field => (
                <CustomerPicker
                  {...field}
                  bare
                  multiple
                  label={labels.customer}
                  value={fields.customer}
                  onChange={customer => set({ customer })}
                  placeholder={t("group.nameOrNumber")}
                />
              )}
            </Field>
          </section>
          <section className="panel" aria-label={t("tasks.to")}>
            <h2>{t("tasks.to")}</h2>
            <div className="form">
              <div className="cols">
                {roles && (
                  <Field id={`${id}-role`} label={labels.role} fault={faults.role} hint={t("tasks.roleHint")}>
                    {field => (
                      <RolePicker
                        {...field}
                        bare
                        kind="customer"
                        value={fields.role}
                        onChange={role => set({ role, employee: [] })}
                      />
                    )}
                  </Field>
                )}
                {can("listEmployees") && (
                  <Field id={`${id}-employee`} label={labels.employee} fault={faults.employee}>
                    {field => (
                      <EmployeePicker
                        {...field}
                        bare
                        value={fields.employee}
                        onChange={employee => set({ employee, role: [] })}
                        placeholder={t("ui.searchName")}
                      />
                    )}
                  </Field>
                )}
              </div>
            </div>
          </section>
        </div>
        <Preview batch={isChosen(fields) ? shown.data : undefined} failure={failure} busy={shown.isFetching} />
      </PageForm>
    </>
  );
}

/** The fields of the command whose names here are others. */
const NAMES: Record<string, string> = {
  assignToRole: "role",
  "activity.assigneeId": "employee",
  to: "grouping",
  "to.category": "grouping",
  "to.tag": "grouping",
};
