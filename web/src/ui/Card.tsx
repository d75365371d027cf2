import "./card.css";
import "./things.css";
import { IconArchive, IconDots, IconPencil, IconRestore, IconUserPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useId } from "react";
import { get, type Schema, useCan, useSession } from "../api";
import { dayOfInstant, interval, number, t } from "../texts";
import { readAll } from "./all";
import { archive } from "./archive";
import { Icon } from "./Icon";
import { MenuButton, type MenuItem } from "./Menu";
import { useNarrow } from "./media";
import { Avatar } from "./Person";
import { stateOn } from "./responsibilities";

export type Assignee = Schema["AssigneeRow"];

interface PanelProps {
  title: string;
  count?: number;
  /** Stands at the right of the head. */
  end?: ReactNode;
  className?: string;
  /** Takes the files that are dropped on it. */
  onFiles?: (files: File[]) => void;
  children: ReactNode;
}

/** A part of the card of a customer or project, under its heading. */
export function Panel({ title, count, end, className, onFiles, children }: PanelProps) {
  const id = useId();
  return (
    <section
      className={className ? `panel ${className}` : "panel"}
      aria-labelledby={id}
      onDrop={onFiles && (event => event.dataTransfer.files.length > 0 && onFiles([...event.dataTransfer.files]))}
    >
      <div className="ph2">
        <h2 id={id}>{title}</h2>
        {count !== undefined && <span className="small muted num">{number(count)}</span>}
        {end && <span className="row end">{end}</span>}
      </div>
      {children}
    </section>
  );
}

/** What is known of a thing, name by name; what is not known is a dash. */
export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  return (
    <dl className="known">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value || <span className="muted">–</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Who is responsible for a customer, and for its projects. */
export function useAssignees(customerId: string | undefined, period?: "all") {
  const can = useCan();
  const query = { customer: customerId ? [customerId] : [], projects: true, archived: true, period };
  return useQuery({
    queryKey: ["assignees", query],
    queryFn: ({ signal }) => readAll<Assignee>("/api/assignees", query, signal),
    enabled: customerId !== undefined && can("listAssignees"),
  });
}

const ORDER = ["current", "coming", "ended"];

/** The people in charge, those of today first; each opens what can be said and changed about him here. */
export function Responsible({ people, onOpen }: { people: Assignee[]; onOpen: (person: Schema["Named"]) => void }) {
  const { today } = useSession();
  const rows = people
    .map(person => ({ person, state: stateOn(today, person.from, person.to) }))
    .sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  if (rows.length === 0) return <p className="warn med">{t("ui.nobody")}</p>;
  return (
    <ul className="responsible">
      {rows.map(({ person, state }) => (
        <li key={[person.employee.id, person.role?.id, person.from].join(" ")}>
          <button type="button" className="ln" onClick={() => onOpen(person.employee)}>
            <Avatar id={person.employee.id} name={person.employee.name} size={24} />
            <span className="grow">
              <span className="med">{person.employee.name}</span>
              <span className="small muted">
                {person.role?.name ?? t("matrix.noRole")}
                {(person.from || person.to) && (
                  <>
                    {" · "}
                    <span className="when">{interval(person.from, person.to)}</span>
                  </>
                )}
              </span>
            </span>
            {state !== "current" && (
              <span className={state === "coming" ? "chip coming" : "chip"}>{t(`state.${state}`)}</span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

interface ActionsProps {
  kind: "customers" | "projects";
  /** A customer that is merged into another one is not restored by itself. */
  thing: { id: string; name: string; archived: boolean; mergedInto?: string };
  /** Opens the dialog that makes somebody responsible. */
  onAssign: () => void;
  /** Further entries of the menu. */
  more?: MenuItem[];
}

/** What can be done with a customer or project, by the rights of the person. On a phone the menu takes all but one. */
export function Actions({ kind, thing, onAssign, more = [] }: ActionsProps) {
  const can = useCan();
  const narrow = useNarrow();
  const navigate = useNavigate();
  const form = `/${kind}/${thing.id}/edit`;
  const mayEdit = can(kind === "customers" ? "changeCustomer" : "changeProject");
  const mayArchive = !thing.mergedInto && can(kind === "customers" ? "archiveCustomer" : "archiveProject");
  const step = thing.archived ? "restore" : "archive";
  const edit = { label: t("customer.editShort"), icon: IconPencil, act: () => void navigate({ to: form }) };
  const away = {
    label: t(`ui.${step}`),
    icon: thing.archived ? IconRestore : IconArchive,
    act: () => void archive(kind, [thing], step),
  };
  const items = [...(narrow && mayEdit ? [edit] : []), ...(mayArchive ? [away] : []), ...more];
  const look = narrow ? "btn icon" : "btn";
  return (
    <>
      {can("changeResponsibilities") && (
        <button type="button" className={look} aria-label={t("matrix.assign")} onClick={onAssign}>
          <Icon of={IconUserPlus} />
          {!narrow && t("matrix.assign")}
        </button>
      )}
      {mayEdit && !narrow && (
        <Link to={form} className="btn">
          <Icon of={IconPencil} />
          {t("customer.editShort")}
        </Link>
      )}
      {items.length > 0 && (
        <MenuButton label={t("customer.more")} named className={look} align="end" items={() => items}>
          <Icon of={IconDots} />
          {!narrow && t("customer.more")}
        </MenuButton>
      )}
    </>
  );
}

/** Who created a thing and when, by the first entry of its history; without a right to that, only when. */
export function Created({ of, type, at }: { of: string; type: string; at?: string }) {
  const can = useCan();
  const query = { subject: of, type, limit: 1 };
  const { data, error } = useQuery({
    queryKey: ["history", query],
    queryFn: ({ signal }) => get<Schema["History"]>("/api/history", query, signal),
    enabled: can("listHistory"),
  });
  const first = data?.items[0];
  const when = at ?? first?.at;
  if (!when || (can("listHistory") && !data && !error)) return null;
  const day = dayOfInstant(when);
  if (!first) return t("customer.createdOn", { day });
  return t("customer.createdBy", { who: first.actor.name ?? first.actor.user, day });
}
