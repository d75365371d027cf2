import { IconRefresh } from "@tabler/icons-react";
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { flushSync } from "react-dom";
import { rich, t } from "../texts";
import { Icon } from "../ui/Icon";
import { LiveMark } from "../ui/LiveMark";
import { useCoarse, useNarrow } from "../ui/media";
import { ColumnHead, GridRow } from "./cells";
import { type Cell, commandOf } from "./keyboard";
import { useLongPress } from "./press";
import { isSelected, type Range, range, selectedColumns } from "./selection";
import type { Column, MatrixStore } from "./store";
import { readout, type View } from "./words";

/** How many rows and columns there are beyond what is seen, at each side. */
const OVER = 1;
const DRAG = 6;
const EDGE = 36;

export interface Measures {
  row: number;
  column: number;
  first: number;
  head: number;
}

interface GridProps {
  store: MatrixStore;
  view: View;
  columns: Column[];
  pinned: number;
  wide: boolean;
  comfortable: boolean;
  selecting: boolean;
  ranges: readonly Range[];
  onRanges: (ranges: Range[]) => void;
  onToggle: (r: number, c: number) => void;
  onDetails: (r: number, c: number, at: DOMRect) => void;
  onHistory: (r: number, c: number) => void;
  onRemove: (r: number, c: number) => void;
  onBulk: (kind: "assign" | "remove") => void;
  onNavigate: (href: string) => void;
  strip: ReactNode;
}

function useMeasures(view: View, wide: boolean, comfortable: boolean, count: number, width: number): Measures {
  const narrow = useNarrow();
  const coarse = useCoarse();
  const touch = narrow || coarse;
  return useMemo(() => {
    const first = narrow ? 132 : 270;
    if (view.byRole) {
      const least = narrow ? 168 : 208;
      const column = Math.max(least, Math.floor((width - first) / Math.max(count, 1)));
      return { row: touch ? 44 : comfortable ? 40 : 31, column, first, head: 38 };
    }
    const column = wide ? 72 : touch ? 44 : 36;
    return { row: touch ? 44 : comfortable ? 32 : 24, column, first, head: 164 };
  }, [narrow, touch, view.byRole, wide, comfortable, count, width]);
}

