import { act, renderHook } from "@testing-library/react";
import { useEffect } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { serve } from "../../test/page";
import type { Matrix } from "./matrix";
import { cellsOf, isSelected, MOST_CELLS, range, selectedColumns, sizeOf, useSelection } from "./selection";
import { MatrixStore } from "./store";

afterEach(() => vi.unstubAllGlobals());

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

  it("takes a cell out of a rectangle, and puts it back", () => {
    const out = { ...range(1, 1, 1, 1), off: true };
    expect(isSelected([range(0, 0, 2, 2), out, range(1, 1, 1, 1)], 1, 1)).toBe(true);
    expect(sizeOf([range(0, 0, 2, 2), out])).toEqual({ cells: 8, rows: 3, columns: 3 });
    expect(sizeOf([{ ...range(0, 0, 2, 2), off: true }])).toEqual({ cells: 0, rows: 0, columns: 0 });
  });

  it("counts what two rectangles share once, and stops where it is too much anyway", () => {
    expect(sizeOf([range(0, 0, 1, 1), range(1, 1, 2, 2)])).toEqual({ cells: 7, rows: 3, columns: 3 });
    expect(sizeOf([range(0, 0, 9999, 499), range(0, 0, 1, 1)]).cells).toBe(MOST_CELLS + 1);
  });

  it("goes through its cells row by row", () => {
    expect([...cellsOf([range(4, 1, 4, 2), range(2, 0, 2, 0)])]).toEqual([
      [2, 0],
      [4, 1],
      [4, 2],
    ]);
  });

  it("says of a row only what is selected in it", () => {
    const ranges = [range(1, 2, 3, 4)];
    expect(selectedColumns(ranges, 0, 0, 9)).toBe("");
    expect(selectedColumns(ranges, 2, 3, 9)).toBe("3 4");
  });
});

describe("the selection of a page", () => {
  const row = (name: string) => ({
    subject: { type: "customer", id: name, name, number: name, customerId: name, archived: false },
    category: null,
    tags: [],
    cells: [],
  });

  async function selected() {
    const state = { names: ["Alder", "Birch", "Cedar"] };
    serve({
      "GET /api/matrix": ({ query }) => ({
        columns: [{ employeeId: "e1", name: "Ida", count: 0 }],
        rows: query.get("limit") === "0" ? [] : state.names.map(row),
        counts: { customers: state.names.length, projects: 0, responsibilities: 0 },
        total: state.names.length,
      }),
    });
    const store = new MatrixStore({});
    await store.start();
    const drawn: [string | undefined, number][] = [];
    const { result } = renderHook(() => {
      const selection = useSelection({ store, pins: [] as string[] } as Matrix);
      useEffect(() => {
        drawn.push([store.row(0)?.subject.name, selection.ranges.length]);
      });
      return selection;
    });
    act(() => result.current.set([range(0, 0, 1, 0)]));
    return { state, store, result, drawn };
  }

  it("is dropped when another customer is found in a selected row, and never drawn over it", async () => {
    const { state, store, result, drawn } = await selected();
    expect(result.current.ranges).toHaveLength(1);
    state.names = ["Birch", "Alder", "Cedar"];
    await act(() => store.reload());
    expect(store.row(0)?.subject.name).toBe("Birch");
    expect(result.current.ranges).toEqual([]);
    expect(drawn.filter(([name]) => name === "Birch").map(([, ranges]) => ranges)).not.toContain(1);
  });

  it("stays when the rows are read again as they were", async () => {
    const { store, result } = await selected();
    await act(() => store.reload());
    expect(result.current.ranges).toEqual([range(0, 0, 1, 0)]);
  });
});
