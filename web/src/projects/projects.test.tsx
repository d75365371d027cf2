import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { open, person, problem, serve, tagged } from "../../test/page";
import { undo } from "../ui/toasts";
import { EditProject, NewProject } from "./form";
import { Projects } from "./page";
import { ProjectPage } from "./project";
import { SalesCases } from "./sales";
import { SalesCasePage } from "./salesCase";
import { EditSalesCase, NewSalesCase } from "./salesForm";

afterEach(() => vi.unstubAllGlobals());

const row = (at: number, more = {}) => ({
  id: `p${at}`,
  number: `P-${at}`,
  customerId: "c1",
  customer: { id: "c1", name: "Acme" },
  name: `Project ${at}`,
  status: "open",
  start: null,
  end: null,
  amount: { amount: "1250.50", currency: "NOK" },
  archived: false,
  ...more,
});

describe("Projects", () => {
  it("leads to each project and its customer, and shows what it is worth", async () => {
    serve({ "GET /api/projects": () => ({ items: [row(1)], total: 1, next: null }) });
    open(Projects, "/projects", person("view"));
    const table = await screen.findByRole("table", { name: "Projects" });
    expect(within(table).getByRole("link", { name: "Project 1" }).getAttribute("href")).toBe("/projects/p1");
    expect(within(table).getByRole("link", { name: "Acme" }).getAttribute("href")).toBe("/customers/c1");
    expect(within(table).getByText("1,250.50")).toBeTruthy();
    expect(within(table).queryByRole("link", { name: "Edit Project 1" })).toBeNull();
  });
});

