import { useId } from "react";
import type { Schema } from "../api";
import { t } from "../texts";
import { NamedField } from "./Form";
import { FormDialog } from "./FormDialog";
import { useThingForm } from "./thingForm";
import { type Place, pathOf } from "./things";

interface LinkFields {
  url: string;
  name: string;
}

/** A new link of a place. */
export function LinkDialog({ place, onClose }: { place: Place; onClose: () => void }) {
  const id = useId();
  const labels = { url: t("links.url"), name: t("ui.name") };
  const form = useThingForm<Schema["Link"], LinkFields>({
    path: pathOf("links", place),
    fieldsOf: () => ({ url: "", name: "" }),
    bodyOf: ({ url, name }) => ({ url: withScheme(url.trim()), name: name.trim() || null }),
    check: ({ url }): Record<string, string> => (url.trim() ? {} : { url: t("problem.required") }),
    touches: ["Link"],
    onSaved: onClose,
  });
  const onChange = (name: string, value: string) => form.set({ [name]: value });
  const texts = { id, labels, values: form.fields, faults: form.faults, onChange };
  return (
    <FormDialog
      title={t("links.add")}
      form={form}
      id={id}
      names={Object.entries(labels) as [keyof LinkFields, string][]}
      onClose={onClose}
    >
      <NamedField of={texts} name="url" type="url" maxLength={2000} placeholder="https://" required />
      <NamedField of={texts} name="name" />
    </FormDialog>
  );
}

/** An address without a scheme is meant as a secure one. */
const withScheme = (url: string) => (/^[a-z][a-z\d+.-]*:/i.test(url) ? url : `https://${url}`);
