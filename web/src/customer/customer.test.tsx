import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { open, person, problem, serve, tagged } from "../../test/page";
import { changed } from "../api";
import { forgetSteps, lastStep, redo, undo } from "../ui/toasts";
import { CustomerCollaboration, CustomerHistory, CustomerPage, CustomerSales, CustomerSettings } from "./page";

beforeEach(forgetSteps);
afterEach(() => vi.unstubAllGlobals());

const AT = "2026-11-20T10:00:00Z";
const BY = { user: "demo", id: "me", name: "Astrid Lindqvist" };
const thing = (id: string) => ({
  id,
  customerId: "c1",
  createdAt: AT,
  createdBy: BY,
  customer: { id: "c1", name: "Acme" },
});

const card = (more = {}) => ({
  customer: {
    id: "c1",
    kind: "company",
    name: "Acme",
    number: "1042",
    initials: "A",
    email: "post@acme.example",
    archived: false,
    createdAt: AT,
    createdBy: BY,
  },
  category: { id: "g1", name: "Healthcare" },
  tags: [],
  owners: [{ id: "e1", name: "Felecia Pierce" }],
  createdAt: "2022-04-06T10:00:00Z",
  createdBy: { user: "jonas", id: "e2", name: "Jonas Ekström" },
  addresses: [],
  contacts: [],
  notes: [{ ...thing("n1"), text: "One invoice a month", level: "customer", project: null, salesCase: null }],
  comments: [],
  nextAction: {
    id: "a1",
    kind: "todo",
    title: "Call",
    due: "2026-12-03",
    status: "not-started",
    project: null,
    assignee: null,
  },
  lastInteraction: null,
  counts: {
    contacts: 1,
    inactiveContacts: 1,
    notes: 1,
    comments: 0,
    planned: 1,
    past: 0,
    notStarted: 1,
    inProgress: 0,
    files: 0,
    links: 0,
    projects: { open: 0, closed: 0 },
    salesCases: { open: 0, won: 0, lost: 0 },
  },
  may: { edit: true, admin: false, responsibilities: true, registry: "yes" },
  ...more,
});

const page = (items: object[], more = {}) => ({ items, total: items.length, next: null, ...more });
const CARD = { "GET /api/customers/c1/card": () => card() };
const show = (Page: () => React.ReactNode, tab = "", level: "view" | "edit" | "admin" = "edit") =>
  open(Page, `/customers/c1${tab}`, person(level), `/customers/$id${tab.split("?")[0]}`);

describe("the card", () => {
  it("says in its rail what one wants to know first", async () => {
    const entry = {
      position: "customers=4",
      time: AT,
      by: BY,
      kind: "change",
      type: "CustomerRenumbered",
      subject: { type: "customer", id: "c1", name: "Acme" },
    };
    const asked = serve({ ...CARD, "GET /api/customers/c1/timeline": () => page([entry]) });
    show(CustomerPage);
    const rail = await screen.findByRole("region", { name: "Overview" });
    const heads = within(rail).getAllByRole("heading");
    expect(heads.map(head => head.textContent)).toEqual([
      "Account owner",
      "Responsible",
      "Follow-up",
      "Contact",
      "Notes",
      "History",
    ]);
    expect(within(rail).getByText("Call")).toBeTruthy();
    expect(within(rail).getByText("One invoice a month")).toBeTruthy();
    expect(within(rail).getByText("Created by Jonas Ekström on 6 Apr 2022")).toBeTruthy();
    const history = within(rail).getByRole("list", { name: "History" });
    await waitFor(() => expect(history.textContent).toContain("Astrid Lindqvist changed the customer number"));
    expect(asked.find(each => each.path.endsWith("/timeline"))?.query.get("limit")).toBe("15");
    expect(asked.some(each => each.path === "/api/history")).toBe(false);
    expect(within(rail).getByRole("link", { name: "All history" })).toBeTruthy();
    const tabs = within(screen.getByRole("navigation", { name: "Customer" })).getAllByRole("link");
    expect(tabs.map(tab => tab.textContent)).toEqual([
      "Contacts & addresses",
      "Sales & projects",
      "Collaboration",
      "Customer settings",
      "History",
    ]);
  });

  it("offers nothing that changes where the card does not allow it", async () => {
    serve({
      "GET /api/customers/c1/card": () =>
        card({ may: { edit: false, admin: false, responsibilities: false, registry: "level-missing" } }),
      "GET /api/customers/c1/contacts": () =>
        page([{ ...thing("k1"), name: "Maria", roles: ["billing"], keywords: [], active: true }]),
      "GET /api/customers/c1/notes": () => page([{ ...thing("n1"), text: "Hello", project: null, salesCase: null }]),
    });
    show(CustomerPage, "", "view");
    await screen.findByText("Maria");
    for (const name of ["Add contact", "Add address", "Add to-do", "Add calendar entry", "Add more", "Add file"]) {
      expect(screen.queryByRole("button", { name })).toBeNull();
    }
    expect(screen.queryByRole("button", { name: /^Actions for/ })).toBeNull();
    expect(screen.queryByRole("textbox", { name: "New note" })).toBeNull();
    expect(screen.queryByRole("button", { name: "More actions" })).toBeNull();
  });
});

