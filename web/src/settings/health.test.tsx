import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { open, person, serve } from "../../test/page";
import type { Schema } from "../api";
import { HealthPage } from "./health";

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

type Health = Schema["Health"];

const line = { source: "customers", position: 7, head: 7, lagEvents: 0, lagSeconds: 0, state: "running" } as const;

const health = (): Health => ({
  sources: [{ ...line, service: "customer-service" }],
  readers: [
    { ...line, reader: "reporting-service" },
    {
      ...line,
      reader: "grouping-service",
      position: 5,
      lagEvents: 2,
      lagSeconds: 8.4,
      state: "stopped",
      reason: "gap",
    },
    { reader: "customer-service", source: "customers", state: "noAnswer", reason: "no answer of the server" },
  ],
});

const row = async (name: string) => {
  const table = await screen.findByRole("table", { name: "Customers" });
  return within(table).getByRole("row", { name: new RegExp(name) });
};

const good = (): Health => ({
  sources: [{ ...line, service: "customer-service" }],
  readers: [{ ...line, reader: "reporting-service" }],
});

const REBUILD = { state: "running", startedAt: "2026-11-29T08:00:00Z", seconds: 1, events: 3, head: 7 } as const;

const DIFFERENT: Schema["Verification"] = {
  state: "different",
  startedAt: "2026-11-29T08:00:00Z",
  seconds: 2,
  positions: { customers: 7, responsibilities: 0, groupings: 0 },
  events: 7,
  digests: [
    {
      source: "customers",
      of: "versions",
      kind: "customer",
      count: 3,
      served: "ab".repeat(32),
      rebuilt: "cd".repeat(32),
      different: 1,
      ids: ["customer:1"],
    },
  ],
};

