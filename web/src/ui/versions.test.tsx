import { describe, expect, it } from "vitest";
import { changesOf, differences, merged } from "./versions";

const before = { name: "Acme", phone: "1", email: "a@b.c", tags: ["a"], active: true };

describe("what a form sends", () => {
  it("is only what differs, also inside an object", () => {
    const was = { name: "Acme", phone: "1", address: { street: "Road 1", city: "Oulu" }, amount: null };
    const is = {
      name: "Acme",
      phone: null,
      address: { street: "Road 2", city: "Oulu" },
      amount: { amount: "1", currency: "EUR" },
    };
    expect(changesOf(was, is)).toEqual({
      phone: null,
      address: { street: "Road 2" },
      amount: { amount: "1", currency: "EUR" },
    });
  });

  it("is a list as a whole, and nothing where nothing differs", () => {
    expect(changesOf({ list: ["a", "b"] }, { list: ["a"] })).toEqual({ list: ["a"] });
    expect(changesOf(before, { ...before, tags: ["a"] })).toEqual({});
  });

  it("with mine applied, is mine where it was touched and theirs elsewhere", () => {
    const theirs = { ...before, phone: "2", email: "theirs@b.c", tags: ["a", "b"] };
    const mine = merged(before, theirs, { ...before, phone: "3", active: false });
    expect(mine).toEqual({ ...theirs, phone: "3", active: false });
    expect(changesOf(theirs, mine)).toEqual({ phone: "3", active: false });
  });
});

describe("what is shown side by side", () => {
  const theirs = { ...before, email: "", tags: ["a", "b"] };
  const versions = { base: { fields: before }, theirs: { fields: theirs }, fields: { ...before, active: false } };

  it("is what either changed, in the order of the form", () => {
    const shown = differences(versions, [
      ["name", "Name"],
      ["active", "Active"],
      ["email", "E-mail"],
    ]);
    expect(shown).toEqual([
      { field: "Active", before: "yes", theirs: "yes", yours: "no" },
      { field: "E-mail", before: "a@b.c", theirs: "–", yours: "–" },
    ]);
  });

  it("names what is known by an id", () => {
    const names: Record<string, string> = { a: "Retail", b: "Export" };
    const say = (value: unknown) => (value as string[]).map(id => names[id]);
    expect(differences(versions, [["tags", "Tags"]], say)).toEqual([
      { field: "Tags", before: "Retail", theirs: "Retail and Export", yours: "Retail and Export" },
    ]);
  });
});
