import { useId, useState } from "react";
import { Problem, post, reset } from "../api";
import { rich, t } from "../texts";
import { useCommand } from "./command";
import { Dialog } from "./Dialog";
import { FaultSummary, faultsOf, TextField } from "./Form";
import { done } from "./toasts";

interface EraseDialogProps {
  kind: "employees" | "customers" | "contacts";
  person: { id: string; name: string };
  /** Makes the employee inactive, who is active; nothing else is offered then. */
  onInactive?: () => Promise<void>;
  onClose: () => void;
}

/** Erases a person for ever: says first what that does, and takes the reason and the name as a confirmation. */
export function EraseDialog({ kind, person, onInactive, onClose }: EraseDialogProps) {
  const erasure = useErasure(kind, person, onClose);
  const { problem, faults, tried, busy, run } = erasure;
  const id = useId();
  return (
    <Dialog
      title={t("erase.title", { name: person.name })}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          {onInactive ? (
            <button type="button" className="btn pri" disabled={busy} onClick={() => void run(onInactive)}>
              {t("employee.makeInactive")}
            </button>
          ) : (
            <button type="button" className="btn danger fill" disabled={busy} onClick={() => void erasure.erase()}>
              {t("erase.act")}
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
      {onInactive ? (
        <p>{t("erase.activeFirst")}</p>
      ) : (
        <>
          <FaultSummary
            key={tried}
            faults={faultsOf(id, { reason: t("ui.reason"), name: t("erase.confirm") }, faults)}
          />
          <ul className="effects">
            <li>{rich(`erase.gone.${kind}`)}</li>
            <li>{rich("erase.stays")}</li>
            <li>{rich("erase.forever")}</li>
          </ul>
          <TextField
            id={`${id}-reason`}
            label={t("ui.reason")}
            hint={t("erase.reasonHint")}
            value={erasure.reason}
            onChange={erasure.setReason}
            fault={faults.reason}
            maxLength={500}
            required
          />
          <TextField
            id={`${id}-name`}
            label={t("erase.confirm")}
            hint={t("erase.confirmHint", { name: person.name })}
            value={erasure.typed}
            onChange={erasure.setTyped}
            fault={faults.name}
            required
          />
        </>
      )}
    </Dialog>
  );
}

const spelled = (name: string) => name.normalize("NFC").trim().replace(/\s+/g, " ");

/** What the person entered, what is wrong with it, and how it is sent. */
function useErasure(kind: string, person: { id: string; name: string }, onClose: () => void) {
  const command = useCommand();
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tried, setTried] = useState(0);
  const wrong: Record<string, string> = {};
  if (!reason.trim()) wrong.reason = t("problem.required");
  if (spelled(typed) !== spelled(person.name)) wrong.name = t("erase.confirmFault", { name: person.name });

  async function run(act: () => Promise<unknown>) {
    setProblem(null);
    try {
      await act();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
    }
  }

  async function erase() {
    setTried(tried + 1);
    if (Object.keys(wrong).length) return;
    const path = `/api/${kind}/${person.id}/erase`;
    const body = { reason: reason.trim() };
    await run(() =>
      command.run([path, body], async key => {
        await post(path, body, { key });
        onClose();
        done(t("erase.done"));
        reset();
      }),
    );
  }

  const faults = tried > 0 ? { ...wrong, ...problem?.fields } : {};
  return { reason, setReason, typed, setTyped, problem, faults, tried, busy: command.busy, run, erase };
}
