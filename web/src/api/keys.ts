import { type Query, QueryClient } from "@tanstack/react-query";
import { isLive, type Notice } from "./changes";
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
  | "erasures"
  | "search"
  | "session"
  | "next-number"
  | "proposal"
  | "card"
  | "addresses"
  | "contacts"
  | "notes"
  | "comments"
  | "activities"
  | "board"
  | "sales-cases"
  | "sales-case"
  | "files"
  | "links"
  | "timeline"
  | "registry"
  | "custom-fields";

const OF_CUSTOMER: Resource[] = [
  "customers",
  "customer",
  "projects",
  "assignees",
  "members",
  "me",
  "search",
  "history",
  "card",
  "addresses",
  "contacts",
  "activities",
  "board",
  "sales-cases",
  "timeline",
];
const OF_RESPONSIBILITY: Resource[] = [
  "assignees",
  "customers",
  "history",
  "batches",
  "me",
  "employees",
  "card",
  "timeline",
];
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
  "card",
  "timeline",
];
/** These name the employees who are to do something, or who own it. */
const OF_EMPLOYEE: Resource[] = ["card", "activities", "board", "sales-cases"];
/** Whatever lies at a customer shows in its card and in what happened there. */
const OF_CARD: Resource[] = ["card", "timeline"];
/** Things name the project that they belong to. */
const OF_PROJECT: Resource[] = ["project", "notes", "activities", "board", "files", "links", "sales-cases"];
/** A merge takes all of it to another customer, and its undo back. */
const OF_MERGE: Resource[] = [...OF_PROJECT, ...OF_CUSTOMER, "comments", "sales-case"];

/** Which resources a change touches, by the beginning of its type. The matrix listens by itself, row by row. */
const TOUCHED: [string, Resource[]][] = [
  ["Responsibility", OF_RESPONSIBILITY],
  ["CustomerMerged", OF_MERGE],
  ["CustomerUnmerged", OF_MERGE],
  ["Customer", [...OF_CUSTOMER, ...OF_GROUPING]],
  ["CustomField", ["custom-fields", "customer", "card"]],
  ["Address", ["addresses", "customer", ...OF_CARD]],
  ["Contact", ["contacts", "activities", ...OF_CARD]],
  ["Note", ["notes", ...OF_CARD]],
  ["Comment", ["comments", ...OF_CARD]],
  ["Activity", ["activities", "board", "customers", "me", ...OF_CARD]],
  ["SalesCase", ["sales-cases", "sales-case", "notes", "activities", ...OF_CARD]],
  ["File", ["files", ...OF_CARD]],
  ["Link", ["links", ...OF_CARD]],
  ["Project", [...OF_PROJECT, ...OF_CUSTOMER]],
  ["Category", OF_GROUPING],
  ["Tag", OF_GROUPING],
  ["AssigneeRequest", OF_RESPONSIBILITY],
  ["Employee", ["employees", "employee", "assignees", "customers", "categories", "search", ...OF_EMPLOYEE]],
  ["Team", ["teams", "employees"]],
  ["Role", ["roles", "assignees"]],
  ["OwnerRole", ["roles", "card", "customers"]],
  ["Settings", ["settings", "session", "projects", "card"]],
  ["Account", ["settings"]],
  // All that may name the person is read again besides.
  ["PersonErased", ["erasures"]],
  ["ErasureCompleted", ["erasures"]],
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

function reads(resources: Iterable<Resource>): (query: Query) => boolean {
  const wanted = new Set<unknown>(resources);
  return query => wanted.has(query.queryKey[0]);
}

const invalidate = (resources: Iterable<Resource>) => queries.invalidateQueries({ predicate: reads(resources) });

/** Reads again what a change touches; also called after a command, since the stream may be down. */
export function changed(...types: string[]): void {
  void invalidate(types.flatMap(touched));
}

const CALM = 1000;
const LONGEST = 5000;
const wait = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

let stale = new Set<Resource>();
let reading = false;

/**
 * Reads again what others changed: the first change at once, those that follow it together. A long list is read page by
 * page, so what comes while it is read waits for its end; else a storm of changes would begin it anew for ever.
 */
async function readCalmly(): Promise<void> {
  if (reading) return;
  reading = true;
  while (stale.size > 0) {
    const now = stale;
    stale = new Set();
    // What is read for the first time goes on, and may answer with the state before the change.
    const begun = queries.getQueryCache().findAll({ predicate: reads(now), fetchStatus: "fetching" });
    for (const { state, queryKey } of begun) if (state.data === undefined) stale.add(queryKey[0] as Resource);
    await Promise.all([Promise.race([invalidate(now), wait(LONGEST)]), wait(CALM)]);
  }
  reading = false;
}

export function refresh(notice: Notice): void {
  if (notice.kind === "reset") void queries.invalidateQueries();
  if (notice.kind !== "changes") return;
  for (const { type } of notice.changes) for (const resource of touched(type)) stale.add(resource);
  // A page that is opened meanwhile does not show what was kept of it before.
  void queries.invalidateQueries({ predicate: reads(stale), refetchType: "none" });
  void readCalmly();
}
