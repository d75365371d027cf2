import {
  type Answer,
  type Change,
  covers,
  get,
  load,
  type Positions,
  parse,
  problemOf,
  type Query,
  type Schema,
} from "../api";
import type { Responsibility } from "../ui/responsibilities";

export interface Column {
  id: string;
  name: string;
  count: number;
  /** By role: which rows the role fits. */
  kind?: "customer" | "project" | null;
  teamName?: string | null;
  active?: boolean;
}

export type Subject = Schema["MatrixSubject"];

export interface Row {
  subject: Subject;
  category: Schema["Named"] | null;
  tags: Schema["Named"][];
  cells: Map<string, Responsibility[]>;
  /** How far the events go that it was read with. */
  read: Positions;
}

type Counts = Schema["MatrixCounts"];

interface Overlay {
  cell: string;
  subjectId: string;
  columnId: string;
  after: Responsibility[];
  delta: number;
  /** Where the command that made it stands; unknown until it is answered. */
  position: Positions | null;
}

type Wire = Schema["Matrix"];

const BLOCK = 200;
/** Rows further away than this many blocks are forgotten, so that scrolling on costs no memory. */
const BLOCKS_KEPT = 20;
const MANY_SUBJECTS = 20;
export const NO_ROLE = "none";

/** Always the same one, so that an empty cell is not drawn again. */
export const NOTHING: Responsibility[] = [];

function cellsOf(cells: Schema["Matrix"]["rows"][number]["cells"]): Map<string, Responsibility[]> {
  return new Map(
    cells.map(cell =>
      "employeeId" in cell
        ? [cell.employeeId, cell.responsibilities as Responsibility[]]
        : [cell.roleId ?? NO_ROLE, cell.responsibilities.map(each => ({ ...each, roleId: cell.roleId }))],
    ),
  );
}

function columnOf(column: NonNullable<Wire["columns"]>[number]): Column {
  const { name, count } = column;
  return "employeeId" in column
    ? { id: column.employeeId, name: name ?? "", count, teamName: column.teamName, active: column.active }
    : { id: column.roleId ?? NO_ROLE, name: name ?? "", count, kind: column.kind as Column["kind"] };
}

/** Whether nothing but the count differs. */
function sameColumn(one: Column, other: Column): boolean {
  return (
    one.id === other.id &&
    one.name === other.name &&
    one.teamName === other.teamName &&
    one.active === other.active &&
    one.kind === other.kind
  );
}

const isGivenUp = (thrown: unknown) => (thrown as Error).name === "AbortError";

/** Whether an answer was made before another; who is responsible counts first, it is what the cells show. */
function isOlder(read: Positions, other: Positions): boolean {
  const mine = read.responsibilities ?? 0;
  const theirs = other.responsibilities ?? 0;
  return mine === theirs ? !covers(read, other) : mine < theirs;
}

/**
 * The rows and columns of one set of filters: blocks of rows as they are scrolled to, only the cells in which something
 * is set, and above them what the person has just done, until the server's rows show it too.
 */
export class MatrixStore {
  columns: Column[] = [];
  counts: Counts = { customers: 0, projects: 0, responsibilities: 0 };
  total = 0;
  ready = false;
  failure: unknown = null;
  /** Rows that came, went or moved since they were read; they do not jump under the pointer. */
  rowsChanged = 0;
  /** How often another row or column was found in the place of one: what is remembered by place, holds no more. */
  moves = 0;
  foreign = 0;

  readonly query: Query;
  private readonly rows = new Map<number, Row>();
  private readonly indexOf = new Map<string, number>();
  private readonly versions = new Map<number, number>();
  private readonly blocks = new Map<number, Promise<void>>();
  private readonly aborts = new Map<number, AbortController>();
  private readonly overlays = new Map<string, Overlay>();
  /** What the overlays add to the count of each column, and together. */
  private readonly deltas = new Map<string, number>();
  private delta = 0;
  private readonly flashes = new Map<string, { until: number; by: string }>();
  private readonly listeners = new Set<() => void>();
  /** Rows that are still shown although they fit the filters no more. */
  private readonly gone = new Set<string>();
  /** The blocks that are seen. */
  private near: { from: number; to: number } | null = null;
  private reloading: Promise<void> | null = null;
  private again = false;
  /** Rows that changed while blocks were read, and where: an answer may have been made before it. */
  private readonly late = new Map<string, Positions | null>();
  private countTimer: ReturnType<typeof setTimeout> | undefined;
  private stopped = false;
  version = 0;
  private form = 0;

