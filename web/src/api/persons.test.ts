import { afterAll, expect, it } from "vitest";
import { speak } from "../texts";
import { parsed as parse } from "./persons";

const parsed = (value: unknown) => parse(JSON.stringify(value));

afterAll(() => speak("en"));

it("gives each erased person the words in place of the name, however deep", () => {
  const answer = parsed({
    items: [
      { id: "1", employee: { id: "e", name: null, erased: true }, customer: { id: "c", name: "Kept" } },
      { id: "2", actor: { user: "u", id: "e", name: null, erased: true } },
    ],
  });
  expect(answer).toEqual({
    items: [
      { id: "1", employee: { id: "e", name: "Erased person", erased: true }, customer: { id: "c", name: "Kept" } },
      { id: "2", actor: { user: "u", id: "e", name: "Erased person", erased: true } },
    ],
  });
});

it("leaves alone what has no name for another reason", () => {
  expect(parsed({ name: null, other: { erased: true, name: "Kept" }, file: { name: null, erased: false } })).toEqual({
    name: null,
    other: { erased: true, name: "Kept" },
    file: { name: null, erased: false },
  });
});

it.each([
  ["fi", "Poistettu henkilö"],
  ["sv", "Raderad person"],
  ["nb", "Slettet person"],
] as const)("says it in %s", async (language, words) => {
  await speak(language);
  expect(parsed({ name: null, erased: true })).toMatchObject({ name: words });
});
