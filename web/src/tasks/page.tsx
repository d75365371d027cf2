import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { TASKS } from "../addresses";
import { type Query, useCan } from "../api";
import { rich, t } from "../texts";
import { STATUSES } from "../ui/activity";
import { Downloads } from "../ui/Downloads";
import { Filters, SearchBox } from "../ui/Filters";
import { Segments } from "../ui/Form";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { useNarrow } from "../ui/media";
import { Picker } from "../ui/Picker";
import { AnyProjectPicker, CustomerPicker, EmployeePicker, GroupingPicker } from "../ui/pickers";
import { useSearch, type Values } from "../ui/search";
import { TaskBoards } from "./board";
import { DuePicker } from "./due";
import { TaskTable } from "./table";

const some = (values: string[]) => (values.length ? values : undefined);

const NOTHING = {
  q: undefined,
  project: undefined,
  assignee: undefined,
  customer: undefined,
  category: undefined,
  tag: undefined,
  from: undefined,
  to: undefined,
  status: undefined,
} satisfies Record<Exclude<keyof Values<typeof TASKS>, "as">, undefined>;

/** What is to be done for all customers, as a board or as a table. */
export function Tasks() {
  const can = useCan();
  const narrow = useNarrow();
  const [search, set] = useSearch(TASKS);
  const [total, setTotal] = useState<number>();
  const { as, status, ...chosen } = search;
  // The columns of a board are the statuses: who chooses among them sees a table.
  const table = as === "table" || status !== undefined;
  const query: Query = { ...chosen, kind: "todo", status };
  const { from, to, ...others } = { ...chosen, status };
  const count = Object.values(others).reduce(
    (sum, each) => sum + (Array.isArray(each) ? each.length : each ? 1 : 0),
    from || to ? 1 : 0,
  );
  const clear = () => set(NOTHING);
  const Shown = table ? TaskTable : TaskBoards;
  return (
    <>
      <Head
        title={t("nav.tasks")}
        actions={
          <>
            <Downloads path="/api/activities" query={query} operation="downloadActivitiesXlsx" />
            {can("addActivities") && (
              <Link to="/tasks/new" className={narrow ? "btn icon" : "btn pri"} aria-label={t("tasks.new")}>
                <Icon of={IconPlus} />
                {!narrow && t("tasks.new")}
              </Link>
            )}
          </>
        }
      />
      <Filters
        count={count}
        onClear={clear}
        search={
          <>
            <Segments
              label={t("tasks.showAs")}
              value={table ? "table" : "board"}
              options={[
                ["board", t("tasks.board")],
                ["table", t("tasks.table")],
              ]}
              onChange={way =>
                set(way === "table" ? { as: "table" } : { as: undefined, status: undefined }, { push: true })
              }
            />
            <SearchBox
              label={t("tasks.search")}
              value={search.q ?? ""}
              onChange={text => set({ q: text || undefined })}
            />
          </>
        }
        end={
          <span className="count" role="status" aria-label={t("ui.shown")}>
            {total !== undefined && rich("tasks.count", { count: total })}
          </span>
        }
      >
        <AnyProjectPicker
          multiple
          customer={search.customer}
          value={search.project ?? []}
          onChange={project => set({ project: some(project) })}
        />
        {can("listEmployees") && (
          <EmployeePicker
            label={t("activity.assignee")}
            multiple
            value={search.assignee ?? []}
            onChange={assignee => set({ assignee: some(assignee) })}
          />
        )}
        <CustomerPicker
          multiple
          value={search.customer ?? []}
          onChange={customer => set({ customer: some(customer) })}
        />
        <DuePicker from={from} to={to} onChange={set} />
        <GroupingPicker value={search} onChange={set} />
        {table && (
          <Picker
            label={t("project.status")}
            multiple
            options={STATUSES.map(value => ({ value, label: t(`activity.status.${value}`) }))}
            value={status ?? []}
            onChange={all => set({ as: "table", status: some(all) as typeof status })}
          />
        )}
      </Filters>
      <Shown query={query} filtered={count > 0} onClear={clear} onTotal={setTotal} />
    </>
  );
}
