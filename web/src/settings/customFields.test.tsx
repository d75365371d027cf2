import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { open, person, problem, serve, tagged } from "../../test/page";
import { CustomFields } from "./customFields";

afterEach(() => vi.unstubAllGlobals());

const field = (id: string, position: number, more = {}) => ({
  id,
  name: `Field ${id}`,
  type: "text",
  position,
  ...more,
});
const list = (...items: object[]) => ({ items, total: items.length, next: null });
const show = () => open(CustomFields, "/settings/custom-fields", person("admin"));

describe("custom fields", () => {
  it("are made with their choices, one a line", async () => {
    const asked = serve({ "POST /api/custom-fields": () => field("z", 0) });
    show();
    await userEvent.click(await screen.findByRole("button", { name: "New custom field" }));
    const dialog = await screen.findByRole("dialog", { name: "New custom field" });
    await userEvent.type(within(dialog).getByRole("textbox", { name: "Name" }), "Delivery terms");
    await userEvent.click(within(dialog).getByRole("combobox", { name: "Type" }));
    await userEvent.click(await screen.findByRole("option", { name: "Choice" }));
    await userEvent.click(within(dialog).getByRole("button", { name: "Save" }));
    const choices = await within(dialog).findByRole("textbox", { name: "Choices" });
    expect(choices.getAttribute("aria-invalid")).toBe("true");
    await userEvent.type(choices, "EXW{Enter} {Enter}DAP ");
    await userEvent.click(within(dialog).getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    const sent = asked.find(each => each.method === "POST")?.body;
    expect(sent).toEqual({ name: "Delivery terms", type: "choice", choices: ["EXW", "DAP"] });
  });

  it("say at the name that it is taken", async () => {
    serve({
      "GET /api/custom-fields": () => list(field("a", 0)),
      "GET /api/custom-fields/a": () => tagged(field("a", 0), '"1"'),
      "PATCH /api/custom-fields/a": () => problem(409, "custom-field-name-taken"),
    });
    show();
    await userEvent.click(await screen.findByRole("button", { name: "Edit Field a" }));
    const name = await screen.findByRole("textbox", { name: "Name" });
    await userEvent.type(name, "b");
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(name.getAttribute("aria-invalid")).toBe("true"));
    expect(screen.queryByRole("combobox", { name: "Type" })).toBeNull();
  });

  it("that were deleted meanwhile say so in their dialog, and the page stays", async () => {
    serve({
      "GET /api/custom-fields": () => list(field("a", 0)),
      "GET /api/custom-fields/a": () => problem(404, "not-found"),
    });
    show();
    await userEvent.click(await screen.findByRole("button", { name: "Edit Field a" }));
    const dialog = within(await screen.findByRole("dialog", { name: "Custom fields" }));
    await dialog.findByRole("button", { name: "Try again" });
    expect(screen.getByRole("table", { name: "Custom fields", hidden: true })).toBeTruthy();
  });

  it("go up and down, and only those are sent that moved", async () => {
    const asked = serve({ "GET /api/custom-fields": () => list(field("a", 0), field("b", 1), field("c", 2)) });
    show();
    await userEvent.click(await screen.findByRole("button", { name: "Move Field c up" }));
    await waitFor(() => expect(asked.filter(each => each.method === "PATCH")).toHaveLength(2));
    const sent = asked.filter(each => each.method === "PATCH").map(({ path, body }) => [path, body]);
    expect(sent).toEqual([
      ["/api/custom-fields/c", { position: 1 }],
      ["/api/custom-fields/b", { position: 2 }],
    ]);
    const button = (name: string) => screen.getByRole("button", { name }) as HTMLButtonElement;
    expect(button("Move Field a up").disabled).toBe(true);
  });

  it("are deleted after it is said what becomes of their values", async () => {
    const asked = serve({
      "GET /api/custom-fields": () => list(field("a", 0)),
      "DELETE /api/custom-fields/a": () => new Response(null, { status: 204 }),
    });
    show();
    await userEvent.click(await screen.findByRole("button", { name: "Delete Field a" }));
    const dialog = await screen.findByRole("dialog", { name: "Delete Field a?" });
    expect(within(dialog).getByText(/no longer shown at any customer/)).toBeTruthy();
    await userEvent.click(within(dialog).getByRole("button", { name: "Delete" }));
    await waitFor(() => expect(asked.some(each => each.method === "DELETE")).toBe(true));
  });
});