  constructor(query: Query) {
    this.query = query;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = (): number => this.version;

  /** Changes only with what is around the cells: columns, the number of rows, ready or failed. */
  shape = (): number => this.form;

  private notify(): void {
    this.version++;
    for (const listener of this.listeners) listener();
  }

  resume(): void {
    this.stopped = false;
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.countTimer);
    this.countTimer = undefined;
    for (const block of [...this.aborts.keys()]) this.giveUp(block);
  }

  /** Waits for a block no more; it is read again when it is wanted. */
  private giveUp(block: number): void {
    this.aborts.get(block)?.abort();
    this.aborts.delete(block);
    this.blocks.delete(block);
  }

  /** Reads columns, counts and the first rows at the same time. */
  async start(firstRow = 0): Promise<void> {
    const block = Math.floor(firstRow / BLOCK);
    try {
      await Promise.all([this.readColumns(), this.block(block)]);
      this.ready = true;
      this.failure = null;
    } catch (thrown) {
      this.fail(thrown);
      return;
    }
    this.form++;
    if (!this.stopped) this.notify();
  }

  /** Notes that something could not be read; the page says so and offers to try again. */
  private fail(thrown: unknown): void {
    if (isGivenUp(thrown)) return;
    this.failure = thrown;
    this.form++;
    if (!this.stopped) this.notify();
  }

  private async readColumns(rowsStay = false): Promise<void> {
    const body = await get<Wire>("/api/matrix", { ...this.query, limit: 0 });
    if (rowsStay) this.compare(body.total);
    else if (this.total !== body.total) {
      this.total = body.total;
      this.form++;
    }
    this.counts = body.counts;
    this.takeColumns((body.columns ?? []).map(columnOf));
  }

  /** Where only numbers differ, the columns stay the same ones: then no cell is drawn again. */
  private takeColumns(columns: Column[]): void {
    const same =
      columns.length === this.columns.length && columns.every((column, at) => sameColumn(column, this.columns[at]!));
    if (same) {
      for (const [at, column] of columns.entries()) this.columns[at]!.count = column.count;
      return;
    }
    const stay = this.columns.every((column, at) => column.id === columns[at]?.id);
    if (!stay) this.moves++;
    this.columns = columns;
    this.form++;
  }

  /** Notes that rows came or went; the shown ones stay in their places until they are read again. */
  private compare(total: number): void {
    const others = Math.abs(total - (this.total - this.gone.size));
    this.rowsChanged = Math.max(this.rowsChanged, this.gone.size + others);
  }

  row(index: number): Row | undefined {
    return this.rows.get(index);
  }

  versionOf(index: number): number {
    return this.versions.get(index) ?? 0;
  }

  find(subjectId: string): number | undefined {
    return this.indexOf.get(subjectId);
  }

  /** Makes sure that these rows are read or on their way. */
  want(first: number, last: number): void {
    const from = Math.max(0, Math.floor(first / BLOCK));
    const to = Math.floor(Math.min(last, this.total - 1) / BLOCK);
    this.near = { from, to };
    for (const block of [...this.aborts.keys()]) {
      if (block < from - 1 || block > to + 1) this.giveUp(block);
    }
    for (let block = from; block <= to; block++) this.block(block).catch(thrown => this.fail(thrown));
    this.forget(from, to);
  }

  private forget(from: number, to: number): void {
    if (this.blocks.size <= BLOCKS_KEPT) return;
    const middle = (from + to) / 2;
    const far = [...this.blocks.keys()].sort((a, b) => Math.abs(b - middle) - Math.abs(a - middle));
    for (const block of far.slice(0, this.blocks.size - BLOCKS_KEPT)) {
      this.forgetBlock(block);
    }
  }

  private forgetBlock(block: number): void {
    this.blocks.delete(block);
    for (let index = block * BLOCK; index < (block + 1) * BLOCK; index++) {
      const row = this.rows.get(index);
      if (row && this.indexOf.get(row.subject.id) === index) this.indexOf.delete(row.subject.id);
      this.rows.delete(index);
      this.versions.delete(index);
    }
  }

