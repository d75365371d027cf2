import type { Operation, Schema } from "../api";

export type What = "customers" | "employees" | "projects" | "responsibilities";

export type Import = Schema["Import"] & {
  what?: What;
  fileName?: string;
  actor?: string | { user: string; name?: string };
};

/** The operation of the API that imports each kind, and the fields that a column may go to. */
export const KINDS: Record<What, { operation: Operation; fields: string[] }> = {
  customers: {
    operation: "importCustomers",
    fields:
      "number name vatNumber ean country city street postcode email phone website currency createdAt category tags".split(
        " ",
      ),
  },
  employees: {
    operation: "importEmployees",
    fields: "externalId name email phone team title isSeller sellerInfo".split(" "),
  },
  projects: {
    operation: "importProjects",
    fields: "number customerNumber name start end status amount currency employeeId".split(" "),
  },
  responsibilities: {
    operation: "importResponsibilities",
    fields: "customerNumber projectNo employeeId role from to".split(" "),
  },
};

export const WHATS = Object.keys(KINDS) as What[];
