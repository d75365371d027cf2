import { describe, expect, it } from "vitest";
import { plan, selectedCells, step, type Wanted } from "./plan";
import type { Column, MatrixStore, Row } from "./store";
import type { View } from "./words";

const row = { subject: { type: "customer", id: "c" } } as Row;
const column: Column = { id: "e", name: "Ida", count: 2 };
const view = { day: "2026-11-29", begins: null, roles: new Map() } as unknown as View;
const who = { subject: { type: "customer", id: "c" }, employeeId: "e" };
const first = { roleId: "r", from: "2026-01-01", to: null, state: "current" as const };
const second = { roleId: null, from: null, to: "2026-12-31", state: "current" as const };

const dates = (wanted: Wanted) => step("dates", row, column, [first, second], wanted, view);

describe("new dates for many", () => {
  it("change nothing before a day is given", () => {
    expect(dates({})).toEqual({ after: [first, second], changes: [] });
  });

  it("leave each its own beginning when only an end is given", () => {
    const { after, changes } = dates({ to: "2027-06-30" });
    expect(changes).toEqual([
      { action: "change", ...who, roleId: "r", from: "2026-01-01", to: "2027-06-30" },
      { action: "change", ...who, roleId: null, from: null, to: "2027-06-30" },
    ]);
    expect(after.map(each => each.from)).toEqual(["2026-01-01", null]);
  });

  it("take an end away only where that is said", () => {
    expect(dates({ to: null }).changes).toEqual([{ action: "change", ...who, roleId: null, from: null, to: null }]);
  });

  it("keep each its end when only a beginning is given", () => {
    expect(dates({ from: "2026-02-01" }).changes).toEqual([
      { action: "remove", ...who, roleId: "r", from: "2026-01-01" },
      { action: "assign", ...who, roleId: "r", from: "2026-02-01", to: null },
      { action: "remove", ...who, roleId: null, from: null },
      { action: "assign", ...who, roleId: null, from: "2026-02-01", to: "2026-12-31" },
    ]);
  });
});

describe("another role for many", () => {
  it("changes nothing before one is chosen; no role is one that is chosen", () => {
    expect(step("role", row, column, [first], {}, view).changes).toEqual([]);
    expect(step("role", row, column, [first], { role: null }, view).changes.map(each => each.action)).toEqual([
      "remove",
      "assign",
    ]);
  });

  it("shows from when on it holds", () => {
    const { after } = step("role", row, column, [first], { role: null }, { ...view, begins: "2027-01-01" });
    expect(after).toMatchObject([{ roleId: null, from: "2027-01-01" }]);
  });
});

describe("the selected cells", () => {
  it("stay those of the same rows and people when rows and columns move", () => {
    const other = { subject: { type: "customer", id: "other" } } as Row;
    let rows = [row, other];
    const store = {
      row: (at: number) => rows[at],
      find: (id: string) => rows.findIndex(each => each.subject.id === id),
      shown: () => [first],
    } as unknown as MatrixStore;
    const gone: Column = { id: "gone", name: "Mikkel", count: 0 };
    const selected = selectedCells(store, [column, gone], [{ r0: 0, r1: 0, c0: 0, c1: 5 }]);
    rows = [other, row];
    const lines = plan("remove", store, view, selected, {});
    expect(lines.map(line => [line.row.subject.id, line.column.id])).toEqual([
      ["c", "e"],
      ["c", "gone"],
    ]);
  });
});