/** The grid: rows and columns exist only near the viewport; one tab stop; all keys of a spreadsheet. */
export function Grid(props: GridProps) {
  const { store, view, columns, pinned, ranges, onRanges, selecting } = props;
  useSyncExternalStore(store.subscribe, store.snapshot);
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const foot = useRef<HTMLSpanElement>(null);
  const rowBand = useRef<HTMLDivElement>(null);
  const columnBand = useRef<HTMLDivElement>(null);
  /** What the crosshair is on, and the heads that it marks. */
  const pointed = useRef<{ at: string; heads: (Element | null)[] }>({ at: "", heads: [] });
  const [box, setBox] = useState({ width: 1200, height: 700 });
  /** The first row and column that are seen, without the pinned ones. */
  const [at, setAt] = useState<Cell>({ r: 0, c: 0 });
  const [focus, setFocus] = useState<Cell>({ r: 0, c: 0 });
  const wantsFocus = useRef(false);
  /** The focus is in the grid, or was until the page took it away. */
  const held = useRef(false);
  const going = useRef<Cell>({ r: 0, c: 0 });
  const anchor = useRef<Cell>({ r: 0, c: 0 });
  const measures = useMeasures(view, props.wide, props.comfortable, columns.length, box.width);
  const { row: rowHeight, column: columnWidth, first: firstWidth, head } = measures;
  const total = store.total;

  const fixed = firstWidth + pinned * columnWidth;
  const firstRow = Math.max(0, at.r - OVER);
  const lastRow = Math.min(total - 1, at.r + Math.ceil((box.height - head) / rowHeight) + OVER);
  const firstColumn = pinned + Math.max(0, at.c - OVER);
  const lastColumn = Math.min(columns.length - 1, pinned + at.c + Math.ceil((box.width - fixed) / columnWidth) + OVER);

  useLayoutEffect(() => {
    const element = scroller.current!;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      setBox(before => (before.width === width && before.height === height ? before : { width, height }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current!;
    const follow = () => {
      const r = Math.max(0, Math.floor(element.scrollTop / rowHeight));
      const c = Math.max(0, Math.floor(element.scrollLeft / columnWidth));
      setAt(before => (before.r === r && before.c === c ? before : { r, c }));
    };
    // What comes into view is drawn in the same frame.
    const scroll = () => flushSync(follow);
    follow();
    element.addEventListener("scroll", scroll, { passive: true });
    return () => element.removeEventListener("scroll", scroll);
  }, [rowHeight, columnWidth]);

  useEffect(() => store.want(firstRow, lastRow), [store, firstRow, lastRow]);

  // Other filters begin at the top; a crosshair that lay beyond fewer columns would hold the view there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another store has other rows
  useLayoutEffect(() => {
    scroller.current!.scrollTop = 0;
    setFocus({ r: 0, c: 0 });
    point({ r: -1, c: -1 });
  }, [store]);

  useEffect(() => {
    if (store.row(0)) performance.mark("matrix:first-cell");
  }, [store]);

  // A cell that comes into the window is moved in the page, which takes the focus from it: it gets it back at once.
  useLayoutEffect(() => {
    const lost = held.current && document.activeElement === document.body;
    if (!wantsFocus.current && !lost) return;
    const target = grid.current?.querySelector<HTMLElement>(`[data-r="${focus.r}"][data-c="${focus.c}"]`);
    if (target) {
      wantsFocus.current = false;
      target.focus({ preventScroll: true });
    }
  });

  useEffect(() => {
    const elsewhere = (event: Event) => {
      if (!grid.current?.contains(event.target as Node)) held.current = false;
    };
    document.addEventListener("pointerdown", elsewhere, true);
    document.addEventListener("focusin", elsewhere, true);
    return () => {
      document.removeEventListener("pointerdown", elsewhere, true);
      document.removeEventListener("focusin", elsewhere, true);
    };
  }, []);

  const reveal = useCallback(
    ({ r, c }: Cell) => {
      const element = scroller.current!;
      if (r >= 0) {
        const top = r * rowHeight;
        const seen = element.clientHeight - head;
        if (top < element.scrollTop) element.scrollTop = top;
        else if (top + rowHeight > element.scrollTop + seen) element.scrollTop = top + rowHeight - seen;
      }
      if (c >= pinned) {
        const left = (c - pinned) * columnWidth;
        const seen = element.clientWidth - fixed;
        if (left < element.scrollLeft) element.scrollLeft = left;
        else if (left + columnWidth > element.scrollLeft + seen) element.scrollLeft = left + columnWidth - seen;
      }
    },
    [rowHeight, columnWidth, head, fixed, pinned],
  );

  function go(to: Cell) {
    wantsFocus.current = true;
    going.current = to;
    setFocus(to);
    reveal(to);
  }

  /** Moves the crosshair and says in the foot what is there; without drawing anything again. */
  function point({ r, c }: Cell) {
    const now = `${r} ${c} ${store.version}`;
    if (pointed.current.at === now) return;
    for (const old of pointed.current.heads) old?.classList.remove("here");
    const heads = [
      grid.current!.querySelector(`.mr[data-r="${r}"] > .rh`),
      grid.current!.querySelector(`.ch[data-head="${c}"]`),
    ];
    for (const each of heads) each?.classList.add("here");
    pointed.current = { at: now, heads };
    rowBand.current!.style.transform = r >= 0 ? `translateY(${head + r * rowHeight}px)` : "";
    const left = fixed + (c - pinned) * columnWidth;
    columnBand.current!.style.transform = c >= pinned ? `translateX(${left}px)` : "";
    const row = store.row(r);
    const column = columns[c];
    if (!foot.current) return;
    foot.current.textContent =
      row && column
        ? readout(row.subject, column.name || t("matrix.noRole"), store.shown(row, column.id), view.roles)
        : (row?.subject.name ?? column?.name ?? "");
  }

  /** The button that refreshes goes when it has done so; the focus goes on to the cells. */
  function refocus() {
    const at = document.activeElement;
    if (at && at !== document.body && !at.closest(".corner")) return;
    grid.current?.querySelector<HTMLElement>("[tabindex='0']")?.focus({ preventScroll: true });
  }

  function cellOf(target: EventTarget | null): { cell: Cell; element: HTMLElement } | null {
    const element = (target as HTMLElement | null)?.closest<HTMLElement>("[data-c]");
    return element ? { cell: { r: Number(element.dataset.r), c: Number(element.dataset.c) }, element } : null;
  }

  function press(event: KeyboardEvent) {
    // Keys may come faster than the focus follows.
    const at = wantsFocus.current ? going.current : (cellOf(event.target)?.cell ?? focus);
    const bounds = {
      rows: total,
      columns: columns.length,
      page: Math.max(1, Math.floor((box.height - head) / rowHeight) - 1),
      pageAcross: Math.max(1, Math.floor((box.width - fixed) / columnWidth) - 1),
      isSet: (r: number, c: number) => {
        const row = store.row(r);
        const column = columns[c];
        return row !== undefined && column !== undefined && store.shown(row, column.id).length > 0;
      },
    };
    const how = { key: event.key, ctrl: event.ctrlKey || event.metaKey, shift: event.shiftKey, alt: event.altKey };
    const command = commandOf(how, at, bounds);
    if (!command) return;
    const inside = at.r >= 0 && at.c >= 0;
    switch (command.kind) {
      case "move":
        if (command.extend) {
          const to = { r: Math.max(0, command.to.r), c: Math.max(0, command.to.c) };
          if (ranges.length === 0) anchor.current = at;
          onRanges([range(anchor.current.r, anchor.current.c, to.r, to.c)]);
          go(to);
        } else {
          anchor.current = command.to;
          go(command.to);
        }
        break;
      case "toggle":
        if (!inside) return; // the head's own button or link acts
        if (ranges.length && !view.byRole) props.onBulk("assign");
        else props.onToggle(at.r, at.c);
        break;
      case "details":
        props.onDetails(at.r, at.c, (event.target as HTMLElement).getBoundingClientRect());
        break;
      case "history":
        props.onHistory(at.r, at.c);
        break;
      case "remove":
        if (ranges.length) props.onBulk("remove");
        else if (inside) props.onRemove(at.r, at.c);
        break;
      case "select":
        if (view.byRole) return;
        if (command.what === "all") onRanges([range(0, 0, total - 1, columns.length - 1)]);
        else if (command.what === "row" && at.r >= 0) onRanges([...ranges, range(at.r, 0, at.r, columns.length - 1)]);
        else if (command.what === "column" && at.c >= 0) onRanges([...ranges, range(0, at.c, total - 1, at.c)]);
        break;
      case "clear":
        if (ranges.length === 0) return;
        onRanges([]);
        break;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  const drag = useDrag({
    scroller,
    measures,
    pinned,
    fixed,
    total,
    columns: columns.length,
    onRanges,
    byRole: view.byRole,
  });

  const long = useLongPress(target => {
    const found = cellOf(target);
    if (!found) return;
    setFocus(found.cell);
    props.onDetails(found.cell.r, found.cell.c, found.element.getBoundingClientRect());
  });

  function click(event: React.MouseEvent) {
    const found = cellOf(event.target);
    if (drag.justDragged() || long.justPressed()) {
      event.preventDefault();
      return;
    }
    const anchorLink = (event.target as HTMLElement).closest("a");
    if (anchorLink) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      props.onNavigate(anchorLink.getAttribute("href")!);
      return;
    }
    if (!found) return;
    const { cell, element } = found;
    setFocus(cell);
    if (cell.r < 0) {
      props.onDetails(cell.r, cell.c, element.getBoundingClientRect());
      return;
    }
    if (!view.byRole && event.shiftKey) {
      onRanges([range(anchor.current.r, anchor.current.c, cell.r, cell.c)]);
    } else if (!view.byRole && (event.ctrlKey || event.metaKey || selecting)) {
      anchor.current = cell;
      onRanges([...ranges, { ...range(cell.r, cell.c, cell.r, cell.c), off: isSelected(ranges, cell.r, cell.c) }]);
    } else {
      anchor.current = cell;
      props.onToggle(cell.r, cell.c);
    }
  }

  const most = columns.reduce((sum, column) => Math.max(sum, column.count), 0);
  const heads: number[] = [];
  for (let c = 0; c < pinned; c++) heads.push(c);
  for (let c = firstColumn; c <= lastColumn; c++) heads.push(c);
  // A filter may have taken away the column that had the focus.
  const away = focus.c >= pinned && focus.c < columns.length && (focus.c < firstColumn || focus.c > lastColumn);
  if (away && focus.r < 0) heads.push(focus.c);
  const rows: number[] = [];
  for (let r = firstRow; r <= lastRow; r++) rows.push(r);
  if (focus.r >= 0 && focus.r < total && (focus.r < firstRow || focus.r > lastRow)) rows.push(focus.r);
  const variables = {
    "--mrow": `${rowHeight}px`,
    "--mcol": `${columnWidth}px`,
    "--mfirst": `${firstWidth}px`,
    "--mhead": `${head}px`,
  };

  return (
    <>
      <div className={view.byRole ? "view role" : "view"} ref={scroller} style={variables as React.CSSProperties}>
        <div
          ref={grid}
          role="grid"
          className="grid"
          aria-label={t("nav.responsibilities")}
          aria-rowcount={total + 1}
          aria-colcount={columns.length + 1}
          aria-multiselectable="true"
          aria-readonly={view.readOnly || undefined}
          style={{ width: fixed + (columns.length - pinned) * columnWidth, height: head + total * rowHeight }}
          onKeyDown={press}
          onClick={click}
          onPointerDown={event => {
            drag.down(event);
            long.down(event);
          }}
          onPointerOver={event => {
            const found = cellOf(event.target);
            if (found && event.pointerType !== "touch") point(found.cell);
          }}
          onFocus={event => {
            const found = cellOf(event.target);
            if (found) {
              held.current = true;
              if (found.cell.r !== focus.r || found.cell.c !== focus.c) setFocus(found.cell);
              point(found.cell);
            }
          }}
          onContextMenu={event => {
            const found = cellOf(event.target);
            if (!found) return;
            event.preventDefault();
            if (long.justPressed()) return;
            setFocus(found.cell);
            props.onDetails(found.cell.r, found.cell.c, found.element.getBoundingClientRect());
          }}
        >
          <div role="row" aria-rowindex={1} className="mhead">
            <div role="columnheader" aria-colindex={1} className="corner">
              <Corner store={store} view={view} employees={columns.length} onRefreshed={refocus} />
            </div>
            {heads.map(c => {
              const column = columns[c]!;
              const isPinned = c < pinned;
              const left = firstWidth + c * columnWidth;
              return (
                <div
                  key={column.id}
                  role="columnheader"
                  aria-colindex={c + 2}
                  data-head={c}
                  className={`ch${isPinned ? " pin" : ""}${isPinned && c === pinned - 1 ? " pinlast" : ""}`}
                  style={isPinned ? { left } : { left, position: "absolute" }}
                >
                  <ColumnHead
                    column={column}
                    count={store.countOf(column)}
                    most={most}
                    view={view}
                    c={c}
                    focused={focus.r === -1 && focus.c === c}
                  />
                </div>
              );
            })}
          </div>
          <div className="band row-band" aria-hidden="true" ref={rowBand} />
          <div className="band column-band" aria-hidden="true" ref={columnBand} />
          {rows.map(r => (
            <GridRow
              key={r}
              store={store}
              view={view}
              index={r}
              version={store.versionOf(r)}
              top={head + r * rowHeight}
              columns={columns}
              first={firstColumn}
              last={lastColumn}
              pinned={pinned}
              columnWidth={columnWidth}
              firstWidth={firstWidth}
              focus={focus.r === r ? focus.c : null}
              selected={ranges.length ? selectedColumns(ranges, r, 0, lastColumn) : ""}
            />
          ))}
        </div>
      </div>
      {props.strip}
      <div className="foot only-d">
        <span className="ell med readout" ref={foot} />
        <span className="hints">
          {!view.readOnly && (
            <span>
              <kbd>{view.byRole ? "Enter" : "Space"}</kbd> {view.byRole ? t("matrix.hintRole") : t("matrix.hintToggle")}
            </span>
          )}
          {!view.byRole && (
            <span>
              <kbd>F2</kbd> {t("matrix.hintDetails")}
            </span>
          )}
          <span>
            <kbd>H</kbd> {t("matrix.hintHistory")}
          </span>
          <span>
            <kbd>?</kbd> {t("matrix.hintKeys")}
          </span>
        </span>
      </div>
    </>
  );
}

interface CornerProps {
  store: MatrixStore;
  view: View;
  employees: number;
  onRefreshed: () => void;
}

/** The empty corner of the grid holds what the whole of it says: counts, and how fresh they are. */
function Corner({ store, view, employees, onRefreshed }: CornerProps) {
  const { customers, projects } = store.counts;
  const refresh = store.rowsChanged > 0 && (
    <button type="button" className="btn txt sm" onClick={() => void store.reload().then(onRefreshed)}>
      <Icon of={IconRefresh} size={14} />
      {t("matrix.rowsChanged", { count: store.rowsChanged })}
    </button>
  );
  const facts = (
    <div className={view.byRole ? "sr" : "facts"} role="status" aria-label={t("ui.shown")}>
      <span>{rich("matrix.customers", { count: customers })}</span>
      <i> · </i>
      <span>{rich("matrix.projects", { count: projects })}</span>
      <i> · </i>
      {!view.byRole && (
        <>
          <span>{rich("matrix.employees", { count: employees })}</span>
          <i> · </i>
        </>
      )}
      <span>{rich("matrix.responsibilities", { count: store.responsibilities })}</span>
    </div>
  );
  return (
    <>
      {facts}
      <Others store={store} />
      {refresh}
      <div className="cols">
        <span className={view.byRole && refresh ? "sr" : undefined}>{t("overview.customer")}</span>
        <LiveMark />
      </div>
    </>
  );
}

const EVERY = 5000;

/** Says to a reader, at most every five seconds, how much others have changed. */
function Others({ store }: { store: MatrixStore }) {
  const [said, setSaid] = useState(0);
  const { foreign } = store;
  useEffect(() => {
    if (foreign === said) return;
    const timer = setTimeout(() => setSaid(foreign), EVERY);
    return () => clearTimeout(timer);
  }, [foreign, said]);
  return (
    <span className="sr" role="status">
      {said > 0 && t("matrix.others", { count: said })}
    </span>
  );
}

interface DragProps {
  scroller: React.RefObject<HTMLDivElement | null>;
  measures: Measures;
  pinned: number;
  fixed: number;
  total: number;
  columns: number;
  onRanges: (ranges: Range[]) => void;
  byRole: boolean;
}

/** Selects by dragging from anywhere in a cell. A press that hardly moves stays a click. */
function useDrag({ scroller, measures, pinned, fixed, total, columns, onRanges, byRole }: DragProps) {
  const dragged = useRef(false);

  function cellAt(x: number, y: number): Cell {
    const element = scroller.current!;
    const box = element.getBoundingClientRect();
    const across = x - box.left;
    const c =
      across < fixed
        ? Math.floor((across - measures.first) / measures.column)
        : pinned + Math.floor((across - fixed + element.scrollLeft) / measures.column);
    const r = Math.floor((y - box.top - measures.head + element.scrollTop) / measures.row);
    return { r: Math.max(0, Math.min(r, total - 1)), c: Math.max(0, Math.min(c, columns - 1)) };
  }

  function down(event: PointerEvent) {
    dragged.current = false;
    const target = (event.target as HTMLElement).closest<HTMLElement>(".mc [data-c]");
    if (event.button !== 0 || event.pointerType === "touch" || byRole || !target || event.shiftKey) return;
    const start = { r: Number(target.dataset.r), c: Number(target.dataset.c) };
    const from = { x: event.clientX, y: event.clientY };
    let last = from;
    let timer: ReturnType<typeof setInterval> | undefined;

    const extend = () => {
      const to = cellAt(last.x, last.y);
      onRanges([range(start.r, start.c, to.r, to.c)]);
    };
    const scrollAtEdges = () => {
      const element = scroller.current!;
      const box = element.getBoundingClientRect();
      const step = (near: number) => (near < EDGE ? Math.ceil((EDGE - near) / 3) : 0);
      element.scrollTop += step(box.bottom - last.y) - step(last.y - box.top - measures.head);
      element.scrollLeft += step(box.right - last.x) - step(last.x - box.left - fixed);
      extend();
    };
    const move = (moved: globalThis.PointerEvent) => {
      last = { x: moved.clientX, y: moved.clientY };
      if (!dragged.current && Math.hypot(last.x - from.x, last.y - from.y) > DRAG) {
        dragged.current = true;
        timer = setInterval(scrollAtEdges, 30);
        document.body.classList.add("dragging");
      }
      if (dragged.current) extend();
    };
    const up = () => {
      clearInterval(timer);
      document.body.classList.remove("dragging");
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", up);
      removeEventListener("pointercancel", up);
      // The click that follows the release is part of the drag.
      setTimeout(() => {
        dragged.current = false;
      }, 0);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", up);
    addEventListener("pointercancel", up);
  }

  return { down, justDragged: () => dragged.current };
}
