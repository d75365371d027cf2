import { useSyncExternalStore } from "react";
import { queries } from "../api";
import { type Language, speak, spoken } from "../texts";
import { prefer } from "./preferences";

const listeners = new Set<() => void>();

/** The language of the page; whoever uses it is drawn again when it changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(listener => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, spoken);
}

/** Changes the language for good: here, at the server, and for the sign-in page by its cookie. */
export async function chooseLanguage(language: Language): Promise<void> {
  await speak(language);
  for (const listener of listeners) listener();
  // Names are sorted as the language sorts them.
  void queries.invalidateQueries({ predicate: query => query.queryKey[0] !== "session" });
  await Promise.all([prefer({ language }), fetch(`/?lang=${language}`, { headers: { Accept: "text/html" } })]);
}
