import { describe, expect, it } from "vitest";
import { colour, companyInitials, initials } from "./Person";
import {
  changesOf,
  type Draft,
  dayBefore,
  mergedDrafts,
  type Responsibility,
  removal,
  stateOn,
  successor,
} from "./responsibilities";
import { roleMarks } from "./roles";
import { parseSearch, read, stringifySearch } from "./search";

describe("initials", () => {
  it.each([
    ["Astrid Lindqvist", "AL"],
    ["åsa von forsberg", "ÅF"],
    ["Madonna", "M"],
    ["  ", ""],
    ["👩‍👩‍👧 Berg", "B"],
  ])("of %s", (name, letters) => expect(initials(name)).toBe(letters));

  it.each([
    ["Dalsgaard Pharma A/S", "DP"],
    ["Aarsleff & Bruun A/S", "AB"],
    ["Koivula Sjømat AS", "KS"],
    ["AS", "A"],
  ])("of the company %s", (name, letters) => expect(companyInitials(name)).toBe(letters));
});

it("a colour follows from the id alone", () => {
  expect(colour("01a2")).toBe(colour("01a2"));
  expect(new Set(Array.from({ length: 60 }, (_, at) => colour(`id-${at}`))).size).toBe(12);
});

describe("letters of roles", () => {
  const role = (name: string) => ({ id: name, name, kind: "customer" as const, owner: false });

  it("are two, and none twice", () => {
    const names = ["Account manager", "Area manager", "Administrator", "Admin", "Advisor", "A", "Controller", "Co"];
    const letters = [...roleMarks(names.map(role)).values()].map(mark => mark.letters);
    expect(letters[0]).toBe("AM");
    expect(new Set(letters).size).toBe(names.length);
  });

  it("begin with a colour that is not the accent's", () => {
    expect([...roleMarks(["a", "b", "c"].map(role)).values()].map(mark => mark.colour)).toEqual([6, 1, 8]);
  });
});

describe("an address", () => {
  const spec = {
    q: "text",
    tag: "ids",
    archived: "flag",
    on: "day",
    asOf: "instant",
    sort: ["name", "-name"],
  } as const;
  const id = "01a2292d-9973-7ed8-a1ae-1c3d26f941b3";

  it("keeps what the page knows", () => {
    const raw = parseSearch(`?q=x&tag=${id}&tag=none&archived=true&on=2026-03-31&sort=-name`);
    expect(read(spec, raw)).toEqual({
      q: "x",
      tag: [id, "none"],
      archived: true,
      on: "2026-03-31",
      sort: "-name",
    });
  });

  it("leaves out what is unknown, and says what is impossible", () => {
    const dropped: string[] = [];
    const raw = parseSearch("?strange=1&tag=7&on=2026-02-30&asOf=2999-01-01T00:00:00Z&sort=colour&archived=maybe");
    expect(read(spec, raw, name => dropped.push(name))).toEqual({});
    expect(dropped).toEqual(["tag", "archived", "on", "asOf", "sort"]);
  });

  it("is written as the API takes it", () => {
    expect(stringifySearch({ q: undefined, tag: ["1", "2"], archived: true })).toBe("?tag=1&tag=2&archived=true");
    expect(stringifySearch({})).toBe("");
  });
});

