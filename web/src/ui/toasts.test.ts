import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { archive } from "./archive";
import { acting, done, forgetSteps, lastStep, redo, takeBack, undo } from "./toasts";

const wayBack = (batch: string) => ({
  what: `Batch ${batch}`,
  path: `/api/responsibilities/batches/${batch}/undo`,
  redo: "batch" as const,
  touches: "Responsibility",
});

/** A server whose answers the test releases. */
function slowServer() {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  vi.stubGlobal("fetch", (path: string) => {
    asked.push(path.replace("/api/responsibilities/batches/", ""));
    const body = JSON.stringify({ batchId: `after-${asked.length}`, changes: [{}], conflicts: [] });
    return new Promise(resolve => answers.push(() => resolve(new Response(body))));
  });
  return { asked, answer: () => answers.shift()?.() };
}

/** Lets everything happen that waits for nothing outside. */
const rest = () => new Promise(resolve => setTimeout(resolve));

describe("a step", () => {
  beforeEach(forgetSteps);
  afterEach(() => vi.unstubAllGlobals());

  it("is taken back and done again once, however often it is clicked", async () => {
    const server = slowServer();
    done("One", wayBack("one"));
    const step = lastStep();
    const twice = [undo(step), undo(step)];
    server.answer();
    expect(await Promise.all(twice)).toEqual([true, false]);
    const again = [redo(step), redo(step), undo(step)];
    server.answer();
    expect(await Promise.all(again)).toEqual([true, false, false]);
    expect(server.asked).toEqual(["one/undo", "after-1/undo"]);
  });

  it("is not done again before its undo is answered", async () => {
    const server = slowServer();
    done("One", wayBack("one"));
    const both = [undo(), redo()];
    await rest();
    expect(server.asked).toEqual(["one/undo"]);
    server.answer();
    await rest();
    server.answer();
    expect(await Promise.all(both)).toEqual([true, true]);
    expect(server.asked).toEqual(["one/undo", "after-1/undo"]);
  });

  it("that is under way is what an undo means", async () => {
    const server = slowServer();
    done("One", wayBack("one"));
    let finish = () => {};
    const act = acting(async () => {
      await new Promise<void>(resolve => {
        finish = resolve;
      });
      done("Two", wayBack("two"));
    });
    const undone = undo();
    await rest();
    expect(server.asked).toEqual([]);
    finish();
    await act;
    await rest();
    server.answer();
    expect(await undone).toBe(true);
    expect(server.asked).toEqual(["two/undo"]);
  });

  it("before a refused act is not taken back instead", async () => {
    const server = slowServer();
    done("One", wayBack("one"));
    const act = acting(() => Promise.reject(new Error("refused")));
    const undone = undo();
    await expect(act).rejects.toThrow("refused");
    expect(await undone).toBe(false);
    expect(server.asked).toEqual([]);
    expect(lastStep()?.what).toBe("Batch one");
  });

  it("of an archiving waits for its answer", async () => {
    const server = slowServer();
    const archived = archive("customers", [{ id: "c", name: "Acme" }], "archive");
    const undone = undo();
    server.answer();
    await archived;
    await rest();
    server.answer();
    expect(await undone).toBe(true);
    expect(server.asked).toEqual(["/api/customers/c/archive", "/api/customers/c/restore"]);
  });

  it("that the history takes back is the same step", async () => {
    const server = slowServer();
    done("One", wayBack("one"));
    const taken = takeBack(wayBack("one"));
    const again = takeBack(wayBack("one"));
    server.answer();
    await Promise.all([taken, again]);
    expect(server.asked).toEqual(["one/undo"]);
    expect(lastStep()).toBeUndefined();
  });
});