  /** Waits until these rows are there. */
  async rowsOf(indexes: Iterable<number>): Promise<void> {
    const blocks = new Set([...indexes].map(index => Math.floor(index / BLOCK)));
    for (const block of blocks) await this.block(block);
  }

  private block(block: number): Promise<void> {
    let reading = this.blocks.get(block);
    if (!reading) {
      reading = this.read(block);
      this.blocks.set(block, reading);
      reading.catch(() => {
        if (this.blocks.get(block) === reading) this.blocks.delete(block);
      });
    }
    return reading;
  }

  private async read(block: number): Promise<void> {
    const abort = new AbortController();
    this.aborts.set(block, abort);
    try {
      const query = { ...this.query, offset: block * BLOCK, limit: BLOCK, columns: false };
      const answer = await load<Wire>("/api/matrix", query, abort.signal);
      // Another read of the block was begun meanwhile: the order of its rows is newer.
      if (this.aborts.get(block) !== abort) return this.blocks.get(block);
      // Looked up before any is put, since rows may have changed places.
      const known = answer.body.rows.map(wire => this.rowOf(wire.subject.id));
      for (const [at, wire] of answer.body.rows.entries()) {
        this.put(block * BLOCK + at, wire, answer.positions, known[at]);
      }
      this.confirm(
        answer,
        answer.body.rows.map(row => row.subject.id),
      );
      this.notify();
      const missed = answer.body.rows.map(row => row.subject.id).filter(id => this.missed(id, answer.positions));
      for (const id of missed) void this.follow([id]);
    } finally {
      if (this.aborts.get(block) === abort) this.aborts.delete(block);
      if (this.aborts.size === 0) this.late.clear();
    }
  }

  private missed(subjectId: string, read: Positions): boolean {
    const change = this.late.get(subjectId);
    return change !== undefined && (change === null || !covers(read, change));
  }

  private rowOf(subjectId: string): Row | undefined {
    const index = this.indexOf.get(subjectId);
    return index === undefined ? undefined : this.rows.get(index);
  }

  /** Takes a row over; what is known of it already stays if it was read later, as answers may overtake each other. */
  private put(index: number, wire: Wire["rows"][number], read: Positions, known: Row | undefined): void {
    const before = this.rows.get(index);
    if (before && before.subject.id !== wire.subject.id) {
      this.moves++;
      // It may have moved up, to a place that is noted already.
      if (this.indexOf.get(before.subject.id) === index) this.indexOf.delete(before.subject.id);
    }
    const { subject, category, tags } = wire;
    const row = { subject, category, tags, cells: cellsOf(wire.cells), read };
    this.rows.set(index, known && isOlder(read, known.read) ? known : row);
    this.indexOf.set(wire.subject.id, index);
    this.touch(index);
  }

  private touch(index: number | undefined): void {
    if (index !== undefined) this.versions.set(index, this.versionOf(index) + 1);
  }

  /** What a cell shows: the person's own last act, else what the server says. */
  shown(row: Row, columnId: string): Responsibility[] {
    return this.overlays.get(`${row.subject.id} ${columnId}`)?.after ?? row.cells.get(columnId) ?? NOTHING;
  }

  /** The last event of responsibilities that is in what a cell shows. */
  basisOf(row: Row, columnId: string): number | undefined {
    const own = this.overlays.get(`${row.subject.id} ${columnId}`)?.position?.responsibilities;
    return Math.max(row.read.responsibilities ?? 0, own ?? 0) || undefined;
  }

  countOf(column: Column): number {
    return column.count + (this.deltas.get(column.id) ?? 0);
  }

  get responsibilities(): number {
    return this.counts.responsibilities + this.delta;
  }

  private add(columnId: string, delta: number): void {
    const sum = (this.deltas.get(columnId) ?? 0) + delta;
    if (sum === 0) this.deltas.delete(columnId);
    else this.deltas.set(columnId, sum);
    this.delta += delta;
  }

  private drop(cell: string): void {
    const overlay = this.overlays.get(cell);
    if (overlay && this.overlays.delete(cell)) this.add(overlay.columnId, -overlay.delta);
  }

  /** Shows a result before the server has it. */
  assume(subjectId: string, columnId: string, before: Responsibility[], after: Responsibility[]): void {
    const cell = `${subjectId} ${columnId}`;
    const change = after.length - before.length;
    const delta = change + (this.overlays.get(cell)?.delta ?? 0);
    this.add(columnId, change);
    this.overlays.set(cell, { cell, subjectId, columnId, after, delta, position: null });
    this.touch(this.indexOf.get(subjectId));
    this.notify();
  }

