import type { Schema } from "../api";
import { t } from "../texts";
import { Scrolled } from "../ui/Scrolled";
import { fieldName } from "./kinds";
import { reasonOf, rowName } from "./reasons";
import type { Columns } from "./run";

export type Outcome = Schema["ImportOutcome"];

export const OUTCOMES: Outcome[] = ["created", "updated", "unchanged", "refused"];

export const TONE: Record<Outcome, string> = { created: "good", updated: "good", unchanged: "", refused: "bad" };

/** A check says what will be, an import what has been. */
export function outcomeName(outcome: Outcome, dryRun: boolean): string {
  if (dryRun && outcome === "created") return t("import.willCreate");
  if (dryRun && outcome === "updated") return t("import.willUpdate");
  return t(`import.${outcome}`);
}

interface RowsProps {
  items: Schema["ImportRow"][];
  columns: Columns;
  dryRun: boolean;
}

/** The rows of the file, each with its outcome and why. */
export function Rows({ items, columns, dryRun }: RowsProps) {
  return (
    <div className="panel">
      <Scrolled label={t("import.rows")}>
        <table className="tbl verdicts" aria-label={t("import.rows")}>
          <thead>
            <tr>
              <th scope="col" className="r">
                {t("import.row")}
              </th>
              <th scope="col">{t("import.verdict")}</th>
              <th scope="col">{t("import.values")}</th>
              <th scope="col">{t("conflict.field")}</th>
              <th scope="col">{t("ui.reason")}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(row => (
              <tr key={row.row}>
                <td className="r muted">{row.row}</td>
                <td>
                  <span className={`chip ${TONE[row.outcome]}`}>{outcomeName(row.outcome, dryRun)}</span>
                </td>
                <td>
                  <Named {...rowName(row, columns)} />
                </td>
                <td>{row.field && fieldName(row.field)}</td>
                <td className="reason">
                  <span className="about">
                    <Named {...rowName(row, columns)} />
                  </span>
                  {reasonOf(row, columns) || <span className="about">{outcomeName(row.outcome, dryRun)}</span>}
                </td>
              </tr>
            ))}
            {items.length === 0 && (
              <tr>
                <td colSpan={5} className="muted">
                  {t("ui.nothingFound")}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </Scrolled>
    </div>
  );
}

function Named({ name, more }: { name: string; more: string }) {
  return (
    <>
      {name ? <span className="med">{name}</span> : "–"}
      {more && <span className="muted"> · {more}</span>}
    </>
  );
}
