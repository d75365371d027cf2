import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { changed, Problem, post, type Schema, textOf } from "../api";
import { t } from "../texts";
import { useCommand } from "../ui/command";
import { Dialog } from "../ui/Dialog";
import { Field, TextField } from "../ui/Form";
import { CategoryPicker, TagPicker, useGroupings } from "../ui/pickers";
import { Scrolled } from "../ui/Scrolled";
import { done, refused } from "../ui/toasts";
import type { CustomerRow } from "./page";

export type GroupingAction = "category" | "addTag" | "removeTag";

type Outcome = Schema["MemberOutcomes"];

/** Sets the category or a tag of the selected customers, after showing what will happen to each. */
export function BulkGrouping({
  action,
  customers,
  onClose,
}: {
  action: GroupingAction;
  customers: CustomerRow[];
  onClose: () => void;
}) {
  const [target, setTarget] = useState<string[]>([]);
  const [reason, setReason] = useState("");
  const { busy, run } = useCommand();
  const groupings = useGroupings();
  const [id] = target;
  const ids = customers.map(customer => customer.id);
  const path = `/api/${action === "category" ? "categories" : "tags"}/${id}/customers`;
  const body = action === "removeTag" ? { remove: ids } : { add: ids };
  const preview = useQuery({
    queryKey: ["members", "preview", path, body],
    queryFn: async () => (await post<Outcome>(path, { ...body, preview: true })).body,
    enabled: id !== undefined,
    gcTime: 0,
    retry: false,
  });
  const stale = preview.error instanceof Problem ? preview.error : null;
  const changes = preview.data?.changes.filter(change => change.outcome !== "unchanged") ?? [];
  const title = t(`overview.bulk.${action}`, { count: customers.length });
  const name = groupings.find(each => each.id === id)?.name ?? "";

  async function apply() {
    try {
      const wanted = { ...body, basedOn: preview.data?.basedOn, reason: reason || undefined };
      const sent = await run([path, wanted], key => post<Outcome>(path, wanted, { source: "bulk", key }));
      if (!sent) return;
      const answer = sent.body;
      const count = answer.changes.filter(change => change.outcome !== "unchanged").length;
      const what = t(`overview.bulkDone.${action}`, { count, name });
      done(
        what,
        answer.batchId
          ? { what, path: `/api/groupings/batches/${answer.batchId}/undo`, redo: "batch", touches: "Category" }
          : undefined,
      );
      changed(action === "category" ? "Category" : "Tag");
      onClose();
    } catch (thrown) {
      if (thrown instanceof Problem && thrown.code === "changed-since-preview") void preview.refetch();
      refused(thrown);
    }
  }

  const byId = new Map(preview.data?.changes.map(change => [change.customerId, change]));
  return (
    <Dialog
      title={title}
      kind="wide"
      onClose={onClose}
      footer={
        <>
          <span className="small muted note">{t("preview.exactly")}</span>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          <button
            type="button"
            className="btn pri"
            disabled={changes.length === 0 || preview.isFetching || busy}
            onClick={() => void apply()}
          >
            {t("preview.apply", { count: changes.length })}
          </button>
        </>
      }
    >
      <Field label={action === "category" ? t("filters.category") : t("filters.tag")}>
        {props =>
          action === "category" ? (
            <CategoryPicker {...props} bare value={target} onChange={setTarget} />
          ) : (
            <TagPicker {...props} bare multiple={false} value={target} onChange={setTarget} />
          )
        }
      </Field>
      {stale && (
        <div className="banner bad" role="alert">
          {textOf(stale.code, stale.message)}
        </div>
      )}
      <div className="panel">
        <Scrolled label={t("preview.changes")} height={320}>
          <table className="tbl" aria-label={t("preview.changes")}>
            <thead>
              <tr>
                <th scope="col">{t("overview.customer")}</th>
                <th scope="col" className="only-d">
                  {t("preview.before")}
                </th>
                <th scope="col">{t("preview.result")}</th>
              </tr>
            </thead>
            <tbody>
              {customers.map(customer => {
                const change = byId.get(customer.id);
                return (
                  <tr key={customer.id}>
                    <td className="med">{customer.name}</td>
                    <td className="only-d">
                      {action === "category"
                        ? (customer.category?.name ?? t("filters.uncategorised"))
                        : customer.tags.map(tag => tag.name).join(", ") || "–"}
                    </td>
                    <td>
                      {change?.outcome === "moved" && (
                        <span className="chip warn">
                          {t("group.movesFrom", { name: change.movedFrom?.name ?? "" })}
                        </span>
                      )}
                      {change?.outcome === "added" && <span className="good">{t("preview.added")}</span>}
                      {change?.outcome === "removed" && <span className="good">{t("preview.removed")}</span>}
                      {change?.outcome === "unchanged" && <span className="muted">{t("preview.unchanged")}</span>}
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </Scrolled>
      </div>
      <TextField label={t("ui.reason")} value={reason} onChange={setReason} maxLength={500} hint={t("ui.reasonHint")} />
    </Dialog>
  );
}
