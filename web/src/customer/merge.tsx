import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { changed, get, Problem, post, type Schema, useCan } from "../api";
import { rich, t } from "../texts";
import { useCommand } from "../ui/command";
import { Dialog } from "../ui/Dialog";
import { Field, TextField } from "../ui/Form";
import { CustomerPicker } from "../ui/pickers";
import { textOf } from "../ui/things";
import { done, type Step, takeBack } from "../ui/toasts";

type Customer = Schema["Customer"];

const namesOf = (customer: Customer, into: string | null) => ({
  customer: textOf(customer.name),
  into: textOf(into),
});

/** A merge as a step that is taken back and done again. */
const stepOf = (customer: Customer, into: string, name: string | null): Omit<Step, "id" | "at"> => ({
  what: t("merge.done", namesOf(customer, name)),
  path: `/api/customers/${customer.id}/unmerge`,
  redo: `/api/customers/${customer.id}/merge`,
  touches: "CustomerMerged",
  sends: { method: "POST", back: {}, again: { into } },
});

const read = (id: string) => ({
  queryKey: ["customer", id],
  queryFn: ({ signal }: { signal: AbortSignal }) => get<Customer>(`/api/customers/${id}`, {}, signal),
});

/** Merges a customer into another one, and says before what comes over. */
export function MergeDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const [into, setInto] = useState<string[]>([]);
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<Problem | null>(null);
  const command = useCommand();
  const path = `/api/customers/${customer.id}/merge`;
  const [target] = into;
  const preview = useQuery({
    queryKey: ["merge", customer.id, target],
    queryFn: async () => (await post<Schema["CustomerMerge"]>(path, { into: target, preview: true })).body,
    enabled: target !== undefined,
    retry: false,
    // what would be done is never known from before
    staleTime: 0,
    gcTime: 0,
  });
  const other = useQuery({ ...read(target ?? ""), enabled: target !== undefined });
  const refused = refusal ?? (preview.error instanceof Problem ? preview.error : null);
  if (preview.error && !refused) throw preview.error;

  async function merge() {
    if (!target || !preview.data) return;
    const body = { into: target, basedOn: preview.data.basedOn, reason: reason.trim() || undefined };
    setRefusal(null);
    try {
      await command.run(body, key => post(path, body, { key }));
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setRefusal(thrown);
      void preview.refetch();
      return;
    }
    const name = other.data?.name ?? null;
    done(rich("merge.done", namesOf(customer, name)), stepOf(customer, target, name));
    changed("CustomerMerged");
    onClose();
  }

  return (
    <Dialog
      title={t("merge.title", { customer: textOf(customer.name) })}
      about={customer.number}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          <button
            type="button"
            className="btn pri"
            disabled={!preview.data || command.busy}
            onClick={() => void merge()}
          >
            {t("merge.act")}
          </button>
        </>
      }
    >
      {refused && (
        <div className="banner bad" role="alert">
          {refused.text}
        </div>
      )}
      <p className="muted">{t("merge.about")}</p>
      <Field label={t("merge.into")}>
        {field => (
          <CustomerPicker
            {...field}
            bare
            label={t("merge.into")}
            placeholder={t("group.nameOrNumber")}
            value={into}
            onChange={ids => {
              setRefusal(null);
              setInto(ids);
            }}
            without={new Set([customer.id])}
          />
        )}
      </Field>
      {preview.data && <p role="status">{t("merge.comes", preview.data.counts)}</p>}
      <TextField label={t("ui.reason")} value={reason} onChange={setReason} maxLength={500} hint={t("ui.reasonHint")} />
    </Dialog>
  );
}

/** Says that a customer is merged, leads to the other one and takes the merge back. */
export function Merged({ customer, into }: { customer: Customer; into: string }) {
  const can = useCan();
  // nothing is shown of one that the person does not see
  const { data: target } = useQuery({ ...read(into), retry: false });
  const [busy, setBusy] = useState(false);

  async function unmerge(name: string | null) {
    setBusy(true);
    try {
      await takeBack(stepOf(customer, into, name));
    } finally {
      setBusy(false);
    }
  }

  return (
    <div className="banner row" role="note">
      <span className="grow">
        {t("merge.notice")}{" "}
        {target && (
          <Link to={`/customers/${into}`} className="link">
            {textOf(target.name)}
          </Link>
        )}
      </span>
      {target && can("unmergeCustomer") && (
        <button type="button" className="btn sm" disabled={busy} onClick={() => void unmerge(target.name)}>
          {t("merge.undo")}
        </button>
      )}
    </div>
  );
}
