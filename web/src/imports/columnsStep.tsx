import { IconAlertTriangle, IconCheck, IconMinus } from "@tabler/icons-react";
import { t } from "../texts";
import { Icon } from "../ui/Icon";
import { Picker } from "../ui/Picker";
import { Scrolled } from "../ui/Scrolled";
import { fieldName, KINDS, type What } from "./kinds";
import type { Columns, Mapping } from "./run";

interface ColumnsStepProps {
  columns: Columns;
  what: What;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
}

/** Where each column of the file goes. */
export function ColumnsStep({ columns, what, mapping, onMapping }: ColumnsStepProps) {
  const choose = (header: string, field: string | undefined) => {
    // A field takes one column: the one that was chosen last.
    const rest = Object.entries(mapping).filter(([each, taken]) => each !== header && taken !== field);
    onMapping(Object.fromEntries(field ? [...rest, [header, field]] : rest));
  };
  return (
    <>
      <Coverage columns={columns} what={what} mapping={mapping} />
      <div className="panel">
        <Scrolled label={t("import.step.columns")}>
          <table className="tbl mapped" aria-label={t("import.step.columns")}>
            <thead>
              <tr>
                <th scope="col">{t("import.theirs")}</th>
                <th scope="col">{t("import.examples")}</th>
                <th scope="col">{t("import.goes")}</th>
                <th scope="col">{t("preview.result")}</th>
              </tr>
            </thead>
            <tbody>
              {columns.map(column => (
                <ColumnRow
                  key={column.header}
                  column={column}
                  what={what}
                  field={mapping[column.header]}
                  onChoose={field => choose(column.header, field)}
                />
              ))}
            </tbody>
          </table>
        </Scrolled>
      </div>
    </>
  );
}

/** Says whether the columns suffice, and how many of them are used. */
function Coverage({ columns, what, mapping }: Pick<ColumnsStepProps, "columns" | "what" | "mapping">) {
  const { needed } = KINDS[what];
  const goes = Object.values(mapping);
  const lacking =
    needed && !goes.includes(needed)
      ? t("import.missing", { field: fieldName(needed) })
      : goes.length === 0
        ? t("import.noneChosen")
        : null;
  if (!lacking) return <p className="t13 muted">{t("import.used", { used: goes.length, total: columns.length })}</p>;
  return (
    <div className="banner warn" role="status">
      <Icon of={IconAlertTriangle} />
      {lacking}
    </div>
  );
}

interface ColumnRowProps {
  column: Columns[number];
  what: What;
  /** Where it goes; undefined if it is not used. */
  field: string | undefined;
  onChoose: (field: string | undefined) => void;
}

function ColumnRow({ column, what, field, onChoose }: ColumnRowProps) {
  return (
    <tr>
      <td>
        <span className="med">{column.header}</span>
        <span className="small muted about">{column.samples.slice(0, 2).join(", ")}</span>
      </td>
      <td className="muted">{column.samples.slice(0, 3).join(", ")}</td>
      <td className="goes">
        <Picker
          bare
          label={t("import.goesTo", { header: column.header })}
          none={t("import.notUsed")}
          options={KINDS[what].fields.map(each => ({ value: each, label: fieldName(each) }))}
          value={field ? [field] : []}
          onChange={([each]) => onChoose(each)}
        />
      </td>
      <td>
        {field ? (
          <span className="row good">
            <Icon of={IconCheck} size={16} />
            {field === column.field ? t("import.understood") : t("import.chosen")}
          </span>
        ) : (
          <span className="row muted">
            <Icon of={IconMinus} size={16} />
            {t("import.notUsed")}
          </span>
        )}
      </td>
    </tr>
  );
}
