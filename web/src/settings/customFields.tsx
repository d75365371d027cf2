import { IconArrowDown, IconArrowUp, IconForms, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useId, useState } from "react";
import { type Answer, changed, patch, queries, type Schema } from "../api";
import { rich, t } from "../texts";
import { useCommand } from "../ui/command";
import { CUSTOM_FIELDS, type CustomField, useCustomFields } from "../ui/customFields";
import { DeleteDialog } from "../ui/DeleteDialog";
import { Field, NamedField } from "../ui/Form";
import { FormDialog } from "../ui/FormDialog";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { NotLoaded } from "../ui/NotLoaded";
import { Picker } from "../ui/Picker";
import { RowAct } from "../ui/RowAct";
import { Failure, State } from "../ui/State";
import { useLoaded, useThingForm } from "../ui/thingForm";
import { done, refused } from "../ui/toasts";

type Type = Schema["CustomFieldType"];

const TYPES: Type[] = ["text", "number", "date", "yes-no", "choice"];

/** The fields with one of them before another; each has the position that it then has. */
export function reordered(fields: CustomField[], field: CustomField, step: 1 | -1): CustomField[] {
  const others = fields.filter(each => each.id !== field.id);
  const at = fields.findIndex(each => each.id === field.id) + step;
  return [...others.slice(0, at), field, ...others.slice(at)].map((each, position) => ({ ...each, position }));
}

/** Moves a field at once; only those are sent that have another position then. */
async function reorder(before: CustomField[], field: CustomField, step: 1 | -1) {
  const after = reordered(before, field, step);
  await queries.cancelQueries({ queryKey: CUSTOM_FIELDS });
  queries.setQueryData(CUSTOM_FIELDS, after);
  try {
    for (const { id, position } of after) {
      if (before.find(each => each.id === id)?.position === position) continue;
      await patch(`/api/custom-fields/${id}`, { position });
    }
  } catch (thrown) {
    queries.setQueryData(CUSTOM_FIELDS, before);
    refused(thrown);
  }
  changed("CustomField");
}

