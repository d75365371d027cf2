import { createEvent, fireEvent, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { person } from "../../test/page";
import { SessionProvider } from "../api/session";
import { Board } from "./Board";
import { moved, spotOf, type Task } from "./tasks";

const task = (id: string, status: Task["status"]) => ({ id, title: `Task ${id}`, status, kind: "todo" }) as Task;
const TASKS = [task("a", "not-started"), task("b", "not-started"), task("c", "not-started"), task("d", "done")];

function draw(onMove = vi.fn(), mayEdit = true) {
  render(
    <SessionProvider value={person("edit")}>
      <Board tasks={TASKS} mayEdit={mayEdit} onMove={onMove} />
    </SessionProvider>,
  );
  return onMove;
}

const column = (name: string) => screen.getByRole("list", { name });
const card = (name: string) => screen.getByRole("listitem", { name });

/** jsdom has no layout: each card is given a place of its own, ten high. */
function lay() {
  for (const list of screen.getAllByRole("list")) {
    within(list)
      .queryAllByRole("listitem")
      .forEach((item, at) => {
        item.getBoundingClientRect = () => ({ top: at * 10, height: 10, bottom: at * 10 + 10 }) as DOMRect;
      });
  }
}

function drag(from: HTMLElement, to: HTMLElement, clientY: number) {
  lay();
  const dataTransfer = { setData: vi.fn(), types: [] };
  fireEvent.dragStart(from, { dataTransfer });
  for (const kind of ["dragOver", "drop"] as const) {
    const event = createEvent[kind](to, { dataTransfer });
    Object.defineProperty(event, "clientY", { value: clientY });
    fireEvent(to, event);
  }
}

describe("the board", () => {
  it("counts its columns", () => {
    draw();
    expect(within(column("Not started (3)")).getAllByRole("listitem")).toHaveLength(3);
    expect(column("In progress (0)")).toBeTruthy();
    expect(column("Done (1)")).toBeTruthy();
  });

  it("moves a card by its menu to the end of another column", async () => {
    const onMove = draw();
    await userEvent.click(screen.getByRole("button", { name: "Move Task b" }));
    expect(screen.getByRole("menuitemradio", { name: "Not started" }).ariaChecked).toBe("true");
    await userEvent.click(screen.getByRole("menuitemradio", { name: "Done" }));
    expect(onMove).toHaveBeenCalledWith(TASKS[1], "done", 1);
  });

  it("moves a card by the keyboard, in its column and across", async () => {
    const onMove = draw();
    screen.getByRole("button", { name: "Move Task b" }).focus();
    await userEvent.keyboard("{Alt>}{ArrowUp}{/Alt}");
    expect(onMove).toHaveBeenLastCalledWith(TASKS[1], "not-started", 0);
    await userEvent.keyboard("{Alt>}{ArrowDown}{/Alt}");
    expect(onMove).toHaveBeenLastCalledWith(TASKS[1], "not-started", 2);
    await userEvent.keyboard("{Alt>}{ArrowRight}{/Alt}");
    expect(onMove).toHaveBeenLastCalledWith(TASKS[1], "in-progress", 0);
    await userEvent.keyboard("{Alt>}{ArrowLeft}{/Alt}");
    expect(onMove).toHaveBeenCalledTimes(3);
  });

  it("takes a card where it is dropped", () => {
    const onMove = draw();
    drag(card("Task d"), card("Task b"), 12);
    expect(onMove).toHaveBeenLastCalledWith(TASKS[3], "not-started", 1);
    drag(card("Task a"), column("In progress (0)"), 3);
    expect(onMove).toHaveBeenLastCalledWith(TASKS[0], "in-progress", 0);
    drag(card("Task a"), card("Task a"), 3);
    expect(onMove).toHaveBeenCalledTimes(2);
  });

  it("is still for those who may only look", () => {
    draw(vi.fn(), false);
    expect(screen.queryByRole("button")).toBeNull();
    expect(card("Task a").draggable).toBe(false);
  });
});

describe("the place of a task", () => {
  it("is between its neighbours, also those that a filter hides", () => {
    const [a, b, c, d] = TASKS as [Task, Task, Task, Task];
    expect(spotOf(TASKS, TASKS, d, "not-started", 1)).toEqual({ status: "not-started", after: "a", before: "b" });
    expect(spotOf(TASKS, [a, c, d], d, "not-started", 1)).toEqual({ status: "not-started", after: "a", before: "b" });
    expect(spotOf(TASKS, [b, d], d, "not-started", 0)).toEqual({ status: "not-started", after: "a", before: "b" });
    expect(spotOf(TASKS, [d], d, "not-started", 0)).toEqual({ status: "not-started", after: "c", before: undefined });
    expect(spotOf(TASKS, TASKS, a, "in-progress", 0)).toEqual({ status: "in-progress" });
    expect(spotOf(TASKS, TASKS, a, "not-started", 2)).toEqual({ status: "not-started", after: "c", before: undefined });
  });

  it("shows before the server has answered", () => {
    const [a] = TASKS as [Task];
    const after = moved(TASKS, a, { status: "not-started", after: "b", before: "c" });
    expect(after.map(each => each.id)).toEqual(["b", "a", "c", "d"]);
    const done = moved(TASKS, a, { status: "done", before: "d" });
    expect(done.map(each => `${each.id} ${each.status}`).slice(-2)).toEqual(["a done", "d done"]);
  });
});
