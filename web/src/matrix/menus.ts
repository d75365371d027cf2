import { t } from "../texts";
import type { MenuItem } from "../ui/Menu";
import { prefer } from "../ui/preferences";
import type { GridActs } from "./acts";
import type { Open } from "./dialogs";
import type { Cell } from "./keyboard";
import type { Matrix } from "./matrix";
import { range, type Selection } from "./selection";
import type { Column, Row } from "./store";

const MOST_PINNED = 5;

/** What opens for a place in the grid: the menu of a head, the dialog of a cell. */
export function detailsOf(
  matrix: Matrix,
  selection: Selection,
  acts: GridActs,
  of: Cell,
  at: DOMRect,
): Open | undefined {
  const row = matrix.store.row(of.r);
  const column = matrix.columns[of.c];
  if (of.r < 0 && column) {
    const label = t("matrix.columnMenu", { name: column.name || t("matrix.noRole") });
    const items = matrix.view.byRole ? roleMenu(matrix, column) : columnMenu(matrix, selection, acts, of.c);
    return { kind: "menu", at, of, label, items };
  }
  if (row && of.c < 0) {
    const label = t("matrix.rowMenu", { name: row.subject.name });
    return { kind: "menu", at, of, label, items: rowMenu(matrix, selection, acts, of.r) };
  }
  return row && column && { kind: matrix.view.byRole ? "role" : "cell", row, column };
}

function columnMenu(matrix: Matrix, selection: Selection, acts: GridActs, c: number): MenuItem[] {
  const { store, set, time, mayChange } = matrix;
  const { id } = matrix.columns[c]!;
  const whole = [range(0, c, store.total - 1, c)];
  return [
    ...(mayChange ? [{ label: t("matrix.selectColumn"), act: () => selection.set(whole) }] : []),
    { label: t("matrix.onlyEmployee"), act: () => set({ employee: [id] }, { push: true }) },
    ...pinItem(matrix, id),
    ...(mayChange && time !== "past"
      ? [
          {
            label: t("matrix.handOver"),
            act: () => {
              selection.set(whole);
              acts.bulk("handOver", whole);
            },
          },
        ]
      : []),
    { label: t("matrix.history"), act: () => acts.history(-1, c) },
  ];
}

function pinItem({ pins, pinned }: Matrix, id: string): MenuItem[] {
  const pin = (pinnedEmployeeIds: string[]) => void prefer({ pinnedEmployeeIds });
  if (pins.includes(id)) return [{ label: t("matrix.unpin"), act: () => pin(pins.filter(each => each !== id)) }];
  return pinned < MOST_PINNED ? [{ label: t("matrix.pin"), act: () => pin([...pins, id]) }] : [];
}

function roleMenu({ set }: Matrix, { id, kind }: Column): MenuItem[] {
  const only = kind === "project" ? { projectRole: [id] } : { customerRole: [id] };
  return [
    { label: t("matrix.onlyRole"), act: () => set({ customerRole: undefined, projectRole: undefined, ...only }) },
  ];
}

function rowMenu(matrix: Matrix, selection: Selection, acts: GridActs, r: number): MenuItem[] {
  const { columns, set, view, mayChange } = matrix;
  const { subject } = matrix.store.row(r)!;
  const card = subject.type === "project" ? `/projects/${subject.id}` : `/customers/${subject.id}`;
  return [
    ...(mayChange && !view.byRole
      ? [{ label: t("matrix.selectRow"), act: () => selection.set([range(r, 0, r, columns.length - 1)]) }]
      : []),
    { label: t("matrix.onlyCustomer"), act: () => set({ customer: [subject.customerId] }, { push: true }) },
    { label: t("matrix.history"), act: () => acts.history(r, -1) },
    { label: t("matrix.openCard"), act: () => acts.navigate(card) },
  ];
}

/** The history of a row, of an employee, or of both together; that of a customer is with its projects. */
export function historyOf(row: Row | undefined, employee: Column | undefined): Open {
  const title = [row?.subject.name, employee?.name].filter(Boolean).join(", ");
  const of =
    row && (row.subject.type === "customer" && !employee ? { customer: row.subject.id } : { subject: row.subject.id });
  return { kind: "history", title, query: { ...of, employee: employee?.id } };
}