/** What the workspace keeps of its customers besides what everybody does. */
export function CustomFields() {
  const { data, error, refetch } = useCustomFields();
  const [open, setOpen] = useState<CustomField | "new" | null>(null);
  const [gone, setGone] = useState<CustomField | null>(null);
  const { run } = useCommand();
  const fields = data ?? [];
  const move = (field: CustomField, step: 1 | -1) => void run([field.id, step], () => reorder(fields, field, step));
  return (
    <>
      <Head
        title={t("customFields.title")}
        back={{ to: "/settings", label: t("settings.title") }}
        actions={
          <button type="button" className="btn pri" onClick={() => setOpen("new")}>
            <Icon of={IconPlus} />
            {t("customFields.new")}
          </button>
        }
      />
      <div className="page-block" aria-busy={!data}>
        {error && !data && <Failure thrown={error} onAgain={() => void refetch()} />}
        {data?.length === 0 && (
          <State icon={IconForms} title={t("customFields.noneYet")}>
            {t("customFields.about")}
          </State>
        )}
        {fields.length > 0 && (
          <div className="panel">
            <table className="tbl" aria-label={t("customFields.title")}>
              <thead>
                <tr>
                  <th scope="col">{t("ui.name")}</th>
                  <th scope="col" className="wide-only">
                    {t("customFields.type")}
                  </th>
                  <th scope="col" className="wide-only">
                    {t("customFields.choices")}
                  </th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {fields.map((field, at) => (
                  <tr key={field.id}>
                    <td className="wrapped">
                      <span className="med">{field.name}</span>
                      <span className="small muted only-m"> {t(`customFields.type.${field.type}`)}</span>
                    </td>
                    <td className="wide-only">{t(`customFields.type.${field.type}`)}</td>
                    <td className="muted wide-only">
                      <span className="ell">{field.choices?.join(", ") || "–"}</span>
                    </td>
                    <td className="acts">
                      <RowAct
                        icon={IconArrowUp}
                        label={t("customFields.up", { name: field.name })}
                        disabled={at === 0}
                        onClick={() => move(field, -1)}
                      />
                      <RowAct
                        icon={IconArrowDown}
                        label={t("customFields.down", { name: field.name })}
                        disabled={at === fields.length - 1}
                        onClick={() => move(field, 1)}
                      />
                      <RowAct
                        icon={IconPencil}
                        label={t("ui.edit", { what: field.name })}
                        onClick={() => setOpen(field)}
                      />
                      <RowAct
                        icon={IconTrash}
                        label={t("ui.deleteWhat", { what: field.name })}
                        onClick={() => setGone(field)}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
      {open && <FieldDialog id={open === "new" ? undefined : open.id} onClose={() => setOpen(null)} />}
      {gone && (
        <DeleteDialog
          path={`/api/custom-fields/${gone.id}`}
          name={gone.name}
          about={t("customFields.deleteAbout")}
          touches="CustomField"
          onClose={() => setGone(null)}
        />
      )}
    </>
  );
}

interface FieldDialogProps {
  /** The field that is edited; without it a new one is made. */
  id: string | undefined;
  onClose: () => void;
}

function FieldDialog({ id, onClose }: FieldDialogProps) {
  const path = id && `/api/custom-fields/${id}`;
  const { data, error, refetch } = useLoaded<CustomField>(path);
  if (error && !data) {
    const title = t("customFields.title");
    return <NotLoaded title={title} error={error} onAgain={() => void refetch()} onClose={onClose} />;
  }
  if (path && !data) return null;
  return <FieldForm loaded={data} onClose={onClose} />;
}

interface Fields {
  name: string;
  type: Type;
  /** One a line. */
  choices: string;
}

const fieldsOf = (field: CustomField | undefined): Fields => ({
  name: field?.name ?? "",
  type: field?.type ?? "text",
  choices: field?.choices?.join("\n") ?? "",
});

const linesOf = (text: string) =>
  text
    .split("\n")
    .map(each => each.trim())
    .filter(Boolean);

const bodyOf = ({ name, type, choices }: Fields) => ({
  name: name.trim(),
  type,
  choices: type === "choice" ? linesOf(choices) : null,
});

function faultsIn({ name, type, choices }: Fields): Record<string, string> {
  const faults: Record<string, string> = {};
  if (!name.trim()) faults.name = t("problem.required");
  if (type === "choice" && linesOf(choices).length === 0) faults.choices = t("problem.choices-required");
  return faults;
}

function FieldForm({ loaded, onClose }: { loaded: Answer<CustomField> | undefined; onClose: () => void }) {
  const id = useId();
  const form = useThingForm<CustomField, Fields>({
    loaded,
    path: loaded ? `/api/custom-fields/${loaded.body.id}` : "/api/custom-fields",
    fieldsOf,
    bodyOf,
    check: faultsIn,
    touches: ["CustomField"],
    onSaved: saved => {
      done(rich("group.saved", { name: saved?.name ?? "" }));
      onClose();
    },
  });
  const { fields, set } = form;
  const labels = { name: t("ui.name"), type: t("customFields.type"), choices: t("customFields.choices") };
  const faults = Object.fromEntries(
    Object.entries(form.faults).map(([name, text]) => [name.replace(/^choices\W.*/, "choices"), text]),
  );
  const taken = form.problem?.code === "custom-field-name-taken" ? form.problem : null;
  if (taken) faults.name = taken.text;
  const texts = {
    id,
    labels,
    values: fields,
    faults,
    onChange: (name: string, value: string) => set({ [name]: value }),
  };
  return (
    <FormDialog
      title={loaded ? t("ui.edit", { what: loaded.body.name }) : t("customFields.new")}
      form={{ ...form, faults, problem: taken ? null : form.problem }}
      id={id}
      names={Object.entries(labels) as [keyof Fields, string][]}
      say={(value, name) => (name === "type" ? t(`customFields.type.${value as Type}`) : value)}
      onClose={onClose}
    >
      <NamedField of={texts} name="name" required autoFocus />
      {loaded ? (
        <p className="t13 muted">{t("customFields.fixed", { type: t(`customFields.type.${fields.type}`) })}</p>
      ) : (
        <Field id={`${id}-type`} label={labels.type} required hint={t("customFields.typeHint")} fault={faults.type}>
          {field => (
            <Picker
              {...field}
              bare
              required
              label={labels.type}
              options={TYPES.map(value => ({ value, label: t(`customFields.type.${value}`) }))}
              value={[fields.type]}
              onChange={([type]) => type && set({ type: type as Type })}
            />
          )}
        </Field>
      )}
      {fields.type === "choice" && (
        <NamedField
          of={texts}
          name="choices"
          lines
          required
          maxLength={30_000}
          hint={t(loaded ? "customFields.choicesFewer" : "customFields.choicesHint")}
        />
      )}
    </FormDialog>
  );
}
