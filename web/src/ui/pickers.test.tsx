import { fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, expect, it, vi } from "vitest";
import { open, person, serve } from "../../test/page";
import { EmployeePicker } from "./pickers";

afterEach(() => vi.unstubAllGlobals());

const employee = (name: string) => ({ id: name, name, team: null, active: true });

/** More employees than a picker holds; Mikkel is found by a nickname that no option shows. */
function company() {
  return serve({
    "GET /api/employees": ({ query }) => {
      const q = query.get("q");
      const items = q ? (/^(mik|dahl)/.test(q) ? ["Mikkel Dahl"] : []) : ["Aino Virtanen", "Bo Ek"];
      return { items: items.map(employee), total: q ? items.length : 300, next: null };
    },
  });
}

function Chosen() {
  const [value, setValue] = useState<string[]>([]);
  return (
    <>
      <EmployeePicker value={value} onChange={setValue} />
      <output>{value.join()}</output>
    </>
  );
}

it("takes with Enter what the server finds, however fast somebody types", async () => {
  company();
  open(Chosen, "/", person("edit"));
  await userEvent.type(await screen.findByRole("combobox", { name: "Employee" }), "mik{Enter}");
  await waitFor(() => expect(screen.getByRole("status").textContent).toBe("Mikkel Dahl"));
});

it("asks the server for what was there before the list came", async () => {
  const asked = company();
  open(Chosen, "/", person("edit"));
  const box = await screen.findByRole("combobox", { name: "Employee" });
  box.focus();
  fireEvent.input(box, { target: { value: "dahl" } });
  expect(await screen.findByRole("option", { name: "Mikkel Dahl" })).toBeTruthy();
  expect(screen.getAllByRole("option")).toHaveLength(1);
  expect(asked.map(each => each.query.get("q"))).toEqual([null, "dahl"]);
});

it("says that nothing is found only when the server has said so", async () => {
  company();
  open(Chosen, "/", person("edit"));
  await userEvent.type(await screen.findByRole("combobox", { name: "Employee" }), "zz");
  expect(screen.queryByText("Nothing found.")).toBeNull();
  expect(await screen.findByText("Nothing found.")).toBeTruthy();
});
