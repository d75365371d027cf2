import { memo } from "react";
import { list, t } from "../texts";
import { Avatar } from "../ui/Person";
import type { Responsibility } from "../ui/responsibilities";
import type { RoleMark } from "../ui/roles";
import { type Column, type MatrixStore, NOTHING, type Subject } from "./store";
import { describe, type View } from "./words";

const SOON = 30;

/** What a cell shows of its responsibilities: a dot or the letters of the role, and signs for time. */
export function marks(all: Responsibility[], roles: Map<string, RoleMark>) {
  const rank = { current: 0, coming: 1, ended: 2 };
  const [first, second] = all.toSorted((a, b) => rank[a.state] - rank[b.state]);
  if (!first) return null;
  const state = first.state === "coming" ? " soon" : first.state === "ended" ? " gone" : "";
  const role = first.roleId ? roles.get(first.roleId) : undefined;
  if (!role) return <span className={`dot${state}`} />;
  const next = second?.roleId ? roles.get(second.roleId) : undefined;
  const two = second && second.state !== "ended";
  return (
    <span
      className={`m p${role.colour}${state}${two ? " two" : ""}`}
      style={two ? ({ "--c2": `var(--p${next?.colour ?? 8})` } as React.CSSProperties) : undefined}
    >
      {role.letters}
    </span>
  );
}

/** An end that is known makes a notch; one within thirty days a warning. */
function notch(all: Responsibility[], day: string): string {
  const ends = all.filter(each => each.to && each.state !== "ended").map(each => each.to!);
  if (ends.length === 0) return "";
  const near = new Date(`${day}T12:00:00Z`);
  near.setUTCDate(near.getUTCDate() + SOON);
  return ends.some(end => end <= near.toISOString().slice(0, 10)) ? " notch near" : " notch";
}

/** What all rows have across: the columns, and which of them are drawn beside the pinned ones. */
export interface Across {
  columns: Column[];
  pinned: number;
  first: number;
  last: number;
  columnWidth: number;
  firstWidth: number;
}

interface RowProps {
  store: MatrixStore;
  view: View;
  /** Always the same one as long as nothing in it differs. */
  across: Across;
  index: number;
  version: number;
  top: number;
  /** The column of the focused cell in this row, -1 for its head, null if the focus is elsewhere. */
  focus: number | null;
  selected: string;
}

/** A row of the grid: its head, the pinned columns, and the columns near the viewport. */
export const GridRow = memo(function GridRow(props: RowProps) {
  const { store, view, across, index, top, focus } = props;
  const { columns, pinned, first, last, columnWidth, firstWidth } = across;
  const row = store.row(index);
  const subject = row?.subject;
  const project = subject?.type === "project";
  const selected = props.selected ? new Set(props.selected.split(" ").map(Number)) : null;
  const cell = (c: number, away?: number) => {
    const column = columns[c]!;
    return (
      <GridCell
        key={column.id}
        view={view}
        name={subject?.name}
        type={subject?.type}
        all={row ? store.shown(row, column.id) : NOTHING}
        by={subject && store.flashed(subject.id, column.id)}
        column={column}
        r={index}
        c={c}
        focused={focus === c}
        selected={selected ? selected.has(c) : undefined}
        pin={c < pinned ? (c === pinned - 1 ? "pin pinlast" : "pin") : ""}
        left={c < pinned ? firstWidth + c * columnWidth : away}
      />
    );
  };
  const start = Math.max(first, pinned);
  const cells = [];
  for (let c = 0; c < pinned; c++) cells.push(cell(c));
  if (start > pinned)
    cells.push(<i key="before" aria-hidden="true" style={{ width: (start - pinned) * columnWidth }} />);
  for (let c = start; c <= last; c++) cells.push(cell(c));
  // The focused cell stays, wherever it is.
  if (focus !== null && focus >= pinned && (focus < start || focus > last) && focus < columns.length) {
    cells.push(cell(focus, firstWidth + focus * columnWidth));
  }
  return (
    <div role="row" aria-rowindex={index + 2} className={project ? "mr pr" : "mr"} style={{ top }} data-r={index}>
      <RowHead
        subject={subject}
        customer={project ? store.row(store.find(subject.customerId) ?? -1)?.subject.name : undefined}
        index={index}
        focused={focus === -1}
      />
      {cells}
    </div>
  );
});

interface GridCellProps extends CellProps {
  selected: boolean | undefined;
  pin: string;
  left: number | undefined;
}

