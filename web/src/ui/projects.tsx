import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { get, type Schema } from "../api";
import { interval, money, t } from "../texts";
import { readAll } from "./all";
import { Avatar } from "./Person";
import { Picker } from "./Picker";
import type { PickerOf } from "./pickers";

type Project = Pick<Schema["ProjectRow"], "status" | "archived">;

export function useSettings(): Schema["Settings"] | undefined {
  return useQuery({
    queryKey: ["settings"],
    queryFn: ({ signal }) => get<Schema["Settings"]>("/api/settings", {}, signal),
  }).data;
}

/** The currency of the customer, else that of the workspace, as long as none is chosen. */
export function useCurrency(customerId: string | undefined): string {
  const settings = useSettings();
  const customer = useQuery({
    queryKey: ["customer", customerId],
    queryFn: ({ signal }) => get<Schema["Customer"]>(`/api/customers/${customerId}`, {}, signal),
    enabled: customerId !== undefined,
  });
  return customer.data?.currency ?? settings?.currency ?? "EUR";
}

/** Whether a project is over, by the statuses that the workspace counts as closed. */
export function useIsClosed(): (project: Project) => boolean {
  const closed = (useSettings()?.closedProjectStatuses ?? []).map(each => each.toLocaleLowerCase());
  return project => project.archived || closed.includes((project.status ?? "").toLocaleLowerCase());
}

/** The projects of a customer, the archived ones too. */
export function useProjectsOf(customerId: string | undefined) {
  const query = { customer: customerId ? [customerId] : [], archived: true };
  return useQuery({
    queryKey: ["projects", query],
    queryFn: ({ signal }) => readAll<Schema["ProjectRow"]>("/api/projects", query, signal),
    enabled: customerId !== undefined,
  });
}

/** One of the open projects of a customer, or none; there is nothing to choose as long as there is none. */
export function ProjectPicker({ customerId, ...props }: PickerOf & { customerId: string | undefined }) {
  const isClosed = useIsClosed();
  const projects = useProjectsOf(customerId).data ?? [];
  const options = projects
    .filter(each => !isClosed(each) || props.value.includes(each.id))
    .map(each => ({ value: each.id, label: each.name, hint: each.number }));
  if (options.length === 0 && !props.bare) return null;
  return <Picker label={t("filters.project")} none={t("ui.none")} options={options} {...props} />;
}

/** The status of a project, and whether it is archived: open ones have colour. */
export function ProjectStatus({ project, closed }: { project: Project; closed: boolean }) {
  return (
    <>
      {project.status && <span className={closed ? "chip" : "chip good"}>{project.status}</span>}
      {project.archived && <span className="chip warn">{t("ui.archived")}</span>}
    </>
  );
}

type Row = Omit<Schema["ProjectRow"], "customer"> & { customer?: Schema["Named"] };

/** A project on a phone. */
export function ProjectCard({ row, closed }: { row: Row; closed: boolean }) {
  return (
    <>
      <span className="row">
        <Avatar id={row.id} name={row.name} size={20} square />
        <Link to={`/projects/${row.id}`} className="med ell grow whole">
          {row.name}
        </Link>
        <ProjectStatus project={row} closed={closed} />
      </span>
      <span className="row small muted">
        <span className="ell grow">
          {[row.number, row.customer?.name ?? interval(row.start, row.end)].filter(Boolean).join(" · ")}
        </span>
        {row.amount && <span className="num">{money(row.amount)}</span>}
      </span>
    </>
  );
}