describe("the health of the system", () => {
  it("names what needs a person, with the reason", async () => {
    serve({ "GET /api/health": health });
    open(HealthPage, "/settings/health", person("admin"));

    expect((await row("Published by customer-service")).textContent).toContain("up to date");
    expect((await row("grouping-service")).textContent).toContain("5 of 72 events, 8 sStopped");
    expect((await row("Read by customer-service")).textContent).toContain("No answer");
    const summary = screen.getByRole("status", { name: "Summary" }).textContent;
    expect(summary).toContain("2 things need attention");
    expect(summary).toContain("Customers, Read by grouping-service: gap");
    expect(summary).toContain("customer-service did not answer in time");
    expect(summary, "the reason is said in the language of the page").not.toContain("no answer of the server");
  });

  it("finds nothing to name where everything runs, and shows no memory before it is estimated", async () => {
    serve({
      "GET /api/health": () => ({ ...good(), memory: { heapMax: 512 << 20, heapNeeded: 0, state: "enough" } }),
    });
    open(HealthPage, "/settings/health", person("admin"));

    expect((await screen.findByRole("status", { name: "Summary" })).textContent).toBe("Everything is running.");
    expect(screen.queryByRole("region", { name: "Memory of reporting-service" })).toBeNull();
  });

  it("names too little memory, a rebuild that failed and views that differ, each with what the server says", async () => {
    const lastRebuild = { ...REBUILD, state: "failed", reason: "topic is cut" } as const;
    serve({
      "GET /api/health": (): Health => ({
        ...good(),
        readers: [{ ...line, reader: "reporting-service", lastRebuild }],
        memory: { heapMax: 100 << 20, heapNeeded: 300 << 20, state: "short", reason: "set -Xmx300m" },
        verification: DIFFERENT,
      }),
    });
    open(HealthPage, "/settings/health", person("admin"));

    const summary = (await screen.findByRole("status", { name: "Summary" })).textContent;
    expect(summary).toContain("3 things need attention");
    expect(summary).toMatch(/The last rebuild of Customers failed, .*2026.*\. topic is cut/);
    expect(summary).toContain("Memory of reporting-service: set -Xmx300m");
    expect(summary).toContain("The views differ from the log");
    expect((await row("Views")).textContent, "the reason is text of the line too").toContain("failed topic is cut");
    expect(screen.getByText(/about 300 MB needed/)).toBeTruthy();
  });

  it("is not silent about an interrupted rebuild and tight memory", async () => {
    const lastRebuild = { ...REBUILD, state: "interrupted" } as const;
    serve({
      "GET /api/health": (): Health => ({
        ...good(),
        readers: [{ ...line, reader: "reporting-service", lastRebuild }],
        memory: { heapMax: 100 << 20, heapNeeded: 90 << 20, state: "tight" },
      }),
    });
    open(HealthPage, "/settings/health", person("admin"));

    const summary = (await screen.findByRole("status", { name: "Summary" })).textContent;
    expect(summary).toContain("The last rebuild of Customers was interrupted");
    expect(summary).toContain("Memory of reporting-service: Tight");
  });

  it("builds the views of a log anew after a question, and shows how far that is", async () => {
    let begun = false;
    const asked = serve({
      "GET /api/health": () => {
        const now = health();
        if (begun) now.readers[0]!.lastRebuild = REBUILD;
        return now;
      },
      "POST /api/health/rebuilds/customers": () => {
        begun = true;
        return REBUILD;
      },
    });
    open(HealthPage, "/settings/health", person("admin"));
    await userEvent.click(await screen.findByRole("button", { name: "Rebuild the views of Customers" }));
    expect(asked.some(each => each.method === "POST")).toBe(false);
    await userEvent.click(screen.getByRole("button", { name: "Rebuild" }));

    const progress = await screen.findByRole("progressbar", { name: "Rebuilding Customers" });
    expect(progress.getAttribute("value")).toBe("3");
    const again = screen.getByRole("button", { name: "Rebuild the views of Customers" });
    expect(again.getAttribute("aria-disabled")).toBe("true");
    expect(document.activeElement, "the dialog gave the focus back").toBe(again);
    await userEvent.click(again);
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("says what differs between the views and the log", async () => {
    let posted = false;
    serve({
      "GET /api/health": () => (posted ? { ...health(), verification: DIFFERENT } : health()),
      "POST /api/health/verification": () => {
        posted = true;
        return DIFFERENT;
      },
    });
    open(HealthPage, "/settings/health", person("admin"));
    await userEvent.click(await screen.findByRole("button", { name: "Verify" }));

    await waitFor(() =>
      expect(screen.getByRole("status", { name: "Outcome" }).textContent).toContain("The views differ from the log"),
    );
    const table = screen.getByRole("table", { name: "What was compared" });
    const differing = within(table).getByRole("row", { name: /customer 3 1 differs/ }).textContent;
    expect(differing).toContain("customer:1");
    expect(differing, "both digests, whole").toContain("ab".repeat(32));
    expect(differing).toContain("cd".repeat(32));
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Verify" }));
  });

  it("says what differs on a phone too", async () => {
    vi.stubGlobal("matchMedia", (media: string) => ({
      matches: media.includes("max-width"),
      addEventListener() {},
      removeEventListener() {},
    }));
    const lastRebuild = { ...REBUILD, state: "failed", reason: "topic is cut" } as const;
    serve({
      "GET /api/health": () => ({
        ...good(),
        readers: [{ ...line, reader: "reporting-service", lastRebuild }],
        verification: DIFFERENT,
      }),
    });
    open(HealthPage, "/settings/health", person("admin"));

    const cards = await screen.findByRole("list", { name: "What was compared" });
    for (const text of ["customer:1", "ab".repeat(32), "cd".repeat(32)]) expect(cards.textContent).toContain(text);
    expect(screen.getByRole("list", { name: "Customers" }).textContent).toContain("topic is cut");
  });

  it("shows the progress of a verification without giving up what is read, and until the page is left", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const waiting: ((health: Health) => void)[] = [];
    const asked = serve({
      "GET /api/health": () => (waiting.length || posted() ? new Promise(read => waiting.push(read)) : good()),
      "POST /api/health/verification": () => new Promise(() => {}),
    });
    const posted = () => asked.some(each => each.method === "POST");
    const router = open(HealthPage, "/settings/health", person("admin"));
    await userEvent.click(await screen.findByRole("button", { name: "Verify" }));
    const verify = screen.getByRole("button", { name: "Verify" });
    expect(verify.getAttribute("aria-disabled")).toBe("true");
    expect(document.activeElement).toBe(verify);

    await vi.advanceTimersByTimeAsync(1000);
    expect(waiting).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(5000);
    expect(waiting, "a slow answer is waited for").toHaveLength(1);
    waiting[0]!({ ...good(), verification: { ...DIFFERENT, state: "running", digests: [], events: 3 } });
    expect((await screen.findByRole("progressbar", { name: "Verifying" })).getAttribute("value")).toBe("3");

    await router.navigate({ to: "/another" as never });
    await screen.findByText("Another page");
    const before = asked.length;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveLength(before);
  });
});
