import { IconArrowUp } from "@tabler/icons-react";
import { type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { t } from "../texts";
import { Icon } from "./Icon";
import { useCoarse, useNarrow } from "./media";
import { useWindow } from "./window";

export interface Column<Row> {
  key: string;
  /** Its name; a column of actions is without one, as each action is named with its row. */
  head?: string;
  cell: (row: Row) => ReactNode;
  /** The value of `sort` that orders by this column. */
  sort?: string;
  right?: boolean;
  /** A column of actions. */
  quiet?: boolean;
}

/** What takes a click itself: also a dialog or a menu that a cell has opened, which is drawn over the page. */
const OWN = "a, button, input, label, dialog, [popover], [role=menu], [role=listbox]";

/** Whether a click in a row is one on the row. */
function isOnRow({ target, currentTarget }: MouseEvent<HTMLElement>): boolean {
  const own = (target as HTMLElement).closest(OWN);
  return !(own && currentTarget.contains(own)) && !getSelection()?.toString();
}

interface TableProps<Row> {
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** How the name of a row is read in "Select «name»". */
  rowName?: (row: Row) => string;
  card: (row: Row) => ReactNode;
  /** The height of a card that has more than two lines. */
  cardHeight?: number;
  sort?: string;
  onSort?: (sort: string) => void;
  /** Called when the end comes near. */
  onEnd?: () => void;
  selected?: ReadonlySet<string>;
  onSelect?: (keys: Set<string>) => void;
  onOpen?: (row: Row) => void;
}

const DENSE = 32;
const COMFORTABLE = 40;
const TOUCH = 44;
const CARD = 61;

/** A table whose rows exist only near the viewport; on a phone a list of cards. */
export function Table<Row>(props: TableProps<Row>) {
  const { rows, onEnd } = props;
  const narrow = useNarrow();
  const coarse = useCoarse();
  const scroller = useRef<HTMLDivElement>(null);
  const dense = document.documentElement.dataset.density === "comfortable" ? COMFORTABLE : DENSE;
  const height = narrow ? (props.cardHeight ?? CARD) : coarse ? TOUCH : dense;
  const span = useWindow(scroller, rows.length, height);

  useEffect(() => {
    if (onEnd && span.last >= rows.length - 20) onEnd();
  }, [span.last, rows.length, onEnd]);

  return (
    <div className="scroll" ref={scroller} tabIndex={0} role="group" aria-label={t("ui.rowsOf", { what: props.label })}>
      {narrow ? <Cards {...props} span={span} height={height} /> : <Rows {...props} span={span} height={height} />}
    </div>
  );
}

function toggled(selected: ReadonlySet<string>, key: string): Set<string> {
  const next = new Set(selected);
  if (!next.delete(key)) next.add(key);
  return next;
}

function SelectBox<Row>({ row, rowKey, rowName, selected, onSelect }: TableProps<Row> & { row: Row }) {
  const key = rowKey(row);
  return (
    <input
      type="checkbox"
      aria-label={t("ui.select", { what: rowName?.(row) ?? key })}
      checked={selected?.has(key) ?? false}
      onChange={() => onSelect?.(toggled(selected ?? new Set(), key))}
    />
  );
}

function Rows<Row>(props: TableProps<Row> & { span: { first: number; last: number }; height: number }) {
  const { columns, rows, rowKey, sort, onSort, selected, onSelect, span, height } = props;
  const all = rows.length > 0 && rows.every(row => selected?.has(rowKey(row)));
  const width = columns.length + (onSelect ? 1 : 0);
  const shown = rows.slice(span.first, span.last + 1);
  return (
    <table className="tbl" aria-label={props.label} aria-rowcount={rows.length + 1}>
      <thead>
        <tr>
          {onSelect && (
            <td className="c">
              <input
                type="checkbox"
                aria-label={t("ui.selectAll")}
                checked={all}
                ref={box => {
                  if (box) box.indeterminate = !all && (selected?.size ?? 0) > 0;
                }}
                onChange={() => onSelect(all ? new Set() : new Set(rows.map(rowKey)))}
              />
            </td>
          )}
          {columns.map(column => {
            const orders = column.sort && onSort;
            const sorted = orders && sort === column.sort;
            if (column.quiet) return <td key={column.key} />;
            return (
              <th
                key={column.key}
                scope="col"
                className={column.right ? "r" : undefined}
                aria-sort={orders ? (sorted ? "ascending" : "none") : undefined}
              >
                {orders ? (
                  <button type="button" onClick={() => onSort(column.sort!)}>
                    {column.head}
                    {sorted && <Icon of={IconArrowUp} size={14} />}
                  </button>
                ) : (
                  column.head
                )}
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {span.first > 0 && <Space height={span.first * height} width={width} />}
        {shown.map((row, at) => (
          <tr
            key={rowKey(row)}
            aria-rowindex={span.first + at + 2}
            className={selected?.has(rowKey(row)) ? "sel" : undefined}
            onClick={event => isOnRow(event) && props.onOpen?.(row)}
          >
            {onSelect && (
              <td className="c">
                <SelectBox {...props} row={row} />
              </td>
            )}
            {columns.map(column => (
              <td key={column.key} className={column.quiet ? "acts" : column.right ? "r" : undefined}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
        {span.last + 1 < rows.length && <Space height={(rows.length - 1 - span.last) * height} width={width} />}
      </tbody>
    </table>
  );
}

function Space({ height, width }: { height: number; width: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row of a plain table takes no focus
    <tr className="space" aria-hidden="true">
      <td colSpan={width} style={{ height }} />
    </tr>
  );
}

function Cards<Row>(props: TableProps<Row> & { span: { first: number; last: number }; height: number }) {
  const { columns, rows, rowKey, selected, onSelect, span, height } = props;
  const acts = columns.filter(column => column.quiet);
  return (
    <ul
      className="cards"
      aria-label={props.label}
      style={{ paddingTop: span.first * height, paddingBottom: Math.max(0, rows.length - 1 - span.last) * height }}
    >
      {rows.slice(span.first, span.last + 1).map(row => (
        <li key={rowKey(row)} className={selected?.has(rowKey(row)) ? "sel" : undefined}>
          {onSelect && <SelectBox {...props} row={row} />}
          <div className="card">{props.card(row)}</div>
          {acts.map(column => (
            <div key={column.key} className="acts">
              {column.cell(row)}
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}

/** Rows in the final geometry while the first data are on their way. */
export function TableSkeleton({ rows = 12 }: { rows?: number }) {
  return (
    <div className="scroll" aria-hidden="true">
      <table className="tbl">
        <tbody>
          {Array.from({ length: rows }, (_, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike
            <tr key={at}>
              <td>
                <span className="skeleton" style={{ width: `${30 + ((at * 37) % 50)}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
