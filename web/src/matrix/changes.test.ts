import { describe, expect, it } from "vitest";
import { isHidden } from "./changes";
import type { Row } from "./store";

const row = (type: "customer" | "project") => ({ subject: { type } }) as Row;

describe("a role filter", () => {
  it("hides other roles, and what has none, of its own kind of rows", () => {
    expect(isHidden(row("customer"), "r", { customerRole: ["r"] })).toBe(false);
    expect(isHidden(row("customer"), "other", { customerRole: ["r"] })).toBe(true);
    expect(isHidden(row("customer"), null, { customerRole: ["r"] })).toBe(true);
    expect(isHidden(row("project"), null, { customerRole: ["r"] })).toBe(false);
    expect(isHidden(row("customer"), null, {})).toBe(false);
  });
});
