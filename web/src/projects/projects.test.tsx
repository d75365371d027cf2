import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { open, person, problem, serve, tagged } from "../../test/page";
import { EditProject, NewProject } from "./form";
import { Projects } from "./page";

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