/** A cell is drawn again only if something of its own changed, so that scrolling draws only what comes into view. */
const GridCell = memo(function GridCell({ selected, pin, left, ...cell }: GridCellProps) {
  const away = left !== undefined && pin === "";
  return (
    <div
      role="gridcell"
      aria-colindex={cell.c + 2}
      aria-selected={selected}
      className={`mc${pin && ` ${pin}`}${selected ? " sel" : ""}`}
      style={left === undefined ? undefined : away ? { left, position: "absolute" } : { left }}
    >
      {cell.view.byRole ? <RoleCell {...cell} /> : <EmployeeCell {...cell} />}
    </div>
  );
});

interface RowHeadProps {
  subject: Subject | undefined;
  /** Whose project it is. */
  customer: string | undefined;
  index: number;
  focused: boolean;
}

const RowHead = memo(function RowHead({ subject, customer, index, focused }: RowHeadProps) {
  if (!subject) {
    return (
      <div role="rowheader" aria-colindex={1} className="rh">
        <span className="skeleton" style={{ width: `${40 + ((index * 37) % 45)}%`, margin: 12 }} />
      </div>
    );
  }
  const project = subject.type === "project";
  const href = `/${project ? "projects" : "customers"}/${subject.id}`;
  return (
    <div
      role="rowheader"
      aria-colindex={1}
      className={project ? "rh rhd pr" : "rh rhd cu"}
      aria-description={customer ? t("matrix.projectOf", { customer }) : undefined}
    >
      {!project && <Avatar id={subject.id} name={subject.name} size={18} square />}
      <a href={href} tabIndex={focused ? 0 : -1} className="ell" data-r={index} data-c={-1}>
        {subject.name}
      </a>
      {subject.archived && <span className="chip">{t("ui.archived")}</span>}
      <span className="nr num">{subject.number}</span>
    </div>
  );
});

interface CellProps {
  view: View;
  /** Name and type of the row; undefined until it is read: the button is the same one, so that it keeps the focus. */
  name: string | undefined;
  type: Subject["type"] | undefined;
  all: Responsibility[];
  /** Who changed it a moment ago. */
  by: string | undefined;
  column: Column;
  r: number;
  c: number;
  focused: boolean;
}

function EmployeeCell({ view, name, all, by, column, r, c, focused }: CellProps) {
  const pressed = all.some(each => each.state === "current")
    ? "true"
    : all.some(each => each.state === "coming")
      ? "mixed"
      : "false";
  return (
    <button
      type="button"
      tabIndex={focused ? 0 : -1}
      className={
        `${all.length ? "set" : ""}${all.length ? notch(all, view.day) : ""}${by ? " flash" : ""}` || undefined
      }
      aria-label={name === undefined ? t("ui.loading") : t("matrix.cell", { subject: name, employee: column.name })}
      aria-pressed={pressed}
      aria-disabled={view.readOnly || name === undefined || undefined}
      aria-description={all.length ? describe(all, view.roles) : undefined}
      title={by ? t("matrix.changedBy", { name: by }) : undefined}
      data-r={r}
      data-c={c}
    >
      {marks(all, view.roles)}
    </button>
  );
}

const CHIPS = 1;

function RoleCell({ view, name, type, all, by, column, r, c, focused }: CellProps) {
  const fits = name !== undefined && (!column.kind || column.kind === type);
  const role = column.name || t("matrix.withoutRole");
  const names = all.map(each => each.employee?.name ?? "");
  const label =
    name === undefined
      ? t("ui.loading")
      : names.length
        ? t("matrix.roleCell", { subject: name, role, names: names.join(", ") })
        : t("matrix.roleCellEmpty", { subject: name, role });
  return (
    <button
      type="button"
      tabIndex={focused ? 0 : -1}
      className={by ? "people flash" : "people"}
      aria-label={label}
      aria-haspopup="dialog"
      aria-disabled={!fits || (view.readOnly && all.length === 0) || undefined}
      aria-description={all.length ? describe(all, view.roles) : undefined}
      title={by ? t("matrix.changedBy", { name: by }) : names.length > CHIPS ? list(names) : undefined}
      data-r={r}
      data-c={c}
    >
      {all.slice(0, CHIPS).map((each, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a person may hold the same role twice, in two intervals
        <span key={at} className={`pchip ${each.state}`}>
          {each.employee && <Avatar id={each.employee.id} name={each.employee.name} size={20} />}
          <span className="ell">{each.employee?.name}</span>
        </span>
      ))}
      {names.length > CHIPS && <span className="pchip more">+{names.length - CHIPS}</span>}
      {names.length === 0 && fits && !view.readOnly && (
        <span className="plus" aria-hidden="true">
          +
        </span>
      )}
    </button>
  );
}
