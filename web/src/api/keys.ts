import { QueryClient } from "@tanstack/react-query";
import { type Change, isLive, type Notice } from "./changes";
import { Problem } from "./problems";

/** The first part of the key of a query: the resource that it reads. */
export type Resource =
  | "customers"
  | "customer"
  | "projects"
  | "project"
  | "matrix"
  | "assignees"
  | "history"
  | "batches"
  | "categories"
  | "category"
  | "tags"
  | "tag"
  | "groupings"
  | "members"
  | "employees"
  | "employee"
  | "teams"
  | "roles"
  | "settings"
  | "imports"
  | "import"
  | "views"
  | "me"
  | "search"
  | "session"
  | "next-number"
  | "proposal";

const OF_CUSTOMER: Resource[] = ["customers", "customer", "assignees", "members", "me", "search", "history"];
const OF_RESPONSIBILITY: Resource[] = ["assignees", "customers", "history", "batches", "me", "employees"];
const OF_GROUPING: Resource[] = [
  "categories",
  "category",
  "tags",
  "tag",
  "groupings",
  "members",
  "customers",
  "customer",
  "assignees",
  "history",
];

/** Which resources a change touches, by the beginning of its type. The matrix listens by itself, row by row. */
const TOUCHED: [string, Resource[]][] = [
  ["Responsibility", OF_RESPONSIBILITY],
  ["Customer", [...OF_CUSTOMER, ...OF_GROUPING]],
  ["Project", ["projects", "project", ...OF_CUSTOMER]],
  ["Category", OF_GROUPING],
  ["Tag", OF_GROUPING],
  ["AssigneeRequest", OF_RESPONSIBILITY],
  ["Employee", ["employees", "employee", "assignees", "customers", "categories", "search"]],
  ["Team", ["teams", "employees"]],
  ["Role", ["roles", "assignees"]],
  ["Settings", ["settings", "session"]],
  ["Account", ["settings"]],
];

export function touched(type: string): Resource[] {
  return TOUCHED.find(([beginning]) => type.startsWith(beginning))?.[1] ?? [];
}

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // While the stream is live it says what is stale.
      staleTime: () => (isLive() ? Number.POSITIVE_INFINITY : 30_000),
      refetchOnWindowFocus: () => !isLive(),
      retry: (count, failure) => count < 2 && !(failure instanceof Problem && failure.status < 500),
    },
  },
});

function invalidate(resources: Iterable<Resource>): void {
  const wanted = new Set<unknown>(resources);
  void queries.invalidateQueries({ predicate: query => wanted.has(query.queryKey[0]) });
}

/** Reads again what a change touches; also called after a command, since the stream may be down. */
export function changed(...types: string[]): void {
  invalidate(types.flatMap(touched));
}

export function refresh(notice: Notice): void {
  if (notice.kind === "reset") void queries.invalidateQueries();
  if (notice.kind === "changes") changed(...notice.changes.map((each: Change) => each.type));
}
