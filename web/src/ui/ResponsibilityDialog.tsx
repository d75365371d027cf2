import { IconPlus, IconTransfer, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useId, useMemo, useState } from "react";
import {
  changed,
  get,
  load,
  type Positions,
  type Problem,
  problemOf,
  publish,
  type Schema,
  useCan,
  useSession,
  uuid,
} from "../api";
import { rich, t } from "../texts";
import { Changed, type Difference } from "./Changed";
import { Dialog } from "./Dialog";
import { Field, TextField } from "./Form";
import { HandOver } from "./HandOver";
import { HistoryList } from "./History";
import { Icon } from "./Icon";
import { Avatar } from "./Person";
import { Picker } from "./Picker";
import { EmployeePicker, useRoles } from "./pickers";
import {
  back,
  changesOf,
  counterpart,
  type Draft,
  draftOf,
  mergedDrafts,
  type Responsibility,
  send,
  span,
  stateOn,
} from "./responsibilities";
import { type RoleMark, roleMarks } from "./roles";
import { Failure } from "./State";
import { done } from "./toasts";

/** How long a read model may be behind the decision that refused. */
const BEHIND = 100;
const TRIES = 20;

interface Named {
  id: string;
  name: string;
}

interface Shown {
  all: Responsibility[];
  position: number | undefined;
}

interface ResponsibilityDialogProps {
  subject: Named & { type: "customer" | "project" };
  /** Null asks for a person first. */
  employee: Named | null;
  about?: string;
  /** What is shown already, so that nothing needs to be waited for. */
  initial?: Shown;
  readOnly?: boolean;
  /** The day that is shown; today unless given. */
  day?: string;
  /** The day that changes begin on; they hold as if they always had unless given. */
  begins?: string | null;
  onSaved?: (before: Responsibility[], after: Responsibility[], positions: Positions) => void;
  onHistory?: () => void;
  onClose: () => void;
}

async function read(subjectId: string, employeeId: string): Promise<Shown> {
  const query = {
    subject: [subjectId],
    employee: [employeeId],
    period: "all",
    archived: true,
    columns: false,
    limit: 1,
  };
  const { body, positions } = await load<Schema["Matrix"]>("/api/matrix", query);
  const cell = body.rows[0]?.cells.find(each => "employeeId" in each && each.employeeId === employeeId);
  return { all: (cell?.responsibilities ?? []) as Responsibility[], position: positions.responsibilities };
}

/** Everything about one customer or project and one person: roles, dates, why, and how it came. */
export function ResponsibilityDialog(props: ResponsibilityDialogProps) {
  const [chosen, setChosen] = useState<string[]>([]);
  const people = useQuery({
    queryKey: ["employees", chosen[0]],
    queryFn: ({ signal }) => get<Schema["Employee"]>(`/api/employees/${chosen[0]}`, {}, signal),
    enabled: props.employee === null && chosen.length > 0,
  });
  const employee = props.employee ?? (people.data ? { id: people.data.id, name: people.data.name } : null);
  const found = useQuery({
    queryKey: ["responsibilities-of", props.subject.id, employee?.id],
    queryFn: () => read(props.subject.id, employee!.id),
    enabled: employee !== null && props.initial === undefined,
    staleTime: 0,
    gcTime: 0,
  });
  const shown = props.initial ?? found.data;
  if (employee && shown) return <Editor key={employee.id} {...props} employee={employee} shown={shown} />;
  if (employee) {
    return (
      <Dialog title={`${props.subject.name}, ${employee.name}`} kind="wide" onClose={props.onClose}>
        {found.error ? (
          <Failure thrown={found.error} onAgain={() => void found.refetch()} />
        ) : (
          <div className="resps-wait" aria-busy="true" />
        )}
      </Dialog>
    );
  }
  return (
    <Dialog title={t("matrix.assignTo", { customer: props.subject.name })} onClose={props.onClose}>
      {people.error && <Failure thrown={people.error} onAgain={() => void people.refetch()} />}
      <Field label={t("filters.employee")}>
        {field => (
          <EmployeePicker {...field} bare value={chosen} onChange={setChosen} placeholder={t("ui.searchName")} />
        )}
      </Field>
    </Dialog>
  );
}

const emptyDraft = (employeeId: string, begins: string | null | undefined): Draft => ({
  key: uuid(),
  employeeId,
  roleId: null,
  from: begins ?? "",
  to: "",
  was: null,
});

