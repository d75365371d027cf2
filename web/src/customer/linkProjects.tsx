import { useState } from "react";
import type { Schema } from "../api";
import { rich, t } from "../texts";
import { useCommand } from "../ui/command";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Form";
import { giveProjects, type OtherProject, OtherProjects } from "../ui/otherProjects";
import { done } from "../ui/toasts";

interface LinkProjectsProps {
  customer: Schema["Customer"];
  onClose: () => void;
}

/** Gives projects of other customers to this one, with all that belongs to them. */
export function LinkProjects({ customer, onClose }: LinkProjectsProps) {
  const [chosen, setChosen] = useState<OtherProject[]>([]);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<{ name: string; text: string } | null>(null);
  const command = useCommand();

  async function link() {
    setProblem(null);
    await command.run(
      chosen.map(each => each.id),
      async () => {
        const refusals = await giveProjects(chosen, customer.id, reason.trim() || undefined);
        setChosen(refusals.map(each => each.thing));
        const [first] = refusals;
        if (first) return setProblem({ name: first.thing.name, text: first.problem.text });
        done(rich("project.linked", { count: chosen.length, customer: customer.name }));
        onClose();
      },
    );
  }

  return (
    <Dialog
      title={t("project.linkTitle")}
      about={customer.name}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          <button
            type="button"
            className="btn pri"
            disabled={chosen.length === 0 || command.busy}
            onClick={() => void link()}
          >
            {t("project.linkAct", { count: chosen.length })}
          </button>
        </>
      }
    >
      {problem && (
        <div className="banner bad" role="alert">
          {t("toast.refusedSome", { names: problem.name, reason: problem.text })}
        </div>
      )}
      <p className="muted">{t("project.linkAbout")}</p>
      <OtherProjects customerId={customer.id} value={chosen} onChange={setChosen} />
      <TextField label={t("ui.reason")} value={reason} onChange={setReason} maxLength={500} hint={t("ui.reasonHint")} />
    </Dialog>
  );
}
