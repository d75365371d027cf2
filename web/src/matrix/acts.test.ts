import { describe, expect, it } from "vitest";
import { isHidden, removal, successor } from "./acts";
import type { Row } from "./store";
import type { View } from "./words";

const who = { subject: { type: "customer" as const, id: "c" }, employeeId: "e" };
const since = { roleId: "r", from: "2026-01-01", to: null, state: "current" as const };
const view = (begins: string | null) => ({ begins }) as View;
const row = (type: "customer" | "project") => ({ subject: { type } }) as Row;

describe("a responsibility that is taken away", () => {
  it("is as if it never was where changes have no day", () => {
    expect(removal(since, who, view(null))).toEqual({ action: "remove", ...who, roleId: "r", from: "2026-01-01" });
    expect(successor(since, view(null))).toBe("2026-01-01");
  });

  it("ends where changes begin on a day, and its successor begins then", () => {
    expect(removal(since, who, view("2026-06-01"))).toMatchObject({ action: "end", on: "2026-06-01" });
    expect(successor(since, view("2026-06-01"))).toBe("2026-06-01");
    expect(successor({ ...since, from: null }, view("2026-06-01"))).toBe("2026-06-01");
    expect(successor({ ...since, from: "2026-09-01" }, view("2026-06-01"))).toBe("2026-09-01");
  });
});

describe("a role filter", () => {
  it("hides other roles, and what has none, of its own kind of rows", () => {
    expect(isHidden(row("customer"), "r", { customerRole: ["r"] })).toBe(false);
    expect(isHidden(row("customer"), "other", { customerRole: ["r"] })).toBe(true);
    expect(isHidden(row("customer"), null, { customerRole: ["r"] })).toBe(true);
    expect(isHidden(row("project"), null, { customerRole: ["r"] })).toBe(false);
    expect(isHidden(row("customer"), null, {})).toBe(false);
  });
});
