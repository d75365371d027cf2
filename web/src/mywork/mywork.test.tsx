import { screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { open, person, serve } from "../../test/page";
import { MyWork } from "./page";

afterEach(() => vi.unstubAllGlobals());

it("has all open to-dos as tasks, and what else is planned as follow-ups", async () => {
  const activity = (kind: string | null) => ({
    id: kind,
    kind,
    customerId: "c1",
    customer: { id: "c1", name: "Acme" },
    title: `Of kind ${kind}`,
    status: "not-started",
    project: null,
    salesCase: null,
    assignee: { id: "me", name: "Astrid Lindqvist" },
    contacts: [],
  });
  const asked = serve({
    "GET /api/activities": ({ query }) => ({ items: [activity(query.get("kind"))], total: 1, next: null }),
  });
  open(MyWork, "/me", person("edit"));
  const tasks = await screen.findByRole("region", { name: "My tasks" });
  await within(tasks).findByText("Of kind todo");
  await within(screen.getByRole("region", { name: "Follow-ups" })).findByText("Of kind calendar");
  const lists = asked.filter(each => each.path === "/api/activities").map(each => each.query.toString());
  await waitFor(() => expect(lists).toHaveLength(2));
  for (const list of lists) expect(list).toMatch(/^assignee=me&state=planned&kind=(todo|calendar)/);
});

it("has them by the names of customers alone for a person who may see none", async () => {
  const asked = serve({
    "GET /api/me/activities": ({ query }) => ({
      items: [
        {
          id: query.get("kind"),
          kind: query.get("kind"),
          title: `Own ${query.get("kind")}`,
          due: "2026-06-20",
          status: "not-started",
          subject: { type: "customer", id: "c1", name: "Acme", number: "1" },
        },
      ],
      total: 1,
      next: null,
    }),
  });
  open(MyWork, "/me", person("none"));
  const tasks = await screen.findByRole("region", { name: "My tasks" });
  await within(tasks).findByText("Own todo");
  within(tasks).getByText("Acme");
  expect(within(tasks).queryByRole("link")).toBeNull();
  await within(screen.getByRole("region", { name: "Follow-ups" })).findByText("Own calendar");
  expect(asked.some(each => each.path === "/api/activities")).toBe(false);
});
