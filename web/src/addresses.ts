import type { Operation } from "./api";
import type { Spec } from "./ui/search";

/** Each of them opens the settings. */
export const SETTINGS: Operation[] = ["listCategories", "changeSettings", "listErasures"];

/** What the address of each page may say, in the names of the API's parameters. */
export const OVERVIEW = {
  q: "text",
  category: "ids",
  tag: "ids",
  archived: "flag",
  sort: ["name", "number", "projectCount", "createdAt"],
} as const satisfies Spec;

export const MATRIX = {
  view: ["role"],
  projects: "flag",
  rows: ["set", "empty"],
  q: "text",
  category: "ids",
  tag: "ids",
  customer: "ids",
  team: "ids",
  employee: "ids",
  seller: ["true", "false"],
  customerRole: "ids",
  projectRole: "ids",
  period: ["all"],
  archived: "flag",
  on: "day",
  asOf: "instant",
  clickRole: "text",
} as const satisfies Spec;

export const ASSIGNEES = {
  q: "text",
  customer: "ids",
  employee: "ids",
  team: "ids",
  category: "ids",
  tag: "ids",
  archived: "flag",
  projects: "flag",
  period: ["all"],
  on: "day",
  asOf: "instant",
} as const satisfies Spec;

export const CATEGORIES = { q: "text" } as const satisfies Spec;
export const TAGS = { q: "text" } as const satisfies Spec;
export const CUSTOMER_FORM = { category: "text" } as const satisfies Spec;
export const PROJECTS = {
  q: "text",
  customer: "ids",
  open: ["true", "false"],
  archived: "flag",
} as const satisfies Spec;
export const PROJECT_FORM = { customer: "text" } as const satisfies Spec;
export const SALES = {
  q: "text",
  customer: "ids",
  state: ["open", "won", "lost"],
  owner: "ids",
  category: "ids",
  tag: "ids",
  archived: "flag",
} as const satisfies Spec;
export const CONTACTS = {
  q: "text",
  role: "texts",
  keyword: "texts",
  category: "ids",
  tag: "ids",
  inactive: "flag",
} as const satisfies Spec;
export const TASKS = {
  q: "text",
  project: "ids",
  assignee: "ids",
  customer: "ids",
  category: "ids",
  tag: "ids",
  from: "day",
  to: "day",
  status: { several: ["not-started", "in-progress", "done"] },
  as: ["table"],
} as const satisfies Spec;
/** The customer card begins with its contacts, all of them or those with a role or keyword. */
export const CARD = { role: "text", keyword: "text", inactive: "flag" } as const satisfies Spec;
export const TIMELINE = { kind: ["interaction", "change"] } as const satisfies Spec;
export const IMPORT_WIZARD = {
  what: ["customers", "employees", "projects", "responsibilities"],
} as const satisfies Spec;
