import "./matrix.css";
import {
  IconBuilding,
  IconCalendar,
  IconDots,
  IconInfoCircle,
  IconMarquee2,
  IconSearchOff,
  IconUsers,
} from "@tabler/icons-react";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { MATRIX } from "../addresses";
import { listen, problemOf, type Query, queries, useCan, useSession } from "../api";
import { day as dayText, instant, rich, t } from "../texts";
import { copyText } from "../ui/clipboard";
import { DateDialog } from "../ui/DateDialog";
import { Downloads } from "../ui/Downloads";
import { Filters, SearchBox } from "../ui/Filters";
import { Check, Segments } from "../ui/Form";
import { Head } from "../ui/Head";
import { HistoryDrawer } from "../ui/History";
import { Icon } from "../ui/Icon";
import { useLost } from "../ui/LiveMark";
import { Menu, MenuButton, type MenuItem } from "../ui/Menu";
import { useNarrow } from "../ui/media";
import { Picker } from "../ui/Picker";
import { CustomerPicker, EmployeePicker, GroupingPicker, RolePicker, TeamPicker, useRoles } from "../ui/pickers";
import { prefer, usePreferences } from "../ui/preferences";
import { ResponsibilityDialog } from "../ui/ResponsibilityDialog";
import type { Responsibility } from "../ui/responsibilities";
import { back, dayBefore, type ResponsibilityChange, send, stateOn } from "../ui/responsibilities";
import { roleMarks } from "../ui/roles";
import { Failure, State } from "../ui/State";
import { useSearch } from "../ui/search";
import { TableSkeleton } from "../ui/Table";
import { done, refused, said } from "../ui/toasts";
import { type BulkAction, BulkDialog } from "./bulk";
import { Grid } from "./grid";
import { Legend } from "./legend";
import { RoleDialog } from "./roleDialog";
import { cellsOf, MOST_CELLS, type Range, range, sizeOf } from "./selection";
import { type Column, MatrixStore, NO_ROLE, type Row } from "./store";
import { Views } from "./views";
import type { View } from "./words";

const MOST_PINNED = 5;

type Open =
  | { kind: "cell"; row: Row; column: Column }
  | { kind: "role"; row: Row; column: Column }
  | { kind: "history"; title: string; query: Query }
  | { kind: "date" }
  | { kind: "legend" }
  | { kind: "menu"; at: DOMRect; label: string; items: MenuItem[] }
  | null;

