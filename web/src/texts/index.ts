import format, { type CompiledMessage } from "icu-minify/format";
import type { ReactNode } from "react";
import { createElement, Fragment } from "react";
import type en from "./en.json";

export type Key = keyof typeof en;
export type Language = "en" | "fi" | "sv" | "nb";
type Value = string | number;
type Part = (chunks: ReactNode) => ReactNode;

export const LANGUAGES: Record<Language, string> = { en: "English", fi: "Suomi", sv: "Svenska", nb: "Norsk" };
const LOCALES: Record<Language, string> = { en: "en-GB", fi: "fi-FI", sv: "sv-SE", nb: "nb-NO" };
const FILES: Record<Language, () => Promise<{ default: unknown }>> = {
  en: () => import("./en.json"),
  fi: () => import("./fi.json"),
  sv: () => import("./sv.json"),
  nb: () => import("./nb.json"),
};

let language: Language = "en";
let messages: Record<string, CompiledMessage> = {};
let zone: string | undefined;

export function isLanguage(tag: string): tag is Language {
  return tag in LANGUAGES;
}

export async function speak(wanted: Language): Promise<void> {
  messages = (await FILES[wanted]()).default as Record<string, CompiledMessage>;
  language = wanted;
  document.documentElement.lang = wanted;
}

/** Instants are shown in the time zone of the workspace, wherever the person is. */
export function setTimeZone(wanted: string | undefined): void {
  zone = wanted;
}

export const spoken = () => language;

export function has(key: string): key is Key {
  return key in messages;
}

const numbers = new Map<string, Intl.NumberFormat>();
const plurals = new Map<string, Intl.PluralRules>();
const dates = new Map<string, Intl.DateTimeFormat>();

function cached<T>(cache: Map<string, T>, key: string, make: () => T): T {
  let found = cache.get(key);
  if (!found) {
    found = make();
    cache.set(key, found);
  }
  return found;
}

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return cached(
    dates,
    `${language}${zone}${JSON.stringify(options)}`,
    () => new Intl.DateTimeFormat(LOCALES[language], options),
  );
}

const OPTIONS = {
  formatters: {
    getNumberFormat: () => cached(numbers, language, () => new Intl.NumberFormat(LOCALES[language])),
    getPluralRules: () => cached(plurals, language, () => new Intl.PluralRules(LOCALES[language])),
    getDateTimeFormat: () => dateFormat({ dateStyle: "medium" }),
  },
};

function message(key: Key): CompiledMessage {
  const found = messages[key];
  if (found === undefined) throw new Error(`There is no text ${key} in ${language}`);
  return found;
}

const PLAIN = (chunks: unknown[]) => chunks.join("");

/** A text without marks. */
export function t(key: Key, values?: Record<string, Value>): string {
  const found = message(key);
  return typeof found === "string"
    ? found
    : (format<string>(found, LOCALES[language], { b: PLAIN, ...values }, OPTIONS) as string);
}

const BOLD: Part = chunks => createElement("b", null, chunks);

/** A text with marked parts: `<b>` is bold, other marks come with the values. */
export function rich(key: Key, values: Record<string, Value | Part> = {}): ReactNode {
  const all = { b: BOLD, ...values } as Record<string, Value | ((chunks: Array<ReactNode | string>) => ReactNode)>;
  const formatted = format<ReactNode>(message(key), LOCALES[language], all, OPTIONS);
  return Array.isArray(formatted) ? createElement(Fragment, null, ...formatted) : formatted;
}

export function number(value: number): string {
  return OPTIONS.formatters.getNumberFormat().format(value);
}

/** Shows an amount with its currency; a fraction has two digits. */
export function money({ amount, currency }: { amount: string; currency: string }): string {
  const value = Number(amount);
  const digits = Number.isInteger(value) ? 0 : 2;
  const format = cached(
    numbers,
    `${language} ${digits}`,
    () => new Intl.NumberFormat(LOCALES[language], { minimumFractionDigits: digits }),
  );
  return `${format.format(value)} ${currency}`;
}

/** Shows a day such as 2026-03-31 as 31 Mar 2026. A day has no time zone. */
export function day(value: string): string {
  return dateFormat({
    day: "numeric",
    month: language === "fi" ? "numeric" : "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(new Date(`${value.slice(0, 10)}T12:00:00Z`));
}

export function instant(value: string): string {
  return dateFormat({
    day: "numeric",
    month: language === "fi" ? "numeric" : "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
  }).format(new Date(value));
}

export function dayOfInstant(value: string): string {
  return dateFormat({
    day: "numeric",
    month: language === "fi" ? "numeric" : "short",
    year: "numeric",
    timeZone: zone,
  }).format(new Date(value));
}

/** Shows a day of these weeks with its weekday: Thu 3 Dec. */
export function weekday(value: string): string {
  return dateFormat({
    weekday: "short",
    day: "numeric",
    month: language === "fi" ? "numeric" : "short",
    timeZone: "UTC",
  }).format(new Date(`${value.slice(0, 10)}T12:00:00Z`));
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const relative = new Map<string, Intl.RelativeTimeFormat>();

/** Shows how long ago something was; what is older than a week by its day. */
export function ago(value: string, now = Date.now()): string {
  const past = Math.max(0, now - Date.parse(value));
  if (past >= 7 * DAY) return dayOfInstant(value);
  const format = cached(relative, language, () => new Intl.RelativeTimeFormat(LOCALES[language], { numeric: "auto" }));
  if (past < MINUTE) return format.format(0, "second");
  if (past < HOUR) return format.format(-Math.floor(past / MINUTE), "minute");
  return past < DAY ? format.format(-Math.floor(past / HOUR), "hour") : format.format(-Math.floor(past / DAY), "day");
}

/** Shows how large a file is. */
export function fileSize(bytes: number): string {
  const [unit, value] = bytes < 1_000_000 ? ["kilobyte", Math.max(1, bytes / 1000)] : ["megabyte", bytes / 1_000_000];
  const format = cached(
    numbers,
    `${language} ${unit}`,
    () =>
      new Intl.NumberFormat(LOCALES[language], {
        style: "unit",
        unit: unit as string,
        maximumFractionDigits: unit === "megabyte" ? 1 : 0,
      }),
  );
  return format.format(value as number);
}

/** Shows an interval; a side without bound stays blank, and so does one without any. */
export function interval(from: string | null | undefined, to: string | null | undefined): string {
  if (!from && !to) return "";
  return `${from ? day(from) : ""} – ${to ? day(to) : ""}`.trim();
}

export function list(values: string[]): string {
  return new Intl.ListFormat(LOCALES[language], { type: "conjunction" }).format(values);
}

const regions = new Map<string, Intl.DisplayNames>();

export function country(code: string): string {
  return (
    cached(regions, language, () => new Intl.DisplayNames([LOCALES[language]], { type: "region" })).of(code) ?? code
  );
}

export function compare(a: string, b: string): number {
  return a.localeCompare(b, LOCALES[language]);
}
