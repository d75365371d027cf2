import "./matrix.css";
import {
  IconBookmark,
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
import { listen, problemOf, type Query, queries, queryString, useCan, useSession, uuid } from "../api";
import { day as dayText, instant, type Key, rich, spoken, t } from "../texts";
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
import { back, type ResponsibilityChange, removal, send, stateOn } from "../ui/responsibilities";
import { roleMarks } from "../ui/roles";
import { Failure, State } from "../ui/State";
import { useSearch } from "../ui/search";
import { TableSkeleton } from "../ui/Table";
import { acting, done, refused, said } from "../ui/toasts";
import { isHidden } from "./acts";
import { type BulkAction, BulkDialog } from "./bulk";
import { Grid } from "./grid";
import { Legend } from "./legend";
import { RoleDialog } from "./roleDialog";
import { MOST_CELLS, type Range, range, sizeOf } from "./selection";
import { type Column, MatrixStore, NO_ROLE, type Row } from "./store";
import { copy, Strip, setIn } from "./strip";
import { useViews } from "./views";
import type { View } from "./words";

const MOST_PINNED = 5;
const ROWS = [
  ["set", "matrix.rowsSet"],
  ["empty", "matrix.rowsEmpty"],
] as const;

interface Place {
  r: number;
  c: number;
}

type Open =
  | { kind: "cell"; row: Row; column: Column }
  | { kind: "role"; row: Row; column: Column }
  | { kind: "history"; title: string; query: Query }
  | { kind: "date" }
  | { kind: "legend" }
  | { kind: "menu"; at: DOMRect; of: Place; label: string; items: MenuItem[] }
  | null;

interface Act {
  changes: ResponsibilityChange[];
  after: Responsibility[];
  text: [Parameters<typeof rich>[0], Record<string, string>];
  /** The present filters hide the result. */
  hidden?: boolean;
}

const whoOf = (row: Row, column: Column) => ({
  subject: { type: row.subject.type, id: row.subject.id },
  employeeId: column.id,
});

const cardOf = ({ subject }: Row) =>
  subject.type === "project" ? `/projects/${subject.id}` : `/customers/${subject.id}`;

/** One store for one set of filters. The old one stays shown until the new one has something to show. */
function useStore(query: Query): MatrixStore {
  const key = JSON.stringify(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says whether the query is another one
  const wanted = useMemo(() => new MatrixStore(query), [key]);
  const [shown, setShown] = useState(wanted);
  useEffect(() => {
    let gone = false;
    let swapped = false;
    wanted.resume();
    // Query counts what is on its way, for the sign of the page.
    const start = () => wanted.start().then(() => true);
    void queries
      .fetchQuery({ queryKey: ["matrix", "start", uuid()], queryFn: start, staleTime: 0, gcTime: 0 })
      .then(() => {
        if (gone) return;
        swapped = true;
        setShown(wanted);
      });
    return () => {
      gone = true;
      if (!swapped) wanted.stop();
    };
  }, [wanted]);
  const session = useSession();
  // The store that is on its way listens too: what changes meanwhile may not be in the answer that it waits for.
  useEffect(
    () =>
      listen(notice => {
        for (const store of new Set([shown, wanted])) {
          if (notice.kind === "changes") store.receive(notice.changes, session.user);
          if (notice.kind === "reset") void store.reload();
        }
      }),
    [shown, wanted, session.user],
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
  const [bulk, setBulk] = useState<BulkAction | null>(null);

  const rolesUsed = session.features.roles;
  const byRole = rolesUsed && search.view === "role";
  const { clickRole: clickRoleId, ...query } = search;
  const store = useStore(query as Query);
  const [ranges, setRanges] = useState<Range[]>([]);
  // The bar of a selection counts in the cells; all else here only looks at what is around them.
  useSyncExternalStore(store.subscribe, ranges.length ? store.snapshot : store.shape);

  const now = session.today;
  const day = search.on ?? now;
  const planning = search.on !== undefined && search.on > now;
  const past = search.asOf !== undefined || (search.on !== undefined && search.on < now);
  const mayChange = can("changeResponsibilities");
  const lost = useLost();
  const why = !mayChange ? t("matrix.viewerOnly") : past ? t("matrix.pastOnly") : lost ? t("matrix.lost") : null;
  const begins = planning || session.features.datedClicks ? day : null;
  const view: View = useMemo(
    () => ({ byRole, roles, day, begins, readOnly: why !== null, why }),
    [byRole, roles, day, begins, why],
  );

  const pinnedIds = preferences.pinnedEmployeeIds ?? [];
  const columns = useMemo(() => {
    if (store.columns.length === 0 || byRole) return store.columns;
    const pinned = pinnedIds.flatMap(id => store.columns.find(column => column.id === id) ?? []);
    return pinned.length ? [...pinned, ...store.columns.filter(column => !pinned.includes(column))] : store.columns;
  }, [store.columns, byRole, pinnedIds]);
  const pinned = byRole ? 0 : columns.filter(column => pinnedIds.includes(column.id)).length;
  const wide = preferences.matrixColumns === "wide";

  // A selection belongs to the rows and columns that it was made in.
  const order = pinnedIds.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another store has other rows, rows and columns may move
  useEffect(() => setRanges([]), [store, store.moves, order]);

  const filterRole = [...(search.customerRole ?? []), ...(search.projectRole ?? [])];
  const followed = filterRole.length === 1 ? filterRole[0] : undefined;
  const clickRole = clickRoleId === NO_ROLE ? undefined : (clickRoleId ?? followed);

  const pickRole = (role: string | undefined) => set({ clickRole: role ?? (followed ? NO_ROLE : undefined) });
  const mayPickRole = rolesUsed && mayChange && !byRole && !past;
  const clickRoles = catalogue
    .filter(role => role.kind === "customer" || search.projects)
    .map(role => ({
      value: role.id,
      label: role.name,
      group: role.kind === "customer" ? t("filters.customerRole") : t("filters.projectRole"),
    }))
    .sort((a, b) => a.group.localeCompare(b.group));

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
    const open = store.shown(row, column.id).filter(each => each.state !== "ended");
    if (open.length > 1) return setOpen({ kind: "cell", row, column });
    if (open.length === 1) return take(row, column, open);
    const role = clickRole ? roles.get(clickRole) : undefined;
    const roleId = role && role.kind === row.subject.type ? role.id : null;
    const from = begins;
    const names = { employee: column.name, customer: row.subject.name };
    await act(row, column, {
      changes: [{ action: "assign", ...whoOf(row, column), roleId, from }],
      after: [...store.shown(row, column.id), { roleId, from, to: null, state: stateOn(day, from, null) }],
      text: role && roleId ? ["matrix.assignedAs", { ...names, role: role.name }] : ["matrix.assigned", names],
      hidden: isHidden(row, roleId, search),
    });
  }

  /** Removes these responsibilities of a cell as one step. */
  async function take(row: Row, column: Column, gone: Responsibility[]) {
    const role = gone.length === 1 && gone[0]!.roleId ? roles.get(gone[0]!.roleId) : undefined;
    const names = { employee: column.name, customer: row.subject.name };
    await act(row, column, {
      changes: gone.map(each => removal(each, whoOf(row, column), view.begins)),
      after: store.shown(row, column.id).filter(each => !gone.includes(each)),
      text: role ? ["matrix.removedAs", { ...names, role: role.name }] : ["matrix.removed", names],
    });
  }

  /** Shows the result at once; the server confirms it or it is taken back. */
  async function act(row: Row, column: Column, { changes, after, text: [key, values], hidden }: Act) {
    const { subject } = row;
    store.assume(subject.id, column.id, store.shown(row, column.id), after);
    try {
      const positions = await acting(async () => {
        const answer = await send(changes, { source: "click" });
        const said = hidden ? [rich(key, values), " ", t("matrix.hidden")] : rich(key, values);
        done(said, answer.batch.batchId ? back(answer.batch.batchId, t(key, values)) : undefined);
        return answer.positions;
      });
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
        of: { r, c },
        label: t("matrix.columnMenu", { name: nameOf(column) }),
        items: columnMenu(column, c),
      });
    else if (row && c < 0)
      setOpen({
        kind: "menu",
        at,
        of: { r, c },
        label: t("matrix.rowMenu", { name: row.subject.name }),
        items: rowMenu(row, r),
      });
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
      ...(mayChange && !past
        ? [
            {
              label: t("matrix.handOver"),
              act: () => {
                setRanges([range(0, c, store.total - 1, c)]);
                startBulk("handOver", store.total);
              },
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
      { label: t("matrix.openCard"), act: () => void navigate({ to: cardOf(row) }) },
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

  /** Removes all that a cell shows. */
  function remove(r: number, c: number) {
    const row = store.row(r);
    const column = columns[c];
    if (!row || !column || byRole) return;
    const open = () => store.shown(row, column.id).filter(each => each.state !== "ended");
    if (open().length === 0) return;
    if (view.why) said(t("toast.notChanged", { reason: view.why }), "refused");
    else void waitFor(`${row.subject.id} ${column.id}`, async () => take(row, column, open()));
  }

  function startBulk(action: BulkAction, cells = sizeOf(ranges).cells) {
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
      rows: undefined,
    });
  const clearSelection = () => {
    setRanges([]);
    requestAnimationFrame(focusGrid);
  };
  const views = useViews(href);
  const shownDay = search.asOf ? instant(search.asOf) : search.on ? dayText(search.on) : t("matrix.today");
  const dateLabel = t("matrix.date", { day: shownDay });
  const size = ranges.length ? sizeOf(ranges) : null;
  const { version } = store;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version says whether a cell shows something else
  const filled = useMemo(() => setIn(store, columns, ranges), [store, version, columns, ranges]);
  const empty = store.ready && (store.total === 0 || columns.length === 0);
  const close = () => setOpen(null);
  const searchBox = (
    <SearchBox label={t("filters.search")} value={search.q ?? ""} onChange={q => set({ q: q || undefined })} />
  );
  const rowsPicker = (
    <Picker
      label={t("matrix.rows")}
      plain
      none={t("matrix.rowsAll")}
      options={ROWS.map(([value, label]) => ({ value, label: t(label) }))}
      value={search.rows ? [search.rows] : []}
      onChange={([rows]) => set({ rows: rows as typeof search.rows })}
    />
  );
  const filterBar = (
    <Filters count={filters} onClear={clear} search={narrow ? undefined : searchBox}>
      {narrow && searchBox}
      {narrow && rowsPicker}
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
            {!narrow && (
              <>
                <button type="button" className="btn quiet" onClick={() => setOpen({ kind: "legend" })}>
                  <Icon of={IconInfoCircle} />
                  {t("matrix.legend")}
                </button>
                <MenuButton label={t("views.title")} align="end" items={views.items}>
                  <Icon of={IconBookmark} />
                  {t("views.title")}
                </MenuButton>
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
      <div className="bar tools">
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
          <button
            type="button"
            className="btn"
            onClick={() => {
              set({ on: undefined, asOf: undefined });
              requestAnimationFrame(focusGrid);
            }}
          >
            {t("matrix.backToToday")}
          </button>
        </section>
      )}
      <div className={wide ? "panel fill wide" : "panel fill"} aria-busy={!store.ready}>
        {store.failure !== null && !store.ready && (
          <Failure thrown={problemOf(store.failure)} onAgain={() => void store.start()} />
        )}
        {store.failure !== null && store.ready && (
          <div className="banner bad" role="alert">
            <span className="grow">
              <b>{t("error.notLoaded")}</b> {problemOf(store.failure).text}
            </span>
            <button type="button" className="btn" onClick={() => void store.reload()}>
              {t("error.again")}
            </button>
          </div>
        )}
        {!store.ready && store.failure === null && <TableSkeleton rows={24} />}
        {empty && <Empty any={filters > 0} noColumns={store.total > 0} onClear={clear} />}
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
                  set={filled}
                  onBulk={startBulk}
                  onCopy={() => void copy(store, columns, ranges, view)}
                  onClear={clearSelection}
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
          filtered={filterRole.length > 0 && !view.readOnly}
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
      {views.dialog}
      {open?.kind === "legend" && <Legend roles={rolesUsed ? [...roles.values()] : []} onClose={close} />}
      {open?.kind === "menu" && (
        <Menu
          label={open.label}
          items={open.items}
          anchor={() => open.at}
          onClose={() => {
            close();
            focusCell(open.of);
          }}
        />
      )}
      {bulk && (
        <BulkDialog
          action={bulk}
          store={store}
          view={view}
          columns={columns}
          ranges={ranges}
          rolesUsed={rolesUsed}
          onClose={() => setBulk(null)}
          onDone={clearSelection}
        />
      )}
    </>
  );

  function toolbar() {
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
        {rowsPicker}
        {mayPickRole && (
          <Picker
            label={t("matrix.clickRole")}
            plain
            none={t("matrix.noRole")}
            options={clickRoles}
            value={clickRole ? [clickRole] : []}
            onChange={([role]) => pickRole(role)}
          />
        )}
        <button type="button" className={planning || past ? "btn on" : "btn"} onClick={() => setOpen({ kind: "date" })}>
          <Icon of={IconCalendar} />
          {dateLabel}
        </button>
        <span className="div" />
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

  /** On a phone the toolbar is in this menu too. */
  function tools(): MenuItem[] {
    const flag = (label: Key, checked: boolean, act: () => void): MenuItem => ({
      label: t(label),
      kind: "checkbox",
      checked,
      act,
    });
    const radio = (label: string, checked: boolean, act: () => void): MenuItem => ({
      label,
      kind: "radio",
      checked,
      act,
    });
    return [
      ...(rolesUsed
        ? [
            radio(t("matrix.byEmployee"), !byRole, () => set({ view: undefined }, { push: true })),
            radio(t("matrix.byRole"), byRole, () => set({ view: "role" }, { push: true })),
            "line" as const,
          ]
        : []),
      flag("matrix.showProjects", search.projects ?? false, () =>
        set({ projects: search.projects ? undefined : true }),
      ),
      flag("filters.archived", search.archived ?? false, () => set({ archived: search.archived ? undefined : true })),
      flag("filters.ended", search.period === "all", () => set({ period: search.period ? undefined : "all" })),
      { label: dateLabel, act: () => setOpen({ kind: "date" }) },
      ...(mayPickRole
        ? [
            {
              label: t("matrix.clickRole"),
              sub: [
                radio(t("matrix.noRole"), !clickRole, () => pickRole(undefined)),
                ...clickRoles.map(role => radio(role.label, role.value === clickRole, () => pickRole(role.value))),
              ],
            },
          ]
        : []),
      { label: t("views.title"), sub: views.items() },
      { label: t("matrix.legend"), act: () => setOpen({ kind: "legend" }) },
      ...(can("downloadMatrixXlsx")
        ? (["xlsx", "csv"] as const).map(kind => ({
            label: t(kind === "csv" ? "ui.csv" : "ui.excel"),
            href: `/api/matrix.${kind}${queryString({ ...(query as Query), lang: spoken() })}`,
          }))
        : []),
      "line",
    ];
  }

  function more(): MenuItem[] {
    const density = preferences.density === "comfortable";
    return [
      ...(narrow ? tools() : []),
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
  /** The grid does not show all roles. */
  filtered: boolean;
  onHistory: (row: Row, column: Column) => void;
  onClose: () => void;
}

function Cell({ store, view, row, column, filtered, onHistory, onClose }: CellProps) {
  const { subject } = row;
  return (
    <ResponsibilityDialog
      subject={subject}
      employee={column}
      about={[subject.number, row.category?.name, column.teamName && t("matrix.team", { name: column.teamName })]
        .filter(Boolean)
        .join(" · ")}
      initial={filtered ? undefined : { all: store.shown(row, column.id), position: store.basisOf(row, column.id) }}
      readOnly={view.readOnly}
      day={view.day}
      begins={view.begins}
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
  const filters = ["category", "tag", "customer", "team", "employee", "seller", "customerRole", "projectRole", "rows"];
  const each = filters.map(name => (Array.isArray(search[name]) ? search[name].length : search[name] ? 1 : 0));
  return each.reduce((sum, count) => sum + count, search.q ? 1 : 0);
}

const inGrid = (selector: string) => document.querySelector<HTMLElement>(`[role=grid] ${selector}`);

function focusCell({ r, c }: Place): void {
  inGrid(`[data-r="${r}"][data-c="${c}"]`)?.focus({ preventScroll: true });
}

/** Gives the focus back to the grid when what had it is gone. */
function focusGrid(): void {
  if (document.activeElement === document.body) inGrid("[tabindex='0']")?.focus({ preventScroll: true });
}

/** A second act on a cell waits for the first; other cells do not. */
const running = new Map<string, Promise<void>>();
async function waitFor(cell: string, act: () => Promise<void>): Promise<void> {
  const before = running.get(cell);
  const mine = (before ?? Promise.resolve()).catch(() => {}).then(act);
  running.set(cell, mine);
  try {
    await mine;
  } finally {
    if (running.get(cell) === mine) running.delete(cell);
  }
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
