import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { open, person, serve } from "../../test/page";
import type { Schema } from "../api";
import { HealthPage } from "./health";

afterEach(() => vi.unstubAllGlobals());

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
    { reader: "customer-service", source: "customers", state: "noAnswer", reason: "no answer within 3 s" },
  ],
});

const row = async (name: string) => {
  const table = await screen.findByRole("table", { name: "Customers" });
  return within(table).getByRole("row", { name: new RegExp(name) });
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
  });

  it("builds the views of a log anew after a question, and shows how far that is", async () => {
    let begun = false;
    const rebuild = { state: "running", startedAt: "2026-11-29T08:00:00Z", seconds: 1, events: 3, head: 7 } as const;
    const asked = serve({
      "GET /api/health": () => {
        const now = health();
        if (begun) now.readers[0]!.lastRebuild = rebuild;
        return now;
      },
      "POST /api/health/rebuilds/customers": () => {
        begun = true;
        return rebuild;
      },
    });
    open(HealthPage, "/settings/health", person("admin"));
    await userEvent.click(await screen.findByRole("button", { name: "Rebuild the views of Customers" }));
    expect(asked.some(each => each.method === "POST")).toBe(false);
    await userEvent.click(screen.getByRole("button", { name: "Rebuild" }));

    const progress = await screen.findByRole("progressbar", { name: "Rebuilding Customers" });
    expect(progress.getAttribute("value")).toBe("3");
    const again = screen.getByRole("button", { name: "Rebuild the views of Customers" });
    expect((again as HTMLButtonElement).disabled).toBe(true);
  });

  it("says what differs between the views and the log", async () => {
    const verification: Schema["Verification"] = {
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
          served: "ab",
          rebuilt: "cd",
          different: 1,
          ids: ["customer:1"],
        },
      ],
    };
    let posted = false;
    serve({
      "GET /api/health": () => (posted ? { ...health(), verification } : health()),
      "POST /api/health/verification": () => {
        posted = true;
        return verification;
      },
    });
    open(HealthPage, "/settings/health", person("admin"));
    await userEvent.click(await screen.findByRole("button", { name: "Verify" }));

    await waitFor(() =>
      expect(screen.getByRole("status", { name: "Outcome" }).textContent).toContain("The views differ from the log"),
    );
    const table = screen.getByRole("table", { name: "What was compared" });
    expect(within(table).getByRole("row", { name: /customer 3 1 differs/ }).textContent).toContain("customer:1");
  });
});
