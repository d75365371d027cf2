import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { open, person, problem, serve, tagged } from "../../test/page";
import { EditEmployee } from "./employee";
import { Workspace } from "./workspace";

afterEach(() => vi.unstubAllGlobals());

const employee = {
  id: "e1",
  name: "Ida Friis",
  email: "ida@a.no",
  phone: "1",
  seller: true,
  active: true,
  teamId: "t1",
};

describe("the form of an employee", () => {
  const edit = () => open(EditEmployee, "/settings/employees/e1", person("admin"), "/settings/employees/$id");

  it("sends only what was changed", async () => {
    const asked = serve({ "GET /api/employees/e1": () => tagged(employee, '"1"') });
    const router = edit();
    await userEvent.type(await screen.findByRole("textbox", { name: "Phone" }), "2");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/settings/employees"));
    expect(asked.find(each => each.method === "PATCH")).toMatchObject({ body: { phone: "12" }, ifMatch: '"1"' });
  });

  it("shows what others saved meanwhile, and applies what the person changed on top of it", async () => {
    let saved = { ...employee };
    let version = '"1"';
    const asked = serve({
      "GET /api/employees/e1": () => tagged(saved, version),
      "GET /api/teams": () => ({
        items: [
          { id: "t1", name: "North" },
          { id: "t2", name: "South" },
        ],
        total: 2,
      }),
      "PATCH /api/employees/e1": ({ ifMatch }) => (ifMatch === version ? saved : problem(412, "stale")),
    });
    const router = edit();
    await userEvent.type(await screen.findByRole("textbox", { name: "Phone" }), "2");
    saved = { ...employee, email: "new@a.no", teamId: "t2" };
    version = '"2"';
    await userEvent.click(screen.getByRole("button", { name: "Save" }));

    const dialog = await screen.findByRole("dialog", { name: "Changed meanwhile" });
    const rows = () =>
      within(dialog)
        .getAllByRole("row")
        .slice(1)
        .map(row =>
          within(row)
            .getAllByRole("cell")
            .map(cell => cell.textContent),
        );
    await waitFor(() =>
      expect(rows()).toEqual([
        ["E-mail", "ida@a.no", "new@a.no", "new@a.no"],
        ["Phone", "1", "1", "12"],
        ["Team", "North", "South", "South"],
      ]),
    );
    await userEvent.click(within(dialog).getByRole("button", { name: "Apply mine" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/settings/employees"));
    const sent = asked.filter(each => each.method === "PATCH");
    expect(sent.at(-1)).toMatchObject({ body: { phone: "12" }, ifMatch: '"2"' });
  });
});

const settings = {
  name: "Nordvind",
  country: "NO",
  currency: "NOK",
  accountsInUse: true,
  rolesInUse: true,
  categoryRequired: false,
  datedClicks: false,
  defaultCategories: { domestic: "g1", european: null, overseas: null },
  defaultAccounts: {},
  paymentTermDays: 14,
  closedProjectStatuses: ["closed"],
  timeZone: "Europe/Oslo",
};

describe("the settings of the workspace", () => {
  it("keep what others saved meanwhile, and go on from what is saved", async () => {
    let saved = { ...settings };
    let version = 1;
    const asked = serve({
      "GET /api/settings": () => tagged(saved, `"${version}"`),
      "PATCH /api/settings": ({ ifMatch, body }) => {
        if (ifMatch !== `"${version}"`) return problem(412, "stale");
        saved = { ...saved, ...(body as object) };
        return tagged(saved, `"${++version}"`);
      },
    });
    open(Workspace, "/settings/workspace", person("admin"));
    const term = await screen.findByRole("textbox", { name: "Payment term" });
    await userEvent.clear(term);
    await userEvent.type(term, "30");
    saved = { ...settings, country: "SE" };
    version++;
    await userEvent.click(screen.getByRole("button", { name: "Save" }));

    const dialog = await screen.findByRole("dialog", { name: "Changed meanwhile" });
    expect(within(dialog).getByRole("row", { name: "Country Norway Sweden Sweden" })).toBeTruthy();
    await userEvent.click(within(dialog).getByRole("button", { name: "Apply mine" }));
    await waitFor(() => expect(version).toBe(3));
    await userEvent.click(screen.getByRole("checkbox", { name: "Every customer needs a category" }));
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(version).toBe(4));

    const sent = asked.filter(each => each.method === "PATCH").map(each => each.body);
    expect(sent).toEqual([{ paymentTermDays: 30 }, { paymentTermDays: 30 }, { categoryRequired: true }]);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("take only digits for the term", async () => {
    const asked = serve({ "GET /api/settings": () => tagged(settings, '"1"') });
    open(Workspace, "/settings/workspace", person("admin"));
    const term = await screen.findByRole("textbox", { name: "Payment term" });
    await userEvent.type(term, " days");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(term.getAttribute("aria-invalid")).toBe("true");
    expect(asked.some(each => each.method === "PATCH")).toBe(false);
  });
});
