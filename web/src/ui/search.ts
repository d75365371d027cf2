import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { t } from "../texts";
import { said } from "./toasts";

/**
 * What an address may say: a text or several, ids (or "none" for what has none), true, a day, an instant, one of a few
 * words, or several of them.
 */
type Kind = "text" | "texts" | "ids" | "flag" | "day" | "instant" | readonly string[] | { several: readonly string[] };
export type Spec = Record<string, Kind>;
export type Values<S extends Spec> = {
  [K in keyof S]?: S[K] extends "ids" | "texts"
    ? string[]
    : S[K] extends { several: readonly (infer E)[] }
      ? E[]
      : S[K] extends "flag"
        ? true
        : S[K] extends readonly (infer E)[]
          ? E
          : string;
};

/** As the API takes an id. */
export const ID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const CLOCKS_DIFFER = 60_000;

/** Reads an address as the API writes parameters: plain text, repeated for lists. */
export function parseSearch(text: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    found[name] ??= [];
    found[name].push(value);
  }
  return found;
}

export function stringifySearch(search: Record<string, unknown>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === "" || value === false) continue;
    for (const each of Array.isArray(value) ? value : [value]) parameters.append(name, String(each));
  }
  const text = parameters.toString();
  return text ? `?${text}` : "";
}

/**
 * How the router takes addresses. A page begins anew with another id: what was typed and what is shown meanwhile belong
 * to the customer, project or sales case before.
 */
export const ADDRESSES = {
  parseSearch: parseSearch as never,
  stringifySearch,
  defaultRemountDeps: ({ params }: { params: object }) => params,
};

/** The parser of dates takes 30 February for 2 March. */
function isDay(value: string): boolean {
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}

function valid(kind: Kind, value: string): boolean {
  if (kind === "flag") return value === "true";
  if (kind === "ids") return ID.test(value) || value === "none";
  if (kind === "day") return DAY.test(value) && isDay(value);
  // Nothing is known as of the future. What is no instant compares as false.
  if (kind === "instant") return Date.parse(value) < Date.now() + CLOCKS_DIFFER;
  if (typeof kind === "string") return true;
  return ("several" in kind ? kind.several : kind).includes(value);
}

const isList = (kind: Kind) => kind === "ids" || kind === "texts" || (typeof kind === "object" && "several" in kind);

/** Takes from an address what the page knows. Others' parameters and impossible values stay out. */
export function read<S extends Spec>(
  spec: S,
  raw: Record<string, unknown>,
  onDropped?: (name: string) => void,
): Values<S> {
  const values: Record<string, unknown> = {};
  for (const [name, kind] of Object.entries(spec)) {
    const given = raw[name];
    if (given === undefined || given === null) continue;
    const all = (Array.isArray(given) ? given : [given]).map(String).filter(each => each !== "");
    const good = all.filter(each => valid(kind, each));
    if (good.length < all.length) onDropped?.(name);
    if (good.length === 0) continue;
    values[name] = isList(kind) ? good : kind === "flag" ? true : good[0];
  }
  return values as Values<S>;
}

const told = new Set<string>();

/** A check for the router: what is dropped is said once. */
export function known<S extends Spec>(spec: S): (raw: Record<string, unknown>) => Values<S> {
  return raw =>
    read(spec, raw, name => {
      const key = `${location.href} ${name}`;
      if (told.has(key)) return;
      told.add(key);
      queueMicrotask(() => said(t("ui.dropped", { name }), "refused"));
    });
}

type Change<S extends Spec> = { [K in keyof Values<S>]?: Values<S>[K] | undefined };
export type SetSearch<S extends Spec> = (change: Change<S>, how?: { push?: boolean }) => void;

/** What the address says, and how to change it. A change of filters replaces the entry of the browser's history. */
export function useSearch<S extends Spec>(spec: S): [Values<S>, SetSearch<S>] {
  const raw = useRouterState({ select: state => state.location.search as Record<string, unknown> });
  const navigate = useNavigate();
  const values = useMemo(() => read(spec, raw), [spec, raw]);
  const set = useCallback(
    (change: Change<S>, how?: { push?: boolean }) => {
      void navigate({
        to: ".",
        search: (before: Record<string, unknown>) => ({ ...read(spec, before), ...change }),
        replace: !how?.push,
      } as never);
    },
    [navigate, spec],
  );
  return [values, set];
}
