import { screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { open, person, serve } from "../../test/page";
import type { Session } from "../api";
import { HistoryPanel, type HistoryRow } from "./History";

const row = (type: string, position: string): HistoryRow => ({
  at: "2026-11-29T10:00:00Z",
  actor: { user: "demo", id: "me", name: "Astrid Lindqvist" },
  type,
  reason: null,
  commandId: position,
  batchId: position.replace("=", "-"),
  undone: false,
  source: "click",
  position,
  subject: { type: "customer", id: "c", name: "Langworth Group", number: "1042" },
  customer: null,
  employee: null,
  role: null,
  from: null,
  to: null,
  details: {},
});

const ROWS = [row("ResponsibilityAssigned", "responsibilities=7"), row("CategoryMemberAdded", "groupings=9")];

function show(who: Session) {
  const asked = serve({
    "GET /api/history": () => ({ items: ROWS, next: null }),
    "POST /api/responsibilities/batches/responsibilities-7/undo": () => ({ batchId: "b", changes: [], conflicts: [] }),
    "POST /api/groupings/batches/groupings-9/undo": () => ({ batchId: "b", changes: [], conflicts: [] }),
  });
  open(() => <HistoryPanel query={{}} />, "/history", who);
  return () => asked.filter(each => each.method === "POST").map(each => each.path);
}

it("takes a change back where it was made", async () => {
  const posted = show(person("edit"));
  const [ofPerson, ofGroup] = await screen.findAllByRole("button", { name: "Undo this" });
  await userEvent.click(ofGroup!);
  await userEvent.click(ofPerson!);
  expect(posted()).toEqual([
    "/api/groupings/batches/groupings-9/undo",
    "/api/responsibilities/batches/responsibilities-7/undo",
  ]);
});

it("offers the way back to those who may change that, and to nobody else", async () => {
  const viewer = person("view");
  show({ ...viewer, levels: { ...viewer.levels, responsibilities: "edit" } });
  const [ofPerson, ofGroup] = await screen.findAllByRole("listitem");
  expect(within(ofPerson!).getByRole("button", { name: "Undo this" })).toBeTruthy();
  expect(within(ofGroup!).queryByRole("button")).toBeNull();
});
