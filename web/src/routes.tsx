import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  notFound,
  redirect,
} from "@tanstack/react-router";
import {
  ASSIGNEES,
  CARD,
  CATEGORIES,
  CONTACTS,
  CUSTOMER_FORM,
  IMPORT_WIZARD,
  MATRIX,
  OVERVIEW,
  PROJECT_FORM,
  PROJECTS,
  SALES,
  SETTINGS,
  TAGS,
  TASKS,
  TIMELINE,
} from "./addresses";
import type { Operation } from "./api";
import { allows, queries, type Session } from "./api";
import { ErrorPage, Guarded, NotFound } from "./shell/pages";
import { Shell } from "./shell/Shell";
import { ADDRESSES, ID, known, type Spec } from "./ui/search";

const root = createRootRoute({ component: Shell, notFoundComponent: () => <NotFound />, errorComponent: ErrorPage });

/** A page for people who may do one of the operations; for everybody where none is named. */
function page(
  path: string,
  load: () => Promise<Record<string, unknown>>,
  name: string,
  needs: Operation[],
  search: Spec = {},
) {
  const Page = lazyRouteComponent(load as never, name as never) as React.ComponentType;
  return createRoute({
    getParentRoute: () => root,
    path,
    validateSearch: known(search),
    beforeLoad: ({ params }) => {
      const { id } = params as { id?: string };
      if (id !== undefined && !ID.test(id)) throw notFound();
    },
    component: () => <Guarded needs={needs} page={Page} />,
    errorComponent: ErrorPage,
  });
}

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: () => {
    const session = queries.getQueryData<Session>(["session"])!;
    const to = allows(session, "getMatrix")
      ? "/customers/responsibilities"
      : allows(session, "listCustomers")
        ? "/customers"
        : "/me";
    throw redirect({ to, replace: true } as never);
  },
});

const card = () => import("./customer/page");
const groups = () => import("./groups/page");
const category = () => import("./groups/category");
const tag = () => import("./groups/tag");
const settings = () => import("./settings/page");
const employee = () => import("./settings/employee");

const IMPORTING: Operation[] = ["importCustomers", "importEmployees", "importProjects", "importResponsibilities"];

const tree = root.addChildren([
  home,
  page("/me", () => import("./mywork/page"), "MyWork", []),
  page("/customers", () => import("./customers/page"), "Overview", ["listCustomers"], OVERVIEW),
  page("/customers/new", () => import("./customers/form"), "NewCustomer", ["registerCustomer"], CUSTOMER_FORM),
  page("/customers/responsibilities", () => import("./matrix/page"), "Responsibilities", ["getMatrix"], MATRIX),
  page("/customers/responsibilities/print", () => import("./matrix/print"), "PrintPage", ["getMatrix"], MATRIX),
  page("/customers/assignees", () => import("./assignees/page"), "Assignees", ["listAssignees"], ASSIGNEES),
  page("/customers/categories", groups, "Categories", ["listCategories"], CATEGORIES),
  page("/customers/categories/new", category, "NewCategory", ["createCategory"]),
  page("/customers/categories/$id", category, "EditCategory", ["getCategory"]),
  page("/customers/tags", groups, "Tags", ["listTags"], TAGS),
  page("/customers/tags/new", tag, "NewTag", ["createTag"]),
  page("/customers/tags/$id", tag, "EditTag", ["getTag"]),
  page("/customers/$id", card, "CustomerPage", ["getCustomerCard"], CARD),
  page("/customers/$id/sales", card, "CustomerSales", ["getCustomerCard"]),
  page("/customers/$id/collaboration", card, "CustomerCollaboration", ["getCustomerCard"]),
  page("/customers/$id/settings", card, "CustomerSettings", ["getCustomerCard"]),
  page("/customers/$id/history", card, "CustomerHistory", ["getCustomerCard"], TIMELINE),
  page("/customers/$id/edit", () => import("./customers/form"), "EditCustomer", ["changeCustomer"]),
  page("/projects", () => import("./projects/page"), "Projects", ["listProjects"], PROJECTS),
  page("/projects/new", () => import("./projects/form"), "NewProject", ["openProject"], PROJECT_FORM),
  page("/projects/$id", () => import("./projects/project"), "ProjectPage", ["getProject"]),
  page("/projects/$id/edit", () => import("./projects/form"), "EditProject", ["changeProject"]),
  page("/sales", () => import("./projects/sales"), "SalesCases", ["listSalesCases"], SALES),
  page("/sales/new", () => import("./projects/salesForm"), "NewSalesCase", ["openSalesCase"], PROJECT_FORM),
  page("/sales/$id", () => import("./projects/salesCase"), "SalesCasePage", ["getSalesCase"]),
  page("/sales/$id/edit", () => import("./projects/salesForm"), "EditSalesCase", ["changeSalesCase"]),
  page("/contacts", () => import("./contacts/page"), "Contacts", ["listContacts"], CONTACTS),
  page("/tasks", () => import("./tasks/page"), "Tasks", ["listActivities"], TASKS),
  page("/tasks/new", () => import("./tasks/allocate"), "NewTasks", ["addActivities"]),
  page("/imports", () => import("./imports/page"), "Imports", IMPORTING),
  page("/imports/new", () => import("./imports/wizard"), "ImportWizard", IMPORTING, IMPORT_WIZARD),
  page("/imports/$what/$id", () => import("./imports/import"), "OneImport", IMPORTING),
  page("/settings", settings, "Settings", SETTINGS),
  page("/settings/groups/customer-groups", groups, "CustomerGroups", ["listCategories"], CATEGORIES),
  page("/settings/groups/customer-groups/new", category, "NewCustomerGroup", ["createCategory"]),
  page("/settings/groups/customer-groups/$id", category, "EditCustomerGroup", ["getCategory"]),
  page("/settings/employees", () => import("./settings/employees"), "Employees", ["addEmployee"], { q: "text" }),
  page("/settings/employees/new", employee, "NewEmployee", ["addEmployee"]),
  page("/settings/employees/$id", employee, "EditEmployee", ["changeEmployee"]),
  page("/settings/teams", () => import("./settings/teams"), "Teams", ["addTeam"]),
  page("/settings/roles", () => import("./settings/roles"), "Roles", ["addRole"]),
  page("/settings/custom-fields", () => import("./settings/customFields"), "CustomFields", ["addCustomField"]),
  page("/settings/accounts", () => import("./settings/accounts"), "Accounts", ["addAccount"]),
  page("/settings/health", () => import("./settings/health"), "HealthPage", ["getHealth"]),
  page("/settings/erasures", () => import("./settings/erasures"), "Erasures", ["listErasures"]),
  page("/settings/workspace", () => import("./settings/workspace"), "Workspace", ["changeSettings"]),
]);

export const router = createRouter({
  routeTree: tree,
  ...ADDRESSES,
  defaultPreload: "intent",
  defaultPreloadDelay: 60,
  scrollRestoration: false,
});
