import { type ReactNode, type RefObject, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { t } from "../texts";
import { GridRow } from "./cells";
import { useCrosshair } from "./crosshair";
import { cellOf, useGridFocus } from "./focus";
import { Heads } from "./heads";
import type { Cell } from "./keyboard";
import { type Hands, press } from "./keys";
import type { Shown } from "./matrix";
import { usePointer } from "./pointer";
import { selectedColumns } from "./selection";
import { type Look, useViewport, type Viewport } from "./viewport";

interface GridProps extends Pick<Hands, "selection" | "acts"> {
  shown: Shown;
  look: Look;
  /** Stands under the rows, such as a bar of what can be done with the selected ones. */
  strip: ReactNode;
}

/** The grid: rows and columns exist only near the viewport; one tab stop; all keys of a spreadsheet. */
export function Grid({ shown, look, selection, acts, strip }: GridProps) {
  const { store, view, columns, pinned } = shown;
  useSyncExternalStore(store.subscribe, store.snapshot);
  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLDivElement>(null);
  const anchor = useRef<Cell>({ r: 0, c: 0 });
  const viewport = useViewport(scroller, shown, look);
  const crosshair = useCrosshair(grid, shown, viewport.measures);
  const focus = useGridFocus(grid, store);
  const hands: Hands = { shown, selection, acts, focus, viewport, anchor };
  const pointer = usePointer(scroller, hands);
  const across = useAcross(shown, viewport);
  const { row, column, first, head, fixed } = viewport.measures;

  useEffect(() => {
    if (store.row(0)) performance.mark("matrix:first-cell");
  }, [store]);

  const sizes = { "--mrow": `${row}px`, "--mcol": `${column}px`, "--mfirst": `${first}px`, "--mhead": `${head}px` };
  return (
    <>
      <div className={view.byRole ? "view role" : "view"} ref={scroller} style={sizes as React.CSSProperties}>
        <div
          ref={grid}
          role="grid"
          className="grid"
          aria-label={t("nav.responsibilities")}
          aria-rowcount={store.total + 1}
          aria-colcount={columns.length + 1}
          aria-multiselectable="true"
          aria-readonly={view.readOnly || undefined}
          style={{ width: fixed + (columns.length - pinned) * column, height: head + store.total * row }}
          {...pointer}
          onKeyDown={event => press(event, hands)}
          onPointerOver={event => {
            const found = cellOf(event.target);
            if (found && event.pointerType !== "touch") crosshair.point(found.cell);
          }}
          onFocus={event => {
            const found = cellOf(event.target);
            if (!found) return;
            focus.came(found.cell);
            crosshair.point(found.cell);
          }}
        >
          <Heads shown={shown} across={across} focus={focus.cell} />
          <div className="band row-band" aria-hidden="true" ref={crosshair.rowBand} />
          <div className="band column-band" aria-hidden="true" ref={crosshair.columnBand} />
          {drawnRows(viewport, focus.cell.r, store.total).map(r => (
            <GridRow
              key={r}
              store={store}
              view={view}
              across={across}
              index={r}
              version={store.versionOf(r)}
              top={head + r * row}
              focus={focus.cell.r === r ? focus.cell.c : null}
              selected={selection.ranges.length ? selectedColumns(selection.ranges, r, 0, across.last) : ""}
            />
          ))}
        </div>
      </div>
      {strip}
      <Foot view={view} readout={crosshair.foot} />
    </>
  );
}

function useAcross({ columns, pinned }: Shown, { measures, columns: seen }: Viewport) {
  const { first, last } = seen;
  const { column: columnWidth, first: firstWidth } = measures;
  return useMemo(
    () => ({ columns, pinned, first, last, columnWidth, firstWidth }),
    [columns, pinned, first, last, columnWidth, firstWidth],
  );
}

/** The rows that are seen, and the one with the focus, wherever it is. */
function drawnRows({ rows: { first, last } }: Viewport, focused: number, total: number): number[] {
  const rows: number[] = [];
  for (let r = first; r <= last; r++) rows.push(r);
  if (focused >= 0 && focused < total && (focused < first || focused > last)) rows.push(focused);
  return rows;
}

interface FootProps {
  view: Shown["view"];
  /** The crosshair writes here what it points at. */
  readout: RefObject<HTMLSpanElement | null>;
}

function Foot({ view: { byRole, readOnly }, readout }: FootProps) {
  return (
    <div className="foot only-d">
      <span className="ell med readout" ref={readout} />
      <span className="hints">
        {!readOnly && (
          <span>
            <kbd>{byRole ? "Enter" : "Space"}</kbd> {byRole ? t("matrix.hintRole") : t("matrix.hintToggle")}
          </span>
        )}
        {!byRole && (
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
  );
}
