import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Asked, open, person, problem, serve } from "../../test/page";
import { forgetSteps, lastStep, undo } from "../ui/toasts";
import { NewTasks } from "./allocate";
import { Tasks } from "./page";

beforeEach(forgetSteps);
afterEach(() => vi.unstubAllGlobals());

const ID = "00000000-0000-4000-8000-00000000000";
const task = (id: string, status: string, more = {}) => ({
  id,
  customerId: "c1",
  kind: "todo",
  title: `Task ${id}`,
  status,
  createdAt: "2026-11-20T10:00:00Z",
  createdBy: { user: "demo" },
  customer: { id: "c1", name: "Acme" },
  project: null,
  salesCase: null,
  assignee: null,
  contacts: [],
  ...more,
});
const counts = { planned: 3, past: 0, notStarted: 2, inProgress: 1, done: 0 };

/** The tasks as the server has them, by status and with more of them than it answers. */
function tasksOf(all: ReturnType<typeof task>[], more = 0) {
  return ({ query }: Asked) => {
    const items = query.has("status") ? all.filter(each => query.getAll("status").includes(each.status)) : all;
    return { items, total: items.length + (items.length ? more : 0), next: null, counts };
  };
}

describe("the board of all customers", () => {
  const all = [task("a", "not-started", { due: "2026-11-28" }), task("b", "not-started"), task("c", "in-progress")];

  it("has a column for each status, and names the customer on each card", async () => {
    const asked = serve({ "GET /api/activities": tasksOf(all, 100) });
    open(Tasks, "/tasks", person("view"));
    const board = await screen.findByRole("region", { name: "Tasks" });
    const first = await within(board).findByRole("list", { name: "Not started (102)" });
    expect(
      within(first)
        .getAllByRole("listitem")
        .map(each => each.ariaLabel),
    ).toEqual(["Task a", "Task b"]);
    expect(within(first).getAllByText(/Acme/)).toHaveLength(2);
    expect(within(board).getByRole("list", { name: "Done (0)" })).toBeTruthy();
    expect(screen.getByRole("status", { name: "Shown" }).textContent).toBe("203 tasks");
    await userEvent.click(within(board).getByRole("button", { name: "Show more: Not started" }));
    await waitFor(() => expect(asked.at(-1)?.query.get("limit")).toBe("100"));
    expect(asked.every(each => each.path !== "/api/activities" || each.query.get("kind") === "todo")).toBe(true);
  });

  it("moves a task to another column at once and back", async () => {
    const answers: (() => void)[] = [];
    const asked = serve({
      "GET /api/activities": tasksOf(all),
      "PATCH /api/activities/a": () => new Promise(resolve => answers.push(() => resolve({}))),
    });
    open(Tasks, "/tasks", person("edit"));
    await userEvent.click(await screen.findByRole("button", { name: "Move Task a" }));
    expect(screen.queryByRole("menuitem", { name: "Move up" })).toBeNull();
    await userEvent.click(screen.getByRole("menuitemradio", { name: "Done" }));
    const moved = await screen.findByRole("list", { name: "Done (1)" });
    expect(within(moved).getByRole("listitem", { name: "Task a" })).toBeTruthy();
    answers.shift()!();
    await waitFor(() => expect(lastStep()).toBeTruthy());
    const undone = undo();
    await waitFor(() => expect(answers).toHaveLength(1));
    answers.shift()!();
    expect(await undone).toBe(true);
    const sent = asked.filter(each => each.method === "PATCH").map(each => each.body);
    expect(sent).toEqual([{ status: "done" }, { status: "not-started" }]);
  });

  it("sends a move once the one before it is answered", async () => {
    const answers: (() => void)[] = [];
    const answer = () => new Promise(resolve => answers.push(() => resolve({})));
    const asked = serve({
      "GET /api/activities": tasksOf(all),
      "PATCH /api/activities/a": answer,
      "PATCH /api/activities/b": answer,
    });
    const sent = () => asked.filter(each => each.method === "PATCH").map(each => each.path);
    open(Tasks, "/tasks", person("edit"));
    for (const name of ["Move Task a", "Move Task b"]) {
      await userEvent.click(await screen.findByRole("button", { name }));
      await userEvent.click(screen.getByRole("menuitemradio", { name: "Done" }));
    }
    await screen.findByRole("list", { name: "Done (2)" });
    expect(sent()).toEqual(["/api/activities/a"]);
    answers.shift()!();
    await waitFor(() => expect(sent()).toEqual(["/api/activities/a", "/api/activities/b"]));
    answers.shift()!();
    await waitFor(() => expect(lastStep()?.what).toBe("Task b moved to Done."));
  });

  it("names the customer alone where a task is of no project", async () => {
    serve({ "GET /api/activities": tasksOf([task("a", "not-started")]) });
    open(Tasks, "/tasks", person("view"));
    const item = await screen.findByRole("listitem", { name: "Task a" });
    expect(item.textContent).toBe("Task aAcme");
  });

  it("keeps a card where it is while its dialog takes the keys", async () => {
    const asked = serve({
      "GET /api/activities": tasksOf(all),
      "GET /api/activities/a": () => task("a", "not-started"),
    });
    open(Tasks, "/tasks", person("edit"));
    await userEvent.click(await screen.findByRole("button", { name: "Task a" }));
    const title = within(await screen.findByRole("dialog", { name: "Edit to-do" })).getByRole("textbox", {
      name: "Title",
    });
    expect(title.closest("[draggable=true]")).toBeNull();
    title.focus();
    await userEvent.keyboard("{Alt>}{ArrowRight}{/Alt}");
    expect(asked.some(each => each.method === "PATCH")).toBe(false);
  });

  it("puts a task back where the server refuses to move it", async () => {
    serve({
      "GET /api/activities": tasksOf(all),
      "PATCH /api/activities/a": () => problem(422, "customer-archived"),
    });
    open(Tasks, "/tasks", person("edit"));
    await userEvent.click(await screen.findByRole("button", { name: "Move Task a" }));
    await userEvent.click(screen.getByRole("menuitemradio", { name: "Done" }));
    const first = await screen.findByRole("list", { name: "Not started (2)" });
    expect(within(first).getByRole("listitem", { name: "Task a" })).toBeTruthy();
    expect(lastStep()).toBeUndefined();
  });
});

