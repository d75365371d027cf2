import { IconPencil, IconPlus, IconSearchOff, IconTrash, IconUsers } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { type FormEvent, useCallback, useId, useState } from "react";
import { type Answer, changed, get, load, Problem, patch, post, remove, type Schema } from "../api";
import { rich, t } from "../texts";
import { Dialog } from "../ui/Dialog";
import { Filters, SearchBox } from "../ui/Filters";
import { Check, FaultSummary, Field, TextField } from "../ui/Form";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { Avatar } from "../ui/Person";
import { TeamPicker, useRoles } from "../ui/pickers";
import { Failure, State } from "../ui/State";
import { useSearch } from "../ui/search";
import { type Column, Table, TableSkeleton } from "../ui/Table";
import { done, refused } from "../ui/toasts";
import { ChangedMeanwhile, changesOf, useVersions } from "../ui/versions";

type Employee = Schema["Employee"];
type EmployeeRow = Schema["EmployeeRow"];

const SEARCH = { q: "text" } as const;
const BACK = () => ({ to: "/settings", label: t("settings.title") });

/** The people who can be responsible. */
export function Employees() {
  const [search, set] = useSearch(SEARCH);
  const navigate = useNavigate();
  const { data, error, isPending, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ["employees", "list", search],
    queryFn: ({ pageParam, signal }) =>
      get<Schema["Employees"]>("/api/employees", { ...search, limit: 100, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: before => before,
  });
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const rows = data?.pages.flatMap(page => page.items) ?? [];
  return (
    <>
      <Head
        title={t("settings.employees")}
        back={BACK()}
        actions={
          <Link to="/settings/employees/new" className="btn pri">
            <Icon of={IconPlus} />
            {t("settings.newEmployee")}
          </Link>
        }
      />
      <Filters
        count={search.q ? 1 : 0}
        onClear={() => set({ q: undefined })}
        search={
          <SearchBox
            label={t("settings.searchEmployees")}
            value={search.q ?? ""}
            onChange={q => set({ q: q || undefined })}
          />
        }
        end={
          <span className="count" role="status" aria-label={t("ui.shown")}>
            {data && rich("matrix.employees", { count: data.pages[0]?.total ?? 0 })}
          </span>
        }
      >
        {null}
      </Filters>
      <div className="panel fill" aria-busy={isPending}>
        {error && !data && <Failure thrown={error} onAgain={() => void refetch()} />}
        {isPending && <TableSkeleton rows={12} />}
        {data && rows.length === 0 && (
          <State
            icon={search.q ? IconSearchOff : IconUsers}
            title={search.q ? t("ui.nothingMatches") : t("matrix.noEmployees")}
          />
        )}
        {rows.length > 0 && (
          <Table
            label={t("settings.employees")}
            columns={employeeColumns()}
            rows={rows}
            rowKey={row => row.id}
            onEnd={onEnd}
            onOpen={row => void navigate({ to: `/settings/employees/${row.id}` })}
            card={row => (
              <>
                <Link to={`/settings/employees/${row.id}`} className="row med">
                  <Avatar id={row.id} name={row.name} size={20} />
                  <span className="ell">{row.name}</span>
                </Link>
                <span className="small muted ell">{[row.title, row.team?.name].filter(Boolean).join(" · ")}</span>
              </>
            )}
          />
        )}
      </div>
    </>
  );
}

function employeeColumns(): Column<EmployeeRow>[] {
  const dash = <span className="muted">–</span>;
  return [
    {
      key: "name",
      head: t("ui.name"),
      cell: row => (
        <span className="name">
          <Avatar id={row.id} name={row.name} size={20} />
          <Link to={`/settings/employees/${row.id}`} className="ell">
            {row.name}
          </Link>
        </span>
      ),
    },
    { key: "team", head: t("filters.team"), cell: row => row.team?.name ?? dash },
    { key: "title", head: t("employee.title"), cell: row => row.title ?? dash },
    { key: "email", head: t("assignees.email"), cell: row => <span className="muted">{row.email ?? "–"}</span> },
    {
      key: "seller",
      head: t("filters.seller"),
      cell: row => (row.seller ? <span className="chip acc">{t("filters.seller")}</span> : dash),
    },
    {
      key: "active",
      head: t("me.state"),
      cell: row => (
        <span className={row.active ? "chip good" : "chip"}>
          {row.active ? t("employee.active") : t("employee.inactive")}
        </span>
      ),
    },
    {
      key: "acts",
      quiet: true,
      cell: row => (
        <Link
          to={`/settings/employees/${row.id}`}
          className="btn icon"
          aria-label={t("ui.edit", { what: row.name })}
          title={t("ui.edit", { what: row.name })}
        >
          <Icon of={IconPencil} size={16} />
        </Link>
      ),
    },
  ];
}

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
  return data ? <EmployeeForm loaded={data} /> : null;
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

function EmployeeForm({ loaded }: { loaded?: Answer<Employee> }) {
  const navigate = useNavigate();
  const employee = loaded?.body;
  const versions = useVersions(fieldsOf(employee), loaded?.etag);
  const { base, fields, set } = versions;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tried, setTried] = useState(0);
  const [deleting, setDeleting] = useState(false);
  const id = useId();
  const title = employee?.name ?? t("settings.newEmployee");
  const labels: Record<Text, string> = {
    name: t("ui.name"),
    externalId: t("employee.externalId"),
    email: t("customer.email"),
    phone: t("customer.phone"),
    title: t("employee.title"),
    sellerInfo: t("assignees.seller"),
  };
  const faults: Record<string, string> = { ...problem?.fields };
  if (problem?.code.startsWith("external-id") || problem?.code === "employee-external-id-taken")
    faults.externalId = problem.text;
  if (tried && !fields.name.trim()) faults.name = t("problem.required");

  const teams = useQuery({
    queryKey: ["teams", { limit: 500 }],
    queryFn: ({ signal }) => get<Schema["Teams"]>("/api/teams", { limit: 500 }, signal),
    enabled: versions.theirs !== null,
  });
  const nameOfTeam = (teamId: string) => teams.data?.items.find(each => each.id === teamId)?.name ?? "…";

  async function save(values = fields, on = base) {
    setTried(tried + 1);
    setProblem(null);
    if (!values.name.trim()) return;
    try {
      if (employee) {
        const changes = changesOf(bodyOf(on.fields), bodyOf(values));
        const path = `/api/employees/${employee.id}`;
        if (Object.keys(changes).length) await patch(path, changes, { ifMatch: on.etag });
      } else await post("/api/employees", bodyOf(values));
      changed("Employee");
      done(rich("group.saved", { name: values.name }));
      await navigate({ to: "/settings/employees" });
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      if (await versions.met(thrown, `/api/employees/${employee?.id}`, fieldsOf)) return;
      setProblem(thrown);
      if (!thrown.errors.length) refused(thrown);
    }
  }

  const field = (name: Text, extra: Partial<React.ComponentProps<typeof TextField>> = {}) => (
    <TextField
      id={`${id}-${name}`}
      label={labels[name]}
      value={fields[name]}
      onChange={value => set({ [name]: value })}
      fault={faults[name]}
      maxLength={300}
      {...extra}
    />
  );
  return (
    <>
      <Head title={title} back={{ to: "/settings/employees", label: t("settings.employees") }} />
      <form
        aria-label={title}
        noValidate
        className="page-form"
        onSubmit={event => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="form-page" style={{ maxWidth: 800 }}>
          <section className="panel">
            <FaultSummary
              key={tried}
              faults={Object.entries(faults).map(([name, text]) => ({
                id: `${id}-${name}`,
                text: `${labels[name as Text] ?? name}: ${text}`,
              }))}
            />
            {field("name", { required: true })}
            {field("title")}
            <Field label={t("filters.team")}>
              {props => <TeamPicker {...props} bare value={fields.team} onChange={team => set({ team })} />}
            </Field>
            {field("email", { type: "email" })}
            {field("phone", { type: "tel" })}
            {field("externalId", { hint: t("employee.externalIdHint") })}
          </section>
          <section className="panel">
            <Check label={t("employee.isSeller")} checked={fields.seller} onChange={seller => set({ seller })} />
            {fields.seller && field("sellerInfo", { lines: true })}
            <Check label={t("employee.isActive")} checked={fields.active} onChange={active => set({ active })} />
            <p className="small muted">{t("employee.activeHint")}</p>
          </section>
        </div>
        <div className="form-foot" style={{ maxWidth: 800 }}>
          {employee && (
            <button type="button" className="btn danger" onClick={() => setDeleting(true)}>
              <Icon of={IconTrash} />
              {t("ui.delete")}
            </button>
          )}
          <span className="grow" />
          <button type="button" className="btn" onClick={() => void navigate({ to: "/settings/employees" })}>
            {t("ui.cancel")}
          </button>
          <button type="submit" className="btn pri">
            {t("ui.save")}
          </button>
        </div>
      </form>
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
          onDone={() => void navigate({ to: "/settings/employees" })}
        />
      )}
      <ChangedMeanwhile
        versions={versions}
        names={[
          ...TEXTS.map(name => [name, labels[name]] as [Text, string]),
          ["team", t("filters.team")],
          ["seller", t("employee.isSeller")],
          ["active", t("employee.isActive")],
        ]}
        say={(value, name) => (name === "team" ? (value as string[]).map(nameOfTeam) : value)}
        onMine={(mine, on) => void save(mine, on)}
      />
    </>
  );
}

