import { useQuery } from "@tanstack/react-query";
import { get, textOf } from "../api";
import { day, instant, t } from "../texts";
import { Dialog } from "../ui/Dialog";
import { type Conflict, closeConflicts, undo, useSteps } from "../ui/toasts";

/** The changes of this session, newest first, each with its way back. */
export function MyChanges({ onClose }: { onClose: () => void }) {
  const steps = useSteps().toReversed();
  const open = steps.filter(step => !step.undone);
  async function all() {
    for (const step of open) await undo(step);
  }
  return (
    <Dialog
      title={t("changes.title")}
      onClose={onClose}
      footer={
        open.length > 0 && (
          <button type="button" className="btn end" onClick={() => void all()}>
            {t("changes.undoAll")}
          </button>
        )
      }
    >
      {steps.length === 0 && <p className="muted">{t("changes.none")}</p>}
      <ul className="stack-v" aria-label={t("changes.title")}>
        {steps.map(step => (
          <li key={step.id} className="row">
            <span className="grow">
              <span className={step.undone ? "muted" : undefined}>{step.what}</span>
              <br />
              <span className="small muted">
                {instant(step.at)}
                {step.undone && ` · ${t("changes.undone")}`}
              </span>
            </span>
            {!step.undone && (
              <button
                type="button"
                className="btn sm"
                aria-label={t("changes.undo", { what: step.what })}
                onClick={() => void undo(step)}
              >
                {t("toast.undo")}
              </button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

/** What an undo left as it is, because somebody changed it since. */
export function Kept({ conflicts }: { conflicts: Conflict[] }) {
  return (
    <Dialog title={t("undo.kept", { count: conflicts.length })} onClose={closeConflicts}>
      <ul className="stack-v">
        {conflicts.map(conflict => (
          <li key={JSON.stringify(conflict)}>
            <b>
              <WhatOf conflict={conflict} />
            </b>
            <div className="small muted">
              {"subject" in conflict && conflict.from && day(conflict.from)} {textOf(conflict.code, conflict.message)}
            </div>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function WhatOf({ conflict }: { conflict: Conflict }) {
  if ("activityId" in conflict) return <Name type="customer" id={conflict.customerId} />;
  if (!("subject" in conflict)) return conflict.name;
  const { subject, employeeId } = conflict;
  return (
    <>
      <Name type={subject.type} id={subject.id} />, <Name type="employee" id={employeeId} />
    </>
  );
}

function Name({ type, id }: { type: "customer" | "project" | "employee"; id: string }) {
  const { data } = useQuery({
    queryKey: [type, id],
    queryFn: ({ signal }) => get<{ name: string }>(`/api/${type}s/${id}`, {}, signal),
  });
  return data?.name ?? "…";
}
