import type { Schema } from "./client";
import { parse, positions } from "./positions";

/** A change that somebody made, as the stream describes it. A change of this tab itself has fewer fields. */
export type Change = Pick<Schema["Change"], "type" | "subject"> & Partial<Schema["Change"]>;

export type Notice = { kind: "changes"; changes: Change[] } | { kind: "reset" } | { kind: "live"; live: boolean };

const PATH = "/api/changes";
const CHANNEL = "incharge-changes";
const LOCK = "incharge-changes";
const TOGETHER = 100;
const AGAIN = 2000;
const HIDDEN_TOO_LONG = 5 * 60_000;

const listeners = new Set<(notice: Notice) => void>();
let live = false;

export function listen(listener: (notice: Notice) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function isLive(): boolean {
  return live;
}

/** Gives the listeners of this tab what its own command changed, before the stream does. */
export function publish(changes: Change[]): void {
  if (changes.length) deliver({ kind: "changes", changes });
}

/** Has everything that this tab shows read again, such as when a new day begins. */
export function reset(): void {
  deliver({ kind: "reset" });
}

function deliver(notice: Notice): void {
  if (notice.kind === "live") {
    if (live === notice.live) return;
    live = notice.live;
  }
  for (const listener of listeners) listener(notice);
}

/**
 * Follows the stream of changes. A browser opens only six connections to a host, so one tab holds the stream by a lock
 * and passes its notices on; another takes over when that tab closes. Without a secure context each tab has its own.
 */
export function follow(): void {
  if (!navigator.locks || typeof BroadcastChannel === "undefined") {
    open(deliver);
    return;
  }
  const channel = new BroadcastChannel(CHANNEL);
  let leads = false;
  channel.addEventListener("message", message => {
    if (message.data === "who") {
      if (leads) channel.postMessage({ kind: "live", live } satisfies Notice);
    } else {
      deliver(message.data as Notice);
    }
  });
  channel.postMessage("who");
  void navigator.locks.request(LOCK, () => {
    leads = true;
    open(notice => {
      deliver(notice);
      channel.postMessage(notice);
    });
    return new Promise(() => {}); // keeps the lock as long as the tab is open
  });
  resetAfterSleep();
}

/** What happened while a tab was long hidden may have been dropped by the browser: everything is read again. */
function resetAfterSleep(): void {
  let hiddenAt = 0;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") hiddenAt = Date.now();
    else if (hiddenAt && Date.now() - hiddenAt > HIDDEN_TOO_LONG) deliver({ kind: "reset" });
  });
}

/** Opens the stream behind the last event received, if there is one: then nothing is lost between two connections. */
function open(out: (notice: Notice) => void, after = ""): void {
  const stream = new EventSource(after ? `${PATH}?lastEventId=${encodeURIComponent(after)}` : PATH);
  let last = after;
  let batch: Change[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let interrupted = false;

  const flush = () => {
    timer = undefined;
    const changes = batch;
    batch = [];
    out({ kind: "changes", changes });
  };
  stream.addEventListener("open", () => {
    out({ kind: "live", live: true });
    if (interrupted && !last) out({ kind: "reset" });
    interrupted = false;
  });
  stream.addEventListener("error", () => {
    interrupted = true;
    out({ kind: "live", live: false });
    // The browser gives up after an answer that is no stream, such as a 503: we do not.
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => open(out, last), AGAIN);
  });
  stream.addEventListener("position", event => {
    last = event.lastEventId || event.data;
  });
  stream.addEventListener("reset", event => {
    last = event.lastEventId;
    out({ kind: "reset" });
  });
  stream.addEventListener("message", event => {
    last = event.lastEventId;
    positions.passed(parse(last));
    batch.push(JSON.parse(event.data) as Change);
    if (timer === undefined) timer = setTimeout(flush, TOGETHER);
  });
}