  /** Takes back what was assumed. */
  retract(subjectId: string, columnId: string): void {
    this.drop(`${subjectId} ${columnId}`);
    this.touch(this.indexOf.get(subjectId));
    this.notify();
  }

  /** Notes where the command stands, and reads the row that will show it. */
  async settle(subjectId: string, columnId: string, position: Positions): Promise<void> {
    const overlay = this.overlays.get(`${subjectId} ${columnId}`);
    if (overlay) overlay.position = position;
    await this.follow([subjectId]);
  }

  /** The same for the cells of one command, as pairs of subject and column, with few requests. */
  async settleAll(cells: [subjectId: string, columnId: string][], position: Positions): Promise<void> {
    for (const [subjectId, columnId] of cells) {
      const overlay = this.overlays.get(`${subjectId} ${columnId}`);
      if (overlay) overlay.position = position;
    }
    const subjects = [...new Set(cells.map(([subjectId]) => subjectId))];
    for (let at = 0; at < subjects.length; at += BLOCK) await this.follow(subjects.slice(at, at + BLOCK));
  }

  /** Drops what was assumed for rows that were read with what was done. */
  private confirm(answer: Answer<unknown>, subjectIds: string[]): void {
    const read = new Set(subjectIds);
    for (const overlay of this.overlays.values()) {
      if (overlay.position && read.has(overlay.subjectId) && covers(answer.positions, overlay.position)) {
        this.drop(overlay.cell);
        performance.mark("matrix:confirmed");
        this.touch(this.indexOf.get(overlay.subjectId));
        this.countSoon();
      }
    }
  }

  /** Drops what was done in rows that are not here any more: the heads are counted with it by the server. */
  private letGo(): void {
    for (const overlay of this.overlays.values()) {
      if (overlay.position && !this.indexOf.has(overlay.subjectId)) {
        this.drop(overlay.cell);
        this.countSoon();
      }
    }
  }

  /** Reads rows again; if they cannot be read, the chip says that they may have changed. */
  private async follow(subjectIds: string[], by?: string): Promise<void> {
    try {
      await this.refresh(subjectIds, by);
    } catch (thrown) {
      problemOf(thrown);
      this.rowsChanged += subjectIds.length;
      this.notify();
    }
  }

  /** Reads again rows that are shown. */
  async refresh(subjectIds: string[], by?: string): Promise<void> {
    this.letGo();
    const known = subjectIds.filter(id => this.indexOf.has(id));
    if (known.length === 0 || this.stopped) return;
    const query = { ...this.query, subject: known, limit: BLOCK, columns: false };
    const answer = await load<Wire>("/api/matrix", query);
    if (this.stopped) return;
    for (const wire of answer.body.rows) {
      const index = this.indexOf.get(wire.subject.id);
      if (index === undefined) continue;
      const known = this.rows.get(index);
      if (by && !(known && isOlder(answer.positions, known.read))) this.flash(known, cellsOf(wire.cells), by);
      this.put(index, wire, answer.positions, known);
      if (this.gone.delete(wire.subject.id)) this.rowsChanged--;
    }
    const back = new Set(answer.body.rows.map(wire => wire.subject.id));
    for (const id of known) if (!back.has(id)) this.empty(id, answer.positions);
    this.confirm(answer, known);
    this.countSoon();
    this.notify();
  }

  /** Leaves a row that fits the filters no more in its place, without what was set in it. */
  private empty(subjectId: string, read: Positions): void {
    const index = this.indexOf.get(subjectId);
    const row = index === undefined ? undefined : this.rows.get(index);
    if (index === undefined || !row || this.gone.has(subjectId) || isOlder(read, row.read)) return;
    this.rows.set(index, { ...row, cells: new Map(), read });
    this.gone.add(subjectId);
    this.rowsChanged++;
    this.touch(index);
  }

