import { afterEach, describe, expect, it, vi } from "vitest";
import { type Bounds, commandOf } from "./keyboard";
import { cellsOf, isSelected, range, selectedColumns, sizeOf } from "./selection";
import { MatrixStore } from "./store";

describe("keys", () => {
  const set = new Set(["5,3", "9,3", "2,7"]);
  const bounds: Bounds = { rows: 100, columns: 20, page: 10, pageAcross: 5, isSet: (r, c) => set.has(`${r},${c}`) };
  const press = (
    key: string,
    at: [number, number],
    how: Partial<{ ctrl: boolean; shift: boolean; alt: boolean }> = {},
  ) => commandOf({ key, ctrl: false, shift: false, alt: false, ...how }, { r: at[0], c: at[1] }, bounds);
  const to = (key: string, at: [number, number], how = {}) => {
    const command = press(key, at, how);
    return command?.kind === "move" ? [command.to.r, command.to.c] : command;
  };

  it("move one cell and stop at the edges", () => {
    expect(to("ArrowDown", [0, 0])).toEqual([1, 0]);
    expect(to("ArrowDown", [99, 0])).toEqual([99, 0]);
    expect(to("ArrowRight", [0, 19])).toEqual([0, 19]);
    expect(to("ArrowUp", [0, 4])).toEqual([-1, 4]);
    expect(to("ArrowLeft", [3, 0])).toEqual([3, -1]);
  });

  it("jump to the next set cell, else to the end", () => {
    expect(to("ArrowDown", [0, 3], { ctrl: true })).toEqual([5, 3]);
    expect(to("ArrowDown", [9, 3], { ctrl: true })).toEqual([99, 3]);
    expect(to("ArrowRight", [2, 0], { ctrl: true })).toEqual([2, 7]);
  });

  it("go to the ends and by screens", () => {
    expect(to("Home", [5, 9])).toEqual([5, 0]);
    expect(to("End", [5, 9])).toEqual([5, 19]);
    expect(to("End", [5, 9], { ctrl: true })).toEqual([99, 19]);
    expect(to("PageDown", [95, 9])).toEqual([99, 9]);
    expect(to("PageDown", [5, 9], { alt: true })).toEqual([5, 14]);
  });

  it("act and select", () => {
    expect(press(" ", [1, 1])).toEqual({ kind: "toggle" });
    expect(press("Enter", [1, 1])).toEqual({ kind: "toggle" });
    expect(press(" ", [1, 1], { shift: true })).toEqual({ kind: "select", what: "row" });
    expect(press(" ", [1, 1], { ctrl: true })).toEqual({ kind: "select", what: "column" });
    expect(press("F10", [1, 1], { shift: true })).toEqual({ kind: "details" });
    expect(press("h", [1, 1])).toEqual({ kind: "history" });
    expect(press("ArrowDown", [1, 1], { shift: true })).toMatchObject({ kind: "move", extend: true });
    expect(press("x", [1, 1])).toBeNull();
  });
});

describe("a selection", () => {
  it("is one rectangle, or what the last one says of a cell", () => {
    const ranges = [range(3, 2, 1, 4), { ...range(2, 3, 2, 3), off: true }];
    expect(isSelected(ranges, 1, 2)).toBe(true);
    expect(isSelected(ranges, 2, 3)).toBe(false);
    expect(isSelected(ranges, 4, 2)).toBe(false);
    expect(sizeOf(ranges)).toEqual({ cells: 8, rows: 3, columns: 3 });
    expect([...cellsOf(ranges)]).toHaveLength(8);
    expect(selectedColumns(ranges, 2, 0, 9)).toBe("2 4");
  });

  it("of everything is counted without going through it", () => {
    expect(sizeOf([range(0, 0, 9999, 499)]).cells).toBe(5_000_000);
  });
});

