import { IconDownload, IconFileSpreadsheet } from "@tabler/icons-react";
import { useId, useState } from "react";
import { t } from "../texts";
import { Field } from "../ui/Form";
import { Icon } from "../ui/Icon";
import { Picker } from "../ui/Picker";
import { fieldName, KINDS, template, type What } from "./kinds";
import type { Mode } from "./run";
import type { Wizard } from "./wizardState";

interface FileStepProps {
  wizard: Pick<Wizard, "state" | "set">;
  /** The kinds that the person may import. */
  allowed: What[];
}

export function FileStep({ wizard: { state, set }, allowed }: FileStepProps) {
  const { what, file, mode } = state;
  return (
    <div className="panel import-file">
      <Field label={t("import.whatHead")}>
        {props => (
          <Picker
            {...props}
            bare
            required
            label={t("import.whatHead")}
            options={allowed.map(each => ({ value: each, label: t(`import.what.${each}`) }))}
            value={[what]}
            onChange={([each]) => each && set({ type: "begin", with: { what: each as What } })}
          />
        )}
      </Field>
      <FileField what={what} file={file} onFile={next => set({ type: "begin", with: { file: next } })} />
      <ExistsField mode={mode} onMode={next => set({ type: "mode", mode: next })} />
    </div>
  );
}

interface FileFieldProps {
  what: What;
  file: File | null;
  onFile: (file: File) => void;
}

/** Takes a file that is chosen or dropped. */
function FileField({ what, file, onFile }: FileFieldProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <div className="field">
      <label htmlFor={id}>{t("import.file")}</label>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the file input inside is the way of the keyboard */}
      <div
        className={over ? "drop over" : "drop"}
        onDragOver={event => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={event => {
          event.preventDefault();
          setOver(false);
          const [dropped] = event.dataTransfer.files;
          if (dropped) onFile(dropped);
        }}
      >
        <Icon of={IconFileSpreadsheet} size={32} />
        <span className="med chosen ell">{file ? file.name : t("import.choose")}</span>
        <span className="small muted">
          {file
            ? `${t("import.size", { kilobytes: Math.ceil(file.size / 1000) })} · ${t("import.chooseOther")}`
            : t("import.dropHere")}
        </span>
        <input
          id={id}
          type="file"
          accept=".xlsx,.csv,text/csv"
          onChange={event => {
            const [picked] = event.target.files ?? [];
            if (picked) onFile(picked);
          }}
        />
      </div>
      <p className="hint">
        {t("import.fields", { fields: KINDS[what].fields.map(fieldName).join(", ") })}{" "}
        <a href={template(what)} download={`${t(`import.what.${what}`)}.csv`} className="template">
          <Icon of={IconDownload} size={14} />
          {t("import.template")}
        </a>
      </p>
    </div>
  );
}

interface ExistsFieldProps {
  mode: Mode;
  onMode: (mode: Mode) => void;
}

/** What happens to a row that exists already. */
function ExistsField({ mode, onMode }: ExistsFieldProps) {
  const id = useId();
  return (
    <fieldset className="exists" aria-label={t("import.exists")}>
      <span className="label">{t("import.exists")}</span>
      {(["create", "upsert"] as const).map(each => (
        <span key={each} className="choice">
          <label className="chk">
            <input
              type="radio"
              name={`${id}-mode`}
              checked={mode === each}
              aria-describedby={`${id}-${each}`}
              onChange={() => onMode(each)}
            />
            {each === "create" ? t("import.refuse") : t("import.update")}
          </label>
          <span id={`${id}-${each}`} className="small muted under-chk">
            {each === "create" ? t("import.refuseHint") : t("import.updateHint")}
          </span>
        </span>
      ))}
    </fieldset>
  );
}