  private flash(before: Row | undefined, after: Map<string, Responsibility[]>, by: string): void {
    if (!before) return;
    const until = Date.now() + 2000;
    for (const column of new Set([...before.cells.keys(), ...after.keys()])) {
      const cell = `${before.subject.id} ${column}`;
      if (this.overlays.has(cell)) continue;
      if (JSON.stringify(before.cells.get(column) ?? []) !== JSON.stringify(after.get(column) ?? [])) {
        this.flashes.set(cell, { until, by });
      }
    }
    const index = this.indexOf.get(before.subject.id);
    setTimeout(() => {
      for (const [cell, flash] of this.flashes) if (flash.until <= Date.now()) this.flashes.delete(cell);
      this.touch(index);
      this.notify();
    }, 2050);
  }

  /** Who changed a cell a moment ago; undefined if nobody did. */
  flashed(subjectId: string, columnId: string): string | undefined {
    return this.flashes.get(`${subjectId} ${columnId}`)?.by;
  }

  private countSoon(): void {
    if (this.countTimer) return;
    this.countTimer = setTimeout(async () => {
      this.countTimer = undefined;
      try {
        await this.readColumns(true);
        if (!this.stopped) this.notify();
      } catch (thrown) {
        this.fail(thrown);
      }
    }, 400);
  }

  /** Receives changes: rows in which a responsibility changed are read again, all else only makes the chip. */
  receive(changes: Change[], user: string): void {
    const subjects = new Map<string, string>();
    let moved = 0;
    for (const change of changes) {
      if (change.type.startsWith("Responsibility")) {
        if (change.subject && !(change.actor?.user === user && this.knows(change)))
          subjects.set(
            change.subject.id,
            change.actor?.user === user ? "" : (change.actor?.name ?? change.actor?.user ?? ""),
          );
      } else if (/^(Customer|Project|Category|Tag|Employee|Team|Role)/.test(change.type)) {
        // The person's own too, made in another place; what this tab says before the stream does would count twice.
        if (change.actor) moved++;
      }
    }
    if (this.aborts.size > 0) {
      for (const { type, subject, position } of changes) {
        if (subject && type.startsWith("Responsibility")) {
          this.late.set(subject.id, position ? parse(position) : null);
        }
      }
    }
    const ids = [...subjects.keys()].filter(id => this.indexOf.has(id));
    this.foreign += [...subjects.values()].filter(by => by !== "").length;
    // Who is responsible for rows that are not here counts in the heads all the same.
    if (ids.length < subjects.size) this.countSoon();
    if (ids.length > MANY_SUBJECTS) void this.reload();
    else for (const [id, by] of subjects) if (this.indexOf.has(id)) void this.follow([id], by || undefined);
    if (moved) {
      this.rowsChanged += moved;
      this.notify();
    }
  }

  /** Whether the row was read with this change, or is being read with it because a cell waits for that. */
  private knows({ subject, position }: Change): boolean {
    if (!subject || !position) return false;
    const change = parse(position);
    const row = this.rowOf(subject.id);
    if (row && covers(row.read, change)) return true;
    return [...this.overlays.values()].some(
      overlay => overlay.subjectId === subject.id && overlay.position && covers(overlay.position, change),
    );
  }

  /** Reads everything that is shown again; what is shown stays until then. What is asked for meanwhile waits. */
  reload(): Promise<void> {
    this.again = true;
    this.reloading ??= this.reloadAll().finally(() => {
      this.reloading = null;
    });
    return this.reloading;
  }

  private async reloadAll(): Promise<void> {
    try {
      while (this.again && !this.stopped) {
        this.again = false;
        await this.reread();
      }
      if (this.failure !== null) this.form++;
      this.failure = null;
      this.notify();
    } catch (thrown) {
      this.again = false;
      this.fail(thrown);
    }
  }

  private async reread(): Promise<void> {
    await this.readColumns();
    this.rowsChanged = 0;
    this.gone.clear();
    const last = Math.ceil(this.total / BLOCK) - 1;
    const { from, to } = this.near ?? { from: 0, to: last };
    const seen = (block: number) => block >= from && block <= to && block <= last;
    const wanted = new Set([...this.blocks.keys()].filter(seen));
    if (this.near) for (let block = from; seen(block); block++) wanted.add(block);
    // The others are read when they are scrolled to.
    for (const block of [...this.blocks.keys()]) if (!seen(block) && !this.aborts.has(block)) this.forgetBlock(block);
    for (const block of wanted) this.blocks.delete(block);
    await Promise.all(
      [...wanted].map(async block => {
        try {
          await this.block(block);
        } catch (thrown) {
          if (!isGivenUp(thrown)) throw thrown;
        }
      }),
    );
  }
}
