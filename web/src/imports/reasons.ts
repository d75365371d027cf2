import { type Schema, textOf } from "../api";
import { has, type Key, t } from "../texts";
import { fieldName, type Import } from "./kinds";

type Row = Schema["ImportRow"];

/** The text of a row for one of our fields. */
function cellOf(row: Row, field: string, columns: Import["columns"]): string {
  const header = columns.find(column => column.field === field)?.header;
  return (header !== undefined && row.values?.[header]) || "";
}

/** Why a row is refused, with what the file says: the reader looks for it there. */
export function reasonOf(row: Row, columns: Import["columns"]): string {
  if (!row.code) return "";
  const key = `import.reason.${row.code}` as Key;
  const field = row.field ? fieldName(row.field) : "";
  const value = row.field ? cellOf(row, row.field, columns) : "";
  const told = row.code === "required" || row.code === "text-too-long" ? field : value;
  return told && has(key) ? t(key, { field, value } as never) : textOf(row.code, row.message);
}

/** The name of a row and what stands beside it, by which the row is recognised. */
export function rowName(row: Row, columns: Import["columns"]): { name: string; more: string } {
  const name = cellOf(row, "name", columns);
  const others = Object.values(row.values ?? {}).filter(text => text && text !== name);
  return { name, more: others.slice(0, name ? 2 : 3).join(" · ") };
}
