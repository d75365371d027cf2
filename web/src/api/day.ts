const EVERY = 20_000;

/** The day of an instant in a time zone, as 2026-11-29. */
export function dayIn(timeZone: string, instant = new Date()): string {
  const parts = new Intl.DateTimeFormat("en", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" })
    .formatToParts(instant)
    .map(({ type, value }) => [type, value]);
  const { year, month, day } = Object.fromEntries(parts) as Record<string, string>;
  return `${year}-${month}-${day}`;
}

/**
 * Calls when a new day begins in the time zone of the workspace: what is current, coming or ended, and from when clicks
 * hold, is then another. A timer to midnight would be late after a sleep and wrong when clocks change, so it looks often.
 */
export function followDay(timeZone: string, onDay: () => void): () => void {
  let day = dayIn(timeZone);
  const look = () => {
    const now = dayIn(timeZone);
    if (now === day) return;
    day = now;
    onDay();
  };
  const shown = () => {
    if (document.visibilityState === "visible") look();
  };
  const timer = setInterval(look, EVERY);
  document.addEventListener("visibilitychange", shown);
  return () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", shown);
  };
}