describe("a merge", () => {
  const counts = {
    projects: 2,
    contacts: 1,
    notes: 0,
    comments: 0,
    activities: 3,
    salesCases: 0,
    files: 0,
    links: 0,
  };
  const other = { id: "c2", kind: "company", name: "Umbrella", number: "1043", archived: false };

  it("says before what comes over, and is taken back from its toast", async () => {
    const asked = serve({
      ...CARD,
      "GET /api/customers": () => page([{ ...other, tags: [] }, card().customer]),
      "GET /api/customers/c2": () => other,
      "POST /api/customers/c1/merge": request => ({
        customerId: "c1",
        intoCustomerId: "c2",
        counts,
        ...((request.body as { preview?: boolean }).preview && { basedOn: "customers=7" }),
      }),
      "POST /api/customers/c1/unmerge": () => ({ customerId: "c1", intoCustomerId: "c2", returned: [], kept: [] }),
    });
    show(CustomerPage);
    await userEvent.click(await screen.findByRole("button", { name: "More actions" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Merge with…" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Merge Acme with another customer" }));
    const act = dialog.getByRole("button", { name: "Merge" });
    expect((act as HTMLButtonElement).disabled).toBe(true);
    await userEvent.click(dialog.getByRole("combobox", { name: "Customer to keep" }));
    expect(screen.queryByRole("option", { name: /Acme/ })).toBeNull();
    await userEvent.click(await screen.findByRole("option", { name: /Umbrella/ }));
    await dialog.findByText(/^2 projects, 1 contact, 0 notes, .* 3 activities/);
    await userEvent.click(act);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const sent = asked.filter(each => each.path.endsWith("/merge")).map(each => each.body);
    expect(sent).toEqual([
      { into: "c2", preview: true },
      { into: "c2", basedOn: "customers=7" },
    ]);
    expect(lastStep()?.what).toBe("Acme was merged into Umbrella");
    expect(await undo()).toBe(true);
    expect(asked.some(each => each.path === "/api/customers/c1/unmerge")).toBe(true);
  });

  it("is shown on the merged customer, with the way to the other one and the way back", async () => {
    const merged = card({ customer: { ...card().customer, archived: true, mergedInto: "c2" } });
    const asked = serve({
      "GET /api/customers/c1/card": () => merged,
      "GET /api/customers/c2": () => other,
      "POST /api/customers/c1/unmerge": () => ({ customerId: "c1", intoCustomerId: "c2", returned: [], kept: [] }),
    });
    show(CustomerPage);
    const link = await screen.findByRole("link", { name: "Umbrella" });
    expect(link.getAttribute("href")).toBe("/customers/c2");
    await userEvent.click(screen.getByRole("button", { name: "Undo merge" }));
    await waitFor(() => expect(asked.some(each => each.path === "/api/customers/c1/unmerge")).toBe(true));
    await userEvent.click(screen.getByRole("button", { name: "More actions" }));
    expect(screen.getByRole("menuitem", { name: "Update customer details" })).toBeTruthy();
    expect(screen.queryByRole("menuitem", { name: "Restore" })).toBeNull();
    expect(screen.queryByRole("menuitem", { name: "Merge with…" })).toBeNull();
  });
});

