import { screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { open, person, serve } from "../../test/page";
import { setTimeZone } from "../texts";
import { PrintPage } from "./print";

const IDA = "01994f6e-7c1a-7b3e-9d2f-3a5c8e1b4d60";

afterEach(() => {
  vi.unstubAllGlobals();
  setTimeZone(undefined);
});

beforeEach(() => {
  setTimeZone("Europe/Helsinki");
  serve({
    "GET /api/matrix": () => ({ columns: [], rows: [], counts: {}, total: 0 }),
    [`GET /api/employees/${IDA}`]: () => ({ id: IDA, name: "Ida Friis" }),
  });
});

const said = () =>
  screen
    .queryAllByRole("term")
    .map((term, at) => [term.textContent, screen.getAllByRole("definition")[at]?.textContent]);

it("the sheets say what they leave out", async () => {
  open(PrintPage, `/?employee=${IDA}&seller=true&rows=empty&archived=true`, person("view"));
  await waitFor(() =>
    expect(said()).toEqual([
      ["Employee", "Ida Friis"],
      ["Seller", "Sellers"],
      ["Rows", "With nobody"],
      ["Show archived", "✓"],
    ]),
  );
  expect(screen.getByText(/^29 Nov 2026 · printed/)).toBeTruthy();
});

it("sheets of what was known at a time carry that time, not today", async () => {
  open(PrintPage, "/?asOf=2026-03-31T10:00:00Z", person("view"));
  await waitFor(() => expect(said()).toEqual([["As known at", "31 Mar 2026, 13:00"]]));
  expect(screen.queryByText(/29 Nov 2026 · printed/)).toBeNull();
});
