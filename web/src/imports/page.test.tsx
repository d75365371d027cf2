import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { open, person, problem, serve } from "../../test/page";
import { OneImport } from "./import";
import { Imports } from "./page";

afterEach(() => vi.unstubAllGlobals());

const run = (name: string, more = {}) => ({
  importId: name,
  what: "customers",
  actor: { user: "demo" },
  fileName: `${name}.csv`,
  state: "done",
  dryRun: false,
  total: 3,
  processed: 3,
  created: 2,
  updated: 0,
  unchanged: 0,
  refused: 1,
  startedAt: "2026-11-29T10:00:00Z",
  finishedAt: "2026-11-29T10:00:01Z",
  columns: [{ header: "Name", field: "name", samples: [] }],
  warnings: [],
  ...more,
});

const listed = (items: object[]) => ({ items, total: items.length, next: null });

describe("the list of imports", () => {
  it("takes an import back where it stands", async () => {
    let state = "done";
    const asked = serve({
      "GET /api/imports": () => listed([run("list", { state })]),
      "POST /api/customers/imports/list/undo": () => {
        state = "undone";
        return run("list", { state, undone: 2, kept: 0 });
      },
    });
    const router = open(Imports, "/imports", person("edit"));
    await userEvent.click(await screen.findByRole("button", { name: "Undo import list.csv" }));
    const table = screen.getByRole("table", { name: "Imports" });
    await within(table).findByText("Undone");
    expect(within(table).queryByRole("button")).toBeNull();
    expect(asked.filter(each => each.method === "POST")).toHaveLength(1);
    expect(router.state.location.pathname).toBe("/imports");
  });

  it("leads to the rows that stay", async () => {
    serve({
      "GET /api/imports": () => listed([run("list")]),
      "POST /api/customers/imports/list/undo": () => run("list", { state: "undone", undone: 1, kept: 1 }),
    });
    const router = open(Imports, "/imports", person("edit"));
    await userEvent.click(await screen.findByRole("button", { name: "Undo import list.csv" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/imports/customers/list"));
  });

  it("offers it only where there is something that the person may take back", async () => {
    const items = [
      run("done"),
      run("failed", { state: "failed" }),
      run("running", { state: "running" }),
      run("undone", { state: "undone" }),
      run("refused", { created: 0 }),
      run("employees", { what: "employees" }),
    ];
    serve({ "GET /api/imports": () => listed(items) });
    open(Imports, "/imports", person("edit"));
    await screen.findByRole("table", { name: "Imports" });
    expect(screen.getAllByRole("button", { name: /^Undo import/ }).map(each => each.ariaLabel)).toEqual([
      "Undo import done.csv",
      "Undo import failed.csv",
    ]);
  });

  it("keeps the way back when the undo is refused", async () => {
    serve({
      "GET /api/imports": () => listed([run("list")]),
      "POST /api/customers/imports/list/undo": () => problem(409, "import-running"),
    });
    open(Imports, "/imports", person("edit"));
    const button = await screen.findByRole("button", { name: "Undo import list.csv" });
    await userEvent.click(button);
    await waitFor(() => expect(button.hasAttribute("disabled")).toBe(false));
  });
});

it("an import that was taken back shows the rows that stay, and why", async () => {
  const kept = { row: 2, outcome: "created", code: "changed-since", values: { Name: "Acme" } };
  const asked = serve({
    "GET /api/customers/imports/list": () => run("list", { state: "undone", undone: 1, kept: 1 }),
    "GET /api/customers/imports/list/rows": () => listed([kept]),
  });
  open(OneImport, "/imports/customers/list", person("edit"), "/imports/$what/$id");
  await screen.findByText("1 row taken back, 1 stays because it was changed since.");
  const rows = await screen.findByRole("table", { name: "Rows" });
  expect(await within(rows).findByText("Somebody has changed it since.")).toBeTruthy();
  const read = asked.find(each => each.path.endsWith("/rows"));
  expect(read?.query.toString()).toBe("kept=true&limit=100");
  expect(screen.getByRole("link", { name: "Excel" }).getAttribute("href")).toContain("/rows.xlsx?kept=true");

  await userEvent.click(screen.getByRole("combobox", { name: "Verdict" }));
  await userEvent.click(screen.getByRole("option", { name: "All" }));
  await waitFor(() => expect(asked.findLast(each => each.path.endsWith("/rows"))?.query.toString()).toBe("limit=100"));
});
