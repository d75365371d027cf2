import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { changed, load, Problem, queryString, remove, type Schema } from "../api";
import { rich, t } from "../texts";
import { Dialog } from "../ui/Dialog";
import { Field } from "../ui/Form";
import { CategoryPicker, TagPicker } from "../ui/pickers";
import { done } from "../ui/toasts";

interface DeleteProps {
  kind: "categories" | "tags";
  id: string;
  name: string;
  base: string;
  onClose: () => void;
}

/** Says what a deletion does to the customers, and offers to move them. */
export function DeleteDialog({ kind, id, name, base, onClose }: DeleteProps) {
  const navigate = useNavigate();
  const [to, setTo] = useState<string[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const members = useQuery({
    queryKey: ["form", kind, id, "count"],
    queryFn: ({ signal }) => load<Schema["Customers"]>(`/api/${kind}/${id}/customers`, { limit: 1 }, signal),
  });
  const count = members.data?.body.total ?? 0;
  const category = kind === "categories";

  async function act() {
    try {
      const { body } = await remove<Schema["GroupingEffect"]>(`/api/${kind}/${id}${queryString({ to: to[0] })}`);
      const what = t("group.deleted", { name });
      const back = body?.batchId && {
        what,
        path: `/api/groupings/batches/${body.batchId}/undo`,
        redo: "batch" as const,
        touches: category ? "Category" : "Tag",
      };
      done(rich("group.deleted", { name }), back || undefined);
      // What is gone is not read again.
      await navigate({ to: base });
      changed(category ? "Category" : "Tag");
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
    }
  }

  const picker = { value: to, onChange: setTo, bare: true, without: new Set([id]) };
  return (
    <Dialog
      title={t("group.deleteTitle", { name })}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          <button type="button" className="btn danger fill" onClick={() => void act()}>
            {t("ui.delete")}
          </button>
        </>
      }
    >
      {problem && (
        <div className="banner bad" role="alert">
          {problem.text}
        </div>
      )}
      <p>
        {to.length === 0
          ? t(category ? "group.becomeUncategorised" : "group.loseTag", { count })
          : t("group.move", { count })}
      </p>
      <Field label={t("group.moveTo")}>
        {field =>
          category ? (
            <CategoryPicker {...field} {...picker} label={t("group.moveTo")} />
          ) : (
            <TagPicker {...field} {...picker} multiple={false} label={t("group.moveTo")} />
          )
        }
      </Field>
    </Dialog>
  );
}