function Editor(props: ResponsibilityDialogProps & { employee: Named; shown: Shown }) {
  const { subject, employee, shown, about, onHistory, onClose } = props;
  const can = useCan();
  const session = useSession();
  const catalogue = useRoles();
  const roles = useMemo(() => roleMarks(catalogue), [catalogue]);
  const rolesUsed = session.features.roles;
  const readOnly = props.readOnly || !can("changeResponsibilities");
  const [base, setBase] = useState(shown);
  const [drafts, setDrafts] = useState<Draft[]>(() =>
    shown.all.length || readOnly
      ? shown.all.map(each => draftOf(each, employee.id))
      : [emptyDraft(employee.id, props.begins)],
  );
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [theirs, setTheirs] = useState<Shown | null>(null);
  const [busy, setBusy] = useState(false);
  const [handing, setHanding] = useState(false);
  const day = props.day ?? session.today;
  const history = useQuery({
    queryKey: ["history", { subject: subject.id, employee: employee.id, limit: 5 }],
    queryFn: ({ signal }) =>
      get<Schema["History"]>("/api/history", { subject: subject.id, employee: employee.id, limit: 5 }, signal),
  });
  async function save(wanted: Draft[], base: Shown) {
    const of = { type: subject.type, id: subject.id };
    const changes = changesOf(of, base.all, wanted, employee.id, props.begins ?? null);
    if (changes.length === 0) return onClose();
    setBusy(true);
    setProblem(null);
    const position = base.position === undefined ? undefined : `responsibilities=${base.position}`;
    try {
      const { batch, positions } = await send(changes, { reason, basedOn: position, source: "click" });
      const names = { customer: subject.name, employee: employee.name };
      done(rich("matrix.saved", names), batch.batchId ? back(batch.batchId, t("matrix.saved", names)) : undefined);
      const after = wanted.map(draft => ({
        roleId: draft.roleId,
        from: draft.from || null,
        to: draft.to || null,
        state: stateOn(day, draft.from || null, draft.to || null),
      }));
      changed("Responsibility");
      if (!props.onSaved) publish([{ type: "Responsibility", subject, employeeId: employee.id }]);
      onClose();
      props.onSaved?.(shown.all, after, positions);
    } catch (thrown) {
      await refuse(problemOf(thrown), base.all);
    } finally {
      setBusy(false);
    }
  }

  async function refuse(problem: Problem, mine: Responsibility[]) {
    if (problem.code !== "changed-since-preview") return setProblem(problem);
    try {
      await compare(mine);
    } catch (thrown) {
      setProblem(problemOf(thrown));
    }
  }

  /** Reads what the others made of it, once the read model shows it. What had ended before and still has is no part of it. */
  async function compare(mine: Responsibility[]) {
    let all: Responsibility[] = [];
    let now: Shown;
    let tries = 0;
    do {
      if (tries > 0) await new Promise(resolve => setTimeout(resolve, BEHIND));
      now = await read(subject.id, employee.id);
      all = now.all.filter(each => each.state !== "ended" || counterpart(mine, each));
    } while (same(all, mine) && ++tries < TRIES);
    await history.refetch();
    setTheirs({ ...now, all });
  }

  const open = base.all.filter(each => each.state !== "ended");
  if (handing) {
    return (
      <HandOver
        subject={subject}
        employee={employee}
        open={open}
        nameOfRole={roleId => nameOfRole(roleId, roles)}
        basedOn={base.position === undefined ? undefined : `responsibilities=${base.position}`}
        onClose={onClose}
      />
    );
  }

  if (theirs) {
    const last = history.data?.items[0];
    const actor = last && (last.actor.name ?? last.actor.user);
    const take = (wanted: Draft[]) => {
      setBase(theirs);
      setDrafts(wanted);
      setTheirs(null);
    };
    return (
      <Changed
        who={last && actor ? { name: actor, at: last.at } : undefined}
        differences={differences(base.all, theirs.all, drafts, roles)}
        onTheirs={() => take(theirs.all.map(each => draftOf(each, employee.id)))}
        onMine={() => {
          const wanted = mergedDrafts(base.all, theirs.all, drafts, employee.id);
          take(wanted);
          void save(wanted, theirs);
        }}
        onClose={onClose}
      />
    );
  }

  const edit = (key: string, change: Partial<Draft>) =>
    setDrafts(drafts.map(draft => (draft.key === key ? { ...draft, ...change } : draft)));
  return (
    <Dialog
      title={`${subject.name}, ${employee.name}`}
      kind="wide"
      onClose={onClose}
      about={about}
      mark={
        <span className="people only-d">
          <Avatar id={subject.id} name={subject.name} square />
          <Avatar id={employee.id} name={employee.name} />
        </span>
      }
      footer={
        readOnly ? undefined : (
          <>
            {open.length > 0 ? (
              <button type="button" className="btn quiet" onClick={() => setHanding(true)}>
                <Icon of={IconTransfer} />
                {t("matrix.handOver")}
              </button>
            ) : (
              <span className="small muted note">{t("matrix.savedAsOne")}</span>
            )}
            <button type="button" className="btn end" onClick={onClose}>
              {t("ui.cancel")}
            </button>
            <button type="button" className="btn pri" disabled={busy} onClick={() => void save(drafts, base)}>
              {t("ui.save")}
            </button>
          </>
        )
      }
    >
      {problem && (
        <div className="banner bad" role="alert">
          {t("toast.notChanged", { reason: problem.text })}
        </div>
      )}
      <div>
        <div className="resps">
          {drafts.length === 0 && <p className="muted">{t("matrix.nothingSet")}</p>}
          {drafts.map(draft => (
            <Line
              key={draft.key}
              draft={draft}
              roles={roles}
              kind={subject.type}
              today={day}
              rolesUsed={rolesUsed}
              readOnly={readOnly}
              onChange={change => edit(draft.key, change)}
              onRemove={() => setDrafts(drafts.filter(each => each !== draft))}
            />
          ))}
        </div>
        {!readOnly && (
          <button
            type="button"
            className="btn txt"
            onClick={() => setDrafts([...drafts, emptyDraft(employee.id, props.begins)])}
          >
            <Icon of={IconPlus} size={16} />
            {rolesUsed ? t("matrix.addRole") : t("matrix.addInterval")}
          </button>
        )}
      </div>
      {!readOnly && (
        <TextField
          label={t("ui.reason")}
          value={reason}
          onChange={setReason}
          maxLength={500}
          placeholder={t("ui.reasonHint")}
        />
      )}
      <section>
        <div className="row">
          <h3 className="grow">{t("matrix.history")}</h3>
          {onHistory && (
            <button type="button" className="btn txt sm" onClick={onHistory}>
              {t("matrix.allHistory")}
            </button>
          )}
        </div>
        <HistoryList rows={history.data?.items ?? []} empty={history.data !== undefined} />
      </section>
    </Dialog>
  );
}

