import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

type Api = typeof import("./changes") & Pick<typeof import("./positions"), "positions">;
type Listener = (event: never) => void;

/** What a browser shares among its tabs; each tab is the modules loaded afresh. */
class Channel {
  static all: Channel[] = [];
  private listener: Listener = () => {};
  constructor(readonly name: string) {
    Channel.all.push(this);
  }
  addEventListener(_: string, listener: Listener) {
    this.listener = listener;
  }
  postMessage(data: unknown) {
    for (const other of Channel.all) {
      if (other !== this && other.name === this.name) other.listener({ data: structuredClone(data) } as never);
    }
  }
}

class Stream {
  static CLOSED = 2;
  static all: Stream[] = [];
  readyState = 1;
  private readonly listeners = new Map<string, Listener>();
  constructor(readonly address: string) {
    Stream.all.push(this);
  }
  addEventListener(type: string, listener: Listener) {
    this.listeners.set(type, listener);
  }
  close() {
    this.readyState = Stream.CLOSED;
  }
  emit(type: string, lastEventId = "", data = "") {
    this.listeners.get(type)?.({ lastEventId, data } as never);
  }
  change(lastEventId: string) {
    this.emit("message", lastEventId, JSON.stringify({ type: "CustomerRenamed", subject: null }));
  }
}

let waiting: (() => void)[] = [];
let visibility = "visible";

function look(state: string) {
  visibility = state;
  document.dispatchEvent(new Event("visibilitychange"));
}

/** Opens a tab, and collects the notices that it receives as words. */
async function tab(): Promise<Api & { heard: string[] }> {
  vi.resetModules();
  const [changes, { positions }] = await Promise.all([import("./changes"), import("./positions")]);
  const heard: string[] = [];
  changes.listen(notice => heard.push(notice.kind === "live" ? `live ${notice.live}` : notice.kind));
  changes.follow();
  return { ...changes, positions, heard };
}

beforeEach(() => {
  vi.useFakeTimers();
  Channel.all = [];
  Stream.all = [];
  waiting = [];
  visibility = "visible";
  vi.stubGlobal("BroadcastChannel", Channel);
  vi.stubGlobal("EventSource", Stream);
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility as DocumentVisibilityState);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("tabs that share a stream", () => {
  beforeEach(() => {
    const request = (_: string, lead: () => void) => {
      if (waiting.length === 0) lead();
      waiting.push(lead);
    };
    vi.stubGlobal("navigator", { locks: { request } });
  });

  /** The tab with the stream closes: the next one gets the lock. */
  function takeOver() {
    Channel.all = Channel.all.slice(2);
    waiting[1]!();
  }

  it("read everything again when a person is erased", async () => {
    const one = await tab();
    const other = await tab();
    const stream = Stream.all[0]!;
    stream.emit("open");
    for (const each of [one, other]) each.heard.length = 0;
    stream.emit("message", "responsibilities=7", JSON.stringify({ type: "PersonErased", subject: null }));
    expect(one.heard).toEqual(["changes", "reset"]);
    expect(other.heard).toEqual(["changes", "reset"]);
  });

  it("go on behind the last change that was told", async () => {
    await tab();
    const second = await tab();
    Stream.all[0]!.emit("open");
    Stream.all[0]!.emit("position", "customers=1");
    Stream.all[0]!.change("customers=2");
    vi.advanceTimersByTime(100);
    Stream.all[0]!.change("customers=3"); // lost with the first tab, before it is passed on
    takeOver();
    expect(Stream.all[1]!.address).toBe("/api/changes?lastEventId=customers%3D2");
    Stream.all[1]!.emit("open");
    expect(second.heard).toEqual(["live true", "changes"]);
  });

  it("read everything again where nothing was told", async () => {
    await tab();
    const second = await tab();
    Stream.all[0]!.emit("open");
    takeOver();
    Stream.all[1]!.emit("open");
    expect(second.heard).toEqual(["live true", "reset"]);
  });

  it("read nothing again when the stream begins", async () => {
    const first = await tab();
    Stream.all[0]!.emit("open");
    expect(first.heard).toEqual(["live true"]);
  });

  it("read again what was answered before the stream began, if something came between", async () => {
    const late = await tab();
    late.positions.read({ customers: 8, groupings: 3 });
    Stream.all[0]!.emit("position", "customers=8, groupings=4");
    expect(late.heard).toEqual(["live true", "reset"]);
    Stream.all[0]!.emit("position", "customers=9, groupings=4");
    expect(late.heard, "only at the beginning").toEqual(["live true", "reset"]);
  });

  it("read nothing again where the stream goes on behind the answers", async () => {
    const first = await tab();
    first.positions.read({ customers: 8 });
    Stream.all[0]!.emit("position", "customers=8, groupings=4");
    expect(first.heard).toEqual(["live true"]);
  });

  it("all know how far the stream is", async () => {
    const first = await tab();
    const second = await tab();
    first.positions.wrote({ customers: 2, groupings: 5 });
    Stream.all[0]!.change("customers=2, groupings=4");
    vi.advanceTimersByTime(100);
    expect([first.positions.header(), second.positions.header()]).toEqual(["groupings=5", "groupings=5"]);
    Stream.all[0]!.emit("position", "customers=2, groupings=5");
    expect([first.positions.header(), second.positions.header()]).toEqual([null, null]);
  });

  it("open the stream again after an answer that is none", async () => {
    await tab();
    Stream.all[0]!.emit("position", "customers=4");
    Stream.all[0]!.close();
    Stream.all[0]!.emit("error");
    vi.advanceTimersByTime(2000);
    expect(Stream.all[1]!.address).toBe("/api/changes?lastEventId=customers%3D4");
  });
});

describe("a tab with a stream of its own", () => {
  beforeEach(() => vi.stubGlobal("navigator", {}));

  it("closes it while nobody looks, and goes on behind it", async () => {
    const only = await tab();
    Stream.all[0]!.emit("open");
    Stream.all[0]!.change("customers=2");
    look("hidden");
    expect(Stream.all[0]!.readyState).toBe(Stream.CLOSED);
    expect(only.heard).toEqual(["live true", "changes"]);
    look("visible");
    expect(Stream.all[1]!.address).toBe("/api/changes?lastEventId=customers%3D2");
  });

  it("reads everything again after a long sleep", async () => {
    const only = await tab();
    look("hidden");
    vi.advanceTimersByTime(6 * 60_000);
    look("visible");
    expect(only.heard).toEqual(["reset"]);
  });

  it("opens none while it waits in the background, and then reads what it has again", async () => {
    visibility = "hidden";
    const only = await tab();
    expect(Stream.all).toEqual([]);
    look("visible");
    Stream.all[0]!.emit("open");
    expect(only.heard).toEqual(["live true", "reset"]);
  });
});
