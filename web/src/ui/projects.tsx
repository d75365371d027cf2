import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { get, type Schema } from "../api";
import { interval, money, t } from "../texts";
import { Avatar } from "./Person";

type Project = Pick<Schema["ProjectRow"], "status" | "archived">;

export function useSettings(): Schema["Settings"] | undefined {
  return useQuery({
    queryKey: ["settings"],
    queryFn: ({ signal }) => get<Schema["Settings"]>("/api/settings", {}, signal),
  }).data;
}

/** Whether a project is over, by the statuses that the workspace counts as closed. */
export function useIsClosed(): (project: Project) => boolean {
  const closed = (useSettings()?.closedProjectStatuses ?? []).map(each => each.toLocaleLowerCase());
  return project => project.archived || closed.includes((project.status ?? "").toLocaleLowerCase());
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
