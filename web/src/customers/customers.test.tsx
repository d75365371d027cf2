import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { open, person, problem, serve, tagged } from "../../test/page";
import { changed, queries } from "../api";
import { EditCustomer, NewCustomer } from "./form";
import { Overview } from "./page";

afterEach(() => vi.unstubAllGlobals());

const WITHOUT_REGISTRY = {
  "GET /api/customers/c1/card": () => ({
    customer: { id: "c1", name: "Acme" },
    may: { edit: true, registry: "registry-country-unsupported" },
  }),
};

const customer = (at: number, more = {}) => ({
  id: `c${at}`,
  number: `${1000 + at}`,
  name: `Customer ${at}`,
  vatNumber: null,
  projectCount: at,
  createdAt: "2026-01-05T10:00:00Z",
  customerSince: null,
  category: null,
  tags: [],
  archived: false,
  responsible: at === 1 ? [] : [{ id: "e", name: "Ida Friis", roleId: null }],
  responsibleCount: at === 1 ? 0 : 1,
  ...more,
});

const list = { items: [customer(1), customer(2)], total: 2, next: null };

describe("Overview", () => {
  it("shows the customers, and who has nobody", async () => {
    serve({ "GET /api/customers": () => list });
    open(Overview, "/customers", person("edit"));
    const table = await screen.findByRole("table", { name: "Customers" });
    expect(within(table).getByRole("link", { name: "Customer 1" })).toBeTruthy();
    expect(within(table).getByText("Nobody")).toBeTruthy();
    expect(screen.getByRole("status", { name: "Shown" }).textContent).toBe("2 customers");
  });

  it("asks for what the address says, and says in it what is asked", async () => {
    const asked = serve({ "GET /api/customers": () => list });
    const router = open(Overview, "/customers?category=none&strange=1", person("edit"));
    await screen.findByRole("table");
    expect(asked.find(each => each.path === "/api/customers")?.query.toString()).toBe("category=none&limit=100");
    await userEvent.click(screen.getByRole("button", { name: "Number" }));
    await waitFor(() => expect(router.state.location.searchStr).toBe("?category=none&sort=number"));
  });

  it("offers a viewer nothing that he may not do", async () => {
    serve({ "GET /api/customers": () => list });
    open(Overview, "/customers", person("view"));
    await screen.findByRole("table");
    expect(screen.queryByRole("link", { name: "Create customer" })).toBeNull();
    expect(screen.queryByRole("checkbox", { name: "Select Customer 1" })).toBeNull();
    expect(screen.getByRole("link", { name: "Excel" }).getAttribute("href")).toContain("/api/customers.xlsx?lang=en");
  });

  it("creates by a link on a phone too, and has the rest in a menu", async () => {
    vi.stubGlobal("matchMedia", () => ({ matches: true, addEventListener: () => {}, removeEventListener: () => {} }));
    serve({ "GET /api/customers": () => list });
    open(Overview, "/customers?category=none", person("admin"));
    const create = await screen.findByRole("link", { name: "Create customer" });
    expect(create.getAttribute("href")).toBe("/customers/new");
    await userEvent.click(screen.getByRole("button", { name: "More" }));
    const items = screen.getAllByRole("menuitem");
    expect(items.map(item => item.textContent)).toEqual(["New customer category", "New tag", "Import", "CSV"]);
    expect(items[3]?.getAttribute("href")).toBe("/api/customers.csv?category=none&lang=en");
  });

  it("says the next step where there is nothing yet", async () => {
    serve({});
    open(Overview, "/customers", person("admin"));
    await screen.findByText("No customers yet.");
    expect(screen.getByRole("link", { name: "Import customers" })).toBeTruthy();
  });

  it("says what failed, and tries again", async () => {
    let broken = true;
    serve({ "GET /api/customers": () => (broken ? problem(422, "out-of-range") : list) });
    open(Overview, "/customers", person("view"));
    await screen.findByText("This is out of range.");
    broken = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    await screen.findByRole("link", { name: "Customer 2" });
  });

  it("acts on what is selected", async () => {
    const asked = serve({ "GET /api/customers": () => list, "POST /api/customers/c2/archive": () => ({}) });
    open(Overview, "/customers", person("edit"));
    await userEvent.click(await screen.findByRole("checkbox", { name: "Select Customer 2" }));
    const bar = screen.getByRole("toolbar", { name: "Selection" });
    await userEvent.click(within(bar).getByRole("button", { name: "Archive" }));
    await waitFor(() => expect(asked.some(each => each.path === "/api/customers/c2/archive")).toBe(true));
    expect(screen.queryByRole("toolbar", { name: "Selection" })).toBeNull();
  });
});

