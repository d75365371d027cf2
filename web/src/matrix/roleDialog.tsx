import { IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { changed, get, type Problem, problemOf, type Schema } from "../api";
import { interval, rich, t } from "../texts";
import { Dialog } from "../ui/Dialog";
import { Field, TextField } from "../ui/Form";
import { Icon } from "../ui/Icon";
import { Avatar } from "../ui/Person";
import { Picker } from "../ui/Picker";
import { EmployeePicker } from "../ui/pickers";
import { back, type Responsibility, type ResponsibilityChange, removal, send } from "../ui/responsibilities";
import { done } from "../ui/toasts";
import { type Column, type MatrixStore, NO_ROLE, type Row } from "./store";
import type { View } from "./words";

/** By role: who has this role for this customer; add one, remove one. */
export function RoleDialog({
  store,
  view,
  row,
  column,
  onClose,
}: {
  store: MatrixStore;
  view: View;
  row: Row;
  column: Column;
  onClose: () => void;
}) {
  const [employee, setEmployee] = useState<string[]>([]);
  const [role, setRole] = useState<string[]>(column.id === NO_ROLE ? [] : [column.id]);
  const [from, setFrom] = useState(view.begins ?? "");
  const [to, setTo] = useState("");
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const subject = { type: row.subject.type, id: row.subject.id };
  const all = store.shown(row, column.id);
  const roles = [...view.roles.values()].filter(each => each.kind === row.subject.type);
  const title = t("matrix.roleOf", { role: column.name || t("matrix.noRole"), customer: row.subject.name });

  /** One at a time; a dialog that stays open says why. */
  async function attempt(act: () => Promise<void>) {
    if (busy) return;
    setProblem(null);
    setBusy(true);
    try {
      await act();
    } catch (thrown) {
      setProblem(problemOf(thrown));
    } finally {
      setBusy(false);
    }
  }

  async function act(change: ResponsibilityChange, key: "assigned" | "removed", employeeName: string) {
    const { batch, positions } = await send([change], { reason, source: "click" });
    const name = change.roleId ? view.roles.get(change.roleId)?.name : undefined;
    const names = { employee: employeeName, customer: row.subject.name, role: name ?? "" };
    const text = `matrix.${key}${name ? "As" : ""}` as const;
    done(rich(text, names), batch.batchId ? back(batch.batchId, t(text, names)) : undefined);
    changed("Responsibility");
    onClose();
    await store.settle(subject.id, column.id, positions);
  }

  async function add() {
    const [employeeId = ""] = employee;
    const { name } = await get<Schema["Employee"]>(`/api/employees/${employeeId}`);
    const roleId = role[0] ?? null;
    await act({ action: "assign", subject, employeeId, roleId, from: from || null, to: to || null }, "assigned", name);
  }

  async function take(each: Responsibility) {
    const { id, name } = each.employee!;
    await act(removal(each, { subject, employeeId: id }, view.begins), "removed", name);
  }

  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        view.readOnly ? undefined : (
          <>
            <button type="button" className="btn end" onClick={onClose}>
              {t("ui.cancel")}
            </button>
            <button
              type="button"
              className="btn pri"
              disabled={busy || employee.length === 0}
              onClick={() => void attempt(add)}
            >
              {t("ui.add")}
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
      {all.length === 0 && <p className="muted">{t("ui.nobody")}</p>}
      <ul>
        {all.map(each => (
          <li key={`${each.employee?.id} ${each.from}`} className="row" style={{ minHeight: 36 }}>
            {each.employee && <Avatar id={each.employee.id} name={each.employee.name} />}
            <span className="med">{each.employee?.name}</span>
            <span className="muted small">{interval(each.from, each.to)}</span>
            <span className={`chip ${each.state === "current" ? "good" : each.state === "coming" ? "coming" : ""}`}>
              {t(`state.${each.state}`)}
            </span>
            {!view.readOnly && (
              <button
                type="button"
                className="btn icon end"
                aria-label={t("ui.removeValue", { value: each.employee?.name ?? "" })}
                disabled={busy}
                onClick={() => void attempt(() => take(each))}
              >
                <Icon of={IconTrash} />
              </button>
            )}
          </li>
        ))}
      </ul>
      {!view.readOnly && (
        <div className="form">
          <Field label={t("filters.employee")}>
            {props => (
              <EmployeePicker
                {...props}
                bare
                value={employee}
                onChange={setEmployee}
                placeholder={t("ui.searchName")}
              />
            )}
          </Field>
          <Field label={t("filters.role")}>
            {props => (
              <Picker
                {...props}
                label={t("filters.role")}
                bare
                none={t("matrix.noRole")}
                options={roles.map(each => ({ value: each.id, label: each.name }))}
                value={role}
                onChange={setRole}
              />
            )}
          </Field>
          <div className="cols">
            <TextField label={t("matrix.fromLabel")} type="date" value={from} onChange={setFrom} />
            <TextField label={t("matrix.toLabel")} type="date" value={to} onChange={setTo} />
          </div>
          <TextField
            label={t("ui.reason")}
            value={reason}
            onChange={setReason}
            maxLength={500}
            placeholder={t("ui.reasonHint")}
          />
        </div>
      )}
    </Dialog>
  );
}
