import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { open, person, problem, serve, tagged } from "../../test/page";
import { listen } from "../api/changes";
import { queries, refresh } from "../api/keys";
import { CustomerPage } from "../customer/page";
import { EditEmployee } from "../settings/employee";
import { Erasures } from "../settings/erasures";
import { instant } from "../texts";
import { recentPages } from "./recent";

let deaf: () => void;

beforeEach(() => {
  deaf = listen(refresh);
});

afterEach(() => {
  deaf();
  queries.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const gone = { name: null, erased: true };

describe("an employee", () => {
  const ida = { id: "e1", name: "Ida Friis", email: "ida@a.no", phone: "1", seller: false, active: true };

  /** A server with one employee, who can be changed and erased. */
  function serveEmployee(start: object) {
    let employee: object = start;
    let version = 1;
    return serve({
      "GET /api/employees/e1": () => tagged(employee, `"${version}"`),
      "PATCH /api/employees/e1": ({ body }) => {
        employee = { ...employee, ...(body as object) };
        return tagged(employee, `"${++version}"`);
      },
      "POST /api/employees/e1/erase": () => {
        employee = { id: "e1", ...gone, seller: false, active: false };
        return new Response(null, { status: 204 });
      },
    });
  }

  const edit = (level: "edit" | "admin" = "admin") =>
    open(EditEmployee, "/settings/employees/e1", person(level), "/settings/employees/$id");

  const openDialog = async () => {
    await userEvent.click(await screen.findByRole("button", { name: "Erase person…" }));
    return within(screen.getByRole("dialog", { name: "Erase Ida Friis?" }));
  };

  it("is erased with a reason, once the name is typed, and is named no more", async () => {
    const asked = serveEmployee({ ...ida, active: false });
    edit();
    const dialog = await openDialog();
    for (const text of ["become unreadable everywhere, for all time", "who did what", "cannot be undone"])
      expect(dialog.getByRole("list").textContent).toContain(text);
    await userEvent.click(dialog.getByRole("button", { name: "Erase person" }));
    expect(dialog.getByRole("alert", { name: "Check these fields" }).textContent).toContain("Reason: This is needed.");
    await userEvent.type(dialog.getByRole("textbox", { name: "Reason" }), " Asked for it ");
    await userEvent.type(dialog.getByRole("textbox", { name: "Name of the person" }), "Ida");
    await userEvent.click(dialog.getByRole("button", { name: "Erase person" }));
    expect(
      asked.some(each => each.method === "POST"),
      "the name is not whole",
    ).toBe(false);
    await userEvent.type(dialog.getByRole("textbox", { name: "Name of the person" }), " Friis");
    await userEvent.click(dialog.getByRole("button", { name: "Erase person" }));

    await screen.findByRole("heading", { name: "Erased person" });
    expect(asked.find(each => each.method === "POST")).toMatchObject({
      path: "/api/employees/e1/erase",
      body: { reason: "Asked for it" },
    });
    expect(document.body.textContent).not.toMatch(/Ida|Friis|ida@a\.no/);
    expect(document.title).toBe("Erased person · InCharge");
    expect(screen.queryByRole("button", { name: "Erase person…" })).toBeNull();
    expect(screen.queryByRole("button", { name: "Save" }), "nothing can be changed").toBeNull();
  });

  it("is made inactive first, from the dialog", async () => {
    const asked = serveEmployee(ida);
    edit();
    await userEvent.type(await screen.findByRole("textbox", { name: "Phone" }), "2");
    const dialog = await openDialog();
    expect(dialog.queryByRole("button", { name: "Erase person" })).toBeNull();
    expect(dialog.queryByRole("textbox")).toBeNull();
    expect(dialog.getByText(/must be inactive first/)).toBeTruthy();
    await userEvent.click(dialog.getByRole("button", { name: "Make inactive" }));

    await dialog.findByRole("button", { name: "Erase person" });
    expect(asked.filter(each => each.method === "PATCH")).toMatchObject([{ body: { active: false }, ifMatch: '"1"' }]);
    const phone = screen.getByLabelText<HTMLInputElement>("Phone");
    expect(phone.value, "what was entered stays").toBe("12");
  });

  it("keeps the dialog open where it is refused, with the reason", async () => {
    serve({
      "GET /api/employees/e1": () => tagged({ ...ida, active: false }, '"1"'),
      "POST /api/employees/e1/erase": () => problem(422, "still-active"),
    });
    edit();
    const dialog = await openDialog();
    await userEvent.type(dialog.getByRole("textbox", { name: "Reason" }), "Asked for it");
    await userEvent.type(dialog.getByRole("textbox", { name: "Name of the person" }), "Ida Friis");
    await userEvent.click(dialog.getByRole("button", { name: "Erase person" }));
    expect((await dialog.findByRole("alert")).textContent).toContain("still active");
  });

  it("is not erased by people who are no admins", async () => {
    serveEmployee(ida);
    edit("edit");
    await screen.findByRole("textbox", { name: "Phone" });
    expect(screen.queryByRole("button", { name: "Erase person…" })).toBeNull();
  });
});

describe("a customer", () => {
  const id = "0190e2d5-0000-7000-8000-000000000001";
  const kim = {
    id,
    kind: "person",
    number: "1001",
    name: "Kim Aho",
    createdAt: "2026-01-05T10:00:00Z",
    archived: false,
  };

  const card = (customer: object, level: "edit" | "admin") => ({
    customer,
    category: null,
    tags: [],
    owners: [],
    createdAt: kim.createdAt,
    createdBy: { user: "anna" },
    addresses: [],
    contacts: [],
    notes: [],
    comments: [],
    nextAction: null,
    lastInteraction: null,
    counts: {
      contacts: 0,
      inactiveContacts: 0,
      notes: 0,
      comments: 0,
      planned: 0,
      past: 0,
      notStarted: 0,
      inProgress: 0,
      files: 0,
      links: 0,
      projects: { open: 0, closed: 0 },
      salesCases: { open: 0, won: 0, lost: 0 },
    },
    may: { edit: true, admin: level === "admin", responsibilities: true, registry: "vat-number-required" },
  });

  function show(customer: object, level: "edit" | "admin" = "admin") {
    let now = customer;
    const asked = serve({
      [`GET /api/customers/${id}`]: () => tagged(now, '"1"'),
      [`GET /api/customers/${id}/card`]: () => card(now, level),
      [`POST /api/customers/${id}/erase`]: () => {
        now = { ...now, ...gone };
        return new Response(null, { status: 204 });
      },
    });
    open(CustomerPage, `/customers/${id}`, person(level), "/customers/$id");
    return asked;
  }

  const openMenu = async () => {
    await userEvent.click(await screen.findByRole("button", { name: "More actions" }));
    return screen.queryByRole("menuitem", { name: "Erase person…" });
  };

  it("that is a person says so, is erased from its menu, and is not kept in the browser", async () => {
    localStorage.clear();
    const asked = show(kim);
    await screen.findByRole("heading", { name: "Kim Aho" });
    expect(screen.getByText("Person")).toBeTruthy();
    expect(recentPages()).toEqual([]);
    await userEvent.click((await openMenu())!);
    const dialog = within(await screen.findByRole("dialog", { name: "Erase Kim Aho?" }));
    expect(dialog.getByRole("list").textContent).toContain("address");
    await userEvent.type(dialog.getByRole("textbox", { name: "Reason" }), "Asked for it");
    await userEvent.type(dialog.getByRole("textbox", { name: "Name of the person" }), "Kim Aho");
    await userEvent.click(dialog.getByRole("button", { name: "Erase person" }));

    await screen.findByRole("heading", { name: "Erased person" });
    expect(asked.find(each => each.method === "POST")).toMatchObject({ body: { reason: "Asked for it" } });
    expect(await openMenu(), "again is not offered").toBeNull();
  });

  it("that is a company cannot be erased", async () => {
    show({ ...kim, kind: "company", name: "Kim Oy" });
    expect(await openMenu()).toBeNull();
    expect(screen.queryByText("Person")).toBeNull();
  });

  it("is not erased by people who are no admins", async () => {
    show(kim, "edit");
    expect(await openMenu()).toBeNull();
  });
});

describe("Erasures", () => {
  const erasure = {
    personId: "0190e2d5-0000-7000-8000-0123456789ab",
    kind: "employee",
    requestedAt: "2026-11-29T10:00:00Z",
    requestedBy: { id: "demo-admin", name: "Astrid Lindqvist" },
    reason: "Requested by the person on 2 March",
    services: [
      { service: "customer-service", done: true, doneAt: "2026-11-29T10:01:00Z" },
      { service: "reporting-service", done: false },
    ],
    done: false,
  };

  it("proves for each service whether it is done", async () => {
    serve({ "GET /api/erasures": () => ({ items: [erasure], total: 1, next: null }) });
    open(Erasures, "/settings/erasures", person("admin"));
    const table = within(await screen.findByRole("table", { name: "Erasures" }));
    const [, row] = table.getAllByRole("row");
    const cells = within(row!).getAllByRole("cell");
    expect(cells.slice(1).map(cell => cell.textContent)).toEqual([
      "Employee",
      instant(erasure.requestedAt),
      "Astrid Lindqvist",
      "Requested by the person on 2 March",
      "Customers: DoneViews: Pending",
    ]);
    expect(screen.getByRole("status", { name: "Shown" }).textContent).toBe("1 erasure");

    await userEvent.click(screen.getByRole("button", { name: "Erasure of 0123456789ab" }));
    const proof = within(screen.getByRole("dialog", { name: "Erasure of 0123456789ab" }));
    expect(proof.getByText(erasure.personId)).toBeTruthy();
    expect(proof.getByText(instant(erasure.services[0]!.doneAt!))).toBeTruthy();
  });

  it("looks again every ten seconds until all of them are done", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    let done = false;
    const asked = serve({
      "GET /api/erasures": () => {
        const services = erasure.services.map(each => ({ ...each, done: each.done || done }));
        return { items: [{ ...erasure, services, done }], total: 1, next: null };
      },
    });
    open(Erasures, "/settings/erasures", person("admin"));
    await screen.findByText("Pending", { exact: false });
    done = true;
    await vi.advanceTimersByTimeAsync(9_000);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    await waitFor(() => expect(screen.queryByText("Pending", { exact: false })).toBeNull());
    await vi.advanceTimersByTimeAsync(30_000);
    expect(asked).toHaveLength(2);
  });

  it("copies the id of a person", async () => {
    const written = vi.fn(async () => {});
    vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText: written } });
    serve({ "GET /api/erasures": () => ({ items: [erasure], total: 1, next: null }) });
    open(Erasures, "/settings/erasures", person("admin"));
    (await screen.findByRole("button", { name: `Copy the id ${erasure.personId}` })).click();
    expect(written).toHaveBeenCalledWith(erasure.personId);
  });

  it("says where one erases as long as nobody was", async () => {
    serve({});
    open(Erasures, "/settings/erasures", person("admin"));
    await screen.findByText("Nobody was erased yet.");
  });
});
