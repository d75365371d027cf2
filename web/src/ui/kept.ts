import type { Notice } from "../api";
import { OWNER, RECENT } from "./recent";
import { forgetSteps } from "./toasts";

/** Forgets what browser and tab keep for the person: his steps, drafts, and the names of what he opened. */
export function forget(): void {
  sessionStorage.clear();
  for (const key of [OWNER, RECENT]) localStorage.removeItem(key);
  forgetSteps();
}

/**
 * A step holds the name of the person that it is about, so all steps are dropped when a person is erased, or may have
 * been. The history takes back what they did, too.
 */
export function forgetErased(notice: Notice): void {
  const erases = notice.kind === "changes" && notice.changes.some(each => each.type === "PersonErased");
  if (erases || notice.kind === "reset") forgetSteps();
}

/** Keeps things for this person from now on; what was kept for another one is forgotten, in the browser and the tab. */
export function keepFor(user: string): void {
  if (localStorage.getItem(OWNER) !== user) forget();
  if (sessionStorage.getItem(OWNER) !== user) {
    sessionStorage.clear();
    forgetSteps();
  }
  localStorage.setItem(OWNER, user);
  sessionStorage.setItem(OWNER, user);
}
