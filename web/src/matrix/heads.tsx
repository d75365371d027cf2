import { memo } from "react";
import { t } from "../texts";
import { Avatar } from "../ui/Person";
import type { Across } from "./cells";
import { Corner } from "./corner";
import { type GridFocus, refocus } from "./focus";
import type { Shown } from "./matrix";
import type { Column } from "./store";
import type { View } from "./words";

interface HeadsProps {
  shown: Shown;
  across: Across;
  focus: GridFocus["cell"];
}

/** The row of the heads of the columns. */
export function Heads({ shown, across, focus }: HeadsProps) {
  const { store, view, columns, pinned } = shown;
  const { first, last, firstWidth, columnWidth } = across;
  const most = columns.reduce((sum, column) => Math.max(sum, column.count), 0);
  const drawn: number[] = [];
  for (let c = 0; c < pinned; c++) drawn.push(c);
  for (let c = first; c <= last; c++) drawn.push(c);
  // The one with the focus stays; a filter may have taken it away.
  const away = focus.c >= pinned && focus.c < columns.length && (focus.c < first || focus.c > last);
  if (away && focus.r < 0) drawn.push(focus.c);
  return (
    <div role="row" aria-rowindex={1} className="mhead">
      <div role="columnheader" aria-colindex={1} className="corner">
        <Corner shown={shown} onRefreshed={refocus} />
      </div>
      {drawn.map(c => {
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
  );
}

interface ColumnHeadProps {
  column: Column;
  count: number;
  most: number;
  view: View;
  c: number;
  focused: boolean;
}

/** Drawn again only if something of its own changed, as a cell. */
const ColumnHead = memo(function ColumnHead({ column, count, most, view, c, focused }: ColumnHeadProps) {
  const name = column.name || t("matrix.noRole");
  const role = view.byRole ? view.roles.get(column.id) : undefined;
  const label = t("matrix.column", { name, count });
  const shared = {
    type: "button" as const,
    tabIndex: focused ? 0 : -1,
    "aria-label": label,
    "aria-haspopup": "menu" as const,
    "data-r": -1,
    "data-c": c,
    title: column.teamName ? `${name}, ${column.teamName}` : name,
  };
  if (view.byRole) {
    return (
      <button {...shared} className="colr">
        {role ? <span className={`m p${role.colour}`}>{role.letters}</span> : <span className="dot" />}
        <span className="ell med">{name}</span>
        <span className="muted num end">{count}</span>
      </button>
    );
  }
  return (
    <button {...shared} className={column.active === false ? "colh left" : "colh"}>
      <span className="nm">{name}</span>
      <Avatar id={column.id} name={name} size={20} />
      <span className="ct num">{count}</span>
      <span className="load" style={{ backgroundSize: `${most ? Math.round((count / most) * 100) : 0}%` }} />
    </button>
  );
});
