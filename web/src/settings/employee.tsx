import { IconUserX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useId, useState } from "react";
import { type Answer, changed, get, load, Problem, patch, post, type Schema, useCan } from "../api";
import { rich, t } from "../texts";
import { Facts } from "../ui/Card";
import { useCommand } from "../ui/command";
import { DeleteDialog } from "../ui/DeleteDialog";
import { EraseDialog } from "../ui/EraseDialog";
import { Check, FaultSummary, Field, faultsOf, NamedField } from "../ui/Form";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { PageForm } from "../ui/PageForm";
import { TeamPicker } from "../ui/pickers";
import { done, refused } from "../ui/toasts";
import { ChangedMeanwhile, changesOf, useVersions } from "../ui/versions";

type Employee = Schema["Employee"];

export const NewEmployee = () => <EmployeeForm />;

export function EditEmployee() {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error } = useQuery({
    queryKey: ["employee", id, "form"],
    queryFn: ({ signal }) => load<Employee>(`/api/employees/${id}`, {}, signal),
    gcTime: 0,
    staleTime: 0,
  });
  if (error && !data) throw error;
  if (!data) return null;
  return data.body.erased ? <ErasedEmployee employee={data.body} /> : <EmployeeForm loaded={data} />;
}

/** What stays of an employee who was erased; nothing of it can be changed. */
function ErasedEmployee({ employee }: { employee: Employee }) {
  const nameOfTeam = useTeamNames(employee.teamId !== undefined);
  return (
    <>
      <Head title={employee.name} back={{ to: "/settings/employees", label: t("settings.employees") }} />
      <section className="panel erased-person">
        <p>{t("erase.was")}</p>
        <Facts
          facts={[
            [t("employee.externalId"), employee.externalId],
            [t("filters.team"), employee.teamId && nameOfTeam(employee.teamId)],
          ]}
        />
        <div className="row wrap">
          <Link to="/customers/assignees" search={{ employee: [employee.id], period: "all" } as never} className="btn">
            {t("nav.responsibilities")}
          </Link>
          <Link to="/settings/erasures" className="btn">
            {t("erasures.title")}
          </Link>
        </div>
      </section>
    </>
  );
}

const TEXTS = ["name", "externalId", "email", "phone", "title", "sellerInfo"] as const;
type Text = (typeof TEXTS)[number];

interface Fields extends Record<Text, string> {
  team: string[];
  seller: boolean;
  active: boolean;
}

const fieldsOf = (employee: Employee | undefined): Fields => ({
  name: employee?.name ?? "",
  externalId: employee?.externalId ?? "",
  email: employee?.email ?? "",
  phone: employee?.phone ?? "",
  title: employee?.title ?? "",
  sellerInfo: employee?.sellerInfo ?? "",
  team: employee?.teamId ? [employee.teamId] : [],
  seller: employee?.seller ?? false,
  active: employee?.active ?? true,
});

/** The values as the API takes them: what is blank is null. */
function bodyOf({ team, seller, active, ...texts }: Fields) {
  const values = Object.entries(texts).map(([name, value]) => [name, value.trim() || null]);
  return { ...Object.fromEntries(values), teamId: team[0] ?? null, seller, active };
}

const labels = (): Record<keyof Fields, string> => ({
  name: t("ui.name"),
  externalId: t("employee.externalId"),
  email: t("customer.email"),
  phone: t("customer.phone"),
  title: t("employee.title"),
  sellerInfo: t("assignees.seller"),
  team: t("filters.team"),
  seller: t("employee.isSeller"),
  active: t("employee.isActive"),
});

