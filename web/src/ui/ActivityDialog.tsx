import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { type Answer, type Schema, useCan, useSession } from "../api";
import { t } from "../texts";
import { type ActivityKind, STATUSES, type Status } from "./activity";
import { readAll } from "./all";
import { Field, NamedField } from "./Form";
import { FormDialog } from "./FormDialog";
import { NotLoaded } from "./NotLoaded";
import { useNamesIn } from "./names";
import { Picker } from "./Picker";
import { EmployeePicker, type PickerOf } from "./pickers";
import { ProjectPicker } from "./projects";
import { useLoaded, useThingForm } from "./thingForm";
import { type Contact, type Place, pathOf } from "./things";
import { instantOf, wall } from "./wall";

type One = Schema["Activity"];

interface Fields {
  title: string;
  description: string;
  due: string;
  start: string;
  end: string;
  location: string;
  project: string[];
  assignee: string[];
  contacts: string[];
  status: Status;
}

interface ActivityDialogProps {
  title: string;
  kind: ActivityKind;
  place: Place;
  /** The activity that is edited; without it a new one is made. */
  activityId?: string;
  /** The project of a new one. */
  projectId?: string;
  /** A new one needs a project: it is a task. */
  task?: boolean;
  onClose: () => void;
}

/** A to-do or calendar entry, new or edited. */
export function ActivityDialog(props: ActivityDialogProps) {
  const path = props.activityId && `/api/activities/${props.activityId}`;
  const { data, error, refetch } = useLoaded<One>(path);
  if (error && !data) {
    return <NotLoaded title={props.title} error={error} onAgain={() => void refetch()} onClose={props.onClose} />;
  }
  if (path && !data) return null;
  return <Form {...props} loaded={data} />;
}

function fieldsOf(activity: One | undefined, projectId: string | undefined, timeZone: string): Fields {
  const local = (instant: string | null | undefined) => (instant ? wall(new Date(instant), timeZone) : "");
  const project = activity ? activity.projectId : projectId;
  return {
    title: activity?.title ?? "",
    description: activity?.description ?? "",
    due: activity?.due ?? "",
    start: local(activity?.start),
    end: local(activity?.end),
    location: activity?.location ?? "",
    project: project ? [project] : [],
    assignee: activity?.assigneeId ? [activity.assigneeId] : [],
    contacts: activity?.contactIds ?? [],
    status: activity?.status ?? "not-started",
  };
}

/** Whether a new one may be put into a project: what is made beneath a project or a sales case lies there. */
const choosesProject = ({ activityId, place }: ActivityDialogProps) =>
  !activityId && !place.projectId && !place.salesCaseId;

/** The values as the API takes them; an activity has the fields of its kind alone, and stays in its project. */
function bodyOf(fields: Fields, props: ActivityDialogProps, timeZone: string) {
  const { kind, activityId } = props;
  const value = (text: string) => text.trim() || null;
  const instant = (local: string) => (local ? instantOf(local, timeZone).toISOString() : null);
  const own =
    kind === "todo"
      ? { due: value(fields.due) }
      : { start: instant(fields.start), end: instant(fields.end), location: value(fields.location) };
  return {
    ...(activityId ? { status: fields.status } : { kind }),
    ...(choosesProject(props) && { projectId: fields.project[0] ?? null }),
    title: fields.title.trim(),
    description: value(fields.description),
    assigneeId: fields.assignee[0] ?? null,
    contactIds: fields.contacts,
    ...own,
  };
}

function faultsIn(fields: Fields, props: ActivityDialogProps): Record<string, string> {
  const { kind, task } = props;
  const faults: Record<string, string> = {};
  if (!fields.title.trim()) faults.title = t("problem.required");
  if (kind === "calendar" && !fields.start) faults.start = t("problem.required");
  if (kind === "calendar" && fields.start && fields.end && fields.end < fields.start)
    faults.end = t("problem.end-before-start");
  if (task && choosesProject(props) && fields.project.length === 0) faults.project = t("problem.required");
  return faults;
}

const labelsOf = () => ({
  title: t("activity.title"),
  description: t("activity.description"),
  due: t("activity.due"),
  start: t("activity.start"),
  end: t("activity.end"),
  location: t("activity.location"),
  project: t("filters.project"),
  assignee: t("activity.assignee"),
  contacts: t("activity.contacts"),
  status: t("project.status"),
});

const NAMES: Record<string, string> = { assigneeId: "assignee", contactIds: "contacts", projectId: "project" };

