/** An instant as the control for date and time takes it, on the clocks of the workspace. */
export function wall(instant: Date, timeZone: string): string {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
  return format.format(instant).replace(" ", "T");
}

/** The instant of a time on the clocks of the workspace, such as 2026-11-29T09:30. */
export function instantOf(local: string, timeZone: string): Date {
  const guess = Date.parse(`${local}Z`);
  const shiftAt = (time: number) => Date.parse(`${wall(new Date(time), timeZone)}Z`) - time;
  // Where the clocks change between the guess and the result, the shift at the result counts.
  return new Date(guess - shiftAt(guess - shiftAt(guess)));
}
