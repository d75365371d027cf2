import { afterEach, describe, expect, it, vi } from "vitest";
import { MatrixStore } from "./store";

describe("the rows", () => {
  afterEach(() => vi.unstubAllGlobals());

  const row = (at: number, responsibilities: unknown[] = []) => ({
    subject: {
      type: "customer",
      id: `c${at}`,
      name: `Customer ${at}`,
      number: `${at}`,
      customerId: `c${at}`,
      archived: false,
    },
    category: null,
    tags: [],
    cells: responsibilities.length ? [{ employeeId: "e1", responsibilities }] : [],
  });

  /** A server with one changing cell: what c0 and e1 have, and the position of the answer. */
  function server(total = 1000) {
    const state = { position: 10, first: [] as unknown[], asked: [] as URLSearchParams[], gone: false, away: 0 };
    vi.stubGlobal("fetch", async (path: string) => {
      const query = new URLSearchParams(path.split("?")[1]);
      state.asked.push(query);
      const subjects = query.getAll("subject");
      const offset = Number(query.get("offset") ?? 0);
      const wanted = subjects.length
        ? subjects.map(id => Number(id.slice(1)))
        : Array.from({ length: 200 }, (_, at) => state.away + offset + at);
      const body = {
        columns: [{ employeeId: "e1", name: "Ida", teamId: null, seller: false, count: state.first.length }],
        rows: query.get("limit") === "0" || state.gone ? [] : wanted.map(at => row(at, at === 0 ? state.first : [])),
        counts: { customers: total, projects: 0, responsibilities: state.first.length },
        next: null,
        total,
      };
      return new Response(JSON.stringify(body), {
        headers: { "Content-Type": "application/json", "Event-Position": `responsibilities=${state.position}` },
      });
    });
    return state;
  }

  const NEW = { roleId: null, from: null, to: null, state: "current" as const };

  it("come in blocks, and only those that are near", async () => {
    const state = server();
    const store = new MatrixStore({});
    await store.start();
    store.want(250, 280);
    await store.rowsOf([250]);
    expect(store.row(250)?.subject.name).toBe("Customer 250");
    expect(store.row(700)).toBeUndefined();
    expect(state.asked.map(query => query.get("offset"))).toEqual([null, "0", "200"]);
  });

  it("show a click at once, and keep it until the server's row has it", async () => {
    const state = server();
    const store = new MatrixStore({});
    await store.start();
    store.assume("c0", "e1", [], [NEW]);
    expect(store.shown(store.row(0)!, "e1")).toEqual([NEW]);
    expect(store.countOf(store.columns[0]!)).toBe(1);

    await store.settle("c0", "e1", { responsibilities: 11 });
    expect(store.shown(store.row(0)!, "e1"), "the row is older than the command").toEqual([NEW]);

    state.position = 11;
    state.first = [{ ...NEW, roleId: "r" }];
    await store.refresh(["c0"]);
    expect(store.shown(store.row(0)!, "e1"), "now the server says it").toEqual([{ ...NEW, roleId: "r" }]);
    store.stop();
  });

  it("take a refused click back", async () => {
    server();
    const store = new MatrixStore({});
    await store.start();
    store.assume("c0", "e1", [], [NEW]);
    store.retract("c0", "e1");
    expect(store.shown(store.row(0)!, "e1")).toEqual([]);
    expect(store.countOf(store.columns[0]!)).toBe(0);
  });

  it("flash what somebody else changed, and do not jump when rows come or go", async () => {
    const state = server();
    const store = new MatrixStore({});
    await store.start();
    state.first = [NEW];
    store.receive(
      [
        {
          type: "ResponsibilityAssigned",
          subject: { type: "customer", id: "c0" },
          actor: { user: "other", name: "Sanna" },
        },
        {
          type: "CustomerRegistered",
          subject: { type: "customer", id: "new" },
          actor: { user: "other" },
        },
      ],
      "me",
    );
    await vi.waitFor(() => expect(store.flashed("c0", "e1")).toBe("Sanna"));
    expect(store.rowsChanged).toBe(1);
    store.stop();
  });

  it("are still found after all of them moved up by one", async () => {
    const state = server();
    const store = new MatrixStore({});
    await store.start();
    state.away = 1;
    await store.reload();
    expect(store.row(0)?.subject.name).toBe("Customer 1");
    expect([store.find("c0"), store.find("c1"), store.find("c100")]).toEqual([undefined, 0, 99]);
    expect(store.moves, "a selection by place is of other rows now").toBeGreaterThan(0);
  });

  it("lose a selection when columns move, not when one only gets another name", async () => {
    let names = ["Ida", "Mikkel"];
    vi.stubGlobal("fetch", async () => {
      const columns = names.map(name => ({ employeeId: name.slice(0, 1), name, count: 0 }));
      return new Response(JSON.stringify({ columns, rows: [], counts: {}, total: 0 }));
    });
    const store = new MatrixStore({});
    await store.start();
    names = ["Ida", "Mikkel Dahl"];
    await store.reload();
    expect(store.moves).toBe(0);
    names = ["Aino", "Ida", "Mikkel Dahl"];
    await store.reload();
    expect(store.moves).toBe(1);
  });

  it("leave a row that fits the filters no more in its place, empty, and say so", async () => {
    const state = server();
    state.first = [NEW];
    const store = new MatrixStore({ rows: "set" });
    await store.start();
    state.gone = true;
    await store.refresh(["c0"]);
    expect(store.row(0)?.subject.name).toBe("Customer 0");
    expect(store.shown(store.row(0)!, "e1"), "who has it no more is not shown").toEqual([]);
    expect(store.total).toBe(1000);
    expect(store.rowsChanged).toBe(1);

    state.gone = false;
    await store.refresh(["c0"]);
    expect(store.rowsChanged, "an undo brings it back").toBe(0);
    store.stop();
  });

  /** Answers blocks when they are let go, and notes those that were given up. */
  function slowServer() {
    const state = { given: [] as string[], waiting: new Map<string, () => void>() };
    vi.stubGlobal("fetch", (path: string, { signal }: RequestInit) => {
      const query = new URLSearchParams(path.split("?")[1]);
      const offset = query.get("offset") ?? "columns";
      const body = {
        columns: [],
        rows: Array.from({ length: 200 }, (_, at) => row(Number(offset) + at)),
        counts: { customers: 10_000, projects: 0, responsibilities: 0 },
        total: 10_000,
      };
      return new Promise((resolve, reject) => {
        const answer = () => resolve(new Response(JSON.stringify(body)));
        signal?.addEventListener("abort", () => {
          state.given.push(offset);
          reject(new DOMException("given up", "AbortError"));
        });
        if (offset === "columns" || offset === "0") answer();
        else state.waiting.set(offset, answer);
      });
    });
    return state;
  }

  it("give up blocks that were skipped, and read them when they are wanted again", async () => {
    const state = slowServer();
    const store = new MatrixStore({});
    await store.start();
    store.want(1000, 1030);
    store.want(6000, 6030);
    expect(state.given).toEqual(["1000"]);
    expect([...state.waiting.keys()]).toEqual(["1000", "6000"]);

    state.waiting.get("6000")!();
    await vi.waitFor(() => expect(store.row(6010)?.subject.name).toBe("Customer 6010"));
    state.waiting.clear();
    store.want(1000, 1030);
    expect([...state.waiting.keys()], "nobody keeps what was given up").toEqual(["1000"]);
    store.stop();
    expect(state.given, "who leaves the page waits for nothing").toEqual(["1000", "1000"]);
  });

  it("forget the blocks that are furthest away", async () => {
    const state = server(10_000);
    const store = new MatrixStore({});
    await store.start();
    for (let block = 1; block <= 25; block++) {
      store.want(block * 200, block * 200 + 30);
      await store.rowsOf([block * 200]);
    }
    store.want(25 * 200, 25 * 200 + 30);
    expect(store.row(0)).toBeUndefined();
    expect(store.find("c0")).toBeUndefined();
    expect(store.row(25 * 200)?.subject.id).toBe("c5000");
    const asked = state.asked.length;
    await store.rowsOf([0]);
    expect(state.asked.length, "it is read again").toBe(asked + 1);
    expect(store.row(0)?.subject.id).toBe("c0");
  });

  it("keep the columns as they are when only numbers change, so that no cell is drawn again", async () => {
    vi.useFakeTimers();
    const state = server();
    const store = new MatrixStore({});
    await store.start();
    const { columns } = store;
    const [column] = columns;
    const shape = store.shape();
    state.first = [NEW];
    await store.refresh(["c0"]);
    await vi.advanceTimersByTimeAsync(500);
    expect(store.columns).toBe(columns);
    expect(store.columns[0]).toBe(column);
    expect(store.countOf(column!)).toBe(1);
    expect(store.shape()).toBe(shape);
    store.stop();
    vi.useRealTimers();
  });

  it("are not read a second time when the stream brings one's own click", async () => {
    const state = server();
    const store = new MatrixStore({});
    await store.start();
    store.assume("c0", "e1", [], [NEW]);
    state.position = 11;
    state.first = [NEW];
    await store.settle("c0", "e1", { responsibilities: 11 });
    const asked = state.asked.length;
    const change = (position: string) => ({
      type: "ResponsibilityAssigned",
      subject: { type: "customer", id: "c0" },
      actor: { user: "me" },
      position,
    });
    store.receive([change("responsibilities=11")], "me");
    expect(state.asked.length).toBe(asked);
    store.receive([change("responsibilities=12")], "me");
    expect(state.asked.length, "a click in another tab").toBe(asked + 1);
    store.stop();
  });

  /** Answers each read of a block as it was when it was asked for, once it is let go. */
  function heldServer() {
    const state = server();
    const answer = globalThis.fetch;
    const held: (() => void)[] = [];
    vi.stubGlobal("fetch", async (path: string, init: RequestInit) => {
      const response = await answer(path, init);
      if (path.includes("offset=")) await new Promise<void>(resolve => held.push(resolve));
      return response;
    });
    return { state, held };
  }

  it("keep a click that a read of a block overtook", async () => {
    const { state, held } = heldServer();
    const store = new MatrixStore({});
    const started = store.start();
    await vi.waitFor(() => expect(held.length).toBe(1));
    held[0]!();
    await started;
    const reloaded = store.reload();
    await vi.waitFor(() => expect(held.length).toBe(2));
    store.assume("c0", "e1", [], [NEW]);
    state.position = 11;
    state.first = [NEW];
    await store.settle("c0", "e1", { responsibilities: 11 });
    held[1]!();
    await reloaded;
    expect(store.shown(store.row(0)!, "e1"), "the block was read before the click").toEqual([NEW]);
    store.stop();
  });

  it("read again what somebody else changed while the block was on its way", async () => {
    const { state, held } = heldServer();
    const store = new MatrixStore({});
    const started = store.start();
    await vi.waitFor(() => expect(held.length).toBe(1));
    state.position = 11;
    state.first = [NEW];
    const change = { type: "ResponsibilityAssigned", subject: { type: "customer" as const, id: "c0" } };
    store.receive([{ ...change, actor: { user: "other" }, position: "responsibilities=11" }], "me");
    held[0]!();
    await started;
    await vi.waitFor(() => expect(store.shown(store.row(0)!, "e1")).toEqual([NEW]));
    store.stop();
  });

  it("can be given up and wanted again before they came", async () => {
    const state = slowServer();
    const store = new MatrixStore({});
    const first = store.start(1000);
    store.stop();
    store.resume();
    const second = store.start(1000);
    await first;
    expect(store.failure, "to give up is no failure").toBeNull();
    expect([...state.waiting.keys()]).toEqual(["1000"]);
    state.waiting.get("1000")!();
    await second;
    expect(store.ready).toBe(true);
    expect(store.row(1000)?.subject.name).toBe("Customer 1000");
    store.stop();
  });

  it("take the order of the block that was asked for last", async () => {
    const { state, held } = heldServer();
    const store = new MatrixStore({});
    const started = store.start();
    await vi.waitFor(() => expect(held.length).toBe(1));
    state.away = 1;
    const reloaded = store.reload();
    await vi.waitFor(() => expect(held.length).toBe(2));
    held[1]!();
    await reloaded;
    held[0]!();
    await started;
    expect(store.row(0)?.subject.id).toBe("c1");
    store.stop();
  });

  it("count what changes in rows that are not here", async () => {
    vi.useFakeTimers();
    const state = server();
    const store = new MatrixStore({});
    await store.start();
    state.first = [NEW];
    const far = { type: "customer" as const, id: "c900" };
    store.receive([{ type: "ResponsibilityAssigned", subject: far, actor: { user: "other" } }], "me");
    await vi.advanceTimersByTimeAsync(500);
    expect(store.countOf(store.columns[0]!)).toBe(1);
    store.stop();
    vi.useRealTimers();
  });

  it("say that others came or went, also by the person's own doing in another place", async () => {
    server();
    const store = new MatrixStore({});
    await store.start();
    const subject = { type: "customer" as const, id: "c5" };
    store.receive([{ type: "CustomerArchived", subject }], "me");
    expect(store.rowsChanged, "the stream will bring it").toBe(0);
    store.receive([{ type: "CustomerArchived", subject, actor: { user: "me" } }], "me");
    store.receive([{ type: "TeamRenamed", subject: null, actor: { user: "other" } }], "me");
    expect(store.rowsChanged).toBe(2);
    store.stop();
  });

  it("show an empty cell as always the same nothing", async () => {
    server();
    const store = new MatrixStore({});
    await store.start();
    const before = store.shown(store.row(1)!, "e1");
    await store.refresh(["c1"]);
    expect(store.shown(store.row(1)!, "e1")).toBe(before);
    store.stop();
  });
});