/** One store for one set of filters. The old one stays shown until the new one has something to show. */
function useStore(query: Query): MatrixStore {
  const key = JSON.stringify(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says whether the query is another one
  const wanted = useMemo(() => new MatrixStore(query), [key]);
  const [shown, setShown] = useState(wanted);
  useEffect(() => {
    let gone = false;
    // Query counts what is on its way, for the sign of the page.
    const start = () => wanted.start().then(() => true);
    void queries
      .fetchQuery({ queryKey: ["matrix", wanted.serial], queryFn: start, staleTime: 0, gcTime: 0 })
      .then(() => {
        if (!gone) setShown(wanted);
      });
    return () => {
      gone = true;
    };
  }, [wanted]);
  const session = useSession();
  useEffect(
    () =>
      listen(notice => {
        if (notice.kind === "changes") shown.receive(notice.changes, session.user);
        if (notice.kind === "reset") void shown.reload();
      }),
    [shown, session.user],
  );
  useEffect(() => {
    shown.resume();
    return () => shown.stop();
  }, [shown]);
  return shown;
}

/** Customers > Responsibilities: who is responsible for whom, and every change of it one click away. */
export function Responsibilities() {
  const can = useCan();
  const session = useSession();
  const preferences = usePreferences();
  const narrow = useNarrow();
  const navigate = useNavigate();
  const href = useRouterState({ select: state => state.location.href });
  const [search, set] = useSearch(MATRIX);
  const catalogue = useRoles();
  const roles = useMemo(() => roleMarks(catalogue), [catalogue]);
  const [open, setOpen] = useState<Open>(null);
  const [selecting, setSelecting] = useState(false);
  const [ranges, setRanges] = useState<Range[]>([]);
  const [bulk, setBulk] = useState<BulkAction | null>(null);

  const rolesUsed = session.features.roles;
  const byRole = rolesUsed && search.view === "role";
  const { clickRole: clickRoleId, ...query } = search;
  const store = useStore(query as Query);
  useSyncExternalStore(store.subscribe, store.snapshot);

  const now = session.today;
  const day = search.on ?? now;
  const planning = search.on !== undefined && search.on > now;
  const past = search.asOf !== undefined || (search.on !== undefined && search.on < now);
  const mayChange = can("changeResponsibilities");
  const lost = useLost();
  const why = !mayChange ? t("matrix.viewerOnly") : past ? t("matrix.pastOnly") : lost ? t("matrix.lost") : null;
  const view: View = useMemo(() => ({ byRole, roles, day, readOnly: why !== null, why }), [byRole, roles, day, why]);

  const pinnedIds = preferences.pinnedEmployeeIds ?? [];
  const columns = useMemo(() => {
    if (store.columns.length === 0 || byRole) return store.columns;
    const pinned = pinnedIds.flatMap(id => store.columns.find(column => column.id === id) ?? []);
    return pinned.length ? [...pinned, ...store.columns.filter(column => !pinned.includes(column))] : store.columns;
  }, [store.columns, byRole, pinnedIds]);
  const pinned = byRole ? 0 : columns.filter(column => pinnedIds.includes(column.id)).length;
  const wide = preferences.matrixColumns === "wide";

  // A selection belongs to the rows and columns that it was made in.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another store has other rows
  useEffect(() => setRanges([]), [store]);

  const filterRole = [...(search.customerRole ?? []), ...(search.projectRole ?? [])];
  const clickRole = clickRoleId ?? (filterRole.length === 1 && filterRole[0] !== "none" ? filterRole[0] : undefined);

  async function toggle(r: number, c: number) {
    const row = store.row(r);
    const column = columns[c];
    if (!row || !column) return;
    if (view.why) {
      if (byRole && store.shown(row, column.id).length) return setOpen({ kind: "role", row, column });
      return said(t("toast.notChanged", { reason: view.why }), "refused");
    }
    if (byRole) {
      if (!column.kind || column.kind === row.subject.type) setOpen({ kind: "role", row, column });
      return;
    }
    await waitFor(`${row.subject.id} ${column.id}`, () => click(row, column));
  }

  /** Assigns where nobody is, removes the only one; several are for the dialog. */
  async function click(row: Row, column: Column) {
    const before = store.shown(row, column.id);
    const open = before.filter(each => each.state !== "ended");
    if (open.length > 1) return setOpen({ kind: "cell", row, column });
    const subject = { type: row.subject.type, id: row.subject.id };
    const who = { subject, employeeId: column.id };
    const dated = planning || session.features.datedClicks;
    let change: ResponsibilityChange;
    let after: Responsibility[];
    let text: [Parameters<typeof rich>[0], Record<string, string>];
    const names = { employee: column.name, customer: row.subject.name };
    const [only] = open;
    if (!only) {
      const role = clickRole ? roles.get(clickRole) : undefined;
      const roleId = role && role.kind === row.subject.type ? role.id : null;
      const from = dated ? day : null;
      change = { action: "assign", ...who, roleId, from };
      after = [...before, { roleId, from, to: null, state: stateOn(day, from, null) }];
      text = roleId ? ["matrix.assignedAs", { ...names, role: role!.name }] : ["matrix.assigned", names];
    } else {
      const began = only.from === null || only.from < day;
      if (planning && began)
        change = { action: "change", ...who, roleId: only.roleId, from: only.from, to: dayBefore(day) };
      else if (dated && !planning) change = { action: "end", ...who, roleId: only.roleId, from: only.from };
      else change = { action: "remove", ...who, roleId: only.roleId, from: only.from };
      after = before.filter(each => each !== only);
      const role = only.roleId ? roles.get(only.roleId) : undefined;
      text = role ? ["matrix.removedAs", { ...names, role: role.name }] : ["matrix.removed", names];
    }
    store.assume(subject.id, column.id, before, after);
    try {
      const { batch, positions } = await send([change], { source: "click" });
      done(rich(text[0], text[1]), batch.batchId ? back(batch.batchId, t(text[0], text[1])) : undefined);
      void store.settle(subject.id, column.id, positions);
    } catch (thrown) {
      store.retract(subject.id, column.id);
      refused(thrown);
    }
  }

  function details(r: number, c: number, at: DOMRect) {
    const row = store.row(r);
    const column = columns[c];
    if (r < 0 && column)
      setOpen({
        kind: "menu",
        at,
        label: t("matrix.columnMenu", { name: nameOf(column) }),
        items: columnMenu(column, c),
      });
    else if (row && c < 0)
      setOpen({ kind: "menu", at, label: t("matrix.rowMenu", { name: row.subject.name }), items: rowMenu(row, r) });
    else if (row && column) setOpen({ kind: byRole ? "role" : "cell", row, column });
  }

  const nameOf = (column: Column) => column.name || t("matrix.noRole");

  function columnMenu(column: Column, c: number): MenuItem[] {
    if (byRole)
      return [
        {
          label: t("matrix.onlyRole"),
          act: () =>
            set({
              customerRole: column.kind !== "project" ? [column.id] : undefined,
              projectRole: column.kind === "project" ? [column.id] : undefined,
            }),
        },
      ];
    const isPinned = pinnedIds.includes(column.id);
    const pin = isPinned ? pinnedIds.filter(id => id !== column.id) : [...pinnedIds, column.id];
    return [
      ...(mayChange
        ? [{ label: t("matrix.selectColumn"), act: () => setRanges([range(0, c, store.total - 1, c)]) }]
        : []),
      { label: t("matrix.onlyEmployee"), act: () => set({ employee: [column.id] }, { push: true }) },
      ...(isPinned || pinned < MOST_PINNED
        ? [
            {
              label: isPinned ? t("matrix.unpin") : t("matrix.pin"),
              act: () => void prefer({ pinnedEmployeeIds: pin }),
            },
          ]
        : []),
      { label: t("matrix.history"), act: () => showHistory(-1, c) },
    ];
  }

  function rowMenu(row: Row, r: number): MenuItem[] {
    return [
      ...(mayChange && !byRole
        ? [{ label: t("matrix.selectRow"), act: () => setRanges([range(r, 0, r, columns.length - 1)]) }]
        : []),
      { label: t("matrix.onlyCustomer"), act: () => set({ customer: [row.subject.customerId] }, { push: true }) },
      { label: t("matrix.history"), act: () => showHistory(r, -1) },
      { label: t("matrix.openCard"), act: () => void navigate({ to: `/customers/${row.subject.customerId}` }) },
    ];
  }

  function showHistory(r: number, c: number) {
    const row = store.row(r);
    const column = columns[c];
    const person = column && !byRole ? column : undefined;
    const title = [row?.subject.name, person?.name].filter(Boolean).join(", ");
    const subject =
      row && (row.subject.type === "customer" && !person ? { customer: row.subject.id } : { subject: row.subject.id });
    setOpen({ kind: "history", title, query: { ...subject, employee: person?.id } });
  }

  function showCellHistory(row: Row, column: Column) {
    const title = `${row.subject.name}, ${column.name}`;
    setOpen({ kind: "history", title, query: { subject: row.subject.id, employee: column.id } });
  }

  function remove(r: number, c: number) {
    const row = store.row(r);
    const column = columns[c];
    if (!row || !column || byRole) return;
    if (store.shown(row, column.id).filter(each => each.state !== "ended").length > 1) {
      setRanges([range(r, c, r, c)]);
      setBulk("remove");
    } else if (store.shown(row, column.id).length) void toggle(r, c);
  }

  function startBulk(action: BulkAction) {
    const { cells } = sizeOf(ranges);
    if (view.why) said(t("toast.notChanged", { reason: view.why }), "refused");
    else if (cells > MOST_CELLS) said(t("matrix.tooMany", { count: cells, most: MOST_CELLS }), "refused");
    else setBulk(action);
  }

  const filters = filterCount(search);
  const clear = () =>
    set({
      q: undefined,
      category: undefined,
      tag: undefined,
      customer: undefined,
      team: undefined,
      employee: undefined,
      seller: undefined,
      customerRole: undefined,
      projectRole: undefined,
    });
  const size = ranges.length ? sizeOf(ranges) : null;
  const empty = store.ready && (store.total === 0 || columns.length === 0);
  const close = () => setOpen(null);
  const searchBox = (
    <SearchBox label={t("filters.search")} value={search.q ?? ""} onChange={q => set({ q: q || undefined })} />
  );
  const filterBar = (
    <Filters count={filters} onClear={clear} search={narrow ? undefined : searchBox}>
      {narrow && searchBox}
      {narrow && toolbar()}
      <GroupingPicker value={search} onChange={set} />
      <CustomerPicker multiple value={search.customer ?? []} onChange={customer => set({ customer: some(customer) })} />
      <TeamPicker multiple value={search.team ?? []} onChange={team => set({ team: some(team) })} />
      <EmployeePicker multiple value={search.employee ?? []} onChange={employee => set({ employee: some(employee) })} />
      <Picker
        label={t("filters.seller")}
        options={[
          { value: "anyone", label: t("filters.anyone") },
          { value: "true", label: t("filters.sellers") },
          { value: "false", label: t("filters.others") },
        ]}
        value={search.seller ? [search.seller] : []}
        onChange={([seller]) => set({ seller: seller === "anyone" ? undefined : (seller as typeof search.seller) })}
      />
      {rolesUsed && (
        <>
          <RolePicker
            kind="customer"
            label={t("filters.customerRole")}
            multiple
            value={search.customerRole ?? []}
            onChange={customerRole => set({ customerRole: some(customerRole) })}
          />
          <RolePicker
            kind="project"
            label={t("filters.projectRole")}
            multiple
            value={search.projectRole ?? []}
            onChange={projectRole => set({ projectRole: some(projectRole) })}
          />
        </>
      )}
    </Filters>
  );

  return (
    <>
      <Head
        title={t("nav.responsibilities")}
        section="customers"
        actions={
          <>
            {!narrow && <Views query={href} />}
            {!narrow && (
              <>
                <span className="div" />
                <Downloads path="/api/matrix" query={query as Query} operation="downloadMatrixXlsx" />
              </>
            )}
            <MenuButton
              label={t("ui.more")}
              named={narrow}
              className={narrow ? "btn icon" : "btn quiet"}
              align="end"
              items={more}
            >
              <Icon of={IconDots} />
              {!narrow && t("ui.more")}
            </MenuButton>
          </>
        }
      />
      <div className="bar">
        {narrow ? filterBar : toolbar()}
        {mayChange && !byRole && (
          <button
            type="button"
            className={selecting ? "btn on end" : "btn end"}
            aria-pressed={selecting}
            onClick={() => setSelecting(!selecting)}
          >
            <Icon of={IconMarquee2} />
            {t("matrix.selectCells")}
          </button>
        )}
        {!narrow && (
          <button
            type="button"
            className={mayChange && !byRole ? "btn quiet" : "btn quiet end"}
            onClick={() => setOpen({ kind: "legend" })}
          >
            <Icon of={IconInfoCircle} />
            {t("matrix.legend")}
          </button>
        )}
      </div>
      {!narrow && filterBar}
      {(planning || past) && (
        <section className="banner warn" style={{ marginTop: 8 }} aria-label={t("matrix.shownDate")}>
          <Icon of={IconCalendar} />
          <span className="grow">
            {planning
              ? t("matrix.planning", { day: dayText(day) })
              : search.asOf
                ? t("matrix.asKnown", { instant: instant(search.asOf) })
                : t("matrix.past", { day: dayText(day) })}
          </span>
          <button type="button" className="btn" onClick={() => set({ on: undefined, asOf: undefined })}>
            {t("matrix.backToToday")}
          </button>
        </section>
      )}
      <div className={wide ? "panel fill wide" : "panel fill"} aria-busy={!store.ready}>
        {store.failure !== null && !store.ready && (
          <Failure thrown={problemOf(store.failure)} onAgain={() => void store.start()} />
        )}
        {!store.ready && store.failure === null && <TableSkeleton rows={24} />}
        {empty && <Empty any={filters > 0 || search.q !== undefined} noColumns={store.total > 0} onClear={clear} />}
        {store.ready && !empty && (
          <Grid
            store={store}
            view={view}
            columns={columns}
            pinned={pinned}
            wide={wide}
            comfortable={preferences.density === "comfortable"}
            selecting={selecting}
            ranges={ranges}
            onRanges={setRanges}
            onToggle={(r, c) => void toggle(r, c)}
            onDetails={details}
            onHistory={showHistory}
            onRemove={remove}
            onBulk={startBulk}
            onNavigate={to => void navigate({ href: to } as never)}
            strip={
              size && size.cells > 0 && mayChange ? (
                <Strip
                  size={size}
                  set={setIn(store, columns, ranges)}
                  onBulk={startBulk}
                  onCopy={() => void copy(store, columns, ranges, view)}
                  onClear={() => setRanges([])}
                  narrow={narrow}
                  rolesUsed={rolesUsed}
                />
              ) : null
            }
          />
        )}
      </div>
      {open?.kind === "cell" && (
        <Cell
          store={store}
          view={view}
          row={open.row}
          column={open.column}
          onHistory={showCellHistory}
          onClose={close}
        />
      )}
      {open?.kind === "role" && (
        <RoleDialog store={store} view={view} row={open.row} column={open.column} onClose={close} />
      )}
      {open?.kind === "history" && <HistoryDrawer title={open.title} query={open.query} onClose={close} />}
      {open?.kind === "date" && (
        <DateDialog today={now} on={search.on} asOf={search.asOf} onApply={set} onClose={close} />
      )}
      {open?.kind === "legend" && <Legend roles={[...roles.values()]} onClose={close} />}
      {open?.kind === "menu" && <Menu label={open.label} items={open.items} anchor={() => open.at} onClose={close} />}
      {bulk && (
        <BulkDialog
          action={bulk}
          store={store}
          view={view}
          columns={columns}
          ranges={ranges}
          rolesUsed={rolesUsed}
          onClose={() => setBulk(null)}
          onDone={() => setRanges([])}
        />
      )}
    </>
  );

  function toolbar() {
    const label = search.asOf ? instant(search.asOf) : search.on ? dayText(search.on) : t("matrix.today");
    return (
      <>
        {rolesUsed && (
          <Segments
            label={t("matrix.view")}
            value={byRole ? "role" : "employee"}
            options={[
              ["employee", t("matrix.byEmployee")],
              ["role", t("matrix.byRole")],
            ]}
            onChange={each => set({ view: each === "role" ? "role" : undefined }, { push: true })}
          />
        )}
        <Picker
          label={t("matrix.rows")}
          plain
          none={t("matrix.rowsAll")}
          options={[
            { value: "set", label: t("matrix.rowsSet") },
            { value: "empty", label: t("matrix.rowsEmpty") },
          ]}
          value={search.rows ? [search.rows] : []}
          onChange={([rows]) => set({ rows: rows as typeof search.rows })}
        />
        {rolesUsed && mayChange && !byRole && !past && (
          <Picker
            label={t("matrix.clickRole")}
            plain
            none={t("matrix.noRole")}
            options={catalogue
              .filter(role => role.kind === "customer" || search.projects)
              .map(role => ({
                value: role.id,
                label: role.name,
                group: role.kind === "customer" ? t("filters.customerRole") : t("filters.projectRole"),
              }))
              .sort((a, b) => a.group.localeCompare(b.group))}
            value={clickRole ? [clickRole] : []}
            onChange={([role]) => set({ clickRole: role })}
          />
        )}
        <button type="button" className={planning || past ? "btn on" : "btn"} onClick={() => setOpen({ kind: "date" })}>
          <Icon of={IconCalendar} />
          {t("matrix.date", { day: label })}
        </button>
        {!narrow && <span className="div" />}
        <Check
          label={t("matrix.showProjects")}
          checked={search.projects ?? false}
          onChange={on => set({ projects: on || undefined })}
        />
        <Check
          label={t("filters.archived")}
          checked={search.archived ?? false}
          onChange={on => set({ archived: on || undefined })}
        />
        <Check
          label={t("filters.ended")}
          checked={search.period === "all"}
          onChange={on => set({ period: on ? "all" : undefined })}
        />
      </>
    );
  }

  function more(): MenuItem[] {
    const density = preferences.density === "comfortable";
    return [
      {
        label: t("matrix.print"),
        act: () => void navigate({ href: href.replace("/responsibilities", "/responsibilities/print") } as never),
      },
      {
        label: t("matrix.wide"),
        kind: "checkbox",
        checked: wide,
        act: () => void prefer({ matrixColumns: wide ? "narrow" : "wide" }),
      },
      {
        label: t("matrix.comfortable"),
        kind: "checkbox",
        checked: density,
        act: () => void prefer({ density: density ? "compact" : "comfortable" }),
      },
      "line",
      ...(narrow ? [{ label: t("matrix.legend"), act: () => setOpen({ kind: "legend" }) }] : []),
      { label: t("changes.menu"), act: () => dispatchEvent(new CustomEvent("incharge-open", { detail: "changes" })) },
      {
        label: t("shell.shortcuts"),
        hint: "?",
        act: () => dispatchEvent(new CustomEvent("incharge-open", { detail: "shortcuts" })),
      },
    ];
  }
}

interface CellProps {
  store: MatrixStore;
  view: View;
  row: Row;
  column: Column;
  onHistory: (row: Row, column: Column) => void;
  onClose: () => void;
}

function Cell({ store, view, row, column, onHistory, onClose }: CellProps) {
  const { subject } = row;
  return (
    <ResponsibilityDialog
      subject={subject}
      employee={column}
      about={[subject.number, row.category?.name, column.teamName && t("matrix.team", { name: column.teamName })]
        .filter(Boolean)
        .join(" · ")}
      initial={{ all: store.shown(row, column.id), position: store.position.responsibilities }}
      readOnly={view.readOnly}
      onHistory={() => onHistory(row, column)}
      onSaved={(before, after, positions) => {
        store.assume(subject.id, column.id, before, after);
        void store.settle(subject.id, column.id, positions);
      }}
      onClose={onClose}
    />
  );
}

const some = (values: string[]) => (values.length ? values : undefined);

function filterCount(search: Record<string, unknown>): number {
  const filters = ["category", "tag", "customer", "team", "employee", "seller", "customerRole", "projectRole"];
  const each = filters.map(name => (Array.isArray(search[name]) ? search[name].length : search[name] ? 1 : 0));
  return each.reduce((sum, count) => sum + count, search.q ? 1 : 0);
}

/** A second act on a cell waits for the first; other cells do not. */
const running = new Map<string, Promise<void>>();
async function waitFor(cell: string, act: () => Promise<void>): Promise<void> {
  const before = running.get(cell);
  const mine = (before ?? Promise.resolve()).then(act);
  running.set(cell, mine);
  await mine;
  if (running.get(cell) === mine) running.delete(cell);
}

function setIn(store: MatrixStore, columns: Column[], ranges: Range[]): number {
  if (sizeOf(ranges).cells > MOST_CELLS) return 0;
  let count = 0;
  for (const [r, c] of cellsOf(ranges)) {
    const row = store.row(r);
    if (row && store.shown(row, columns[c]!.id).length) count++;
  }
  return count;
}

/** Copies the selected cells as a table that a spreadsheet takes. */
async function copy(store: MatrixStore, columns: Column[], ranges: Range[], view: View): Promise<void> {
  const cells = [...cellsOf(ranges)];
  const rows = [...new Set(cells.map(([r]) => r))];
  const across = [...new Set(cells.map(([, c]) => c))].sort((a, b) => a - b);
  await store.rowsOf(rows);
  const text = (r: number, c: number) => {
    const row = store.row(r);
    const all = row ? store.shown(row, columns[c]!.id) : [];
    return all
      .map(each => (each.roleId && each.roleId !== NO_ROLE ? (view.roles.get(each.roleId)?.name ?? "") : "x"))
      .join(", ");
  };
  const lines = [
    ["", ...across.map(c => columns[c]!.name)],
    ...rows.map(r => [store.row(r)?.subject.name ?? "", ...across.map(c => text(r, c))]),
  ];
  await copyText(lines.map(line => line.join("\t")).join("\n"), t("matrix.copied", { count: cells.length }));
}

interface StripProps {
  size: { cells: number; rows: number; columns: number };
  set: number;
  onBulk: (action: BulkAction) => void;
  onCopy: () => void;
  onClear: () => void;
  narrow: boolean;
  rolesUsed: boolean;
}

function Strip({ size, set, onBulk, onCopy, onClear, narrow, rolesUsed }: StripProps) {
  const rest: [string, () => void][] = [
    [t("matrix.remove"), () => onBulk("remove")],
    ...(rolesUsed ? [[t("matrix.changeRole"), () => onBulk("role")] as [string, () => void]] : []),
    [t("matrix.setDates"), () => onBulk("dates")],
    [t("matrix.handOver"), () => onBulk("handOver")],
    [t("matrix.copy"), onCopy],
  ];
  const seen = narrow ? rest.slice(0, 1) : rest;
  return (
    <div className="selbar" role="toolbar" aria-label={t("selection.label")}>
      <b>{t("matrix.cells", { count: size.cells })}</b>
      <span className="muted">
        {narrow
          ? t("matrix.setShort", { count: set })
          : t("matrix.cellsOf", { rows: size.rows, employees: size.columns, set })}
      </span>
      <span className="div only-d" />
      <button type="button" className="btn pri" onClick={() => onBulk("assign")}>
        {t("matrix.assign")}
      </button>
      {seen.map(([label, act]) => (
        <button key={label} type="button" className="btn quiet" onClick={act}>
          {label}
        </button>
      ))}
      {narrow && (
        <MenuButton
          label={t("ui.more")}
          named
          className="btn icon"
          align="end"
          items={() => rest.slice(1).map(([label, act]) => ({ label, act }))}
        >
          <Icon of={IconDots} />
        </MenuButton>
      )}
      <button type="button" className="btn quiet end" aria-label={t("selection.clear")} onClick={onClear}>
        ✕{!narrow && ` ${t("selection.clear")}`}
      </button>
    </div>
  );
}

function Empty({ any, noColumns, onClear }: { any: boolean; noColumns: boolean; onClear: () => void }) {
  const can = useCan();
  const navigate = useNavigate();
  if (any) {
    return (
      <State
        icon={IconSearchOff}
        title={t("ui.nothingMatches")}
        actions={
          <button type="button" className="btn pri" onClick={onClear}>
            {t("filters.showAll")}
          </button>
        }
      />
    );
  }
  const to = noColumns ? "/settings/employees/new" : "/customers/new";
  const may = can(noColumns ? "addEmployee" : "registerCustomer");
  return (
    <State
      icon={noColumns ? IconUsers : IconBuilding}
      title={noColumns ? t("matrix.noEmployees") : t("overview.none")}
      actions={
        may && (
          <a
            href={to}
            className="btn pri"
            onClick={event => {
              event.preventDefault();
              void navigate({ to });
            }}
          >
            {noColumns ? t("settings.newEmployee") : t("overview.create")}
          </a>
        )
      }
    />
  );
}
