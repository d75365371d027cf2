import { IconMail, IconMapPin, IconPhone, IconPlus, IconReceipt, IconWorld } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { get, type Schema, useCan } from "../api";
import { ago, dayOfInstant, instant, number, t } from "../texts";
import { linesOf } from "../ui/address";
import { Responsible, useAssignees } from "../ui/Card";
import { Due } from "../ui/Due";
import { ActivityDialog } from "../ui/dialogs";
import { Icon } from "../ui/Icon";
import { useNarrow } from "../ui/media";
import { Avatar, People } from "../ui/Person";
import { collapseMoves, TimelineItem } from "../ui/Timeline";
import { actorOf, textOf } from "../ui/things";
import type { Card } from "./page";

interface RailProps {
  card: Card;
  history: boolean;
  onOpen: (person: Schema["Named"]) => void;
}

/** The region "Overview": what one wants to know of a customer on every tab. On a phone it unfolds. */
export function Rail({ card, history, onOpen }: RailProps) {
  const can = useCan();
  const narrow = useNarrow();
  const { customer } = card;
  const assignees = useAssignees(customer.id);
  const people = assignees.data?.filter(each => !each.project);
  const sees = can("listAssignees");
  const parts = (
    <>
      {card.owners && <Owners owners={card.owners} onOpen={onOpen} />}
      {sees && (
        <section>
          <h2>{t("overview.responsible")}</h2>
          {people && <Responsible people={people} onOpen={onOpen} />}
        </section>
      )}
      <FollowUp card={card} />
      <section>
        <h2>{t("customer.contact")}</h2>
        <Contact customer={customer} />
      </section>
      <LatestNotes card={card} />
      {history && <Latest customer={customer} />}
      <section className="small muted">
        <Created card={card} />
      </section>
    </>
  );
  if (!narrow) {
    return (
      <section className="rail" aria-label={t("nav.overview")}>
        {parts}
      </section>
    );
  }
  return (
    <section className="rail" aria-label={t("nav.overview")}>
      <details>
        <summary>
          <span className="grow">{t("nav.overview")}</span>
          {people &&
            (people.length > 0 ? (
              <People people={people.map(each => each.employee)} count={people.length} />
            ) : (
              <span className="warn">{t("ui.nobody")}</span>
            ))}
        </summary>
        {parts}
      </details>
    </section>
  );
}

/** Those responsible in the role of account owners, as the workspace says which that is. */
function Owners({ owners, onOpen }: { owners: Schema["NamedPerson"][]; onOpen: RailProps["onOpen"] }) {
  return (
    <section>
      <h2>{t("customer.owner")}</h2>
      {owners.length === 0 && <p className="warn med">{t("ui.nobody")}</p>}
      {owners.map(owner => (
        <button key={owner.id} type="button" className="owner" onClick={() => onOpen(owner)}>
          <Avatar id={owner.id} name={owner.name ?? ""} />
          <span className="med ell">{owner.name}</span>
        </button>
      ))}
    </section>
  );
}

/** The planned activity that comes first. */
function FollowUp({ card: { customer, nextAction, lastInteraction, may } }: { card: Card }) {
  const [adding, setAdding] = useState(false);
  return (
    <section>
      <div className="row">
        <h2 className="grow">{t("customer.followUp")}</h2>
        {may.edit && !customer.archived && (
          <button type="button" className="btn txt sm" onClick={() => setAdding(true)}>
            <Icon of={IconPlus} size={14} />
            {t("customer.addFollowUp")}
          </button>
        )}
      </div>
      {nextAction ? (
        <p>
          <span className="med">{textOf(nextAction.title)}</span>
          <span className="small muted facts">
            <Due of={nextAction} />
            {nextAction.assignee && <span>{nextAction.assignee.name}</span>}
          </span>
        </p>
      ) : (
        <p className="muted">{t("customer.noFollowUp")}</p>
      )}
      {lastInteraction && (
        <p className="small muted" title={instant(lastInteraction.time)}>
          {t("customer.lastInteraction", { when: ago(lastInteraction.time) })}
        </p>
      )}
      {adding && (
        <ActivityDialog
          title={t("customer.addFollowUp")}
          kind="todo"
          place={{ customerId: customer.id }}
          onClose={() => setAdding(false)}
        />
      )}
    </section>
  );
}

/** A customer's address in the web; one without a scheme is meant as a secure one. */
function Website({ url }: { url: string }) {
  const href = /^https?:\/\//.test(url) ? url : `https://${url}`;
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {url.replace(/^https?:\/\//, "")}
    </a>
  );
}

function Contact({ customer }: { customer: Card["customer"] }) {
  const { address, email, phone, website, vatNumber } = customer;
  const place = address && (address.street || address.postcode || address.city) ? linesOf(address).join(", ") : "";
  if (!email && !phone && !website && !vatNumber && !place) return <span className="muted">–</span>;
  return (
    <>
      <Line icon={IconMail}>{email && <a href={`mailto:${email}`}>{email}</a>}</Line>
      <Line icon={IconPhone}>{phone && <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a>}</Line>
      <Line icon={IconWorld}>{website && <Website url={website} />}</Line>
      <Line icon={IconMapPin}>{place}</Line>
      <Line icon={IconReceipt}>{vatNumber}</Line>
    </>
  );
}

function Line({ icon, children }: { icon: typeof IconMail; children: ReactNode }) {
  if (!children) return null;
  return (
    <div className="ln">
      <Icon of={icon} size={16} />
      <span className="ell">{children}</span>
    </div>
  );
}

const SHOWN_NOTES = 2;

function LatestNotes({ card: { customer, notes, counts } }: { card: Card }) {
  return (
    <section>
      <div className="row">
        <h2 className="grow">{t("notes.title")}</h2>
        {counts.notes > 0 && (
          <Link to={`/customers/${customer.id}`} className="link">
            {t("customer.allNotes", { count: number(counts.notes) })}
          </Link>
        )}
      </div>
      {notes.length === 0 && <p className="muted">{t("notes.none")}</p>}
      {notes.slice(0, SHOWN_NOTES).map(note => (
        <p key={note.id} className="latest">
          <span className="clamp">{textOf(note.text)}</span>
          <span className="small muted" title={instant(note.createdAt)}>
            {actorOf(note.createdBy)}, {ago(note.createdAt)}
          </span>
        </p>
      ))}
    </section>
  );
}

const LATEST = 5;
/** More are read, since several events may be shown as one entry. */
const READ = 3 * LATEST;

function Latest({ customer }: { customer: Card["customer"] }) {
  const query = { limit: READ };
  const { data } = useQuery({
    queryKey: ["timeline", customer.id, query],
    queryFn: ({ signal }) => get<Schema["Timeline"]>(`/api/customers/${customer.id}/timeline`, query, signal),
  });
  return (
    <section>
      <div className="row">
        <h2 className="grow">{t("matrix.history")}</h2>
        <Link to={`/customers/${customer.id}/history`} className="link">
          {t("matrix.allHistory")}
        </Link>
      </div>
      {data?.items.length === 0 && <p className="muted t13">{t("history.none")}</p>}
      <ul className="hist" aria-label={t("matrix.history")}>
        {collapseMoves(data?.items ?? [])
          .slice(0, LATEST)
          .map(entry => (
            <TimelineItem key={entry.position} entry={entry} />
          ))}
      </ul>
    </section>
  );
}

function Created({ card: { createdAt, createdBy } }: { card: Card }) {
  const day = dayOfInstant(createdAt);
  const who = actorOf(createdBy);
  return who ? t("customer.createdBy", { who, day }) : t("customer.createdOn", { day });
}
