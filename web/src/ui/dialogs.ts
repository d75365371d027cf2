import { later } from "./later";

/** Dialogs of the things of a customer, which are read when one is first opened. */
export const ActivityDialog = later(async () => (await import("./ActivityDialog")).ActivityDialog);
export const ContactDialog = later(async () => (await import("./ContactDialog")).ContactDialog);
export const LinkDialog = later(async () => (await import("./LinkDialog")).LinkDialog);
export const TextDialog = later(async () => (await import("./TextDialog")).TextDialog);
export const EraseDialog = later(async () => (await import("./EraseDialog")).EraseDialog);
export const ResponsibilityDialog = later(async () => (await import("./ResponsibilityDialog")).ResponsibilityDialog);
