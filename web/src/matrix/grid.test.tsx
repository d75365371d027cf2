import { act, configure, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { serve } from "../../test/page";
import { roleMarks } from "../ui/roles";
import { Grid } from "./grid";
import type { Range } from "./selection";
import { MatrixStore } from "./store";
import type { View } from "./words";

const ROWS = 1000;
const COLUMNS = 40;
const MANAGER = { id: "r1", name: "Account manager", kind: "customer" as const, owner: false };

type Set = Record<string, { roleId: string | null; from: string | null; to: string | null; state: string }[]>;

const CURRENT = { roleId: null, from: null, to: null, state: "current" };
const MANAGES = { roleId: "r1", from: "2026-01-01", to: "2026-12-31", state: "current" };
const COMING = { roleId: null, from: "2027-01-01", to: null, state: "coming" };

const SET: Set = { "0 1": [MANAGES, CURRENT], "0 2": [COMING], "1 1": [CURRENT] };

const VIEW: View = {
  byRole: false,
  roles: roleMarks([MANAGER]),
  day: "2026-11-29",
  begins: null,
  readOnly: false,
  why: null,
};

/** Row 3 is a project of the customer in row 2. */
const subject = (at: number) => ({
  type: at === 3 ? "project" : "customer",
  id: at === 3 ? "p3" : `c${at}`,
  name: at === 3 ? "ERP rollout" : `Customer ${at}`,
  number: `${1000 + at}`,
  customerId: at === 3 ? "c2" : `c${at}`,
  archived: at === 4,
});

const row = (at: number) => ({
  subject: subject(at),
  category: null,
  tags: [],
  cells: Object.entries(SET)
    .filter(([cell]) => cell.startsWith(`${at} `))
    .map(([cell, responsibilities]) => ({ employeeId: `e${cell.split(" ")[1]}`, responsibilities })),
});

function employees() {
  return Array.from({ length: COLUMNS }, (_, at) => ({ employeeId: `e${at}`, name: `Person ${at}`, count: at }));
}

function roles() {
  return [
    { roleId: "r1", name: "Account manager", kind: "customer", count: 1 },
    { roleId: null, name: null, kind: null, count: 0 },
  ];
}

const ROLE_CELL = { roleId: "r1", responsibilities: [{ ...CURRENT, employee: { id: "e1", name: "Ida Friis" } }] };

// Nothing here is hidden; to look for that in each of some hundred elements takes jsdom seconds.
configure({ defaultHidden: true });

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, "clientWidth", "get").mockReturnValue(450);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(260);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const acts = () => ({
  toggle: vi.fn(),
  details: vi.fn(),
  history: vi.fn(),
  remove: vi.fn(),
  bulk: vi.fn(),
  navigate: vi.fn(),
  selected: vi.fn(),
});

interface ShownProps {
  store: MatrixStore;
  view: View;
  pinned: number;
  calls: ReturnType<typeof acts>;
}

/** The grid as the page has it, which keeps what is selected. */
function Shown({ store, view, pinned, calls }: ShownProps) {
  const [ranges, setRanges] = useState<Range[]>([]);
  const select = (next: Range[]) => {
    calls.selected(next);
    setRanges(next);
  };
  return (
    <Grid
      shown={{ store, view, columns: store.columns, pinned }}
      look={{ wide: false, comfortable: false }}
      selection={{ ranges, set: select, byClick: false }}
      acts={calls}
      strip={null}
    />
  );
}