interface DeleteProps {
  path: string;
  name: string;
  about: string;
  touches: string;
  onInactive?: () => void;
  onClose: () => void;
  onDone?: () => void;
}

/** What cannot be undone is asked for, and its effect is said first. */
function DeleteDialog({ path, name, about, touches, onInactive, onClose, onDone }: DeleteProps) {
  const [problem, setProblem] = useState<Problem | null>(null);
  async function act() {
    try {
      await remove(path);
      changed(touches);
      done(rich("group.deleted", { name }));
      onClose();
      onDone?.();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
    }
  }
  const used = problem?.code === "in-use";
  return (
    <Dialog
      title={t("group.deleteTitle", { name })}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          {used && onInactive ? (
            <button type="button" className="btn pri" onClick={onInactive}>
              {t("employee.makeInactive")}
            </button>
          ) : (
            <button type="button" className="btn danger fill" disabled={used} onClick={() => void act()}>
              {t("ui.delete")}
            </button>
          )}
        </>
      }
    >
      {problem && (
        <div className="banner bad" role="alert">
          {problem.text}
        </div>
      )}
      <p>{about}</p>
    </Dialog>
  );
}

/** The teams, each edited in a dialog. */
export function Teams() {
  const [open, setOpen] = useState<Schema["Team"] | "new" | null>(null);
  const [gone, setGone] = useState<Schema["Team"] | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ["teams", { limit: 500 }],
    queryFn: ({ signal }) => get<Schema["Teams"]>("/api/teams", { limit: 500 }, signal),
  });
  return (
    <>
      <Head
        title={t("settings.teams")}
        back={BACK()}
        actions={
          <button type="button" className="btn pri" onClick={() => setOpen("new")}>
            <Icon of={IconPlus} />
            {t("settings.newTeam")}
          </button>
        }
      />
      <div className="page-block">
        {error && <Failure thrown={error} onAgain={() => void refetch()} />}
        {data && (
          <NameTable
            label={t("settings.teams")}
            rows={data.items}
            empty={t("settings.noTeams")}
            onEdit={setOpen}
            onDelete={setGone}
          />
        )}
      </div>
      {open && (
        <NameDialog
          title={open === "new" ? t("settings.newTeam") : open.name}
          path="/api/teams"
          thing={open === "new" ? null : open}
          touches="Team"
          onClose={() => setOpen(null)}
        />
      )}
      {gone && (
        <DeleteDialog
          path={`/api/teams/${gone.id}`}
          name={gone.name}
          about={t("settings.teamDelete")}
          touches="Team"
          onClose={() => setGone(null)}
        />
      )}
    </>
  );
}

