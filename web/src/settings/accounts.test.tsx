import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Asked, open, person, problem, serve } from "../../test/page";
import { Accounts } from "./accounts";

afterEach(() => vi.unstubAllGlobals());

const posts = (asked: Asked[]) => asked.filter(each => each.method === "POST").map(each => each.body);

async function fill() {
  open(Accounts, "/settings/accounts", person("admin"));
  const add = await screen.findByRole("button", { name: "Add: Ledger accounts" });
  await userEvent.click(add);
  await userEvent.type(screen.getByRole("textbox", { name: "Number" }), "3000");
  await userEvent.type(screen.getByRole("textbox", { name: "Name" }), "Sales");
}

describe("a new account", () => {
  it("is made once, however often Save is clicked", async () => {
    const asked = serve({ "POST /api/accounts": () => ({ id: "a" }) });
    await fill();
    await userEvent.dblClick(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(posts(asked)).toEqual([{ kind: "ledger", number: "3000", name: "Sales" }]);
  });

  it("stays in its dialog when it is refused", async () => {
    serve({ "POST /api/accounts": () => problem(409, "account-number-taken") });
    await fill();
    await userEvent.click(screen.getByRole("button", { name: "Save" }));
    const field = screen.getByRole("textbox", { name: "Number" });
    await waitFor(() => expect(field.getAttribute("aria-invalid")).toBe("true"));
  });
});