function Form(props: ActivityDialogProps & { loaded?: Answer<One> }) {
  const { kind, place, loaded, projectId, onClose } = props;
  const { timeZone } = useSession();
  const can = useCan();
  const id = useId();
  const labels = labelsOf();
  const isNew = !loaded;
  const form = useThingForm<One, Fields>({
    loaded,
    path: loaded ? `/api/activities/${loaded.body.id}` : pathOf("activities", place),
    fieldsOf: activity => fieldsOf(activity, projectId, timeZone),
    bodyOf: fields => bodyOf(fields, props, timeZone),
    check: fields => faultsIn(fields, props),
    touches: ["Activity"],
    onSaved: onClose,
  });
  const { fields, set, versions } = form;
  const namesOf = {
    assignee: useNamesIn(versions, "assignee", "employees"),
    contacts: useNamesIn(versions, "contacts", "contacts"),
    project: useNamesIn(versions, "project", "projects"),
  };
  const faults = Object.fromEntries(Object.entries(form.faults).map(([name, text]) => [NAMES[name] ?? name, text]));
  const texts = {
    id,
    labels,
    values: fields,
    faults,
    onChange: (name: string, value: string) => set({ [name]: value }),
  };
  const names = Object.entries(labels).filter(
    ([name]) => !(kind === "todo" ? ["start", "end", "location"] : ["due"]).includes(name),
  ) as [keyof Fields, string][];
  const chooses = choosesProject(props);
  return (
    <FormDialog
      title={props.title}
      form={{ ...form, faults }}
      id={id}
      names={names}
      say={(value, name) => {
        if (name === "status") return t(`activity.status.${value as Status}`);
        return name in namesOf ? namesOf[name as keyof typeof namesOf](value as string[]) : value;
      }}
      onClose={onClose}
    >
      <NamedField of={texts} name="title" required />
      {kind === "todo" ? (
        <div className="cols">
          <NamedField of={texts} name="due" type="date" />
          {!isNew && <StatusField id={id} fields={fields} set={set} />}
        </div>
      ) : (
        <>
          <div className="cols">
            <NamedField of={texts} name="start" type="datetime-local" required />
            <NamedField of={texts} name="end" type="datetime-local" />
          </div>
          <div className="cols">
            <NamedField of={texts} name="location" />
            {!isNew && <StatusField id={id} fields={fields} set={set} />}
          </div>
        </>
      )}
      <div className="cols">
        {can("listEmployees") && (
          <Field id={`${id}-assignee`} label={labels.assignee} fault={faults.assignee}>
            {field => (
              <EmployeePicker
                {...field}
                bare
                value={fields.assignee}
                onChange={assignee => set({ assignee })}
                placeholder={t("ui.searchName")}
              />
            )}
          </Field>
        )}
        {chooses && (
          <Field id={`${id}-project`} label={labels.project} required={props.task} fault={faults.project}>
            {field => (
              <ProjectPicker
                {...field}
                bare
                customerId={place.customerId}
                value={fields.project}
                onChange={project => set({ project })}
              />
            )}
          </Field>
        )}
      </div>
      <Field id={`${id}-contacts`} label={labels.contacts} fault={faults.contacts}>
        {field => (
          <ContactPicker
            {...field}
            customerId={place.customerId}
            value={fields.contacts}
            onChange={contacts => set({ contacts })}
          />
        )}
      </Field>
      <NamedField of={texts} name="description" lines maxLength={10_000} />
    </FormDialog>
  );
}

interface StatusFieldProps {
  id: string;
  fields: Fields;
  set: (change: Partial<Fields>) => void;
}

function StatusField({ id, fields, set }: StatusFieldProps) {
  return (
    <Field id={`${id}-status`} label={t("project.status")}>
      {field => (
        <Picker
          {...field}
          bare
          required
          label={t("project.status")}
          options={STATUSES.map(value => ({ value, label: t(`activity.status.${value}`) }))}
          value={[fields.status]}
          onChange={([status]) => status && set({ status: status as Status })}
        />
      )}
    </Field>
  );
}

/** Contacts of a customer, several of them; inactive ones only where they were chosen before. */
function ContactPicker({ customerId, ...props }: PickerOf & { customerId: string }) {
  const path = pathOf("contacts", { customerId });
  const { data } = useQuery({
    queryKey: ["contacts", path, "all"],
    queryFn: ({ signal }) => readAll<Contact>(path, { inactive: true }, signal),
  });
  const options = (data ?? [])
    .filter(each => each.active || props.value.includes(each.id))
    .map(each => ({ value: each.id, label: each.name ?? "", hint: each.title ?? undefined }));
  return (
    <Picker
      {...props}
      bare
      multiple
      label={t("activity.contacts")}
      options={options}
      placeholder={t("ui.searchName")}
    />
  );
}