describe("the table of tasks", () => {
  it("is what the address says, and goes by when they are due", async () => {
    const asked = serve({ "GET /api/activities": tasksOf([task("a", "done", { due: "2026-11-28" })]) });
    const router = open(Tasks, `/tasks?as=table&assignee=${ID}1`, person("view"));
    const table = await screen.findByRole("table", { name: "Tasks" });
    expect(within(table).getByRole("link", { name: "Acme" }).getAttribute("href")).toBe("/customers/c1");
    await userEvent.click(screen.getByRole("combobox", { name: "Due" }));
    await userEvent.click(await screen.findByRole("option", { name: "Next 7 days" }));
    await waitFor(() => expect(asked.at(-1)?.query.get("to")).toBe("2026-12-05"));
    expect(router.state.location.searchStr).toBe(`?assignee=${ID}1&as=table&from=2026-11-29&to=2026-12-05`);
    const sheet = screen.getByRole("link", { name: "Excel" }).getAttribute("href");
    expect(sheet).toBe(`/api/activities.xlsx?assignee=${ID}1&from=2026-11-29&to=2026-12-05&kind=todo&lang=en`);
    await userEvent.click(screen.getByRole("radio", { name: "Board" }));
    await screen.findByRole("region", { name: "Tasks" });
  });

  it("lets days be chosen, the first before the last", async () => {
    serve({ "GET /api/activities": tasksOf([]) });
    const router = open(Tasks, "/tasks?as=table", person("view"));
    await userEvent.click(await screen.findByRole("combobox", { name: "Due" }));
    await userEvent.click(await screen.findByRole("option", { name: "Choose days…" }));
    const dialog = await screen.findByRole("dialog", { name: "Due" });
    await userEvent.type(within(dialog).getByLabelText("From"), "2026-12-10");
    await userEvent.type(within(dialog).getByLabelText("To"), "2026-12-01");
    const apply = within(dialog).getByRole("button", { name: "Apply" }) as HTMLButtonElement;
    expect(apply.disabled).toBe(true);
    await userEvent.clear(within(dialog).getByLabelText("To"));
    await userEvent.type(within(dialog).getByLabelText("To"), "2026-12-11");
    await userEvent.click(apply);
    await waitFor(() => expect(router.state.location.searchStr).toContain("from=2026-12-10&to=2026-12-11"));
    expect((screen.getByRole("combobox", { name: "Due" }) as HTMLInputElement).value).toBe("10 Dec 2026 – 11 Dec 2026");
  });
});

