import { describe, expect, it } from "vitest";
import { type Bounds, commandOf } from "./keyboard";

describe("keys", () => {
  const set = new Set(["5,3", "9,3", "2,7"]);
  const bounds: Bounds = { rows: 100, columns: 20, page: 10, pageAcross: 5, isSet: (r, c) => set.has(`${r},${c}`) };
  const press = (
    key: string,
    at: [number, number],
    how: Partial<{ ctrl: boolean; shift: boolean; alt: boolean }> = {},
  ) => commandOf({ key, ctrl: false, shift: false, alt: false, ...how }, { r: at[0], c: at[1] }, bounds);
  const to = (key: string, at: [number, number], how = {}) => {
    const command = press(key, at, how);
    return command?.kind === "move" ? [command.to.r, command.to.c] : command;
  };

  it("move one cell and stop at the edges", () => {
    expect(to("ArrowDown", [0, 0])).toEqual([1, 0]);
    expect(to("ArrowDown", [99, 0])).toEqual([99, 0]);
    expect(to("ArrowRight", [0, 19])).toEqual([0, 19]);
    expect(to("ArrowUp", [0, 4])).toEqual([-1, 4]);
    expect(to("ArrowLeft", [3, 0])).toEqual([3, -1]);
  });

  it("jump to the next set cell, else to the end", () => {
    expect(to("ArrowDown", [0, 3], { ctrl: true })).toEqual([5, 3]);
    expect(to("ArrowDown", [9, 3], { ctrl: true })).toEqual([99, 3]);
    expect(to("ArrowRight", [2, 0], { ctrl: true })).toEqual([2, 7]);
  });

  it("go to the ends and by screens", () => {
    expect(to("Home", [5, 9])).toEqual([5, 0]);
    expect(to("End", [5, 9])).toEqual([5, 19]);
    expect(to("End", [5, 9], { ctrl: true })).toEqual([99, 19]);
    expect(to("PageDown", [95, 9])).toEqual([99, 9]);
    expect(to("PageDown", [5, 9], { alt: true })).toEqual([5, 14]);
  });

  it("act and select", () => {
    expect(press(" ", [1, 1])).toEqual({ kind: "toggle" });
    expect(press("Enter", [1, 1])).toEqual({ kind: "toggle" });
    expect(press(" ", [1, 1], { shift: true })).toEqual({ kind: "select", what: "row" });
    expect(press(" ", [1, 1], { ctrl: true })).toEqual({ kind: "select", what: "column" });
    expect(press("F10", [1, 1], { shift: true })).toEqual({ kind: "details" });
    expect(press("h", [1, 1])).toEqual({ kind: "history" });
    expect(press("ArrowDown", [1, 1], { shift: true })).toMatchObject({ kind: "move", extend: true });
    expect(press("x", [1, 1])).toBeNull();
  });

  it("stop where the data ends, whatever the step", () => {
    expect(to("ArrowUp", [-1, 4])).toEqual([-1, 4]);
    expect(to("ArrowLeft", [3, -1])).toEqual([3, -1]);
    expect(to("Home", [5, 9], { ctrl: true })).toEqual([0, 0]);
    expect(to("PageUp", [5, 9])).toEqual([0, 9]);
    expect(to("PageUp", [5, 3], { alt: true })).toEqual([5, 0]);
    expect(to("ArrowUp", [5, 3], { ctrl: true })).toEqual([0, 3]);
    expect(to("ArrowLeft", [2, 7], { ctrl: true })).toEqual([2, 0]);
  });

  it("do not extend a selection from a head", () => {
    expect(press("ArrowDown", [-1, 4], { shift: true })).toMatchObject({ kind: "move", extend: false });
    expect(press("ArrowRight", [4, -1], { shift: true })).toMatchObject({ kind: "move", extend: false });
  });

  it("open details and the menu, remove, select and clear", () => {
    expect(press("F2", [1, 1])).toEqual({ kind: "details" });
    expect(press("ContextMenu", [1, 1])).toEqual({ kind: "details" });
    expect(press("F10", [1, 1])).toBeNull();
    expect(press("Delete", [1, 1])).toEqual({ kind: "remove" });
    expect(press(" ", [1, 1], { ctrl: true })).toEqual({ kind: "select", what: "column" });
    expect(press("a", [1, 1], { ctrl: true })).toEqual({ kind: "select", what: "all" });
    expect(press("Escape", [1, 1])).toEqual({ kind: "clear" });
  });

  it("leave to the page what is the page's", () => {
    for (const key of ["Tab", "k", "/", "g", "a"]) expect(press(key, [1, 1]), key).toBeNull();
    expect(press("h", [1, 1], { ctrl: true })).toBeNull();
    expect(press("h", [1, 1], { alt: true })).toBeNull();
  });
});
