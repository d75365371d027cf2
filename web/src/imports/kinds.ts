import type { Operation, Schema } from "../api";
import { IMPORT_FIELDS } from "../api/lists.generated";
import { has, type Key, spoken, t } from "../texts";

export type Import = Schema["Import"];
export type What = Schema["ImportKind"];

interface Kind {
  operation: Operation;
  undo: Operation;
  /** The fields that a column may go to. */
  fields: string[];
  /** The field without which no row can be read. */
  needed?: string;
  /** Where the imported things are. */
  list: string;
}

/** What the API imports. */
export const KINDS: Record<What, Kind> = {
  customers: {
    operation: "importCustomers",
    undo: "undoImportOfCustomers",
    fields: IMPORT_FIELDS.Customer,
    list: "/customers",
  },
  employees: {
    operation: "importEmployees",
    undo: "undoImportOfEmployees",
    fields: IMPORT_FIELDS.Employee,
    needed: "externalId",
    list: "/settings/employees",
  },
  projects: {
    operation: "importProjects",
    undo: "undoImportOfProjects",
    fields: IMPORT_FIELDS.Project,
    list: "/projects",
  },
  responsibilities: {
    operation: "importResponsibilities",
    undo: "undoImportOfResponsibilities",
    fields: IMPORT_FIELDS.Responsibility,
    needed: "employeeId",
    list: "/customers/assignees",
  },
};

export const WHATS = Object.keys(KINDS) as What[];

export const fieldName = (field: string) => (has(`import.field.${field}`) ? t(`import.field.${field}` as Key) : field);

/**
 * An empty file whose columns the import understands by itself. Excel takes it for a table where its separator is the
 * one of the language, and for UTF-8 by the mark at its start.
 */
export function template(what: What): string {
  const separator = spoken() === "en" ? "," : ";";
  return `data:text/csv;charset=utf-8,${encodeURIComponent(`\uFEFF${KINDS[what].fields.map(fieldName).join(separator)}\r\n`)}`;
}