describe("new tasks", () => {
  const batch = (post: Asked) => {
    const { preview, to } = post.body as { preview?: boolean; to: { customer: string[] } };
    const activities = to.customer.map((customerId, at) => ({ customerId, ...(at ? {} : { assigneeId: "e1" }) }));
    return preview ? { activities, basedOn: "customers=7" } : { activities, batchId: "b1" };
  };
  const answers = {
    "GET /api/customers": () => ({
      items: [
        { id: "c1", name: "Acme", number: "1" },
        { id: "c2", name: "Bolt", number: "2" },
      ],
      total: 2,
      next: null,
    }),
    "GET /api/employees": () => ({ items: [{ id: "e1", name: "Ida Friis" }], total: 1, next: null }),
    "GET /api/roles": () => ({ items: [{ id: "r1", name: "Account manager", kind: "customer" }], total: 1 }),
  };

  async function fill() {
    await userEvent.type(await screen.findByRole("textbox", { name: "Title" }), "Send price list");
    await userEvent.click(screen.getByRole("combobox", { name: "Customers" }));
    await userEvent.click(await screen.findByRole("option", { name: "Acme" }));
    await userEvent.click(await screen.findByRole("option", { name: "Bolt" }));
    await userEvent.keyboard("{Escape}");
    await userEvent.click(screen.getByRole("combobox", { name: "Role" }));
    await userEvent.click(await screen.findByRole("option", { name: "Account manager" }));
  }

  it("show who gets which before they are created, and go back in one step", async () => {
    const asked = serve({
      ...answers,
      "POST /api/activities/batches": batch,
      "POST /api/activities/batches/b1/undo": () => ({ batchId: "b1", changes: [{}], conflicts: [] }),
    });
    const router = open(NewTasks, "/tasks/new", person("edit"));
    await fill();
    const table = await screen.findByRole("table", { name: "Preview" });
    await within(table).findByRole("row", { name: "Acme Ida Friis" });
    expect(within(table).getByRole("row", { name: "Bolt Nobody" })).toBeTruthy();
    await userEvent.click(await screen.findByRole("button", { name: "Create 2 tasks" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/tasks"));
    const sent = asked.filter(each => each.path === "/api/activities/batches").at(-1)?.body;
    expect(sent).toEqual({
      to: { customer: ["c1", "c2"] },
      activity: { kind: "todo", title: "Send price list" },
      assignToRole: "r1",
      basedOn: "customers=7",
    });
    expect(await undo()).toBe(true);
    expect(asked.at(-1)?.path).not.toBe("/api/activities/batches");
    expect(asked.some(each => each.path === "/api/activities/batches/b1/undo")).toBe(true);
    expect(lastStep()).toBeUndefined();
  });

  it("are looked at again where somebody changed who is responsible", async () => {
    let moved = true;
    const asked = serve({
      ...answers,
      "POST /api/activities/batches": post => {
        if ((post.body as { preview?: boolean }).preview || !moved) return batch(post);
        moved = false;
        return problem(409, "changed-since-preview");
      },
    });
    const router = open(NewTasks, "/tasks/new", person("edit"));
    await fill();
    await screen.findByRole("row", { name: "Acme Ida Friis" });
    const previews = () => asked.filter(each => (each.body as { preview?: boolean } | undefined)?.preview).length;
    const before = previews();
    await userEvent.click(await screen.findByRole("button", { name: "Create 2 tasks" }));
    await waitFor(() => expect(previews()).toBe(before + 1));
    expect(router.state.location.pathname).toBe("/tasks/new");
    await waitFor(async () => {
      await userEvent.click(screen.getByRole("button", { name: "Create 2 tasks" }));
      expect(router.state.location.pathname).toBe("/tasks");
    });
  });

  it("are not sent without a title and customers", async () => {
    const asked = serve(answers);
    open(NewTasks, "/tasks/new", person("edit"));
    await userEvent.click(await screen.findByRole("button", { name: "Create 0 tasks" }));
    expect(await screen.findByRole("alert", { name: "Check these fields" })).toBeTruthy();
    expect(screen.getByRole("textbox", { name: "Title" }).getAttribute("aria-invalid")).toBe("true");
    expect(asked.some(each => each.method === "POST")).toBe(false);
  });
});