describe("the form", () => {
  it("takes the currency of the customer and opens the new project", async () => {
    const asked = serve({
      "GET /api/customers/c1": () => ({ id: "c1", name: "Acme", currency: "SEK" }),
      "POST /api/projects": () => ({ id: "p9" }),
    });
    const router = open(NewProject, "/projects/new?customer=c1", person("edit"));
    await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), "Rollout");
    await userEvent.type(screen.getByRole("textbox", { name: "Amount" }), "100");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/projects/p9"));
    const sent = asked.find(each => each.method === "POST")?.body;
    expect(sent).toMatchObject({ name: "Rollout", amount: { amount: "100", currency: "SEK" }, customerId: "c1" });
  });

  it("puts a taken number at its field", async () => {
    serve({ "POST /api/projects": () => problem(409, "project-number-taken") });
    open(NewProject, "/projects/new?customer=c1", person("edit"));
    await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), "Rollout");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    const field = screen.getByRole("textbox", { name: "Number" });
    await waitFor(() => expect(field.getAttribute("aria-invalid")).toBe("true"));
  });

  it("shows also what others made of the amount, and sends what the person changed alone", async () => {
    const was = row(1);
    let saved = { ...was };
    let version = '"1"';
    const asked = serve({
      "GET /api/projects/p1": () => tagged(saved, version),
      "PATCH /api/projects/p1": ({ ifMatch }) => (ifMatch === version ? saved : problem(412, "stale")),
    });
    const router = open(EditProject, "/projects/p1/edit", person("edit"), "/projects/$id/edit");
    await userEvent.type(await screen.findByRole("textbox", { name: "Status" }), "ed");
    saved = { ...was, amount: { amount: "9.00", currency: "SEK" } };
    version = '"2"';
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    const dialog = await screen.findByRole("dialog", { name: "Changed meanwhile" });
    expect(within(dialog).getByRole("row", { name: "Amount 1250.50 9.00 9.00" })).toBeTruthy();
    expect(within(dialog).getByRole("row", { name: "Currency NOK SEK SEK" })).toBeTruthy();
    await userEvent.click(within(dialog).getByRole("button", { name: "Apply mine" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/projects/p1"));
    const sent = asked.filter(each => each.method === "PATCH");
    expect(sent.at(-1)).toMatchObject({ ifMatch: '"2"' });
    expect(sent.at(-1)?.body).toEqual({ status: "opened" });
  });
});

const AT = "2026-11-20T10:00:00Z";
const thing = (id: string) => ({
  id,
  customerId: "c1",
  createdAt: AT,
  createdBy: { user: "demo", name: "Astrid Lindqvist" },
  customer: { id: "c1", name: "Acme" },
  project: { id: "p1", name: "Project 1" },
  salesCase: null,
});
const counts = { planned: 0, past: 0, notStarted: 1, inProgress: 1, done: 0 };
const task = (id: string, projectId: string, status = "not-started") => ({
  ...thing(id),
  kind: "todo",
  title: `Task ${id}`,
  projectId,
  status,
  assignee: null,
  contacts: [],
});

describe("the card of a project", () => {
  const board = [task("a", "p1"), task("x", "p2"), task("b", "p1", "in-progress")];
  const answers = {
    "GET /api/projects/p1": () => row(1),
    "GET /api/customers/c1": () => ({ id: "c1", name: "Acme", archived: false }),
    "GET /api/projects/p1/activities": () => ({ items: [], total: 0, next: null, counts }),
    "GET /api/customers/c1/activities": () => ({ items: board, total: 3, next: null, counts }),
  };
  const show = (level: "view" | "edit") => open(ProjectPage, "/projects/p1", person(level), "/projects/$id");

  it("has its own tasks, and all that lies at it", async () => {
    serve(answers);
    show("edit");
    const tasks = within(await screen.findByRole("region", { name: "Tasks" }));
    expect(within(await tasks.findByRole("list", { name: "Not started (1)" })).getByText("Task a")).toBeTruthy();
    expect(tasks.queryByText("Task x")).toBeNull();
    expect(tasks.getByRole("link", { name: "All tasks" }).getAttribute("href")).toBe("/tasks?project=p1");
    for (const name of ["Details", "Responsible", "Activities", "Notes", "Files & links", "History"]) {
      expect(screen.getByRole("region", { name })).toBeTruthy();
    }
  });

  it("says what happened with it, of a command that changed others too", async () => {
    const by = { user: "anna", name: "Anna" };
    const changed = { type: "ProjectChanged", commandId: "m1", reason: null };
    const entry = {
      ...changed,
      time: "2026-11-02T10:00:00Z",
      by,
      kind: "change",
      subject: { type: "project", id: "p1", name: "Project 1" },
      position: "customers=8",
    };
    const past = (position: string, name: string) => ({
      ...changed,
      at: entry.time,
      actor: by,
      position,
      details: { name },
      role: null,
      from: null,
      to: null,
    });
    const asked = serve({
      ...answers,
      "GET /api/customers/c1/timeline": () => ({ items: [entry], total: 1, next: null }),
      "GET /api/history": () => ({
        items: [past("customers=9", "Project 2"), past("customers=8", "Project 1")],
        total: 2,
        next: null,
      }),
    });
    show("edit");
    const history = within(await screen.findByRole("region", { name: "History" }));
    await waitFor(() => expect(asked.some(each => each.path === "/api/history")).toBe(true));
    expect((await history.findByRole("listitem")).textContent).toContain("Project 1");
    expect(history.queryByText("Project 2")).toBeNull();
    expect(asked.find(each => each.path === "/api/history")?.query.get("subject")).toBe("p1");
  });

  it("gets a task of its own, which need not name it", async () => {
    const asked = serve({ ...answers, "POST /api/projects/p1/activities": () => task("n", "p1") });
    show("edit");
    await userEvent.click(await screen.findByRole("button", { name: "Add task" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Add task" }));
    await userEvent.type(dialog.getByRole("textbox", { name: "Title" }), "Draw");
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked.find(each => each.method === "POST")?.body).toEqual({ kind: "todo", title: "Draw" });
  });

  it("moves a task between its neighbours in the whole column, and back", async () => {
    const asked = serve({ ...answers, "POST /api/activities/b/move": () => ({}) });
    show("edit");
    await userEvent.click(await screen.findByRole("button", { name: "Move Task b" }));
    await userEvent.click(screen.getByRole("menuitemradio", { name: "Not started" }));
    const sent = () => asked.filter(each => each.method === "POST").map(each => each.body);
    await waitFor(() => expect(sent()).toEqual([{ status: "not-started", after: "a", before: "x" }]));
    await act(async () => void (await undo()));
    expect(sent().at(-1)).toEqual({ status: "in-progress" });
  });

  it("puts a task back where it was when the move is refused", async () => {
    serve({ ...answers, "POST /api/activities/b/move": () => problem(409, "order-changed") });
    show("edit");
    await userEvent.click(await screen.findByRole("button", { name: "Move Task b" }));
    await userEvent.click(screen.getByRole("menuitemradio", { name: "Done" }));
    await screen.findByRole("list", { name: "In progress (1)" });
    await waitFor(() => expect(screen.getByRole("list", { name: "Done (0)" })).toBeTruthy());
  });

  it("adds what it has to the project", async () => {
    const asked = serve({ ...answers, "POST /api/projects/p1/notes": () => ({}) });
    show("edit");
    const notes = within(await screen.findByRole("region", { name: "Notes" }));
    await userEvent.type(notes.getByRole("textbox", { name: "New note" }), "Hello{Control>}{Enter}{/Control}");
    await waitFor(() => expect(asked.find(each => each.method === "POST")?.body).toEqual({ text: "Hello" }));
  });
});

describe("a sales case", () => {
  const known = {
    ...thing("s1"),
    name: "Framework",
    state: "open",
    probability: 60,
    value: { amount: "100.00", currency: "EUR" },
  };
  const answers = {
    "GET /api/sales-cases/s1": () => tagged(known, '"4"'),
    "GET /api/sales-cases/s1/activities": () => ({ items: [], total: 0, next: null, counts }),
  };

  it("is closed as lost with a reason, on the version that is shown", async () => {
    const asked = serve({ ...answers, "PATCH /api/sales-cases/s1": () => ({ ...known, state: "lost" }) });
    open(SalesCasePage, "/sales/s1", person("edit"), "/sales/$id");
    await userEvent.click(await screen.findByRole("button", { name: "More actions" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Close as lost" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Close as lost" }));
    await userEvent.type(dialog.getByRole("textbox", { name: "Why it was lost" }), "Too late");
    await userEvent.click(dialog.getByRole("button", { name: "Close as lost" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked.find(each => each.method === "PATCH")).toMatchObject({
      body: { state: "lost", closedOn: "2026-11-29", lostReason: "Too late" },
      ifMatch: '"4"',
    });
  });

  it("has what happened with it alone", async () => {
    const by = { user: "anna", name: "Anna" };
    const subject = { type: "sales-case", id: "s1", name: "Framework" };
    const entry = {
      time: "2026-11-02T10:00:00Z",
      by,
      kind: "interaction",
      type: "SalesCaseOpened",
      subject,
      position: "customers=4",
    };
    const asked = serve({
      ...answers,
      "GET /api/customers/c1/timeline": () => ({ items: [entry], total: 1, next: null }),
    });
    open(SalesCasePage, "/sales/s1", person("view"), "/sales/$id");
    const history = within(await screen.findByRole("region", { name: "History" }));
    expect((await history.findByRole("listitem")).textContent).toContain("Framework");
    expect(asked.find(each => each.path.endsWith("/timeline"))?.query.get("salesCase")).toBe("s1");
  });

  it("is opened again by its state alone", async () => {
    const won = { ...known, state: "won", closedOn: "2026-11-01" };
    const asked = serve({
      ...answers,
      "GET /api/sales-cases/s1": () => tagged(won, '"5"'),
      "PATCH /api/sales-cases/s1": () => known,
    });
    open(SalesCasePage, "/sales/s1", person("edit"), "/sales/$id");
    await userEvent.click(await screen.findByRole("button", { name: "More actions" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Reopen" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Reopen" }));
    await userEvent.click(dialog.getByRole("button", { name: "Reopen" }));
    await waitFor(() => expect(asked.find(each => each.method === "PATCH")?.body).toEqual({ state: "open" }));
  });

  it("names the owner whom others chose meanwhile", async () => {
    let read = tagged({ ...known, ownerId: "e1" }, '"4"');
    serve({
      "GET /api/sales-cases/s1": () => read.clone(),
      "GET /api/employees/e1": () => ({ id: "e1", name: "Paula" }),
      "GET /api/employees/e2": () => ({ id: "e2", name: "Felecia" }),
      "PATCH /api/sales-cases/s1": () => problem(412, "stale"),
    });
    open(EditSalesCase, "/sales/s1/edit", person("edit"), "/sales/$id/edit");
    await userEvent.type(await screen.findByRole("textbox", { name: "Probability" }), "5");
    read = tagged({ ...known, ownerId: "e2" }, '"5"');
    await userEvent.clear(screen.getByRole("textbox", { name: "Probability" }));
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Changed meanwhile" }));
    await dialog.findAllByText("Felecia");
    expect(dialog.getByText("Paula")).toBeTruthy();
  });

  it("is made at its customer, in the customer's currency", async () => {
    const asked = serve({
      "GET /api/customers/c1": () => ({ id: "c1", name: "Acme", currency: "SEK" }),
      "POST /api/customers/c1/sales-cases": () => ({ id: "s9", name: "Support" }),
    });
    const router = open(NewSalesCase, "/sales/new?customer=c1", person("edit"));
    await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), "Support");
    await userEvent.type(screen.getByRole("textbox", { name: "Value" }), "1 250,50");
    await userEvent.type(screen.getByRole("textbox", { name: "Probability" }), "140");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByRole("alert", { name: "Check these fields" });
    await userEvent.clear(screen.getByRole("textbox", { name: "Probability" }));
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/sales/s9"));
    expect(asked.find(each => each.method === "POST")?.body).toEqual({
      name: "Support",
      value: { amount: "1250.50", currency: "SEK" },
    });
  });

  it("stands in the list with what all of them are worth", async () => {
    serve({
      "GET /api/sales-cases": () => ({
        items: [{ ...known, owner: null }],
        total: 1,
        next: null,
        sums: { value: [{ amount: "100", currency: "EUR" }], weighted: [{ amount: "60", currency: "EUR" }] },
      }),
    });
    open(SalesCases, "/sales", person("edit"));
    const table = within(await screen.findByRole("table", { name: "Sales cases" }));
    expect(table.getByRole("link", { name: "Framework" }).getAttribute("href")).toBe("/sales/s1");
    expect(screen.getByRole("status", { name: "Shown" }).textContent).toBe("1 sales case · 100 EUR, weighted 60 EUR");
    const tabs = within(screen.getByRole("navigation", { name: "Projects" }));
    expect(tabs.getAllByRole("link").map(link => link.textContent)).toEqual(["Projects", "Sales cases"]);
  });
});
