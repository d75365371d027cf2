import { afterEach, expect, it, vi } from "vitest";
import { get, post } from "./client";
import { positions } from "./positions";

afterEach(() => vi.unstubAllGlobals());

it("asks for its own change of every service until the stream has passed it", async () => {
  const asked: (string | undefined)[] = [];
  vi.stubGlobal("fetch", async (_: string, init: { headers: Record<string, string> }) => {
    asked.push(init.headers["Min-Event-Position"]);
    return new Response("{}", { headers: { "Event-Position": "customers=1042" } });
  });
  await post("/api/customers", {});
  await get("/api/customers/c"); // of the service that owns it
  await get("/api/matrix"); // of one that follows
  positions.passed({ customers: 1042 });
  await get("/api/matrix");
  expect(asked).toEqual([undefined, "customers=1042", "customers=1042", undefined]);
});
