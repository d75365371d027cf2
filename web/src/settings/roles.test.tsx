import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { open, person, serve } from "../../test/page";
import { Roles } from "./roles";

afterEach(() => vi.unstubAllGlobals());

const items = [
  { id: "r1", name: "Account manager", kind: "customer", owner: true },
  { id: "r2", name: "Controller", kind: "customer", owner: false },
  { id: "r3", name: "Lead", kind: "project", owner: false },
];

async function edit(name: string) {
  open(Roles, "/settings/roles", person("admin"));
  await userEvent.click(await screen.findByRole("button", { name: `Edit ${name}` }));
  return screen.findByRole("dialog", { name });
}

describe("the role of the account owners", () => {
  it("is marked in its row", async () => {
    serve({ "GET /api/roles": () => ({ items, total: 3, next: null }) });
    open(Roles, "/settings/roles", person("admin"));
    const marked = await screen.findByRole("cell", { name: "Account manager Account owner" });
    expect(marked).toBeTruthy();
    expect(screen.getByRole("cell", { name: "Controller" })).toBeTruthy();
  });

  it("is unmarked in its dialog; a role of projects has no such mark", async () => {
    const asked = serve({ "GET /api/roles": () => ({ items, total: 3, next: null }) });
    const dialog = await edit("Account manager");
    await userEvent.click(within(dialog).getByRole("checkbox", { name: "Account owner", checked: true }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(asked.find(each => each.method === "PATCH")).toMatchObject({
      path: "/api/roles/r1",
      body: { name: "Account manager", owner: false },
    });
    await userEvent.click(screen.getByRole("button", { name: "Edit Lead" }));
    expect(within(await screen.findByRole("dialog", { name: "Lead" })).queryByRole("checkbox")).toBeNull();
  });

  it("is refused at the mark while another role has it", async () => {
    const body = {
      status: 409,
      code: "owner-role-taken",
      detail: "Taken.",
      errors: [{ field: "owner", code: "owner-role-taken", message: "Taken." }],
    };
    serve({
      "GET /api/roles": () => ({ items, total: 3, next: null }),
      "PATCH /api/roles/r2": () =>
        new Response(JSON.stringify(body), {
          status: 409,
          headers: { "Content-Type": "application/problem+json" },
        }),
    });
    const dialog = await edit("Controller");
    const mark = () => within(dialog).getByRole("checkbox", { name: "Account owner" });
    await userEvent.click(mark());
    await userEvent.click(within(dialog).getByRole("button", { name: "Save" }));
    await waitFor(() => expect(mark().getAttribute("aria-invalid")).toBe("true"));
  });
});