function EmployeeForm({ loaded }: { loaded?: Answer<Employee> }) {
  const navigate = useNavigate();
  const employee = loaded?.body;
  const form = useEmployeeForm(loaded);
  const { versions, faults, tried, save } = form;
  const { fields, set } = versions;
  const can = useCan();
  const [deleting, setDeleting] = useState(false);
  const [erasing, setErasing] = useState(false);
  const nameOfTeam = useTeamNames(versions.theirs !== null);
  const id = useId();
  const title = employee?.name ?? t("settings.newEmployee");
  const leave = () => void navigate({ to: "/settings/employees" });
  const texts = {
    id,
    labels: labels(),
    values: fields,
    faults,
    onChange: (name: Text, value: string) => set({ [name]: value }),
  };
  return (
    <>
      <Head title={title} back={{ to: "/settings/employees", label: t("settings.employees") }} />
      <PageForm
        title={title}
        busy={form.busy}
        onSave={() => void save()}
        onCancel={leave}
        onDelete={employee && (() => setDeleting(true))}
        besideDelete={
          can("eraseEmployee") && (
            <button type="button" className="btn danger" onClick={() => setErasing(true)}>
              <Icon of={IconUserX} />
              {t("erase.item")}
            </button>
          )
        }
        narrow
      >
        <section className="panel">
          <FaultSummary key={tried} faults={faultsOf(id, labels(), faults)} />
          <NamedField of={texts} name="name" required />
          <NamedField of={texts} name="title" />
          <Field label={t("filters.team")}>
            {props => <TeamPicker {...props} bare value={fields.team} onChange={team => set({ team })} />}
          </Field>
          <NamedField of={texts} name="email" type="email" />
          <NamedField of={texts} name="phone" type="tel" />
          <NamedField of={texts} name="externalId" hint={t("employee.externalIdHint")} />
        </section>
        <section className="panel">
          <Check label={t("employee.isSeller")} checked={fields.seller} onChange={seller => set({ seller })} />
          {fields.seller && <NamedField of={texts} name="sellerInfo" lines />}
          <Check label={t("employee.isActive")} checked={fields.active} onChange={active => set({ active })} />
          <p className="small muted">{t("employee.activeHint")}</p>
        </section>
      </PageForm>
      {deleting && employee && (
        <DeleteDialog
          path={`/api/employees/${employee.id}`}
          name={employee.name}
          about={t("employee.deleteAbout")}
          touches="Employee"
          onInactive={() => {
            setDeleting(false);
            set({ active: false });
          }}
          onClose={() => setDeleting(false)}
          onDone={leave}
        />
      )}
      {erasing && employee && (
        <EraseDialog
          kind="employees"
          person={employee}
          onInactive={versions.base.fields.active ? form.makeInactive : undefined}
          onClose={() => setErasing(false)}
        />
      )}
      <ChangedMeanwhile
        versions={versions}
        names={[...TEXTS, "team" as const, "seller" as const, "active" as const].map(name => [name, labels()[name]])}
        say={(value, name) => (name === "team" ? (value as string[]).map(nameOfTeam) : value)}
        onMine={(mine, on) => void save(mine, on)}
      />
    </>
  );
}

/** @param needed they are read only then */
function useTeamNames(needed: boolean): (teamId: string) => string {
  const teams = useQuery({
    queryKey: ["teams", { limit: 500 }],
    queryFn: ({ signal }) => get<Schema["Teams"]>("/api/teams", { limit: 500 }, signal),
    enabled: needed,
  });
  return teamId => teams.data?.items.find(each => each.id === teamId)?.name ?? "…";
}

/** What the person entered, what is wrong with it, and how it is saved. */
function useEmployeeForm(loaded: Answer<Employee> | undefined) {
  const navigate = useNavigate();
  const command = useCommand();
  const employee = loaded?.body;
  const versions = useVersions(fieldsOf(employee), loaded?.etag);
  const { base, fields } = versions;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tried, setTried] = useState(0);

  async function save(values = fields, on = base) {
    setTried(tried + 1);
    setProblem(null);
    if (!values.name.trim()) return;
    try {
      await command.run([employee?.id, values, on.etag], async key => {
        if (employee) {
          const changes = changesOf(bodyOf(on.fields), bodyOf(values));
          const path = `/api/employees/${employee.id}`;
          if (Object.keys(changes).length) await patch(path, changes, { ifMatch: on.etag });
        } else await post("/api/employees", bodyOf(values), { key });
        changed("Employee");
        done(rich("group.saved", { name: values.name }));
        await navigate({ to: "/settings/employees" });
      });
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      if (await versions.met(thrown, `/api/employees/${employee?.id}`, fieldsOf)) return;
      setProblem(thrown);
      if (!thrown.errors.length) refused(thrown);
    }
  }

  /** Saves only that; what else was entered stays entered. */
  async function makeInactive() {
    const { body, etag } = await patch<Employee>(
      `/api/employees/${employee?.id}`,
      { active: false },
      { ifMatch: base.etag },
    );
    versions.begin({ fields: fieldsOf(body), etag }, { ...fields, active: false });
    changed("Employee");
  }

  return { versions, makeInactive, faults: faultsIn(fields, problem, tried > 0), tried, busy: command.busy, save };
}

function faultsIn(fields: Fields, problem: Problem | null, tried: boolean): Record<string, string> {
  const faults: Record<string, string> = { ...problem?.fields };
  if (problem?.code.startsWith("external-id") || problem?.code === "employee-external-id-taken")
    faults.externalId = problem.text;
  if (tried && !fields.name.trim()) faults.name = t("problem.required");
  return faults;
}
