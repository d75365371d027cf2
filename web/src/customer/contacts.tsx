import { IconMail, IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { CARD } from "../addresses";
import type { Schema } from "../api";
import { t } from "../texts";
import { Activities } from "../ui/Activities";
import { Panel } from "../ui/Card";
import { ContactMenu } from "../ui/ContactMenu";
import { ContactDialog } from "../ui/dialogs";
import { Files } from "../ui/Files";
import { Check } from "../ui/Form";
import { Icon } from "../ui/Icon";
import { Notes } from "../ui/Notes";
import { Avatar } from "../ui/Person";
import { Failure } from "../ui/State";
import { useSearch } from "../ui/search";
import { type Contact, type Place, textOf, useThings } from "../ui/things";
import { Addresses } from "./addresses";
import type { Card } from "./page";

/** The tab Contacts & addresses: contacts, addresses, activities, notes and files. */
export function Contacts({ card }: { card: Card }) {
  const { customer, may } = card;
  const place = { customerId: customer.id };
  const mayAdd = !customer.archived;
  return (
    <div className="csides">
      <div className="stack-v">
        <ContactList card={card} place={place} mayAdd={mayAdd} />
        <Notes
          place={place}
          mayEdit={may.edit}
          mayAdd={mayAdd}
          known={{ items: card.notes, total: card.counts.notes }}
        />
      </div>
      <div className="stack-v">
        <Addresses customer={customer} known={card.addresses} mayEdit={may.edit} mayAdd={mayAdd} />
        <Activities place={place} mayEdit={may.edit} mayAdd={mayAdd} />
        <Files place={place} mayEdit={may.edit} mayAdd={mayAdd} />
      </div>
    </div>
  );
}

interface ContactListProps {
  card: Card;
  place: Place;
  mayAdd: boolean;
}

function ContactList({ card, place, mayAdd }: ContactListProps) {
  const [search, set] = useSearch(CARD);
  const [adding, setAdding] = useState(false);
  const { inactive, role, keyword } = search;
  const all = !inactive && !role && !keyword;
  const { items, total, error, refetch, hasNextPage, fetchNextPage } = useThings<Contact>(
    "contacts",
    place,
    { inactive, role, keyword },
    all ? { items: card.contacts, total: card.counts.contacts } : undefined,
  );
  return (
    <Panel
      title={t("contact.title")}
      count={total}
      end={
        <>
          <Check
            label={t("contact.inactive")}
            checked={inactive ?? false}
            onChange={on => set({ inactive: on || undefined })}
          />
          {card.may.edit && mayAdd && (
            <button type="button" className="btn quiet" onClick={() => setAdding(true)}>
              <Icon of={IconPlus} />
              {t("contact.add")}
            </button>
          )}
        </>
      }
    >
      {(role || keyword) && (
        <div className="row chosen">
          {role && <Chosen name={role} onClear={() => set({ role: undefined })} />}
          {keyword && <Chosen name={keyword} onClear={() => set({ keyword: undefined })} />}
        </div>
      )}
      {error && !items && <Failure thrown={error} onAgain={() => void refetch()} />}
      {items?.length === 0 && (
        <p className="pad t13 muted">{role || keyword ? t("ui.nothingMatches") : t("contact.none")}</p>
      )}
      <ul className="contacts" aria-label={t("contact.title")}>
        {items?.map(contact => (
          <Item key={contact.id} contact={contact} may={card.may} onFilter={set} />
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" className="btn txt more" onClick={() => void fetchNextPage()}>
          {t("ui.showMore")}
        </button>
      )}
      {adding && <ContactDialog customerId={place.customerId} onClose={() => setAdding(false)} />}
    </Panel>
  );
}

function Chosen({ name, onClear }: { name: string; onClear: () => void }) {
  const label = t("ui.removeValue", { value: name });
  return (
    <button type="button" className="chip acc choice" aria-label={label} title={label} onClick={onClear}>
      {name}
      <Icon of={IconX} size={14} />
    </button>
  );
}

interface ItemProps {
  contact: Contact;
  may: Schema["CustomerCard"]["may"];
  onFilter: (filter: { role?: string; keyword?: string }) => void;
}

function Item({ contact, may, onFilter }: ItemProps) {
  const name = textOf(contact.name);
  return (
    <li className={contact.active ? undefined : "inactive"}>
      <Avatar id={contact.id} name={name} size={24} />
      <span className="who">
        <span className="med ell">{name}</span>
        <span className="small muted ell">{contact.title}</span>
      </span>
      <span className="labels">
        {!contact.active && <span className="chip warn">{t("employee.inactive")}</span>}
        {contact.roles.map(role => (
          <Label key={`role ${role}`} name={role} onClick={() => onFilter({ role })} />
        ))}
        {contact.keywords.map(keyword => (
          <Label key={`keyword ${keyword}`} name={keyword} onClick={() => onFilter({ keyword })} />
        ))}
      </span>
      <span className="reach">
        {contact.phone && (
          <a href={`tel:${contact.phone.replace(/[^+\d]/g, "")}`} className="num">
            {contact.phone}
          </a>
        )}
        {contact.email && (
          <a
            href={`mailto:${contact.email}`}
            className="btn icon sm"
            aria-label={t("contact.mail", { name, email: contact.email })}
            title={contact.email}
          >
            <Icon of={IconMail} size={16} />
          </a>
        )}
        {may.edit && <ContactMenu contact={contact} mayErase={may.admin} />}
      </span>
    </li>
  );
}

/** A role or keyword of a contact; it shows those who have it too. */
function Label({ name, onClick }: { name: string; onClick: () => void }) {
  return (
    <button type="button" className="chip choice" title={t("contact.only", { name })} onClick={onClick}>
      {name}
    </button>
  );
}