/** Draws a grid of 1,000 rows and 40 columns, in whose first cells something is set. */
async function show(view: Partial<View> = {}, pinned = 0) {
  serve({
    "GET /api/matrix": ({ query }) => {
      const offset = Number(query.get("offset") ?? 0);
      const length = query.get("limit") === "0" ? 0 : 200;
      const rows = Array.from({ length }, (_, at) => row(offset + at));
      return {
        columns: view.byRole ? roles() : employees(),
        rows: view.byRole ? rows.map((each, at) => ({ ...each, cells: at === 0 ? [ROLE_CELL] : [] })) : rows,
        counts: { customers: ROWS - 1, projects: 1, responsibilities: 4 },
        total: ROWS,
      };
    },
  });
  const store = new MatrixStore({});
  await store.start();
  const calls = acts();
  const shown = (from: MatrixStore) => <Shown store={from} view={{ ...VIEW, ...view }} pinned={pinned} calls={calls} />;
  const { rerender } = render(shown(store));
  const filter = async () => {
    const other = new MatrixStore({});
    await other.start();
    rerender(shown(other));
  };
  return { store, calls, filter, grid: screen.getByRole("grid", { name: "Responsibilities" }) };
}

/** By its label, which is quicker found than by its role. */
const cell = (customer: string, person: string) =>
  screen.getByLabelText(`${customer}, ${person}: responsible`, { selector: "[role=gridcell] > button" });

const described = (element: HTMLElement) => element.getAttribute("aria-description");

