import { act, renderHook } from "@testing-library/react";
import { expect, it } from "vitest";
import { useCommand } from "./command";

it("a command keeps its key until it succeeds or is another one", async () => {
  const { result } = renderHook(useCommand);
  const keys: string[] = [];
  const send = (what: string, fails: boolean) =>
    act(async () => {
      const sent = result.current.run({ name: what }, async key => {
        keys.push(key);
        if (fails) throw new Error("unreachable");
        return what;
      });
      await (fails ? expect(sent).rejects.toThrow("unreachable") : expect(sent).resolves.toBe(what));
    });
  await send("Acme", true);
  await send("Acme", true);
  await send("Acme Oy", true);
  await send("Acme Oy", false);
  await send("Acme Oy", false);
  const [first, second, third, fourth, fifth] = keys;
  expect(second).toBe(first);
  expect(third).not.toBe(second);
  expect(fourth).toBe(third);
  expect(fifth).not.toBe(fourth);
});

it("a command is sent once at a time", async () => {
  const { result } = renderHook(useCommand);
  let finish = () => {};
  let sent = 0;
  const send = () =>
    result.current.run("Acme", () => {
      sent++;
      return new Promise<void>(resolve => {
        finish = resolve;
      });
    });
  let first: Promise<unknown> = Promise.resolve();
  await act(async () => {
    first = send();
    expect(await send()).toBeNull();
  });
  expect(result.current.busy).toBe(true);
  await act(async () => {
    finish();
    await first;
  });
  expect(result.current.busy).toBe(false);
  expect(sent).toBe(1);
});