describe("notes", () => {
  it("of one customer, and what was typed for it, stay with it", async () => {
    const other = card({ customer: { ...card().customer, id: "c2", name: "Umbrella" } });
    serve({
      ...CARD,
      "GET /api/customers/c1/notes": () =>
        page([{ ...thing("n1"), text: "About Acme", project: null, salesCase: null }]),
      "GET /api/customers/c2/card": () => other,
      "GET /api/customers/c2/notes": () => new Promise(() => {}),
    });
    const router = show(CustomerPage);
    await userEvent.type(await screen.findByRole("textbox", { name: "New note" }), "Only for Acme");
    await screen.findByText("About Acme");
    await router.navigate({ to: "/customers/c2" } as never);
    await screen.findByRole("heading", { name: "Umbrella" });
    expect((screen.getByRole("textbox", { name: "New note" }) as HTMLTextAreaElement).value).toBe("");
    expect(screen.queryByText("About Acme")).toBeNull();
  });

  it("show a new one at once, and give the text back when it is refused", async () => {
    let answer = (_: unknown): unknown => new Promise(() => {});
    const asked = serve({
      ...CARD,
      "GET /api/customers/c1/notes": () => page([]),
      "POST /api/customers/c1/notes": request => answer(request),
    });
    show(CustomerPage);
    const notes = within(await screen.findByRole("region", { name: "Notes" }));
    const field = notes.getByRole("textbox", { name: "New note" });
    await notes.findByText("No notes yet.");
    await userEvent.type(field, "They compare offers{Control>}{Enter}{/Control}");
    await notes.findByText("They compare offers");
    expect((field as HTMLTextAreaElement).value).toBe("");
    expect(asked.find(each => each.method === "POST")?.body).toEqual({ text: "They compare offers" });

    answer = () => problem(422, "customer-archived");
    await userEvent.type(field, "Second");
    await userEvent.click(notes.getByRole("button", { name: "Add more" }));
    await waitFor(() => expect((field as HTMLTextAreaElement).value).toBe("Second"));
  });

  it("of projects lead to the project, and an erased text says that it is gone", async () => {
    serve({
      ...CARD,
      "GET /api/customers/c1/notes": () =>
        page([
          {
            ...thing("n1"),
            text: "Wide lines",
            projectId: "p1",
            project: { id: "p1", name: "ERP rollout" },
            salesCase: null,
          },
          { ...thing("n2"), text: null, erased: true, project: null, salesCase: null },
        ]),
    });
    show(CustomerPage);
    const notes = within(await screen.findByRole("region", { name: "Notes" }));
    expect((await notes.findByRole("link", { name: "ERP rollout" })).getAttribute("href")).toBe("/projects/p1");
    expect(notes.getByText("Erased person")).toBeTruthy();
  });

  it("are changed on the version that was opened", async () => {
    const asked = serve({
      ...CARD,
      "GET /api/customers/c1/notes": () => page([{ ...thing("n1"), text: "Old", project: null, salesCase: null }]),
      "GET /api/notes/n1": () => tagged({ ...thing("n1"), text: "Old" }, '"7"'),
      "PATCH /api/notes/n1": () => ({ ...thing("n1"), text: "New" }),
    });
    show(CustomerPage);
    await userEvent.click(await screen.findByRole("button", { name: "Actions for Old" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Edit note" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Edit note" }));
    const field = dialog.getByRole("textbox", { name: "Note" });
    await userEvent.clear(field);
    await userEvent.type(field, "New");
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked.find(each => each.method === "PATCH")).toMatchObject({ body: { text: "New" }, ifMatch: '"7"' });
  });
});

