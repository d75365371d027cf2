import { type Query, useSession } from "../api";
import { t } from "../texts";
import { DateDialog } from "../ui/DateDialog";
import { HistoryDrawer } from "../ui/History";
import { Menu, type MenuItem } from "../ui/Menu";
import { ResponsibilityDialog } from "../ui/ResponsibilityDialog";
import { BulkDialog } from "./bulk";
import { focusCell } from "./focus";
import type { Cell } from "./keyboard";
import { Legend } from "./legend";
import type { Matrix } from "./matrix";
import { historyOf } from "./menus";
import type { BulkAction } from "./plan";
import { RoleDialog } from "./roleDialog";
import type { Selection } from "./selection";
import type { Column, Row } from "./store";

/** What is open over the grid. */
export type Open =
  | { kind: "cell" | "role"; row: Row; column: Column }
  | { kind: "bulk"; action: BulkAction }
  | { kind: "history"; title: string; query: Query }
  | { kind: "date" }
  | { kind: "legend" }
  | { kind: "menu"; at: DOMRect; of: Cell; label: string; items: MenuItem[] };

interface DialogsProps {
  open: Open;
  matrix: Matrix;
  selection: Selection;
  onOpen: (open: Open | null) => void;
}

export function Dialogs({ open, matrix, selection, onOpen }: DialogsProps) {
  const { today } = useSession();
  const { store, view, search, set, rolesUsed } = matrix;
  const close = () => onOpen(null);
  switch (open.kind) {
    case "cell":
      return <CellDialog matrix={matrix} row={open.row} column={open.column} onOpen={onOpen} />;
    case "role":
      return <RoleDialog store={store} view={view} row={open.row} column={open.column} onClose={close} />;
    case "bulk":
      return <BulkDialog action={open.action} matrix={matrix} selection={selection} onClose={close} />;
    case "history":
      return <HistoryDrawer title={open.title} query={open.query} onClose={close} />;
    case "date":
      return <DateDialog today={today} on={search.on} asOf={search.asOf} onApply={set} onClose={close} />;
    case "legend":
      return <Legend roles={rolesUsed ? [...view.roles.values()] : []} onClose={close} />;
    case "menu":
      return (
        <Menu
          label={open.label}
          items={open.items}
          anchor={() => open.at}
          onClose={() => {
            close();
            focusCell(open.of);
          }}
        />
      );
  }
}

interface CellDialogProps {
  matrix: Matrix;
  row: Row;
  column: Column;
  onOpen: (open: Open | null) => void;
}

function CellDialog({ matrix: { store, view, search }, row, column, onOpen }: CellDialogProps) {
  const { subject } = row;
  const team = column.teamName && t("matrix.team", { name: column.teamName });
  // With a filter of roles the grid does not show all of them.
  const filtered = Boolean(search.customerRole || search.projectRole);
  return (
    <ResponsibilityDialog
      subject={subject}
      employee={column}
      about={[subject.number, row.category?.name, team].filter(Boolean).join(" · ")}
      initial={
        filtered && !view.readOnly
          ? undefined
          : { all: store.shown(row, column.id), position: store.basisOf(row, column.id) }
      }
      readOnly={view.readOnly}
      day={view.day}
      begins={view.begins}
      onHistory={() => onOpen(historyOf(row, column))}
      onSaved={(before, after, positions) => {
        store.assume(subject.id, column.id, before, after);
        void store.settle(subject.id, column.id, positions);
      }}
      onClose={() => onOpen(null)}
    />
  );
}