/** The roles of customers and of projects. */
export function Roles() {
  const roles = useRoles();
  const [open, setOpen] = useState<Schema["Role"] | Schema["RoleKind"] | null>(null);
  const [gone, setGone] = useState<Schema["Role"] | null>(null);
  const kinds: [Schema["RoleKind"], string, string][] = [
    ["customer", t("settings.customerRoles"), t("settings.newCustomerRole")],
    ["project", t("settings.projectRoles"), t("settings.newProjectRole")],
  ];
  const kind = typeof open === "string" ? open : open?.kind;
  return (
    <>
      <Head title={t("settings.roles")} back={BACK()} />
      <div className="page-block">
        {kinds.map(([each, title, create]) => (
          <section key={each} className="stack-v" style={{ gap: 8 }}>
            <div className="row">
              <h2 className="grow">{title}</h2>
              <button type="button" className="btn" onClick={() => setOpen(each)}>
                <Icon of={IconPlus} />
                {create}
              </button>
            </div>
            <NameTable
              label={title}
              rows={roles.filter(role => role.kind === each)}
              empty={t("settings.noRoles")}
              onEdit={setOpen}
              onDelete={setGone}
            />
          </section>
        ))}
      </div>
      {open && (
        <NameDialog
          title={typeof open === "string" ? kinds.find(([each]) => each === open)![2] : open.name}
          path="/api/roles"
          thing={typeof open === "string" ? null : open}
          extra={typeof open === "string" ? { kind } : {}}
          touches="Role"
          onClose={() => setOpen(null)}
        />
      )}
      {gone && (
        <DeleteDialog
          path={`/api/roles/${gone.id}`}
          name={gone.name}
          about={t("settings.roleDelete")}
          touches="Role"
          onClose={() => setGone(null)}
        />
      )}
    </>
  );
}

