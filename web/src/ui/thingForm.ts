import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Answer, changed, load, Problem, patch, post, type Resource, uuid } from "../api";
import { useCommand } from "./command";
import { changesOf, useVersions, type Version, type Versions } from "./versions";

interface ThingFormOf<Thing, Fields extends object> {
  /** What the form began with, of a thing that exists. */
  loaded?: Answer<Thing>;
  /** The address of the thing, else that where one is made. */
  path: string;
  fieldsOf: (thing: Thing | undefined) => Fields;
  /** What stands in the fields at the beginning, where that is not what the thing has. */
  entered?: Fields;
  /** The values as the API takes them: what is blank is null. */
  bodyOf: (fields: Fields) => object;
  /** What is seen to be wrong before it is sent, by field. */
  check?: (fields: Fields) => Record<string, string>;
  /** Beginnings of the types of the events, to read again what they touch. */
  touches: string[];
  onSaved: (saved: Thing | undefined) => void;
}

export interface ThingForm<Fields extends object> {
  versions: Versions<Fields>;
  fields: Fields;
  set: (change: Partial<Fields>) => void;
  /** What is wrong, by field. */
  faults: Record<string, string>;
  /** Why it was refused, where no field is to blame. */
  problem: Problem | null;
  tried: number;
  busy: boolean;
  save: (wanted?: Fields, on?: Version<Fields>) => Promise<void>;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

const filled = (body: object) =>
  Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  );

/** What a person enters for a thing, what is wrong with it, and how it is made or changed. */
export function useThingForm<Thing, Fields extends object>(form: ThingFormOf<Thing, Fields>): ThingForm<Fields> {
  const { loaded, path, fieldsOf, bodyOf, check = () => ({}), touches, onSaved } = form;
  const versions = useVersions(fieldsOf(loaded?.body), loaded?.etag, form.entered);
  const command = useCommand();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tried, setTried] = useState(0);
  const [etag, setEtag] = useState(loaded?.etag);

  // What others change shows at once where nothing was entered; else it is met when the form is saved.
  if (loaded && loaded.etag !== etag) {
    setEtag(loaded.etag);
    if (same(versions.fields, versions.base.fields)) {
      versions.begin({ fields: fieldsOf(loaded.body), etag: loaded.etag });
    }
  }

  async function send(wanted: Fields, on: Version<Fields>, key: string): Promise<Thing | undefined> {
    if (!loaded) return (await post<Thing>(path, filled(bodyOf(wanted)), { key })).body;
    const changes = changesOf(bodyOf(on.fields), bodyOf(wanted));
    if (Object.keys(changes).length === 0) return loaded.body;
    const { body, etag } = await patch<Thing>(path, changes, { ifMatch: on.etag, key });
    versions.begin({ fields: wanted, etag });
    return body;
  }

  /** Others may have changed what this form does not show: then there is nothing to decide. */
  async function sendOnTop(wanted: Fields, on: Version<Fields>, key: string): Promise<Thing | undefined> {
    try {
      return await send(wanted, on, key);
    } catch (thrown) {
      if (!(thrown instanceof Problem) || thrown.status !== 412) throw thrown;
      const { body, etag } = await load<Thing>(path);
      if (!same(fieldsOf(body), on.fields)) throw thrown;
      return send(wanted, { fields: on.fields, etag }, uuid());
    }
  }

  async function save(wanted = versions.fields, on = versions.base) {
    setTried(tried + 1);
    setProblem(null);
    if (Object.keys(check(wanted)).length) return;
    try {
      await command.run([path, wanted, on.etag], async key => {
        const saved = await sendOnTop(wanted, on, key);
        changed(...touches);
        onSaved(saved);
      });
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      if (loaded && (await versions.met(thrown, path, fieldsOf as (body: never) => Fields))) return;
      setProblem(thrown);
    }
  }

  const faults = { ...(tried ? check(versions.fields) : {}), ...problem?.fields };
  return {
    versions,
    fields: versions.fields,
    set: versions.set,
    faults,
    problem: problem && problem.errors.length === 0 ? problem : null,
    tried,
    busy: command.busy,
    save,
  };
}

/**
 * Reads a thing with its tag, for a form that begins with it.
 *
 * @param resource is read again when others change it; a form that is open for a moment needs none
 */
export function useLoaded<Thing>(path: string | undefined, resource: Resource | "form" = "form") {
  return useQuery({
    queryKey: [resource, path],
    queryFn: ({ signal }) => load<Thing>(path!, {}, signal),
    enabled: path !== undefined,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}
