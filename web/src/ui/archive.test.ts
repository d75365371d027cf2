import { afterEach, expect, it, vi } from "vitest";
import { problem, serve } from "../../test/page";
import { archive } from "./archive";
import { lastStep, undo } from "./toasts";

afterEach(() => vi.unstubAllGlobals());

const things = ["a", "b", "c"].map(id => ({ id, name: `Customer ${id}` }));
const paths = (asked: { method: string; path: string }[]) =>
  asked.filter(each => each.method === "POST").map(each => each.path);

it("archives many as one step, without those that are refused", async () => {
  serve({ "POST /api/customers/b/archive": () => problem(409, "contended") });
  await archive("customers", things, "archive");
  expect(lastStep()?.what).toBe("2 customers archived.");

  const asked = serve({});
  await undo();
  expect(paths(asked)).toEqual(["/api/customers/a/restore", "/api/customers/c/restore"]);
  expect(lastStep()).toBeUndefined();
});

it("keeps a step whose undo is refused", async () => {
  serve({});
  await archive("projects", things.slice(0, 1), "archive");
  serve({ "POST /api/projects/a/restore": () => problem(409, "contended") });
  expect(await undo()).toBe(false);
  expect(lastStep()?.what).toBe("Customer a is archived.");
});
