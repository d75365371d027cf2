import { useSyncExternalStore } from "react";
import { get, type Preferences, Problem, patch } from "../api";
import { refused } from "./toasts";

const KEPT = "incharge-preferences";
const PATH = "/api/session/preferences";

// The browser keeps a copy, so that the first frame already has the person's choices.
let preferences: Preferences = JSON.parse(localStorage.getItem(KEPT) ?? "{}");
const listeners = new Set<() => void>();

function take(next: Preferences): void {
  preferences = next;
  localStorage.setItem(KEPT, JSON.stringify(next));
  localStorage.setItem("incharge-theme", next.theme ?? "system");
  document.documentElement.dataset.theme = next.theme ?? "system";
  document.documentElement.dataset.density = next.density ?? "compact";
  for (const listener of listeners) listener();
}

/** Returns whether the choices kept at the server are there; without them those of this browser hold. */
export async function loadPreferences(): Promise<boolean> {
  try {
    take(await get<Preferences>(PATH));
    return true;
  } catch (thrown) {
    if (thrown instanceof Problem && thrown.status !== 401) return false;
    throw thrown;
  }
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => preferences,
  );
}

/** Applies a choice at once and keeps it at the server. */
export async function prefer(change: Partial<Preferences>): Promise<void> {
  take({ ...preferences, ...change });
  try {
    await patch(PATH, change);
  } catch (thrown) {
    refused(thrown);
  }
}
