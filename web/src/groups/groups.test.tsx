import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { open, person, serve } from "../../test/page";
import { NewCategory } from "./category";

afterEach(() => vi.unstubAllGlobals());

it("asks for a seller where only some are to see the category, since none would mean all", async () => {
  const asked = serve({
    "POST /api/categories": () => ({ id: "new", affected: 0 }),
  });
  open(NewCategory, "/customers/categories/new", person("edit"));
  await userEvent.type(await screen.findByRole("textbox", { name: "Name" }), "Retail");
  await userEvent.click(screen.getByRole("tab", { name: "Sellers" }));
  await userEvent.click(screen.getByRole("radio", { name: "Only these sellers" }));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByRole("alert", { name: "Check these fields" })).toBeTruthy();
  expect(screen.getByRole("tab", { name: /^Sellers, 1 error/ })).toBeTruthy();
  expect(asked.filter(each => each.method === "POST")).toEqual([]);

  await userEvent.click(screen.getByRole("radio", { name: "All sellers" }));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(asked.find(each => each.method === "POST")?.body).toMatchObject({ sellerIds: [] }));
});