describe("the grid", () => {
  it("says how large it is, though only what is near is there", async () => {
    const { grid } = await show();
    expect(grid.getAttribute("aria-rowcount")).toBe("1001");
    expect(grid.getAttribute("aria-colcount")).toBe("41");
    expect(grid.getAttribute("aria-multiselectable")).toBe("true");
    const rows = within(grid).getAllByRole("row");
    expect(rows.length).toBeLessThan(12);
    expect(rows.map(each => each.getAttribute("aria-rowindex")).slice(0, 3)).toEqual(["1", "2", "3"]);
    const cells = within(rows[1]!).getAllByRole("gridcell");
    expect(cells.length).toBeLessThan(12);
    expect(cells[0]!.getAttribute("aria-colindex")).toBe("2");
    expect(screen.getByRole("status", { name: "Shown" }).textContent).toBe(
      "999 customers · 1 project · 40 employees · 4 responsibilities",
    );
  });

  it("names each cell, and says what is in it", async () => {
    await show();
    const set = screen.getByRole("button", { name: "Customer 0, Person 1: responsible" });
    expect(set.getAttribute("aria-pressed")).toBe("true");
    expect(described(set)).toBe("Account manager from 1 Jan 2026 to 31 Dec 2026; no role");
    const coming = cell("Customer 0", "Person 2");
    expect(coming.getAttribute("aria-pressed")).toBe("mixed");
    expect(described(coming)).toBe("no role from 1 Jan 2027");
    const empty = cell("Customer 0", "Person 3");
    expect(empty.getAttribute("aria-pressed")).toBe("false");
    expect(described(empty)).toBeNull();
    expect(empty.getAttribute("aria-disabled")).toBeNull();
  });

  it("heads columns with buttons, and rows with links", async () => {
    const { calls } = await show();
    const head = screen.getByRole("columnheader", { name: /Person 5/ });
    const button = within(head).getByRole("button", { name: "Person 5, 5 responsibilities" });
    expect(button.getAttribute("aria-haspopup")).toBe("menu");
    await userEvent.click(button);
    expect(calls.details).toHaveBeenCalledWith(-1, 5, expect.anything());
    const project = screen.getByRole("link", { name: "ERP rollout" });
    expect(project.getAttribute("href")).toBe("/projects/p3");
    expect(described(project.closest("[role=rowheader]")!)).toBe("project of Customer 2");
    await userEvent.click(screen.getByRole("link", { name: "Customer 1" }));
    expect(calls.navigate).toHaveBeenCalledWith("/customers/c1");
    expect(within(screen.getByRole("row", { name: /Customer 4/ })).getByText("Archived")).toBeTruthy();
  });

  it("says of each cell that a viewer cannot change it", async () => {
    const { grid } = await show({ readOnly: true, why: "you may see responsibilities but not change them" });
    expect(grid.getAttribute("aria-readonly")).toBe("true");
    for (const each of within(grid).getAllByRole("gridcell")) {
      expect(within(each).getByRole("button").getAttribute("aria-disabled")).toBe("true");
    }
  });

  it("has one tab stop, which follows the arrows to the heads and back", async () => {
    const { grid } = await show();
    const stops = () => grid.querySelectorAll('[tabindex="0"]');
    expect(stops()).toHaveLength(1);
    const user = userEvent.setup();
    act(() => cell("Customer 0", "Person 0").focus());
    await user.keyboard("{ArrowRight}{ArrowDown}");
    expect(document.activeElement).toBe(cell("Customer 1", "Person 1"));
    await user.keyboard("{ArrowUp}{ArrowUp}");
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Person 1, 1 responsibility" }));
    await user.keyboard("{ArrowDown}{ArrowLeft}{ArrowLeft}");
    expect(document.activeElement).toBe(screen.getByRole("link", { name: "Customer 0" }));
    expect([...stops()]).toEqual([document.activeElement]);
  });

  it("keeps the focus on a cell far away", async () => {
    const { grid } = await show();
    act(() => cell("Customer 0", "Person 0").focus());
    await userEvent.keyboard("{Control>}{End}{/Control}");
    const last = document.activeElement as HTMLElement;
    expect(last.closest("[role=row]")!.getAttribute("aria-rowindex")).toBe("1001");
    expect(last.closest("[role=gridcell]")!.getAttribute("aria-colindex")).toBe("41");
    expect(grid.contains(last)).toBe(true);
  });

  it("acts by keys on the cell that has the focus", async () => {
    const { calls } = await show();
    const user = userEvent.setup();
    act(() => cell("Customer 1", "Person 2").focus());
    await user.keyboard(" {Enter}");
    expect(calls.toggle.mock.calls).toEqual([
      [1, 2],
      [1, 2],
    ]);
    await user.keyboard("{F2}h{Delete}");
    expect(calls.details).toHaveBeenCalledWith(1, 2, expect.anything());
    expect(calls.history).toHaveBeenCalledWith(1, 2);
    expect(calls.remove).toHaveBeenCalledWith(1, 2);
  });

  it("selects by Shift and arrows, by Ctrl and click; a selection takes the keys", async () => {
    const { calls } = await show();
    const user = userEvent.setup();
    const selected = () =>
      screen.getAllByRole("gridcell", { selected: true }).map(each => within(each).getByRole("button").ariaLabel);
    act(() => cell("Customer 0", "Person 0").focus());
    await user.keyboard("{Shift>}{ArrowDown}{/Shift}");
    expect(selected()).toEqual(["Customer 0, Person 0: responsible", "Customer 1, Person 0: responsible"]);
    await user.keyboard("{Control>}");
    await user.click(cell("Customer 0", "Person 0"));
    await user.keyboard("{/Control}");
    expect(selected()).toEqual(["Customer 1, Person 0: responsible"]);
    await user.keyboard(" {Delete}");
    expect(calls.bulk.mock.calls).toEqual([["assign"], ["remove"]]);
    expect(calls.toggle).not.toHaveBeenCalled();
    await user.keyboard("{Escape}");
    expect(screen.queryAllByRole("gridcell", { selected: true })).toHaveLength(0);
  });

  it("selects by dragging, anew only when another cell is reached", async () => {
    const { calls } = await show();
    const at = (clientX: number, clientY: number) => ({ clientX, clientY, button: 0, bubbles: true });
    const to = (x: number, y: number) => fireEvent(window, new MouseEvent("pointermove", at(x, y)));
    fireEvent(cell("Customer 0", "Person 0"), new MouseEvent("pointerdown", at(275, 170)));
    to(276, 171);
    expect(calls.selected, "a press that hardly moves stays a click").not.toHaveBeenCalled();
    to(285, 175);
    to(286, 176);
    to(320, 176);
    to(321, 177);
    fireEvent(window, new MouseEvent("pointerup"));
    expect(calls.selected.mock.calls.map(([[range]]) => range)).toEqual([
      { r0: 0, r1: 0, c0: 0, c1: 0 },
      { r0: 0, r1: 0, c0: 0, c1: 1 },
    ]);
  });

  it("draws what is scrolled to, and says that it loads until it is there", async () => {
    const { grid } = await show();
    const scroller = grid.parentElement!;
    scroller.scrollTop = 500 * 24;
    scroller.scrollLeft = 15 * 36;
    fireEvent.scroll(scroller);
    const loading = screen.getAllByLabelText("Loading");
    expect(loading[0]!.getAttribute("aria-disabled")).toBe("true");
    const there = await screen.findByLabelText("Customer 500, Person 17: responsible");
    expect(there.closest("[role=row]")!.getAttribute("aria-rowindex")).toBe("502");
    expect(screen.queryByRole("link", { name: "Customer 1" })).toBeNull();
  });

  it("points at nothing any more when other filters are set, which may leave fewer columns", async () => {
    const { filter } = await show();
    fireEvent.pointerOver(cell("Customer 0", "Person 3"));
    expect(screen.getByText("Customer 0 × Person 3: not responsible")).toBeTruthy();
    const bands = [...document.querySelectorAll<HTMLElement>(".band")];
    expect(bands.map(band => band.style.transform)).not.toContain("");
    await filter();
    expect(screen.queryByText("Customer 0 × Person 3: not responsible")).toBeNull();
    expect(bands.map(band => band.style.transform)).toEqual(["", ""]);
  });

  it("keeps pinned columns beside the first one, wherever it is scrolled to", async () => {
    const { grid } = await show({}, 2);
    const scroller = grid.parentElement!;
    scroller.scrollLeft = 15 * 36;
    fireEvent.scroll(scroller);
    expect(cell("Customer 0", "Person 0")).toBeTruthy();
    expect(cell("Customer 0", "Person 1")).toBeTruthy();
    expect(screen.queryByLabelText("Customer 0, Person 5: responsible")).toBeNull();
    expect(cell("Customer 0", "Person 19")).toBeTruthy();
  });

  it("shows a click at once: the same button, another state, and another count", async () => {
    const { store } = await show();
    const before = cell("Customer 1", "Person 3");
    const other = cell("Customer 1", "Person 1").innerHTML;
    act(() => store.assume("c1", "e3", [], [{ ...CURRENT, state: "current" }]));
    expect(cell("Customer 1", "Person 3")).toBe(before);
    expect(before.getAttribute("aria-pressed")).toBe("true");
    expect(described(before)).toBe("no role");
    expect(cell("Customer 1", "Person 1").innerHTML).toBe(other);
    expect(screen.getByRole("button", { name: "Person 3, 4 responsibilities" })).toBeTruthy();
    expect(screen.getByRole("status", { name: "Shown" }).textContent).toContain("5 responsibilities");
    act(() => store.retract("c1", "e3"));
    expect(before.getAttribute("aria-pressed")).toBe("false");
  });

  it("by role, names the people of a cell, which opens a dialog", async () => {
    const { grid, calls } = await show({ byRole: true });
    expect(grid.getAttribute("aria-colcount")).toBe("3");
    const set = screen.getByRole("button", { name: "Customer 0, Account manager: Ida Friis" });
    expect(set.getAttribute("aria-haspopup")).toBe("dialog");
    expect(set.getAttribute("aria-pressed")).toBeNull();
    const nobody = screen.getByRole("button", { name: "Customer 1, Account manager: nobody" });
    expect(nobody.getAttribute("aria-disabled")).toBeNull();
    const misfit = screen.getByRole("button", { name: "ERP rollout, Account manager: nobody" });
    expect(misfit.getAttribute("aria-disabled"), "a role of customers, a row of a project").toBe("true");
    await userEvent.click(nobody);
    expect(calls.toggle).toHaveBeenCalledWith(1, 0);
  });
});
