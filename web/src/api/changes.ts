import type { Schema } from "./client";
import { parsed } from "./persons";
import { parse, positions } from "./positions";

/** A change that somebody made, as the stream describes it. A change of this tab itself has fewer fields. */
export type Change = Pick<Schema["Change"], "type" | "subject"> & Partial<Schema["Change"]>;

export type Notice = { kind: "changes"; changes: Change[] } | { kind: "reset" } | { kind: "live"; live: boolean };

/** A notice as one tab gives it to the others: with the id of the last event of the stream, to go on behind it. */
type Relayed = Notice & { last?: string };

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

function deliver(notice: Relayed): void {
  if (notice.last) positions.passed(parse(notice.last));
  if (notice.kind === "live") {
    if (live === notice.live) return;
    live = notice.live;
  }
  for (const listener of listeners) listener(notice);
}

/**
 * Follows the stream of changes. A browser opens only six connections to a host, so one tab holds the stream by a lock
 * and passes its notices on. Without a secure context each tab has its own.
 */
export function follow(): void {
  resetAfterSleep();
  if (navigator.locks && typeof BroadcastChannel !== "undefined") followTogether();
  else followAlone();
}

/** When the tab with the stream closes, another one opens it after the last event that it received. */
function followTogether(): void {
  const channel = new BroadcastChannel(CHANNEL);
  let leads = false;
  let led = false;
  let last = "";
  const take = (notice: Relayed) => {
    last = notice.last || last;
    deliver(notice);
  };
  channel.addEventListener("message", message => {
    if (message.data !== "who") {
      led = true;
      take(message.data as Relayed);
    } else if (leads) {
      channel.postMessage({ kind: "live", live, last } satisfies Relayed);
    }
  });
  channel.postMessage("who");
  void navigator.locks.request(LOCK, () => {
    leads = true;
    open(
      notice => {
        take(notice);
        channel.postMessage(notice);
      },
      last,
      led,
    );
    return new Promise(() => {}); // keeps the lock as long as the tab is open
  });
}

/** Streams of tabs that nobody looks at would take the connections of the one that is used. */
function followAlone(): void {
  let last = "";
  let late = false;
  let close: (() => void) | undefined;
  const take = (notice: Relayed) => {
    last = notice.last || last;
    deliver(notice);
  };
  const look = () => {
    if (document.visibilityState === "hidden") {
      close?.();
      close = undefined;
    } else {
      close ??= open(take, last, late);
    }
    late = true;
  };
  document.addEventListener("visibilitychange", look);
  look();
}

/** What happened while a tab was long hidden may have been dropped by the browser: everything is read again. */
function resetAfterSleep(): void {
  let hiddenAt = 0;
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") hiddenAt = Date.now();
    else if (hiddenAt && Date.now() - hiddenAt > HIDDEN_TOO_LONG) deliver({ kind: "reset" });
  });
}

/**
 * Opens the stream behind the last event received, if there is one: then nothing is lost between two connections.
 *
 * @param missed whether something may have happened before; if no event is known, everything is read again
 * @returns what closes the stream
 */
function open(out: (notice: Relayed) => void, after: string, missed: boolean): () => void {
  const stream = new EventSource(after ? `${PATH}?lastEventId=${encodeURIComponent(after)}` : PATH);
  let last = after;
  let batch: Change[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let interrupted = missed;
  let close = () => stream.close();

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const changes = batch;
    batch = [];
    if (changes.length) out({ kind: "changes", changes, last });
  };
  /** The position that goes with a notice is never ahead of the changes that were passed on. */
  const tell = (notice: Notice) => {
    flush();
    out({ ...notice, last });
  };
  stream.addEventListener("open", () => {
    tell({ kind: "live", live: true });
    if (interrupted && !last) tell({ kind: "reset" });
    interrupted = false;
  });
  stream.addEventListener("error", () => {
    interrupted = true;
    tell({ kind: "live", live: false });
    // The browser gives up after an answer that is no stream, such as a 503: we do not.
    if (stream.readyState === EventSource.CLOSED) {
      const again = setTimeout(() => {
        close = open(out, last, true);
      }, AGAIN);
      close = () => clearTimeout(again);
    }
  });
  stream.addEventListener("position", event => {
    last = event.lastEventId || event.data;
    tell({ kind: "live", live: true });
    if (positions.missed(parse(last))) tell({ kind: "reset" });
  });
  stream.addEventListener("reset", event => {
    last = event.lastEventId;
    tell({ kind: "reset" });
  });
  stream.addEventListener("message", event => {
    last = event.lastEventId;
    const change = parsed<Change>(event.data);
    batch.push(change);
    timer ??= setTimeout(flush, TOGETHER);
    // the name that is gone may stand in anything that is shown
    if (change.type === "PersonErased") tell({ kind: "reset" });
  });
  return () => {
    flush();
    close();
  };
}