describe("contacts", () => {
  const contact = { ...thing("k1"), name: "Maria Thorsen", roles: ["Billing"], keywords: ["news"], active: true };

  it("are inactivated at once", async () => {
    let active = true;
    const asked = serve({
      ...CARD,
      "GET /api/customers/c1/contacts": () => page(active ? [contact] : []),
      "PATCH /api/contacts/k1": ({ body }) => {
        active = (body as { active: boolean }).active;
        return { ...contact, active };
      },
    });
    show(CustomerPage);
    const list = within(await screen.findByRole("region", { name: "Contacts" }));
    await userEvent.click(await list.findByRole("button", { name: "Actions for Maria Thorsen" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Inactivate contact" }));
    await list.findByText("No contacts yet.");
    expect(asked.find(each => each.method === "PATCH")?.body).toEqual({ active: false });
  });

  it("take their roles and keywords from the texts between the commas", async () => {
    const asked = serve({ ...CARD, "POST /api/customers/c1/contacts": () => contact });
    show(CustomerPage);
    await userEvent.click(await screen.findByRole("button", { name: "Add contact" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Add contact" }));
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    await dialog.findByRole("alert", { name: "Check these fields" });
    await userEvent.type(dialog.getByRole("textbox", { name: "Name" }), "Maria");
    await userEvent.type(dialog.getByRole("textbox", { name: "Roles" }), "Billing, billing,, Audit");
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked.find(each => each.method === "POST")?.body).toEqual({ name: "Maria", roles: ["Billing", "Audit"] });
  });

  it("are shown by the role in the address", async () => {
    const asked = serve({ ...CARD, "GET /api/customers/c1/contacts": () => page([contact]) });
    const router = show(CustomerPage, "?role=Audit");
    const list = within(await screen.findByRole("region", { name: "Contacts" }));
    await userEvent.click(await list.findByRole("button", { name: "Billing" }));
    await waitFor(() => expect(router.state.location.searchStr).toBe("?role=Billing"));
    const queries = asked
      .filter(each => each.path === "/api/customers/c1/contacts")
      .map(each => each.query.get("role"));
    expect(queries).toEqual(["Audit", "Billing"]);
  });
});

describe("addresses", () => {
  const hq = { ...thing("d1"), headquarters: true, street: "Bredgade 15", city: "Aalborg", country: "DK" };
  const other = { ...thing("d2"), headquarters: false, kind: "delivery", street: "Havnevej 4" };

  it("have one headquarters, which another one can become", async () => {
    const asked = serve({
      ...CARD,
      "GET /api/customers/c1/addresses": () => page([hq, other]),
      "POST /api/customers/c1/addresses/d2/headquarters": () => ({ ...other, headquarters: true }),
    });
    show(CustomerPage);
    const list = within(await screen.findByRole("region", { name: "Addresses" }));
    expect(await list.findAllByText("Headquarters")).toHaveLength(1);
    await userEvent.click(list.getByRole("button", { name: "Change" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Change the headquarters" }));
    await userEvent.click(dialog.getByRole("radio", { name: "Havnevej 4" }));
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked.some(each => each.path.endsWith("/d2/headquarters"))).toBe(true);
  });
});

describe("activities", () => {
  const todo = {
    ...thing("a1"),
    kind: "todo",
    title: "Call about the contract",
    due: "2026-11-26",
    status: "not-started",
    project: null,
    salesCase: null,
    assignee: null,
    contacts: [],
  };
  const counts = { planned: 3, past: 12, notStarted: 2, inProgress: 1, done: 12 };

  it("are planned and past, with their counts, and done by one click", async () => {
    const asked = serve({
      ...CARD,
      "GET /api/customers/c1/activities": ({ query }) =>
        page(query.get("state") === "planned" ? [todo] : [], { counts }),
      "PATCH /api/activities/a1": () => todo,
    });
    show(CustomerPage);
    const list = within(await screen.findByRole("region", { name: "Activities" }));
    expect(await list.findByRole("tab", { name: "Planned (3)" })).toBeTruthy();
    expect(list.getByText("Late, Thu 26 Nov")).toBeTruthy();
    await userEvent.click(list.getByRole("checkbox", { name: "Done: Call about the contract" }));
    await waitFor(() => expect(asked.find(each => each.method === "PATCH")?.body).toEqual({ status: "done" }));
    await userEvent.click(list.getByRole("tab", { name: "Past (12)" }));
    await list.findByText("Nothing has been done yet.");
    expect(lastStep()?.what).toBe("Call about the contract moved to Done.");
    expect(await undo()).toBe(true);
    expect(asked.findLast(each => each.method === "PATCH")?.body).toEqual({ status: "not-started" });
  });

  it("of the calendar begin in the time zone of the workspace", async () => {
    const asked = serve({ ...CARD, "POST /api/customers/c1/activities": () => todo });
    show(CustomerPage);
    await userEvent.click(await screen.findByRole("button", { name: "Add calendar entry" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Add calendar entry" }));
    await userEvent.type(dialog.getByRole("textbox", { name: "Title" }), "Steering group");
    await userEvent.type(dialog.getByLabelText(/^Start/), "2026-12-14T13:00");
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked.find(each => each.method === "POST")?.body).toEqual({
      kind: "calendar",
      title: "Steering group",
      start: "2026-12-14T11:00:00.000Z",
    });
  });
});

describe("files and links", () => {
  it("show how much of a file has gone", async () => {
    const sent: FakeRequest[] = [];
    class FakeRequest {
      upload: { onprogress?: (event: { total: number; loaded: number }) => void } = {};
      status = 201;
      responseText = "{}";
      headers: Record<string, string> = {};
      form?: FormData;
      onload?: () => void;
      open(_: string, path: string) {
        this.headers.path = path;
      }
      setRequestHeader(name: string, value: string) {
        this.headers[name] = value;
      }
      getResponseHeader = () => null;
      abort() {}
      send(form: FormData) {
        this.form = form;
        sent.push(this);
      }
    }
    vi.stubGlobal("XMLHttpRequest", FakeRequest);
    serve(CARD);
    show(CustomerPage);
    const list = within(await screen.findByRole("region", { name: "Files & links" }));
    await list.findByText("No files or links yet.");
    await userEvent.upload(list.getByLabelText("File"), new File(["abcd"], "plan.pdf"));
    const bar = await list.findByRole("progressbar", { name: "Uploading plan.pdf" });
    const [request] = sent;
    expect(request?.headers.path).toBe("/api/customers/c1/files");
    expect(request?.form?.get("file")).toMatchObject({ name: "plan.pdf" });
    request?.upload.onprogress?.({ total: 4, loaded: 3 });
    await waitFor(() => expect((bar as HTMLProgressElement).value).toBe(0.75));
    request?.onload?.();
    await waitFor(() => expect(list.queryByRole("progressbar")).toBeNull());
  });

  it("goes up two at a time, dropped anywhere on the panel, and a drop beside it leaves the page", async () => {
    const sent: { onload?: () => void }[] = [];
    class FakeRequest {
      upload = {};
      status = 201;
      responseText = "{}";
      onload?: () => void;
      open() {}
      setRequestHeader() {}
      getResponseHeader = () => null;
      abort() {}
      send() {
        sent.push(this);
      }
    }
    vi.stubGlobal("XMLHttpRequest", FakeRequest);
    serve(CARD);
    show(CustomerPage);
    const panel = await screen.findByRole("region", { name: "Files & links" });
    const files = ["a", "b", "c"].map(name => new File([name], `${name}.pdf`));
    const dataTransfer = { files, types: ["Files"] };
    expect(fireEvent.drop(document.body, { dataTransfer })).toBe(false);
    expect(sent).toHaveLength(0);
    expect(fireEvent.drop(panel, { dataTransfer })).toBe(false);
    expect(await within(panel).findAllByRole("progressbar")).toHaveLength(3);
    expect(sent).toHaveLength(2);
    sent[0]?.onload?.();
    await waitFor(() => expect(sent).toHaveLength(3));
    expect(within(panel).getAllByRole("progressbar")).toHaveLength(2);
  });

  it("take an address without a scheme as a secure one", async () => {
    const asked = serve({ ...CARD, "POST /api/customers/c1/links": () => ({}) });
    show(CustomerPage);
    await userEvent.click(await screen.findByRole("button", { name: "Add link" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Add link" }));
    await userEvent.type(dialog.getByRole("textbox", { name: "Address" }), "acme.example/room");
    await userEvent.click(dialog.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked.find(each => each.method === "POST")?.body).toEqual({ url: "https://acme.example/room" });
  });
});

describe("the picture", () => {
  const menu = async () => {
    await userEvent.click(await screen.findByRole("button", { name: "More actions" }));
    return screen.findAllByRole("menuitem").then(items => items.map(item => item.textContent));
  };
  const pictured = () => ({
    "GET /api/customers/c1/card": () =>
      card({ customer: { ...card().customer, avatar: "/api/customers/c1/avatar?v=1" } }),
  });

  it("stands over the initials once it is loaded", async () => {
    serve(pictured());
    show(CustomerPage);
    await screen.findByRole("heading", { name: "Acme" });
    const picture = document.querySelector(".av img")!;
    expect(picture.getAttribute("src")).toBe("/api/customers/c1/avatar?v=1");
    expect(picture.parentElement?.textContent).toBe("A");
    expect(picture.className).toBe("");
    fireEvent.load(picture);
    expect(picture.className).toBe("loaded");
  });

  it("is chosen from the menu, and its file goes as it is", async () => {
    const asked = serve(CARD);
    show(CustomerPage);
    expect(await menu()).toContain("Change picture…");
    expect(screen.queryByRole("menuitem", { name: "Remove picture" })).toBeNull();
    await userEvent.upload(screen.getByLabelText("Picture"), new File(["abcd"], "logo.png", { type: "image/png" }));
    await waitFor(() => expect(asked.some(each => each.method === "PUT")).toBe(true));
    expect(asked.find(each => each.method === "PUT")?.path).toBe("/api/customers/c1/avatar");
    const large = new File([new Uint8Array(1024 * 1024 + 1)], "large.png", { type: "image/png" });
    await userEvent.upload(screen.getByLabelText("Picture"), large);
    expect(asked.filter(each => each.method === "PUT")).toHaveLength(1);
  });

  it("is removed from the menu", async () => {
    const asked = serve({
      ...pictured(),
      "DELETE /api/customers/c1/avatar": () => new Response(null, { status: 204 }),
    });
    show(CustomerPage);
    await menu();
    await userEvent.click(screen.getByRole("menuitem", { name: "Remove picture" }));
    await waitFor(() => expect(asked.some(each => each.method === "DELETE")).toBe(true));
  });

  it("stays as it is where the card does not allow a change", async () => {
    const may = { edit: false, admin: false, responsibilities: false, registry: "level-missing" };
    serve({ "GET /api/customers/c1/card": () => card({ ...pictured()["GET /api/customers/c1/card"](), may }) });
    show(CustomerPage);
    expect(await menu()).not.toContain("Remove picture");
    expect(screen.queryByLabelText("Picture")).toBeNull();
  });
});

describe("the look-up in the registry", () => {
  it("takes over what is chosen of what differs", async () => {
    const asked = serve({
      ...CARD,
      "GET /api/customers/c1/registry": () => ({
        lookupId: "l1",
        registry: "fi-prh",
        registryId: "0112038-9",
        fetchedAt: AT,
        warnings: ["bankrupt"],
        items: [
          { item: "name", current: "Acme", found: "Acme Oy", differs: true },
          { item: "website", current: null, found: "https://acme.example", differs: true },
          { item: "email", current: "a@b", found: "a@b", differs: false },
        ],
      }),
      "POST /api/customers/c1/registry": () => problem(409, "changed-since-lookup"),
    });
    show(CustomerPage);
    await userEvent.click(await screen.findByRole("button", { name: "More actions" }));
    await userEvent.click(screen.getByRole("menuitem", { name: "Update customer details" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Update customer details" }));
    await dialog.findByText("The registry says that the company is bankrupt.");
    expect(dialog.queryByRole("checkbox", { name: "E-mail" })).toBeNull();
    await userEvent.click(dialog.getByRole("checkbox", { name: "Website" }));
    await userEvent.click(dialog.getByRole("button", { name: "Update" }));
    await dialog.findByRole("alert");
    expect(asked.find(each => each.method === "POST")?.body).toEqual({ lookupId: "l1", items: ["name"] });
    await userEvent.click(dialog.getByRole("button", { name: "Look up again" }));
    await waitFor(() =>
      expect(
        asked
          .filter(each => each.path.endsWith("/registry"))
          .at(-1)
          ?.query.get("fresh"),
      ).toBe("true"),
    );
  });
});

describe("sales and projects", () => {
  it("have four tables, and the sums of what is open", async () => {
    const sums = { value: [{ amount: "5000", currency: "EUR" }], weighted: [{ amount: "2500", currency: "EUR" }] };
    const one = { ...thing("s1"), name: "New contract", state: "open", probability: 50, project: null, owner: null };
    const asked = serve({
      ...CARD,
      "GET /api/settings": () => ({ closedProjectStatuses: ["closed"] }),
      "GET /api/customers/c1/sales-cases": ({ query }) =>
        page(query.get("state") === "open" ? [one] : [], {
          sums: query.get("state") === "open" ? sums : { value: [], weighted: [] },
        }),
    });
    show(CustomerSales, "/sales");
    const open = within(await screen.findByRole("region", { name: "Open sales cases" }));
    expect(await open.findByText("5,000 EUR, weighted 2,500 EUR")).toBeTruthy();
    for (const name of ["Open sales cases", "Closed sales cases", "Open projects", "Closed projects"]) {
      expect(await screen.findByRole("table", { name })).toBeTruthy();
    }
    expect(screen.getByRole("link", { name: "Create sales case" }).getAttribute("href")).toBe("/sales/new?customer=c1");
    expect(screen.getByRole("link", { name: "Create project" }).getAttribute("href")).toBe("/projects/new?customer=c1");
    expect(screen.getByRole("button", { name: "Link projects…" })).toBeTruthy();
    expect(asked.some(each => each.query.getAll("state").join() === "won,lost")).toBe(true);
  });
});

describe("comments", () => {
  it("stand oldest first, and only one's own can be changed", async () => {
    const other = { user: "mikkel", name: "Mikkel Dahl" };
    serve({
      ...CARD,
      "GET /api/customers/c1/comments": () =>
        page([
          { ...thing("m2"), text: "Second" },
          { ...thing("m1"), text: "First", createdBy: other },
        ]),
    });
    show(CustomerCollaboration, "/collaboration");
    const list = within(await screen.findByRole("list", { name: "Comments" }));
    await list.findByText("First");
    expect(list.getAllByRole("listitem").map(item => item.querySelector("p")?.textContent)).toEqual([
      "First",
      "Second",
    ]);
    expect(list.getByRole("button", { name: "Actions for Second" })).toBeTruthy();
    expect(list.queryByRole("button", { name: "Actions for First" })).toBeNull();
  });
});

describe("the settings", () => {
  const field = { id: "f1", name: "Terms", type: "choice", choices: ["EXW", "FCA"], position: 0 };

  it("save each block by itself, and on top of what others changed elsewhere", async () => {
    const { customer } = card();
    let version = '"1"';
    const asked = serve({
      ...CARD,
      "GET /api/customers/c1": () => tagged({ ...customer, billing: { method: "paper" } }, version),
      "GET /api/custom-fields": () => page([field]),
      "PATCH /api/customers/c1": ({ ifMatch }) =>
        ifMatch === version ? tagged(customer, '"3"') : problem(412, "stale"),
    });
    show(CustomerSettings, "/settings");
    const billing = within(await screen.findByRole("region", { name: "Billing" }));
    await userEvent.type(billing.getByRole("textbox", { name: "Payment term" }), "30");
    version = '"2"';
    await userEvent.click(billing.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(asked.filter(each => each.method === "PATCH")).toHaveLength(2));
    expect(asked.filter(each => each.method === "PATCH").at(-1)).toMatchObject({
      body: { billing: { paymentTermDays: 30 } },
      ifMatch: '"2"',
    });
    for (const name of ["Category and tags", "Market segments", "Custom fields"]) {
      expect(within(screen.getByRole("region", { name })).getByRole("button", { name: "Save" })).toBeTruthy();
    }
  });

  it("show at once what others change, but not over what was entered", async () => {
    const { customer } = card();
    let now: Response = tagged({ ...customer, vatNumber: "1", customFields: { t1: "EXW" } }, '"1"');
    serve({
      ...CARD,
      "GET /api/customers/c1": () => now.clone(),
      "GET /api/custom-fields": () => page([{ id: "t1", name: "Terms", type: "text", position: 0 }]),
    });
    show(CustomerSettings, "/settings");
    const value = (name: string) => screen.getByRole<HTMLInputElement>("textbox", { name }).value;
    await screen.findByRole("textbox", { name: "Terms" });
    await userEvent.type(screen.getByRole("textbox", { name: "Payment term" }), "30");
    now = tagged({ ...customer, customFields: { t1: "FCA" }, billing: { reference: "PO 7" } }, '"2"');
    act(() => changed("CustomerFieldsChanged"));
    await waitFor(() => expect(value("Terms")).toBe("FCA"));
    expect(value("Payment term")).toBe("30");
    expect(value("Reference"), "what was entered is not built on what was not seen").toBe("");
    await userEvent.clear(screen.getByRole("textbox", { name: "Payment term" }));
    now = tagged({ ...customer, customFields: { t1: "DAP" }, billing: { reference: "PO 8" } }, '"3"');
    act(() => changed("CustomerBillingChanged"));
    await waitFor(() => expect(value("Reference")).toBe("PO 8"));
    expect(value("Terms")).toBe("DAP");
  });
});

describe("the groups of a customer", () => {
  const tag = (id: string, group?: string) => ({
    id,
    type: "tag",
    name: id,
    group,
    customerCount: 1,
    source: "groupings",
  });

  it("are saved as one step, and a refusal leaves what was entered", async () => {
    let tags: object[] = [];
    const asked = serve({
      "GET /api/customers/c1/card": () => card({ tags }),
      "GET /api/customers/c1": () => tagged(card().customer, '"1"'),
      "GET /api/groupings": () => page([tag("Nordic"), tag("Retail", "Industry")]),
      "POST /api/tags/Nordic/customers": () => {
        tags = [{ id: "Nordic", name: "Nordic" }];
        return { changes: [], batchId: "b1" };
      },
      "POST /api/tags/Retail/customers": () => problem(422, "customer-archived"),
      "POST /api/groupings/batches/b1/undo": () => ({ batchId: "b2", changes: [{}], conflicts: [] }),
      "POST /api/groupings/batches/b2/undo": () => ({ batchId: "b3", changes: [{}], conflicts: [] }),
    });
    show(CustomerSettings, "/settings");
    const segments = within(await screen.findByRole("region", { name: "Market segments" }));
    await userEvent.click(await segments.findByRole("combobox", { name: "Industry" }));
    await userEvent.click(await screen.findByRole("option", { name: /Retail/ }));
    const groups = within(screen.getByRole("region", { name: "Category and tags" }));
    await userEvent.click(groups.getByRole("combobox", { name: "Tags" }));
    await userEvent.click(await screen.findByRole("option", { name: /Nordic/ }));
    await userEvent.click(groups.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(lastStep()?.group).toEqual([{ id: "b1", name: "Acme" }]));
    await userEvent.click(segments.getByRole("button", { name: "Save" }));
    expect(await segments.findByRole("alert")).toBeTruthy();
    expect(segments.getByRole("button", { name: "Remove Retail" })).toBeTruthy();
    expect(await undo()).toBe(true);
    expect(await redo()).toBe(true);
    expect(asked.filter(each => each.path.endsWith("/undo")).map(each => each.path)).toEqual([
      "/api/groupings/batches/b1/undo",
      "/api/groupings/batches/b2/undo",
    ]);
  });
});

describe("the history", () => {
  it("is asked for by kind, and says what happened", async () => {
    const entry = {
      position: "customers=4",
      time: AT,
      by: BY,
      kind: "change",
      type: "ContactAdded",
      subject: { type: "contact", id: "k1", name: "Maria" },
    };
    const asked = serve({ ...CARD, "GET /api/customers/c1/timeline": () => page([entry]) });
    show(CustomerHistory, "/history");
    const list = await screen.findByRole("list", { name: "History" });
    await waitFor(() => expect(list.textContent).toContain("Astrid Lindqvist added the contact Maria"));
    await userEvent.click(screen.getByRole("radio", { name: "Interactions" }));
    await waitFor(() =>
      expect(
        asked
          .filter(each => each.path.endsWith("/timeline"))
          .at(-1)
          ?.query.get("kind"),
      ).toBe("interaction"),
    );
  });

  it("says in one sentence that the headquarters moved", async () => {
    const by = { user: "anna", name: "Anna" };
    const event = (position: number, type: string, name: string, commandId = "m1") => ({
      time: "2026-11-02T10:00:00Z",
      by,
      kind: "change",
      type,
      subject: { type: "address", id: name, name },
      commandId,
      position: `customers=${position}`,
    });
    const moved = [
      event(9, "AddressAdded", "Old road"),
      event(8, "CustomerDetailsChanged", "Acme"),
      event(7, "AddressRemoved", "New road"),
      event(6, "AddressRemoved", "Barn", "m2"),
    ];
    serve({ ...CARD, "GET /api/customers/c1/timeline": () => page(moved) });
    show(CustomerHistory, "/history");
    const items = await within(await screen.findByRole("list", { name: "History" })).findAllByRole("listitem");
    expect(items.map(item => item.textContent)).toEqual([
      expect.stringContaining("Anna made New road the headquarters"),
      expect.stringContaining("Anna deleted the address Barn"),
    ]);
  });

  it("takes a responsibility back by the history that knows it", async () => {
    const entry = {
      time: AT,
      by: BY,
      kind: "change",
      type: "ResponsibilityAssigned",
      subject: { type: "responsibility", id: "r1", name: null },
      commandId: "b1",
      position: "responsibilities=4",
    };
    const row = {
      at: AT,
      actor: BY,
      type: "ResponsibilityAssigned",
      reason: null,
      commandId: "b1",
      batchId: "b1",
      undone: false,
      position: "responsibilities=4",
      customer: { id: "c1", name: "Acme" },
      employee: { id: "e1", name: "Paula" },
      role: { id: "r", name: "Controller" },
      from: null,
      to: null,
      details: {},
    };
    const asked = serve({
      ...CARD,
      "GET /api/customers/c1/timeline": () => page([entry]),
      "GET /api/history": () => page([row]),
      "POST /api/responsibilities/batches/b1/undo": () => ({ changes: [], conflicts: [] }),
    });
    show(CustomerHistory, "/history");
    await userEvent.click(await screen.findByRole("button", { name: "Undo this" }));
    await waitFor(() => expect(asked.some(each => each.path.endsWith("/b1/undo"))).toBe(true));
  });
});
