import { describe, expect, it } from "vitest";
import { instantOf, wall } from "./wall";

describe("a time on the clocks of the workspace", () => {
  it.each([
    ["2026-03-29T02:00", "Europe/Helsinki", "2026-03-29T00:00:00.000Z"],
    ["2026-03-29T04:00", "Europe/Helsinki", "2026-03-29T01:00:00.000Z"],
    ["2026-10-25T02:30", "Europe/Helsinki", "2026-10-24T23:30:00.000Z"],
    ["2026-03-08T01:30", "America/New_York", "2026-03-08T06:30:00.000Z"],
    ["2026-03-08T03:30", "America/New_York", "2026-03-08T07:30:00.000Z"],
    ["2026-11-29T09:30", "Europe/Helsinki", "2026-11-29T07:30:00.000Z"],
  ])("%s in %s is %s, and back", (local, timeZone, instant) => {
    expect(instantOf(local, timeZone).toISOString()).toBe(instant);
    expect(wall(new Date(instant), timeZone)).toBe(local);
  });
});
