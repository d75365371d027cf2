import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { open, person, serve } from "../../test/page";
import { Contacts } from "./page";

afterEach(() => vi.unstubAllGlobals());

const contact = (id: string, more = {}) => ({
  id,
  customerId: "c1",
  name: `Contact ${id}`,
  roles: ["billing"],
  keywords: [],
  active: true,
  createdAt: "2026-11-20T10:00:00Z",
  createdBy: { user: "demo" },
  customer: { id: "c1", name: "Acme" },
  ...more,
});
const labels = { roles: [{ name: "Billing", count: 2 }], keywords: [{ name: "newsletter", count: 1 }] };
const page = (...items: object[]) => ({ items, total: items.length, next: null, labels });

it("leads from each contact to the customer and to a mail", async () => {
  serve({ "GET /api/contacts": () => page(contact("a", { email: "a@acme.no", phone: "+47 22" })) });
  open(Contacts, "/contacts", person("view"));
  const table = await screen.findByRole("table", { name: "Contacts" });
  expect(within(table).getByRole("link", { name: "Acme" }).getAttribute("href")).toBe("/customers/c1");
  expect(within(table).getByRole("link", { name: "a@acme.no" }).getAttribute("href")).toBe("mailto:a@acme.no");
  expect(within(table).queryByRole("button")).toBeNull();
  expect(screen.getByRole("status", { name: "Shown" }).textContent).toBe("1 contact");
});

it("filters by the roles that there are, whatever their case, and downloads the same", async () => {
  const asked = serve({ "GET /api/contacts": () => page(contact("a")) });
  const router = open(Contacts, "/contacts?role=billing&strange=1", person("view"));
  await screen.findByRole("button", { name: "Remove Billing" });
  await userEvent.click(screen.getByRole("combobox", { name: "Keyword" }));
  await userEvent.click(await screen.findByRole("option", { name: "newsletter" }));
  await userEvent.click(screen.getByRole("checkbox", { name: "Show inactive" }));
  await waitFor(() => expect(asked.at(-1)?.query.toString()).toContain("inactive=true"));
  const { query } = asked.filter(each => each.path === "/api/contacts").at(-1)!;
  expect(query.getAll("role")).toEqual(["billing"]);
  expect(query.getAll("keyword")).toEqual(["newsletter"]);
  const sheet = screen.getByRole("link", { name: "Excel" }).getAttribute("href");
  expect(sheet).toBe("/api/contacts.xlsx?role=billing&keyword=newsletter&inactive=true&lang=en");
  await userEvent.click(screen.getByRole("button", { name: "Clear filters" }));
  await waitFor(() => expect(router.state.location.searchStr).toBe("?inactive=true"));
});

it("stays where it is while a menu or a dialog of a row is open", async () => {
  serve({
    "GET /api/contacts": () => page(contact("a")),
    "GET /api/contacts/a": () => contact("a"),
  });
  const router = open(Contacts, "/contacts", person("edit"));
  await userEvent.click(await screen.findByRole("button", { name: "Contact a" }));
  await userEvent.click(await screen.findByRole("heading", { name: "Edit contact" }));
  await userEvent.click(screen.getByRole("button", { name: "Cancel" }));
  await userEvent.click(screen.getByRole("button", { name: "Actions for Contact a" }));
  await userEvent.click(screen.getByRole("menu"));
  expect(router.state.location.pathname).toBe("/contacts");
  await userEvent.click(screen.getByRole("cell", { name: "billing" }));
  await waitFor(() => expect(router.state.location.pathname).toBe("/customers/c1"));
});

it("inactivates a contact in its row", async () => {
  const asked = serve({
    "GET /api/contacts": () => page(contact("a")),
    "PATCH /api/contacts/a": () => ({}),
  });
  open(Contacts, "/contacts?inactive=true", person("edit"));
  await userEvent.click(await screen.findByRole("button", { name: "Actions for Contact a" }));
  expect(screen.queryByRole("menuitem", { name: "Erase person…" })).toBeNull();
  await userEvent.click(screen.getByRole("menuitem", { name: "Inactivate contact" }));
  await waitFor(() => expect(asked.find(each => each.method === "PATCH")?.body).toEqual({ active: false }));
});
