import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import compile from "icu-minify/compile";
import { afterAll, describe, expect, it } from "vitest";
import { day, has, interval, number, speak, t } from ".";

const read = (tag: string): Record<string, string> => JSON.parse(readFileSync(`src/texts/${tag}.json`, "utf8"));
const en = read("en");

/** The names of the values and marks in a message. */
function namesOf(node: unknown, found = new Set<string>()): Set<string> {
  if (!Array.isArray(node)) return found;
  for (const part of node) {
    if (!Array.isArray(part)) continue;
    const [name, type, ...rest] = part;
    found.add(name);
    for (const inner of [type, ...rest]) {
      if (Array.isArray(inner)) namesOf([inner], found);
      else if (inner && typeof inner === "object") for (const option of Object.values(inner)) namesOf(option, found);
    }
  }
  return found;
}

const valuesOf = (message: string) => [...namesOf(compile(message))].sort();

describe.each(["fi", "sv", "nb"])("the texts in %s", tag => {
  const texts = read(tag);

  it("are all there, and no others", () => {
    expect(Object.keys(texts).sort()).toEqual(Object.keys(en).sort());
  });

  it("say the same values and marks", () => {
    for (const [key, message] of Object.entries(en)) {
      expect(valuesOf(texts[key]!), key).toEqual(valuesOf(message));
    }
  });
});

it("there is a text for every problem of the contract", () => {
  const document = JSON.parse(
    readFileSync("../contracts/src/main/resources/incharge/contracts/openapi.json", "utf8"),
  ) as { paths: Record<string, Record<string, { "x-codes"?: string[] }>> };
  const codes = new Set(
    Object.values(document.paths).flatMap(path => Object.values(path).flatMap(operation => operation["x-codes"] ?? [])),
  );
  expect(codes.size).toBeGreaterThan(50);
  expect([...codes].filter(code => !(`problem.${code}` in en))).toEqual([]);
});

it("there is a text for every event of a history, and for nothing else", () => {
  const events = (log: string) =>
    readFileSync(`../contracts/src/main/resources/incharge/contracts/${log}/events.txt`, "utf8")
      .split("\n")
      .map(line => line.replace(/\.v\d+$/, ""))
      .filter(Boolean);
  const ofCustomers = events("incharge.customers");
  const all = [...ofCustomers, ...events("incharge.groupings"), ...events("incharge.responsibilities")];
  // Custom fields belong to the workspace, and the end of an erasure has no entry beside that of the erasure.
  const shown = [
    ...ofCustomers.filter(type => !/^(CustomField[A-Z]|ErasureCompleted)/.test(type)),
    ...all.filter(type => /^(Customer(Un)?(Categorised|Tagged)|Responsibility)/.test(type)),
  ];
  expect(shown.filter(type => !(`history.${type}` in en || `timeline.${type}` in en))).toEqual([]);
  const named = Object.keys(en).flatMap(key => /^(?:history|timeline)\.([A-Z]\w*)$/.exec(key)?.[1] ?? []);
  expect(named.filter(type => !all.includes(type))).toEqual([]);
});

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.includes(".test.") ? [readFileSync(path, "utf8")] : [];
  });
}

it("every text is used", () => {
  const code = sources("src").join("\n");
  const patterns = [...code.matchAll(/`([a-zA-Z.]*\$\{[^}]+\}[a-zA-Z.]*)`/g)].map(found => {
    const [before, after] = found[1]!.split(/\$\{[^}]+\}/);
    return new RegExp(`^${before!.replaceAll(".", "\\.")}[\\w-]+${(after ?? "").replaceAll(".", "\\.")}$`);
  });
  const unused = Object.keys(en).filter(
    key => !code.includes(`"${key}"`) && !patterns.some(pattern => pattern.source.length > 6 && pattern.test(key)),
  );
  expect(unused).toEqual([]);
});

describe("formats", () => {
  afterAll(() => speak("en"));

  it.each([
    ["en", "31 Mar 2026"],
    ["fi", "31.3.2026"],
    ["sv", "31 mars 2026"],
    ["nb", "31. mars 2026"],
  ] as const)("a day in %s", async (language, text) => {
    await speak(language);
    expect(day("2026-03-31")).toBe(text);
  });

  it("leave the open side of an interval blank", async () => {
    await speak("en");
    expect(interval("2026-01-01", null)).toBe("1 Jan 2026 –");
    expect(interval(null, "2026-03-31")).toBe("– 31 Mar 2026");
    expect(interval(null, null)).toBe("");
  });

  it("count by the rules of the language", async () => {
    await speak("fi");
    expect(t("group.customers", { count: 1 })).toBe("1 asiakas");
    expect(t("group.customers", { count: 1234 })).toBe(`${number(1234)} asiakasta`);
    await speak("en");
    expect(t("matrix.column", { name: "Ida Friis", count: 1 })).toBe("Ida Friis, 1 responsibility");
  });

  it("take marks out of a plain text", () => {
    expect(t("matrix.assigned", { employee: "Ida", customer: "Acme" })).toBe("Ida is now responsible for Acme.");
  });

  it("know which texts there are", () => {
    expect(has("ui.save")).toBe(true);
    expect(has("problem.something-new")).toBe(false);
  });
});