describe("the rows", () => {
  afterEach(() => vi.unstubAllGlobals());

  const row = (at: number, responsibilities: unknown[] = []) => ({
    subject: {
      type: "customer",
      id: `c${at}`,
      name: `Customer ${at}`,
      number: `${at}`,
      customerId: `c${at}`,
      archived: false,
    },
    category: null,
    tags: [],
    cells: responsibilities.length ? [{ employeeId: "e1", responsibilities }] : [],
  });

  /** A server with one changing cell: what c0 and e1 have, and the position of the answer. */
  function server() {
    const state = { position: 10, first: [] as unknown[], asked: [] as URLSearchParams[], gone: false };
    vi.stubGlobal("fetch", async (path: string) => {
      const query = new URLSearchParams(path.split("?")[1]);
      state.asked.push(query);
      const subjects = query.getAll("subject");
      const offset = Number(query.get("offset") ?? 0);
      const wanted = subjects.length
        ? subjects.map(id => Number(id.slice(1)))
        : Array.from({ length: 200 }, (_, at) => offset + at);
      const body = {
        columns: [{ employeeId: "e1", name: "Ida", teamId: null, seller: false, count: state.first.length }],
        rows: query.get("limit") === "0" || state.gone ? [] : wanted.map(at => row(at, at === 0 ? state.first : [])),
        counts: { customers: 1000, projects: 0, responsibilities: state.first.length },
        next: null,
        total: 1000,
      };
      return new Response(JSON.stringify(body), {
        headers: { "Content-Type": "application/json", "Event-Position": `responsibilities=${state.position}` },
      });
    });
    return state;
  }

  const NEW = { roleId: null, from: null, to: null, state: "current" as const };

  it("come in blocks, and only those that are near", async () => {
    const state = server();
    const store = new MatrixStore({});
    await store.start();
    store.want(250, 280);
    await store.rowsOf([250]);
    expect(store.row(250)?.subject.name).toBe("Customer 250");
    expect(store.row(700)).toBeUndefined();
    expect(state.asked.map(query => query.get("offset"))).toEqual([null, "0", "200"]);
  });

  it("show a click at once, and keep it until the server's row has it", async () => {
    const state = server();
    const store = new MatrixStore({});
    await store.start();
    store.assume("c0", "e1", [], [NEW]);
    expect(store.shown(store.row(0)!, "e1")).toEqual([NEW]);
    expect(store.countOf(store.columns[0]!)).toBe(1);

    await store.settle("c0", "e1", { responsibilities: 11 });
    expect(store.shown(store.row(0)!, "e1"), "the row is older than the command").toEqual([NEW]);

    state.position = 11;
    state.first = [{ ...NEW, roleId: "r" }];
    await store.refresh(["c0"]);
    expect(store.shown(store.row(0)!, "e1"), "now the server says it").toEqual([{ ...NEW, roleId: "r" }]);
    store.stop();
  });

  it("take a refused click back", async () => {
    server();
    const store = new MatrixStore({});
    await store.start();
    store.assume("c0", "e1", [], [NEW]);
    store.retract("c0", "e1");
    expect(store.shown(store.row(0)!, "e1")).toEqual([]);
    expect(store.countOf(store.columns[0]!)).toBe(0);
  });

  it("flash what somebody else changed, and do not jump when rows come or go", async () => {
    const state = server();
    const store = new MatrixStore({});
    await store.start();
    state.first = [NEW];
    store.receive(
      [
        {
          type: "ResponsibilityAssigned",
          subject: { type: "customer", id: "c0" },
          actor: { user: "other", name: "Sanna" },
        },
        {
          type: "CustomerRegistered",
          subject: { type: "customer", id: "new" },
          actor: { user: "other" },
        },
      ],
      "me",
    );
    await vi.waitFor(() => expect(store.flashed("c0", "e1")).toBe("Sanna"));
    expect(store.rowsChanged).toBe(1);
    store.stop();
  });

  it("leave a row that fits the filters no more in its place, empty, and say so", async () => {
    const state = server();
    state.first = [NEW];
    const store = new MatrixStore({ rows: "set" });
    await store.start();
    state.gone = true;
    await store.refresh(["c0"]);
    expect(store.row(0)?.subject.name).toBe("Customer 0");
    expect(store.shown(store.row(0)!, "e1"), "who has it no more is not shown").toEqual([]);
    expect(store.total).toBe(1000);
    expect(store.rowsChanged).toBe(1);

    state.gone = false;
    await store.refresh(["c0"]);
    expect(store.rowsChanged, "an undo brings it back").toBe(0);
    store.stop();
  });
});
