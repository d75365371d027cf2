import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { changed, get, Problem, type Schema } from "../api";
import { rich, t } from "../texts";
import { Dialog } from "../ui/Dialog";
import { Check, Field, TextField } from "../ui/Form";
import { Avatar } from "../ui/Person";
import { Picker } from "../ui/Picker";
import { EmployeePicker } from "../ui/pickers";
import type { Responsibility } from "../ui/responsibilities";
import {
  back,
  preview,
  type ResponsibilityChange,
  removal,
  send,
  span,
  stateOn,
  successor,
} from "../ui/responsibilities";
import { Scrolled } from "../ui/Scrolled";
import { done, refused } from "../ui/toasts";
import { marks } from "./cells";
import type { Matrix } from "./matrix";
import { cellsOf, type Range, type Selection } from "./selection";
import { type Column, type MatrixStore, NO_ROLE, type Row } from "./store";
import type { View } from "./words";

export type BulkAction = "assign" | "remove" | "role" | "dates" | "handOver";

interface Line {
  row: Row;
  column: Column;
  before: Responsibility[];
  after: Responsibility[];
  changes: ResponsibilityChange[];
  /** What the other person gets. */
  given?: Responsibility[];
  /** Why the server refuses it. */
  refused?: string;
  /** The role is one of the other kind of rows. */
  unfit?: boolean;
}

/** What the person wants; of a date or role that is not named yet, each keeps its own. */
export interface Wanted {
  role?: string | null;
  from?: string | null;
  to?: string | null;
  employee?: Column | null;
}

const MOST_SHOWN = 500;

interface BulkProps {
  action: BulkAction;
  matrix: Matrix;
  selection: Selection;
  onClose: () => void;
}

