import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { changed, get, Problem, patch, type Schema } from "../api";
import { rich, t } from "../texts";
import { useCommand } from "../ui/command";
import { Dialog } from "../ui/Dialog";
import { Field, TextField } from "../ui/Form";
import { Picker } from "../ui/Picker";
import { useRested } from "../ui/slow";
import { done } from "../ui/toasts";

type Project = Schema["ProjectRow"];

const FOUND = 50;

interface LinkProjectsProps {
  customer: Schema["Customer"];
  onClose: () => void;
}

/** Gives projects of other customers to this one, with all that belongs to them. */
export function LinkProjects({ customer, onClose }: LinkProjectsProps) {
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<Project[]>([]);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<{ name: string; text: string } | null>(null);
  const command = useCommand();
  const q = useRested(typed);
  const query = { q: q || undefined, limit: FOUND };
  const found = useQuery({
    queryKey: ["projects", "link", query],
    queryFn: ({ signal }) => get<Schema["Projects"]>("/api/projects", query, signal),
    placeholderData: before => before,
  });
  const others = (found.data?.items ?? []).filter(
    each => each.customerId !== customer.id && !chosen.some(other => other.id === each.id),
  );
  const all = [...chosen, ...others];

  async function link() {
    setProblem(null);
    await command.run(
      chosen.map(each => each.id),
      async () => {
        let left = chosen;
        for (const project of chosen) {
          try {
            await patch(`/api/projects/${project.id}`, { customerId: customer.id, reason: reason.trim() || undefined });
            left = left.filter(each => each.id !== project.id);
          } catch (thrown) {
            if (!(thrown instanceof Problem)) throw thrown;
            setProblem({ name: project.name, text: thrown.text });
            break;
          }
        }
        if (left.length < chosen.length) changed("Project");
        setChosen(left);
        if (left.length > 0) return;
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
      <Field label={t("nav.projects")}>
        {field => (
          <Picker
            {...field}
            bare
            multiple
            label={t("nav.projects")}
            placeholder={t("group.nameOrNumber")}
            options={all.map(each => ({
              value: each.id,
              label: each.name,
              hint: t("project.movesFrom", { number: each.number, customer: each.customer.name }),
            }))}
            value={chosen.map(each => each.id)}
            onChange={ids => setChosen(all.filter(each => ids.includes(each.id)))}
            onSearch={setTyped}
            searched={typed !== "" && typed === q && !found.isPlaceholderData}
            loading={found.isLoading || typed !== q}
          />
        )}
      </Field>
      {chosen.length > 0 && (
        <ul className="effects t13">
          {chosen.map(each => (
            <li key={each.id}>{rich("project.moves", { project: each.name, customer: each.customer.name })}</li>
          ))}
        </ul>
      )}
      <TextField label={t("ui.reason")} value={reason} onChange={setReason} maxLength={500} hint={t("ui.reasonHint")} />
    </Dialog>
  );
}
