import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { get, type Schema, useCan } from "../api";
import { day, interval, money, t } from "../texts";
import { Activities } from "../ui/Activities";
import { Actions, Created, Facts, Panel, Responsible, useAssignees } from "../ui/Card";
import { ResponsibilityDialog } from "../ui/dialogs";
import { Files } from "../ui/Files";
import { Check } from "../ui/Form";
import { Head } from "../ui/Head";
import { Notes } from "../ui/Notes";
import { Avatar } from "../ui/Person";
import { ProjectStatus, useIsClosed } from "../ui/projects";
import { Failure } from "../ui/State";
import { Tasks } from "../ui/TaskBoard";
import { Timeline } from "../ui/Timeline";

type Project = Schema["Project"];
type Opened = { employee: Schema["Named"] | null };

/** A project: what it is, who is responsible, what happened. */
export function ProjectPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const can = useCan();
  const [assigning, setAssigning] = useState<Opened | null>(null);
  const { data, error } = useQuery({
    queryKey: ["project", id],
    queryFn: ({ signal }) => get<Project>(`/api/projects/${id}`, {}, signal),
  });
  const customer = useQuery({
    queryKey: ["customer", data?.customerId],
    queryFn: ({ signal }) => get<Schema["Customer"]>(`/api/customers/${data?.customerId}`, {}, signal),
    enabled: data !== undefined,
  });
  if (error && !data) throw error;
  if (!data) return null;
  const block = {
    place: { customerId: data.customerId, projectId: data.id },
    mayEdit: can("changeProject"),
    mayAdd: !data.archived && !customer.data?.archived,
  };
  return (
    <>
      <Head
        title={data.name}
        back={{ to: "/projects", label: t("nav.projects") }}
        mark={<Avatar id={data.id} name={data.name} square size={40} />}
        about={<About project={data} customer={customer.data} />}
        actions={<Actions kind="projects" thing={data} onAssign={() => setAssigning({ employee: null })} />}
      />
      <div className="pbody">
        <div className="stack-v">
          <Panel title={t("customer.details")}>
            <Details project={data} />
          </Panel>
          {can("listAssignees") && <People project={data} onOpen={employee => setAssigning({ employee })} />}
        </div>
        <div className="stack-v">
          <Tasks {...block} />
          <Activities {...block} />
          <Notes {...block} />
          <Files {...block} />
          <Panel title={t("matrix.history")}>
            <Timeline key={data.id} customerId={data.customerId} query={{ project: data.id }} />
          </Panel>
        </div>
      </div>
      {assigning && (
        <ResponsibilityDialog
          subject={{ type: "project", id: data.id, name: data.name }}
          employee={assigning.employee}
          about={[data.number, customer.data?.name].filter(Boolean).join(" · ")}
          onClose={() => setAssigning(null)}
        />
      )}
    </>
  );
}

function About({ project, customer }: { project: Project; customer: Schema["Customer"] | undefined }) {
  const isClosed = useIsClosed();
  return (
    <>
      <span className="num">{project.number}</span>
      {customer && (
        <>
          <span aria-hidden="true">·</span>
          <Link to={`/customers/${customer.id}`} className="group">
            {customer.name}
          </Link>
        </>
      )}
      <ProjectStatus project={project} closed={isClosed(project)} />
      {(project.start || project.end) && <span className="num">{interval(project.start, project.end)}</span>}
      {project.amount && (
        <>
          <span aria-hidden="true">·</span>
          <span className="num">{money(project.amount)}</span>
        </>
      )}
    </>
  );
}

function Details({ project }: { project: Project }) {
  return (
    <>
      <Facts
        facts={[
          [t("overview.number"), project.number],
          [t("project.status"), project.status],
          [t("import.field.start"), project.start && day(project.start)],
          [t("import.field.end"), project.end && day(project.end)],
          [t("project.amount"), project.amount && money(project.amount)],
        ]}
      />
      <p className="made small muted">
        <Created of={project.id} type="ProjectOpened" />
      </p>
    </>
  );
}

function People({ project, onOpen }: { project: Project; onOpen: (person: Schema["Named"]) => void }) {
  const [ended, setEnded] = useState(false);
  const { data, error, refetch } = useAssignees(project.customerId, ended ? "all" : undefined);
  const people = data?.filter(each => each.project?.id === project.id);
  return (
    <Panel
      title={t("overview.responsible")}
      count={people?.length}
      end={<Check label={t("filters.ended")} checked={ended} onChange={setEnded} />}
    >
      <div className="pad">
        {error && !data && <Failure thrown={error} onAgain={() => void refetch()} />}
        {people && <Responsible people={people} onOpen={onOpen} />}
      </div>
    </Panel>
  );
}
