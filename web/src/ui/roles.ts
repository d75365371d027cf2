import type { Schema } from "../api";

export interface RoleMark {
  id: string;
  name: string;
  kind: "customer" | "project";
  letters: string;
  /** One of the twelve colours. */
  colour: number;
}

/** Two letters for each role, none twice: initials first, then other letters of the name, then digits. */
export function roleMarks(roles: Schema["Role"][]): Map<string, RoleMark> {
  const marks = new Map<string, RoleMark>();
  const taken = new Set<string>();
  roles.forEach((role, at) => {
    const letters = candidates(role.name).find(each => !taken.has(each)) ?? String(at).padStart(2, "0");
    taken.add(letters);
    marks.set(role.id, { id: role.id, name: role.name, kind: role.kind, letters, colour: (6 + 7 * at) % 12 });
  });
  return marks;
}

function candidates(name: string): string[] {
  const words = name
    .split(/[\s\-/]+/)
    .filter(Boolean)
    .map(word => [...word.toLocaleUpperCase()]);
  const first = words[0]?.[0] ?? "?";
  const last = words.length > 1 ? words[words.length - 1]![0]! : (words[0]?.[1] ?? "");
  const rest = words
    .flat()
    .slice(1)
    .filter(letter => /\p{L}|\p{N}/u.test(letter));
  return [first + last, ...rest.map(letter => first + letter), ..."23456789".split("").map(digit => first + digit)];
}
