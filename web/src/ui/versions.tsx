import { useState } from "react";
import { load, type Problem } from "../api";
import { list, t } from "../texts";
import { Changed, type Difference } from "./Changed";
import { refused } from "./toasts";

/** The fields of a form as they were saved once, and the tag of that version. */
export interface Version<Fields> {
  fields: Fields;
  etag?: string;
}

/** What a form began with, what the person entered since, and what others saved meanwhile. */
export interface Versions<Fields extends object> {
  base: Version<Fields>;
  fields: Fields;
  theirs: Version<Fields> | null;
  set: (change: Partial<Fields>) => void;
  /** Begins anew with what is saved; the person goes on with `fields`. */
  begin: (base: Version<Fields>, fields?: Fields) => void;
  /** Reads what others saved, if that is why a change was refused; returns whether it is. */
  met: (problem: Problem, path: string, fieldsOf: (body: never) => Fields) => Promise<boolean>;
  close: () => void;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** A form keeps what it began with: what others change meanwhile is shown when it is saved. */
export function useVersions<Fields extends object>(start: Fields, etag?: string, entered = start): Versions<Fields> {
  const [base, setBase] = useState<Version<Fields>>({ fields: start, etag });
  const [fields, setFields] = useState(entered);
  const [theirs, setTheirs] = useState<Version<Fields> | null>(null);
  return {
    base,
    fields,
    theirs,
    set: change => setFields(now => ({ ...now, ...change })),
    begin: (next, kept = next.fields) => {
      setBase(next);
      setFields(kept);
      setTheirs(null);
    },
    met: async (problem, path, fieldsOf) => {
      if (problem.status !== 412) return false;
      try {
        const { body, etag: now } = await load<never>(path);
        setTheirs({ fields: fieldsOf(body), etag: now });
      } catch (thrown) {
        refused(thrown);
      }
      return true;
    },
    close: () => setTheirs(null),
  };
}

/** What "Apply mine" sends: what the person changed, and the others' values of all else. */
export function merged<T extends object>(before: T, theirs: T, yours: T): T {
  const names = Object.keys(yours) as (keyof T)[];
  return Object.fromEntries(
    names.map(name => [name, same(yours[name], before[name]) ? theirs[name] : yours[name]]),
  ) as T;
}

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** The JSON Merge Patch that leads from one body to another: only what differs, also inside an object. */
export function changesOf(before: object, after: object): Record<string, unknown> {
  const was = before as Record<string, unknown>;
  const differing = Object.entries(after).filter(([name, value]) => !same(value, was[name]));
  return Object.fromEntries(
    differing.map(([name, value]) => {
      const former = was[name];
      return [name, isObject(value) && isObject(former) ? changesOf(former, value) : value];
    }),
  );
}

/** The names of the fields that are compared, in the order of the form. */
export type Names<Fields> = [keyof Fields & string, string][];

function words(value: unknown): string {
  if (typeof value === "boolean") return value ? t("ui.yes") : t("ui.no");
  return (Array.isArray(value) ? list(value) : String(value ?? "")) || "–";
}

/** What others changed, or the person. */
export function differences<Fields extends object>(
  { base, theirs, fields }: Pick<Versions<Fields>, "base" | "theirs" | "fields">,
  names: Names<Fields>,
  say: (value: Fields[keyof Fields], name: keyof Fields & string) => unknown = value => value,
): Difference[] {
  if (!theirs) return [];
  const before = base.fields;
  const yours = merged(before, theirs.fields, fields);
  return names
    .filter(([name]) => !same(theirs.fields[name], before[name]) || !same(yours[name], before[name]))
    .map(([name, field]) => ({
      field,
      before: words(say(before[name], name)),
      theirs: words(say(theirs.fields[name], name)),
      yours: words(say(yours[name], name)),
    }));
}

interface Props<Fields extends object> {
  versions: Versions<Fields>;
  names: Names<Fields>;
  /** How a value is read, where it is not read as it is. */
  say?: (value: Fields[keyof Fields], name: keyof Fields & string) => unknown;
  /** Saves the fields on top of what the others saved. */
  onMine: (fields: Fields, base: Version<Fields>) => void;
}

/** Opens when others saved meanwhile. */
export function ChangedMeanwhile<Fields extends object>({ versions, names, say, onMine }: Props<Fields>) {
  const { base, fields, theirs, begin, close } = versions;
  if (!theirs) return null;
  return (
    <Changed
      who={undefined}
      differences={differences(versions, names, say)}
      onTheirs={() => begin(theirs)}
      onMine={() => {
        const mine = merged(base.fields, theirs.fields, fields);
        begin(theirs, mine);
        onMine(mine, theirs);
      }}
      onClose={close}
    />
  );
}