/** What will happen to each selected cell, before it happens; then exactly that, as one step. */
export function BulkDialog({ action, matrix, selection, onClose }: BulkProps) {
  const { store, view, columns, rolesUsed } = matrix;
  const { ranges } = selection;
  const [wanted, setWanted] = useState<Wanted>(action === "assign" ? { role: null, from: view.begins, to: null } : {});
  const [target, setTarget] = useState<string[]>([]);
  const [heirId] = target;
  const { data: heir } = useQuery({
    queryKey: ["employee", heirId],
    queryFn: ({ signal }) => get<Schema["Employee"]>(`/api/employees/${heirId}`, {}, signal),
    enabled: heirId !== undefined,
  });
  const [only, setOnly] = useState(false);
  const [reason, setReason] = useState("");
  const [lines, setLines] = useState<Line[] | null>(null);
  const [basedOn, setBasedOn] = useState<string | undefined>();
  const [moved, setMoved] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(true);
  const [round, setRound] = useState(0);
  const roles = [...view.roles.values()];

  // What others do while the preview is read changes nothing in it: it is refused when it is applied. Rows and columns
  // may move under it; it stays about those that were selected.
  const shownNow = useRef(view);
  shownNow.current = view;
  const selected = useRef<Selected[] | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks the same again
  useEffect(() => {
    let gone = false;
    const look = async () => {
      setBusy(true);
      setProblem(null);
      if (!selected.current) {
        await store.rowsOf(new Set([...cellsOf(ranges)].map(([r]) => r)));
        selected.current = selectedCells(store, columns, ranges);
      }
      const planned = plan(action, store, shownNow.current, selected.current, wanted);
      const answer = await check(planned);
      if (gone) return;
      setLines(answer.lines);
      setBasedOn(answer.basedOn);
      setMoved(false);
      setBusy(false);
    };
    look().catch(thrown => {
      if (gone) return;
      setProblem(thrown instanceof Problem ? thrown : null);
      setBusy(false);
      if (!(thrown instanceof Problem)) throw thrown;
    });
    return () => {
      gone = true;
    };
  }, [action, store, wanted, round]);

  const effective = useMemo(() => lines?.filter(line => line.changes.length && !line.refused) ?? [], [lines]);
  const changes = effective.flatMap(line => line.changes);
  const refusedCount = lines?.filter(line => line.refused).length ?? 0;
  const unchanged = (lines?.length ?? 0) - effective.length - refusedCount;
  const shown = (lines ?? []).filter(line => !only || line.changes.length > 0).slice(0, MOST_SHOWN);

  async function apply() {
    setBusy(true);
    try {
      const { batch, positions } = await send(changes, { reason, basedOn, source: "bulk" });
      for (const line of effective) store.assume(line.row.subject.id, line.column.id, line.before, line.after);
      const what = t("matrix.applied", { count: changes.length });
      done(what, batch.batchId ? back(batch.batchId, what) : undefined);
      changed("Responsibility");
      selection.clear();
      onClose();
      await store.settleAll(
        effective.map(line => [line.row.subject.id, line.column.id]),
        positions,
      );
    } catch (thrown) {
      setBusy(false);
      if (thrown instanceof Problem && thrown.code === "changed-since-preview") setMoved(true);
      else refused(thrown);
    }
  }

  const set = (change: Partial<Wanted>) => setWanted({ ...wanted, ...change });
  return (
    <Dialog
      title={t("preview.title")}
      kind="widest"
      onClose={onClose}
      about={t(`matrix.bulk.${action}`)}
      footer={
        <>
          <span className="small muted note">
            {t(action === "handOver" ? "preview.exactlyTwo" : "preview.exactly")}
          </span>
          {moved && (
            <button type="button" className="btn end" onClick={() => setRound(round + 1)}>
              {t("preview.again")}
            </button>
          )}
          <button type="button" className={moved ? "btn" : "btn end"} onClick={onClose}>
            {t("ui.cancel")}
          </button>
          <button
            type="button"
            className={action === "remove" ? "btn danger fill" : "btn pri"}
            disabled={busy || moved || changes.length === 0}
            onClick={() => void apply()}
          >
            {t("preview.apply", { count: changes.length })}
          </button>
        </>
      }
    >
      {action !== "remove" && (
        <div className="row wrap" style={{ alignItems: "end", gap: 16 }}>
          {rolesUsed && (action === "assign" || action === "role") && (
            <Field label={action === "role" ? t("matrix.newRole") : t("filters.role")}>
              {props => (
                <Picker
                  {...props}
                  label={t("filters.role")}
                  bare
                  placeholder={t("matrix.chooseRole")}
                  required
                  options={[
                    { value: NO_ROLE, label: t("matrix.noRole") },
                    ...roles.map(role => ({
                      value: role.id,
                      label: role.name,
                      mark: <span className={`m p${role.colour}`}>{role.letters}</span>,
                    })),
                  ]}
                  value={wanted.role === undefined ? [] : [wanted.role ?? NO_ROLE]}
                  onChange={([role]) => set({ role: role === NO_ROLE ? null : role })}
                />
              )}
            </Field>
          )}
          {action === "handOver" && (
            <Field label={t("matrix.handOverTo")}>
              {props => (
                <EmployeePicker
                  {...props}
                  bare
                  label={t("matrix.handOverTo")}
                  placeholder={t("ui.searchName")}
                  value={target}
                  onChange={ids => {
                    setTarget(ids);
                    set({
                      employee:
                        columns.find(column => column.id === ids[0]) ??
                        (ids[0] ? { id: ids[0], name: "", count: 0 } : null),
                    });
                  }}
                />
              )}
            </Field>
          )}
          {action === "assign" && (
            <>
              <TextField
                label={t("matrix.fromLabel")}
                type="date"
                value={wanted.from ?? ""}
                onChange={from => set({ from: from || null })}
              />
              <TextField
                label={t("matrix.toLabel")}
                type="date"
                value={wanted.to ?? ""}
                onChange={to => set({ to: to || null })}
              />
            </>
          )}
          {action === "dates" && (
            <>
              <NewDate
                label={t("matrix.fromLabel")}
                none={t("matrix.noBeginning")}
                value={wanted.from}
                onChange={from => set({ from })}
              />
              <NewDate
                label={t("matrix.toLabel")}
                none={t("matrix.noEnd")}
                value={wanted.to}
                onChange={to => set({ to })}
              />
            </>
          )}
        </div>
      )}
      {moved && (
        <div className="banner warn" role="alert">
          <b>{t("conflict.title")}</b> {t("preview.moved")}
        </div>
      )}
      {problem && (
        <div className="banner bad" role="alert">
          {problem.text}
        </div>
      )}
      <div className="row wrap t13" style={{ gap: 16 }}>
        <span>{rich(`preview.sum.${action}`, { good, count: effective.length })}</span>
        <span className="muted">{rich("preview.stay", { count: unchanged })}</span>
        {refusedCount > 0 && <span>{rich("preview.refusedCount", { bad, count: refusedCount })}</span>}
        <span className="end">
          <Check label={t("preview.only")} checked={only} onChange={setOnly} />
        </span>
      </div>
      <div className="panel">
        <Scrolled label={t("preview.changes")} height={420}>
          <table className="tbl" aria-label={t("preview.changes")} aria-busy={busy}>
            <thead>
              <tr>
                <th scope="col">{t("overview.customer")}</th>
                <th scope="col">{t("filters.employee")}</th>
                <th scope="col">{t("preview.before")}</th>
                <th scope="col">{t("preview.after")}</th>
                <th scope="col">{t("preview.result")}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(line => (
                <tr key={`${line.row.subject.id} ${line.column.id}`}>
                  <td>
                    <span className="name">
                      <Avatar id={line.row.subject.id} name={line.row.subject.name} size={20} square />
                      <span className="ell">{line.row.subject.name}</span>
                    </span>
                  </td>
                  <td>
                    <span className="row">
                      <Avatar id={line.column.id} name={line.column.name} size={20} />
                      {line.column.name}
                    </span>
                  </td>
                  <td>
                    <Marks all={line.before} view={view} />
                  </td>
                  <td>
                    {heir && action === "handOver" && line.changes.length > 0 && !line.refused ? (
                      <span className="row">
                        <Avatar id={heir.id} name={heir.name} size={20} />
                        {heir.name}
                        <Marks all={line.given ?? []} view={view} />
                      </span>
                    ) : (
                      <Marks all={line.refused ? line.before : line.after} view={view} />
                    )}
                  </td>
                  <td className="result">
                    {line.refused ? (
                      rich("preview.refused", { bad, reason: line.refused })
                    ) : line.changes.length ? (
                      <span className="good">{t(`preview.done.${action}`)}</span>
                    ) : (
                      <span className="muted">{t(line.unfit ? "preview.unfit" : "preview.unchanged")}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      </div>
      {(lines?.length ?? 0) > MOST_SHOWN && <p className="small muted">{t("preview.first", { count: MOST_SHOWN })}</p>}
      <TextField
        label={t("ui.reason")}
        value={reason}
        onChange={setReason}
        maxLength={500}
        placeholder={t("ui.reasonHint")}
      />
    </Dialog>
  );
}

const good = (chunks: ReactNode) => <b className="good">{chunks}</b>;
const bad = (chunks: ReactNode) => <b className="bad">{chunks}</b>;

interface NewDateProps {
  label: string;
  /** What it is called to have no such day. */
  none: string;
  value: string | null | undefined;
  onChange: (value: string | null | undefined) => void;
}

/** A day for all that is selected: empty, each keeps its own; that there is none must be said. */
function NewDate({ label, none, value, onChange }: NewDateProps) {
  return (
    <div className="form">
      <TextField
        label={label}
        type="date"
        value={value ?? ""}
        hint={value === undefined ? t("matrix.datesKept") : undefined}
        onChange={day => onChange(day || undefined)}
      />
      <Check label={none} checked={value === null} onChange={on => onChange(on ? null : undefined)} />
    </div>
  );
}

function Marks({ all, view }: { all: Responsibility[]; view: View }) {
  if (all.length === 0) return <span className="muted">–</span>;
  return (
    <span className="row" style={{ gap: 4 }}>
      {all.map(each => (
        <span key={`${each.roleId} ${each.from}`} className="row" style={{ gap: 4 }}>
          {marks([each], view.roles)}
          <span className="small muted">{span(each)}</span>
        </span>
      ))}
    </span>
  );
}

type Selected = Pick<Line, "row" | "column">;

export function selectedCells(store: MatrixStore, columns: Column[], ranges: readonly Range[]): Selected[] {
  return [...cellsOf(ranges)].flatMap(([r, c]) => {
    const row = store.row(r);
    const column = columns[c];
    return row && column ? [{ row, column }] : [];
  });
}

/** What each selected cell would become, by what it shows now, wherever its row is. */
export function plan(action: BulkAction, store: MatrixStore, view: View, selected: Selected[], wanted: Wanted): Line[] {
  return selected.map(({ row: was, column }) => {
    const row = store.row(store.find(was.subject.id) ?? -1) ?? was;
    const before = store.shown(row, column.id);
    return { row, column, before, ...step(action, row, column, before, wanted, view) };
  });
}

/** What one cell would become, and how. */
export function step(
  action: BulkAction,
  row: Row,
  column: Column,
  before: Responsibility[],
  wanted: Wanted,
  view: View,
): Pick<Line, "after" | "changes" | "given" | "unfit"> {
  const subject = { type: row.subject.type, id: row.subject.id };
  const who = { subject, employeeId: column.id };
  const open = before.filter(each => each.state !== "ended");
  const nothing = { after: before, changes: [] as ResponsibilityChange[] };
  const fits = !wanted.role || view.roles.get(wanted.role)?.kind === row.subject.type;
  switch (action) {
    case "assign": {
      if (!fits) return { ...nothing, unfit: true };
      const { role: roleId = null, from = null, to = null } = wanted;
      if (before.some(each => each.roleId === roleId && each.from === from && each.to === to)) return nothing;
      return {
        after: [...before, { roleId, from, to, state: stateOn(view.day, from, to) }],
        changes: [{ action: "assign", ...who, roleId, from, to }],
      };
    }
    case "remove":
      return {
        after: before.filter(each => !open.includes(each)),
        changes: open.map(each => removal(each, who, view.begins)),
      };
    case "role": {
      const roleId = wanted.role;
      if (roleId === undefined) return nothing;
      if (!fits) return { ...nothing, unfit: true };
      const others = open.filter(each => each.roleId !== roleId);
      if (others.length === 0) return nothing;
      return {
        after: before.map(each =>
          others.includes(each) ? { ...each, roleId, from: successor(each, view.begins) } : each,
        ),
        changes: others.flatMap((each): ResponsibilityChange[] => [
          removal(each, who, view.begins),
          { action: "assign", ...who, roleId, from: successor(each, view.begins), to: each.to },
        ]),
      };
    }
    case "dates": {
      const dated = (each: Responsibility) => {
        const { from = each.from, to = each.to } = wanted;
        return { ...each, from, to, state: stateOn(view.day, from, to) };
      };
      const others = open.filter(each => dated(each).from !== each.from || dated(each).to !== each.to);
      return {
        after: before.map(each => (others.includes(each) ? dated(each) : each)),
        changes: others.flatMap((each): ResponsibilityChange[] => {
          const { roleId, from, to } = dated(each);
          if (each.from === from) return [{ action: "change", ...who, roleId, from, to }];
          return [
            { action: "remove", ...who, roleId, from: each.from },
            { action: "assign", ...who, roleId, from, to },
          ];
        }),
      };
    }
    case "handOver": {
      if (!wanted.employee || wanted.employee.id === column.id) return nothing;
      const heir = { subject, employeeId: wanted.employee.id };
      return {
        after: before.filter(each => !open.includes(each)),
        given: open.map(each => ({ ...each, from: successor(each, view.begins) })),
        changes: open.flatMap((each): ResponsibilityChange[] => [
          removal(each, who, view.begins),
          { action: "assign", ...heir, roleId: each.roleId, from: successor(each, view.begins), to: each.to },
        ]),
      };
    }
  }
}

/** Asks the server. What it refuses is marked and left out, until it accepts the rest. */
async function check(lines: Line[]): Promise<{ lines: Line[]; basedOn: string | undefined }> {
  for (;;) {
    const open = lines.filter(line => line.changes.length && !line.refused);
    const changes = open.flatMap(line => line.changes);
    if (changes.length === 0) return { lines, basedOn: undefined };
    try {
      const batch = await preview(changes);
      let at = 0;
      const checked = lines.map(line => {
        if (!open.includes(line)) return line;
        const outcomes = batch.changes.slice(at, at + line.changes.length);
        at += line.changes.length;
        return outcomes.every(each => each.outcome === "unchanged")
          ? { ...line, changes: [], after: line.before }
          : line;
      });
      return { lines: checked, basedOn: batch.basedOn };
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.status !== 422) throw thrown;
      const owner = open.flatMap(line => line.changes.map(() => line));
      const faults = new Map<Line, string>();
      const texts = thrown.fields;
      for (const error of thrown.errors) {
        const line = owner[Number(/^changes\[(\d+)\]/.exec(error.field)?.[1] ?? -1)];
        if (line) faults.set(line, texts[error.field] ?? error.message);
      }
      if (faults.size === 0) throw thrown;
      lines = lines.map(line => (faults.has(line) ? { ...line, refused: faults.get(line) } : line));
    }
  }
}