interface NameTableProps<T> {
  label: string;
  rows: T[];
  empty: string;
  onEdit: (row: T) => void;
  onDelete: (row: T) => void;
}

function NameTable<T extends { id: string; name: string }>({
  label,
  rows,
  empty,
  onEdit,
  onDelete,
}: NameTableProps<T>) {
  return (
    <div className="panel">
      <table className="tbl" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t("ui.name")}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.id}>
              <td className="med">{row.name}</td>
              <td className="acts">
                <button
                  type="button"
                  className="btn icon"
                  aria-label={t("ui.edit", { what: row.name })}
                  title={t("ui.edit", { what: row.name })}
                  onClick={() => onEdit(row)}
                >
                  <Icon of={IconPencil} size={16} />
                </button>
                <button
                  type="button"
                  className="btn icon"
                  aria-label={t("ui.deleteWhat", { what: row.name })}
                  title={t("ui.deleteWhat", { what: row.name })}
                  onClick={() => onDelete(row)}
                >
                  <Icon of={IconTrash} size={16} />
                </button>
              </td>
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={2} className="muted">
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

interface NameDialogProps {
  title: string;
  path: string;
  thing: { id: string; name: string } | null;
  extra?: Record<string, unknown>;
  touches: string;
  onClose: () => void;
}

function NameDialog({ title, path, thing, extra, touches, onClose }: NameDialogProps) {
  const [name, setName] = useState(thing?.name ?? "");
  const [fault, setFault] = useState<string>();
  const id = useId();

  async function save(event: FormEvent) {
    event.preventDefault();
    if (!name.trim()) return setFault(t("problem.required"));
    try {
      if (thing) await patch(`${path}/${thing.id}`, { name });
      else await post(path, { name, ...extra });
      changed(touches);
      done(rich("group.saved", { name }));
      onClose();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setFault(thrown.fields.name ?? thrown.text);
    }
  }

  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          <button type="submit" form={id} className="btn pri">
            {t("ui.save")}
          </button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={event => void save(event)}>
        <TextField
          label={t("ui.name")}
          required
          value={name}
          onChange={setName}
          fault={fault}
          maxLength={300}
          autoFocus
        />
      </form>
    </Dialog>
  );
}
