import { describe, expect, it } from "vitest";
import { cellsOf, isSelected, MOST_CELLS, range, selectedColumns, sizeOf } from "./selection";

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
