import type { Operation, Schema } from "../api";
import { IMPORT_FIELDS } from "../api/lists.generated";

export type Import = Schema["Import"];
export type What = Schema["ImportKind"];

/** The operation of the API that imports each kind, and the fields that a column may go to. */
export const KINDS: Record<What, { operation: Operation; fields: string[] }> = {
  customers: { operation: "importCustomers", fields: IMPORT_FIELDS.Customer },
  employees: { operation: "importEmployees", fields: IMPORT_FIELDS.Employee },
  projects: { operation: "importProjects", fields: IMPORT_FIELDS.Project },
  responsibilities: { operation: "importResponsibilities", fields: IMPORT_FIELDS.Responsibility },
};

export const WHATS = Object.keys(KINDS) as What[];
