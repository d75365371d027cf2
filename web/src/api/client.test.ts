import { afterEach, expect, it, vi } from "vitest";
import { get, post } from "./client";
import { positions } from "./positions";
import { Problem } from "./problems";

afterEach(() => vi.unstubAllGlobals());

it.each([429, 503])("sends a request again after a %s, but none to a public registry", async status => {
  vi.useFakeTimers();
  const sent: string[] = [];
  vi.stubGlobal("fetch", async (path: string) => {
    sent.push(path);
    return new Response("{}", { status: sent.filter(each => each === path).length > 1 ? 200 : status });
  });
  try {
    const read = get("/api/customers/c");
    await vi.runAllTimersAsync();
    await read;
    await expect(get("/api/customers/c/registry", { fresh: true })).rejects.toThrow(Problem);
    await expect(post("/api/customers/c/registry", {})).rejects.toThrow(Problem);
  } finally {
    vi.useRealTimers();
  }
  expect(sent).toEqual([
    "/api/customers/c",
    "/api/customers/c",
    "/api/customers/c/registry?fresh=true",
    "/api/customers/c/registry",
  ]);
});

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
