import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { dayIn, followDay } from "./day";

describe("the day", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("is that of the workspace, wherever the person is", () => {
    const instant = new Date("2026-11-29T22:30:00Z");
    expect(dayIn("Europe/Helsinki", instant)).toBe("2026-11-30");
    expect(dayIn("America/New_York", instant)).toBe("2026-11-29");
  });

  it("is told once when it begins, to a tab that was left open", () => {
    vi.setSystemTime(new Date("2026-11-29T21:58:00Z"));
    const told = vi.fn();
    const stop = followDay("Europe/Helsinki", told);
    vi.advanceTimersByTime(60_000);
    expect(told).not.toHaveBeenCalled();
    vi.advanceTimersByTime(120_000);
    expect(told).toHaveBeenCalledTimes(1);
    stop();
    vi.advanceTimersByTime(24 * 3_600_000);
    expect(told).toHaveBeenCalledTimes(1);
  });

  it("is looked at when the computer wakes up", () => {
    vi.setSystemTime(new Date("2026-11-29T21:00:00Z"));
    const told = vi.fn();
    const stop = followDay("Europe/Helsinki", told);
    vi.setSystemTime(new Date("2026-11-30T06:00:00Z"));
    document.dispatchEvent(new Event("visibilitychange"));
    expect(told).toHaveBeenCalledTimes(1);
    stop();
  });
});