describe("the form", () => {
  it("says what is missing, and leads there", async () => {
    serve({ "GET /api/customers/next-number": () => ({ number: "1121" }) });
    open(NewCustomer, "/customers/new", person("edit"));
    await screen.findByText("Next free: 1121");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    const summary = await screen.findByRole("alert", { name: "Check these fields" });
    expect(within(summary).getByRole("link", { name: "Name: This is needed." })).toBeTruthy();
  });

  it("says that a group comes first where every customer needs one, and leads there", async () => {
    const editor = person("edit");
    const needed = { ...editor, features: { ...editor.features, categoryRequired: true } };
    const none = { id: "none", type: "category", name: null, customerCount: 3 };
    let groups: object[] = [none, { id: "t", type: "tag", name: "Key", customerCount: 1 }];
    serve({ "GET /api/groupings": () => ({ items: groups, total: groups.length, next: null }) });
    open(NewCustomer, "/customers/new", needed);
    await screen.findByText("Every customer needs a customer group, and there is none yet.");
    const link = screen.getByRole("link", { name: "New customer group" });
    expect(link.getAttribute("href")).toBe("/settings/groups/customer-groups/new");
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();

    groups = [none, { id: "g", type: "category", name: "Domestic", customerCount: 0 }];
    await act(() => changed("Category"));
    await screen.findByRole("textbox", { name: "Name" });
    expect(screen.queryByRole("link", { name: "New customer group" })).toBeNull();
  });

  it("says whom to ask for the first group to one who may not make it", async () => {
    const editor = person("edit");
    serve({});
    open(NewCustomer, "/customers/new", {
      ...editor,
      levels: { ...editor.levels, groups: "view" },
      features: { ...editor.features, categoryRequired: true },
    });
    await screen.findByText(/^Ask somebody who may edit customer groups to create one/);
    expect(screen.queryByRole("link", { name: "New customer group" })).toBeNull();
  });

  it("puts a taken number at its field", async () => {
    serve({ "POST /api/customers": () => problem(409, "customer-number-taken") });
    open(NewCustomer, "/customers/new", person("edit"));
    await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), "Acme");
    await userEvent.type(screen.getByRole("textbox", { name: "Customer number" }), "7");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    const field = screen.getByRole("textbox", { name: "Customer number" });
    await waitFor(() => expect(field.getAttribute("aria-invalid")).toBe("true"));
    expect(document.getElementById(field.getAttribute("aria-describedby")!)?.textContent).toBe(
      "This customer number is taken.",
    );
  });

  it("sends what was entered, and opens the customer", async () => {
    const asked = serve({ "POST /api/customers": () => ({ id: "c9" }) });
    const router = open(NewCustomer, "/customers/new", person("edit"));
    await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), " Acme ");
    await userEvent.type(screen.getByRole("textbox", { name: "City" }), "Oulu");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/customers/c9"));
    const sent = asked.find(each => each.method === "POST")?.body as Record<string, unknown>;
    expect(sent).toMatchObject({ name: "Acme", number: null, address: { street: null, postcode: null, city: "Oulu" } });
  });

  it("gives it the chosen projects of others, also when one is refused", async () => {
    const project = (id: string, name: string) => ({ id, name, number: id, customerId: "c9", customer: customer(9) });
    const asked = serve({
      "POST /api/customers": () => ({ id: "c1" }),
      "GET /api/projects": () => ({ items: [project("p1", "Bridge"), project("p2", "Tunnel")], total: 2, next: null }),
      "PATCH /api/projects/p2": () => problem(422, "customer-archived"),
    });
    sessionStorage.clear();
    const router = open(NewCustomer, "/customers/new", person("edit"));
    await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), "Nordvind");
    const picker = screen.getByRole("combobox", { name: "Projects" });
    await userEvent.click(picker);
    await userEvent.click(await screen.findByRole("option", { name: /Bridge/ }));
    await userEvent.click(await screen.findByRole("option", { name: /Tunnel/ }));
    expect(screen.getAllByRole("listitem").map(each => each.textContent)).toEqual([
      "Bridge leaves Customer 9",
      "Tunnel leaves Customer 9",
    ]);
    expect(sessionStorage.getItem("incharge-form new"), "no draft names customers of others").toBe(
      '{"name":"Nordvind"}',
    );
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/customers/c1"));
    expect(asked.filter(each => each.method === "PATCH")).toMatchObject([
      { path: "/api/projects/p1", body: { customerId: "c1" } },
      { path: "/api/projects/p2", body: { customerId: "c1" } },
    ]);
  });

  it("registers a person as one, and a company if nothing is chosen", async () => {
    const asked = serve({ "POST /api/customers": () => ({ id: "c9" }) });
    open(NewCustomer, "/customers/new", person("edit"));
    const kind = within(await screen.findByRole("radiogroup", { name: "Kind" }));
    expect(kind.getByRole<HTMLInputElement>("radio", { name: "Company" }).checked).toBe(true);
    await userEvent.type(screen.getByRole("textbox", { name: "City" }), "Oulu");
    expect(sessionStorage.getItem("incharge-form new")).toBe('{"city":"Oulu"}');
    await userEvent.click(kind.getByRole("radio", { name: "Person" }));
    expect(screen.getByText(/can be erased later/)).toBeTruthy();
    await userEvent.type(screen.getByRole("textbox", { name: "Name" }), "Kim Aho");
    expect(sessionStorage.getItem("incharge-form new"), "no draft outlives an erasure").toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(asked.some(each => each.method === "POST")).toBe(true));
    expect(asked.find(each => each.method === "POST")?.body).toMatchObject({ kind: "person", name: "Kim Aho" });
  });

  it("asks for nothing that was erased, and keeps the kind", async () => {
    const asked = serve({
      ...WITHOUT_REGISTRY,
      "GET /api/customers/c1": () => tagged({ id: "c1", kind: "person", number: "7", name: null, erased: true }, '"2"'),
      "GET /api/customers": () => ({ items: [customer(1)], total: 1, next: null }),
      "PATCH /api/customers/c1": () => ({ id: "c1" }),
    });
    open(EditCustomer, "/customers/c1/edit", person("edit"), "/customers/$id/edit");
    await userEvent.type(await screen.findByRole("textbox", { name: "Website" }), "https://a.no");
    for (const name of ["Name", "E-mail", "Phone", "Street", "Postcode", "City"])
      expect(screen.queryByRole("textbox", { name }), name).toBeNull();
    expect(screen.queryByRole("radiogroup", { name: "Kind" })).toBeNull();
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(asked.some(each => each.method === "PATCH")).toBe(true));
    expect(asked.find(each => each.method === "PATCH")?.body).toEqual({ website: "https://a.no" });
  });

  it("writes back nothing that the person did not touch", async () => {
    const was = { id: "c1", name: "Acme", phone: "1", address: { street: "Road 1", city: "Oulu", country: "FI" } };
    let saved = { ...was };
    let version = '"1"';
    const asked = serve({
      ...WITHOUT_REGISTRY,
      "GET /api/customers/c1": () => tagged(saved, version),
      "GET /api/customers": () => ({ items: [customer(1)], total: 1, next: null }),
      "PATCH /api/customers/c1": ({ ifMatch }) => (ifMatch === version ? saved : problem(412, "stale")),
    });
    const router = open(EditCustomer, "/customers/c1/edit", person("edit"), "/customers/$id/edit");
    await userEvent.type(await screen.findByRole("textbox", { name: "Street" }), "2");
    saved = { ...was, phone: "3", address: { ...was.address, city: "Turku" } };
    version = '"2"';
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    const dialog = await screen.findByRole("dialog", { name: "Changed meanwhile" });
    expect(within(dialog).getAllByRole("row")).toHaveLength(4);
    await userEvent.click(within(dialog).getByRole("button", { name: "Apply mine" }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/customers/c1"));
    const sent = asked.filter(each => each.method === "PATCH");
    expect(sent.at(-1)).toMatchObject({ ifMatch: '"2"' });
    expect(sent.at(-1)?.body).toEqual({ address: { street: "Road 12" } });
  });

  it("offers again what was entered, and nothing that others have changed since", async () => {
    sessionStorage.setItem("incharge-form c1", JSON.stringify({ phone: "7" }));
    const asked = serve({
      ...WITHOUT_REGISTRY,
      "GET /api/customers/c1": () => tagged({ id: "c1", name: "Acme", email: "new@acme.example", phone: "1" }, '"2"'),
      "GET /api/customers": () => ({ items: [customer(1)], total: 1, next: null }),
      "PATCH /api/customers/c1": () => ({ id: "c1" }),
    });
    open(EditCustomer, "/customers/c1/edit", person("edit"), "/customers/$id/edit");
    await userEvent.click(await screen.findByRole("button", { name: "Restore" }));
    await userEvent.type(screen.getByRole("textbox", { name: "City" }), "Oulu");
    expect(JSON.parse(sessionStorage.getItem("incharge-form c1")!), "the draft holds what was entered").toEqual({
      phone: "7",
      city: "Oulu",
    });
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(asked.some(each => each.method === "PATCH")).toBe(true));
    expect(asked.find(each => each.method === "PATCH")?.body).toEqual({ phone: "7", address: { city: "Oulu" } });
  });

  it("takes over what the registry has, and keeps what was entered", async () => {
    sessionStorage.clear();
    let version = '"1"';
    const acme = { id: "c1", kind: "company", name: "Acme", number: "7" };
    const saved = () => (version === '"1"' ? acme : { ...acme, name: "Acme Oy" });
    const asked = serve({
      "GET /api/customers/c1": () => tagged(saved(), version),
      "GET /api/customers": () => ({ items: [customer(1)], total: 1, next: null }),
      "GET /api/customers/c1/card": () => ({ customer: saved(), may: { edit: true, registry: "yes" } }),
      "GET /api/customers/c1/registry": () => ({
        lookupId: "l1",
        registry: "fi-prh",
        registryId: "0112038-9",
        fetchedAt: "2026-11-20T10:00:00Z",
        warnings: [],
        items: [{ item: "name", current: "Acme", found: "Acme Oy", differs: true }],
      }),
      "POST /api/customers/c1/registry": () => {
        version = '"2"';
        return {};
      },
      "PATCH /api/customers/c1": () => ({ id: "c1" }),
    });
    open(EditCustomer, "/customers/c1/edit", person("edit"), "/customers/$id/edit");
    await userEvent.type(await screen.findByRole("textbox", { name: "Phone" }), "7");
    await userEvent.click(await screen.findByRole("button", { name: "Fetch from registry" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Update customer details" }));
    await userEvent.click(await dialog.findByRole("button", { name: "Update" }));
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Name" }).value).toBe("Acme Oy"));
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(asked.some(each => each.method === "PATCH")).toBe(true));
    expect(asked.find(each => each.method === "PATCH")).toMatchObject({ body: { phone: "7" }, ifMatch: '"2"' });
  });

  it("offers no registry where there is none for the customer", async () => {
    serve({
      "GET /api/customers/c1": () => tagged({ id: "c1", name: "Acme" }, '"1"'),
      "GET /api/customers": () => ({ items: [customer(1)], total: 1, next: null }),
      ...WITHOUT_REGISTRY,
    });
    open(EditCustomer, "/customers/c1/edit", person("edit"), "/customers/$id/edit");
    await screen.findByRole("textbox", { name: "VAT number" });
    await waitFor(() => expect(queries.getQueryData(["card", "c1"])).toBeTruthy());
    expect(screen.queryByRole("button", { name: "Fetch from registry" })).toBeNull();
  });
});