const nameOfRole = (roleId: string | null, roles: Map<string, RoleMark>) =>
  roleId ? (roles.get(roleId)?.name ?? "") : t("matrix.noRole");

interface LineProps {
  draft: Draft;
  roles: Map<string, RoleMark>;
  kind: "customer" | "project";
  today: string;
  rolesUsed: boolean;
  readOnly: boolean;
  onChange: (change: Partial<Draft>) => void;
  onRemove: () => void;
}

function Line({ draft, roles, kind, today, rolesUsed, readOnly, onChange, onRemove }: LineProps) {
  const state = stateOn(today, draft.from || null, draft.to || null);
  const name = nameOfRole(draft.roleId, roles);
  const id = useId();
  const fitting = [...roles.values()].filter(role => role.kind === kind);
  return (
    <fieldset className="rg" aria-label={name}>
      <Field label={t("filters.role")} id={`${id}-role`}>
        {field =>
          rolesUsed && !readOnly ? (
            <Picker
              {...field}
              label={t("filters.role")}
              bare
              none={t("matrix.noRole")}
              options={fitting.map(role => ({
                value: role.id,
                label: role.name,
                mark: <span className={`m p${role.colour}`}>{role.letters}</span>,
              }))}
              value={draft.roleId ? [draft.roleId] : []}
              onChange={([roleId]) => onChange({ roleId: roleId ?? null })}
            />
          ) : (
            <input id={field.id} className="input" readOnly value={name} />
          )
        }
      </Field>
      <TextField
        label={t("matrix.fromLabel")}
        type="date"
        value={draft.from}
        readOnly={readOnly}
        onChange={from => onChange({ from })}
      />
      <TextField
        label={t("matrix.toLabel")}
        type="date"
        value={draft.to}
        readOnly={readOnly}
        onChange={to => onChange({ to })}
      />
      <span className="st">
        <span className={`chip ${state === "current" ? "good" : state === "coming" ? "coming" : ""}`}>
          {t(`state.${state}`)}
        </span>
      </span>
      {!readOnly && (
        <button
          type="button"
          className="btn icon"
          aria-label={t("ui.remove")}
          title={t("ui.remove")}
          onClick={onRemove}
        >
          <Icon of={IconTrash} />
        </button>
      )}
    </fieldset>
  );
}

type Spanned = { roleId: string | null; from: string | null; to: string | null };

const same = (one: Spanned[], other: Spanned[]) =>
  one.length === other.length && one.every(each => counterpart(other, each)?.to === each.to);

/** What differs between the three versions, role by role. */
function differences(before: Spanned[], theirs: Spanned[], yours: Draft[], roles: Map<string, RoleMark>): Difference[] {
  const text = (all: Spanned[], roleId: string | null) =>
    all
      .filter(each => each.roleId === roleId)
      .map(each => span(each) || t("conflict.unlimited"))
      .join(", ") || "–";
  const roleIds = [...new Set([...before, ...theirs, ...yours].map(each => each.roleId))];
  const rows = roleIds.map(roleId => ({
    field: nameOfRole(roleId, roles),
    before: text(before, roleId),
    theirs: text(theirs, roleId),
    yours: text(yours, roleId),
  }));
  const differing = rows.filter(row => row.before !== row.theirs || row.theirs !== row.yours);
  return differing.length ? differing : rows;
}