describe("responsibilities", () => {
  const subject = { type: "customer" as const, id: "c" };
  const was: Responsibility = { roleId: "r", from: "2026-01-01", to: null, state: "current" };
  const draft = (change: Partial<Draft>): Draft => ({
    key: "k",
    employeeId: "e",
    roleId: "r",
    from: "2026-01-01",
    to: "",
    was,
    ...change,
  });

  it("that nobody touched are no change", () => {
    expect(changesOf(subject, [was], [draft({})], "e")).toEqual([]);
  });

  it("with another end are changed", () => {
    expect(changesOf(subject, [was], [draft({ to: "2026-06-30" })], "e")).toEqual([
      { action: "change", subject, employeeId: "e", roleId: "r", from: "2026-01-01", to: "2026-06-30" },
    ]);
  });

  it("with another role or beginning are removed and assigned", () => {
    expect(changesOf(subject, [was], [draft({ roleId: "s" })], "e").map(each => [each.action, each.roleId])).toEqual([
      ["remove", "r"],
      ["assign", "s"],
    ]);
  });

  it("that were taken out are removed, new ones assigned", () => {
    const changes = changesOf(subject, [was], [draft({ was: null, roleId: null, from: "" })], "e");
    expect(changes.map(each => each.action)).toEqual(["remove", "assign"]);
    expect(changes[1]).toMatchObject({ roleId: null, from: null, to: null });
  });

  const on = (begins: string, ...wanted: Draft[]) => changesOf(subject, [was], wanted, "e", begins);
  const end = { action: "end", subject, employeeId: "e", roleId: "r", from: "2026-01-01", on: "2027-01-01" };

  it("that are taken out end where changes begin on a day", () => {
    expect(on("2027-01-01")).toEqual([end]);
    expect(removal(was, { subject, employeeId: "e" }, null)).toMatchObject({ action: "remove", from: "2026-01-01" });
    const over = { ...was, to: "2026-06-30" };
    expect(removal(over, { subject, employeeId: "e" }, "2027-01-01").action, "nothing is left to end").toBe("remove");
  });

  it("get another role on the day on which changes begin", () => {
    expect(on("2027-01-01", draft({ roleId: "s" }))).toEqual([
      end,
      { action: "assign", subject, employeeId: "e", roleId: "s", from: "2027-01-01", to: null },
    ]);
    const [, assigned] = on("2027-01-01", draft({ roleId: "s", from: "2027-03-01" }));
    expect(assigned?.from, "unless the person says when").toBe("2027-03-01");
  });

  it("whose beginning is moved keep what was before the day on which changes begin", () => {
    expect(on("2027-01-01", draft({ from: "2027-02-01" })).map(each => each.action)).toEqual(["end", "assign"]);
    const earlier = on("2027-01-01", draft({ from: "2025-06-01" }));
    expect(
      earlier.map(each => each.action),
      "a correction",
    ).toEqual(["remove", "assign"]);
  });

  it("have a successor that begins when they end", () => {
    expect(successor(was, null)).toBe("2026-01-01");
    expect(successor(was, "2026-06-01")).toBe("2026-06-01");
    expect(successor({ ...was, from: null }, "2026-06-01")).toBe("2026-06-01");
    expect(successor({ ...was, from: "2026-09-01" }, "2026-06-01")).toBe("2026-09-01");
    expect(successor({ ...was, to: "2026-03-31" }, "2026-06-01"), "it had ended").toBe("2026-01-01");
  });

  describe("that somebody else changed meanwhile", () => {
    const merge = (theirs: Responsibility[], ...mine: Draft[]) =>
      changesOf(subject, theirs, mergedDrafts([was], theirs, mine, "e"), "e");
    const other: Responsibility = { roleId: "s", from: null, to: null, state: "current" };

    it("keep what the other added", () => {
      expect(merge([was, other], draft({ to: "2026-06-30" }))).toEqual([
        { action: "change", subject, employeeId: "e", roleId: "r", from: "2026-01-01", to: "2026-06-30" },
      ]);
    });

    it("keep the end that the other set, unless the person set one", () => {
      const ended = { ...was, to: "2026-12-31" };
      expect(merge([ended], draft({}))).toEqual([]);
      expect(merge([ended], draft({ to: "2026-06-30" }))).toMatchObject([{ action: "change", to: "2026-06-30" }]);
      expect(merge([ended], draft({ roleId: "s" }))).toMatchObject([
        { action: "remove", roleId: "r" },
        { action: "assign", roleId: "s", to: "2026-12-31" },
      ]);
    });

    it("stay away if the other took them out and the person did not touch them", () => {
      expect(merge([], draft({}))).toEqual([]);
      expect(merge([], draft({ to: "2026-06-30" }))).toMatchObject([{ action: "assign", to: "2026-06-30" }]);
    });

    it("are still taken out or added by the person, once", () => {
      expect(merge([was, other])).toMatchObject([{ action: "remove", roleId: "r" }]);
      const added = draft({ was: null, roleId: "s", from: "" });
      expect(merge([was, other], draft({}), added), "the other added the same").toEqual([]);
    });
  });

  it("have a state on each day", () => {
    expect(stateOn("2026-05-01", "2026-05-02", null)).toBe("coming");
    expect(stateOn("2026-05-01", null, "2026-04-30")).toBe("ended");
    expect(stateOn("2026-05-01", "2026-05-01", "2026-05-01")).toBe("current");
  });

  it("end on the day before", () => {
    expect(dayBefore("2026-03-01")).toBe("2026-02-28");
    expect(dayBefore("2027-01-01")).toBe("2026-12-31");
  });
});
