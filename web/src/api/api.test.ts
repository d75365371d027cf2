import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LISTS, lists, RIGHTS, rights, SCHEMA, schema } from "../../build/api.mjs";
import { queryString } from "./client";
import { touched } from "./keys";
import { covers, parse, positions } from "./positions";
import { Problem } from "./problems";
import { allows } from "./rights";
import type { Session } from "./session";

describe("what is generated from the contract", () => {
  it("is up to date; else run npm run api", async () => {
    expect(readFileSync(SCHEMA, "utf8")).toBe(await schema());
    expect(readFileSync(RIGHTS, "utf8")).toBe(rights());
    expect(readFileSync(LISTS, "utf8")).toBe(lists());
  });
});

describe("rights", () => {
  const session = (levels: Partial<Session["levels"]>) =>
    ({
      levels: { customers: "none", responsibilities: "none", groups: "none", reports: "none", ...levels },
    }) as Session;

  it("follow the levels of the session", () => {
    expect(allows(session({ responsibilities: "view" }), "getMatrix")).toBe(true);
    expect(allows(session({ responsibilities: "view" }), "changeResponsibilities")).toBe(false);
    expect(allows(session({ responsibilities: "admin" }), "changeResponsibilities")).toBe(true);
  });

  it("ask for every area that an operation needs", () => {
    expect(allows(session({ customers: "view" }), "downloadCustomersXlsx")).toBe(false);
    expect(allows(session({ customers: "view", reports: "view" }), "downloadCustomersXlsx")).toBe(true);
  });
});

describe("positions", () => {
  it("are read from the header", () => {
    expect(parse("customers=280, responsibilities=774")).toEqual({ customers: 280, responsibilities: 774 });
    expect(parse(null)).toEqual({});
  });

  it("cover what is not beyond them", () => {
    expect(covers({ customers: 5 }, { customers: 5 })).toBe(true);
    expect(covers({ customers: 5 }, { responsibilities: 1 })).toBe(false);
  });

  it("are asked for until they are passed", () => {
    positions.wrote({ customers: 7 });
    positions.wrote({ customers: 6, responsibilities: 3 });
    expect(positions.header()).toBe("customers=7, responsibilities=3");
    positions.passed({ customers: 7 });
    expect(positions.header()).toBe("responsibilities=3");
    positions.passed({ responsibilities: 9 });
    expect(positions.header()).toBeNull();
  });
});

it("a query repeats lists and leaves out what is empty", () => {
  expect(queryString({ q: "a b", category: ["x", "y"], archived: true, tag: [], sort: undefined, cursor: "" })).toBe(
    "?q=a+b&category=x&category=y&archived=true",
  );
});

it("a problem says our own text of its code, else the server's", () => {
  expect(new Problem({ status: 0, code: "unreachable" }).text).toBe("Not saved: the server cannot be reached.");
  expect(new Problem({ status: 422, code: "never-heard-of", detail: "Because." }).text).toBe("Because.");
});

describe("a change of others", () => {
  const asyncapi = JSON.parse(
    readFileSync("../contracts/src/main/resources/incharge/contracts/asyncapi.json", "utf8"),
  ) as { components: { messages: Record<string, unknown> } };

  it.each(Object.keys(asyncapi.components.messages))("%s makes something stale", message => {
    expect(
      touched(
        message
          .replace(/\.v\d+$/, "")
          .split(".")
          .at(-1)!,
      ),
    ).not.toEqual([]);
  });
});
