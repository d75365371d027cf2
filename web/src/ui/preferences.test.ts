import { afterEach, expect, it, vi } from "vitest";
import { problem, serve } from "../../test/page";
import { loadPreferences } from "./preferences";

afterEach(() => vi.unstubAllGlobals());

const PATH = "GET /api/session/preferences";

it("preferences that cannot be read stop nothing: the browser's copy holds", async () => {
  serve({ [PATH]: () => ({ theme: "dark" }) });
  expect(await loadPreferences()).toBe(true);
  serve({ [PATH]: () => problem(500, "internal") });
  expect(await loadPreferences()).toBe(false);
  expect(document.documentElement.dataset.theme).toBe("dark");
});

it("preferences of nobody lead to the sign-in", async () => {
  serve({ [PATH]: () => problem(401, "unauthenticated") });
  await expect(loadPreferences()).rejects.toMatchObject({ status: 401 });
});
