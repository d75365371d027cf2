import { useId } from "react";
import { t } from "../texts";
import { NamedField } from "./Form";
import { FormDialog } from "./FormDialog";
import { NotLoaded } from "./NotLoaded";
import { useLoaded, useThingForm } from "./thingForm";

interface TextDialogProps {
  kind: "notes" | "comments";
  id: string;
  onClose: () => void;
}

/** Edits a note or comment. */
export function TextDialog({ kind, id, onClose }: TextDialogProps) {
  const path = `/api/${kind}/${id}`;
  const { data, error, refetch } = useLoaded<{ text: string }>(path);
  if (error && !data) {
    const title = t(`${kind}.edit`);
    return <NotLoaded title={title} error={error} onAgain={() => void refetch()} onClose={onClose} />;
  }
  return data ? <TextForm kind={kind} path={path} loaded={data} onClose={onClose} /> : null;
}

interface TextFormProps {
  kind: "notes" | "comments";
  path: string;
  loaded: NonNullable<ReturnType<typeof useLoaded<{ text: string }>>["data"]>;
  onClose: () => void;
}

function TextForm({ kind, path, loaded, onClose }: TextFormProps) {
  const id = useId();
  const labels = { text: t(`${kind}.one`) };
  const form = useThingForm<{ text: string }, { text: string }>({
    loaded,
    path,
    fieldsOf: thing => ({ text: thing?.text ?? "" }),
    bodyOf: fields => ({ text: fields.text.trim() }),
    check: ({ text }): Record<string, string> => (text.trim() ? {} : { text: t("problem.required") }),
    touches: [kind === "notes" ? "Note" : "Comment"],
    onSaved: onClose,
  });
  const texts = {
    id,
    labels,
    values: form.fields,
    faults: form.faults,
    onChange: (_: string, text: string) => form.set({ text }),
  };
  return (
    <FormDialog title={t(`${kind}.edit`)} form={form} id={id} names={[["text", labels.text]]} onClose={onClose}>
      <NamedField of={texts} name="text" lines maxLength={10_000} required />
    </FormDialog>
  );
}
