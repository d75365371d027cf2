import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { changed, get, Problem, publish, type Schema, useSession } from "../api";
import { interval, rich, t } from "../texts";
import { Dialog } from "./Dialog";
import { Field, TextField } from "./Form";
import { Avatar } from "./Person";
import { EmployeePicker } from "./pickers";
import {
  back,
  isOver,
  type Responsibility,
  type ResponsibilityChange,
  removal,
  send,
  successor,
} from "./responsibilities";
import { done } from "./toasts";

interface Named {
  id: string;
  name: string;
}

interface HandOverProps {
  subject: Named & { type: "customer" | "project" };
  employee: Named;
  /** What the person has here and has not ended. */
  open: Responsibility[];
  nameOfRole: (roleId: string | null) => string;
  basedOn: string | undefined;
  onClose: () => void;
}

/** Gives what somebody is responsible for here to somebody else, from a day on. */
export function HandOver({ subject, employee, open, nameOfRole, basedOn, onClose }: HandOverProps) {
  const { today } = useSession();
  const [chosen, setChosen] = useState<string[]>([]);
  const [from, setFrom] = useState(today);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [heirId] = chosen;
  const heir = useQuery({
    queryKey: ["employees", heirId],
    queryFn: ({ signal }) => get<Schema["Employee"]>(`/api/employees/${heirId}`, {}, signal),
    enabled: heirId !== undefined,
  });
  // What ends before that day is not there to be given.
  const given = open.filter(each => !isOver(each, from || null));
  const ready = heir.data !== undefined && heirId !== employee.id && given.length > 0 && !busy;

  async function save(to: Named) {
    setBusy(true);
    setProblem(null);
    try {
      const { batch } = await send(changesOf(subject, employee, to, given, from), { reason, basedOn, source: "click" });
      const names = { customer: subject.name, employee: employee.name, heir: to.name };
      done(rich("handOver.done", names), batch.batchId ? back(batch.batchId, t("handOver.done", names)) : undefined);
      changed("Responsibility");
      publish([employee, to].map(each => ({ type: "Responsibility", subject, employeeId: each.id })));
      onClose();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      setBusy(false);
    }
  }

  return (
    <Dialog
      title={`${subject.name}, ${employee.name}`}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          <button type="button" className="btn pri" disabled={!ready} onClick={() => heir.data && void save(heir.data)}>
            {t("handOver.act", { count: given.length })}
          </button>
        </>
      }
    >
      {problem && (
        <div className="banner bad" role="alert">
          {t("toast.notChanged", { reason: problem.text })}
        </div>
      )}
      <ul className="t13">
        {open.map(each => (
          <li key={`${each.roleId} ${each.from}`} className="row">
            <Avatar id={employee.id} name={employee.name} size={20} />
            <span className="med">{nameOfRole(each.roleId)}</span>
            <span className="muted">{interval(each.from, each.to)}</span>
          </li>
        ))}
      </ul>
      <Field label={t("matrix.handOverTo")}>
        {field => (
          <EmployeePicker
            {...field}
            bare
            label={t("matrix.handOverTo")}
            value={chosen}
            onChange={setChosen}
            placeholder={t("ui.searchName")}
          />
        )}
      </Field>
      <TextField
        label={t("matrix.fromLabel")}
        type="date"
        value={from}
        onChange={setFrom}
        hint={from ? t("handOver.hint", { employee: employee.name }) : undefined}
      />
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

/** From a day on, what was before stays as it was; without a day it is as if the other person had always had it. */
function changesOf(
  subject: Schema["Subject"],
  employee: Named,
  heir: Named,
  given: Responsibility[],
  day: string,
): ResponsibilityChange[] {
  const { type, id } = subject;
  return given.flatMap((each): ResponsibilityChange[] => {
    const of = { type, id };
    return [
      removal(each, { subject: of, employeeId: employee.id }, day || null),
      {
        action: "assign",
        subject: of,
        employeeId: heir.id,
        roleId: each.roleId,
        from: successor(each, day || null),
        to: each.to,
      },
    ];
  });
}
