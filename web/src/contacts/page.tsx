import "../ui/things.css";
import { IconAddressBook, IconSearchOff } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { CONTACTS } from "../addresses";
import { type Schema, useCan } from "../api";
import { rich, t } from "../texts";
import { ContactMenu } from "../ui/ContactMenu";
import { Downloads } from "../ui/Downloads";
import { ContactDialog } from "../ui/dialogs";
import { Filters, SearchBox } from "../ui/Filters";
import { Check } from "../ui/Form";
import { Head } from "../ui/Head";
import { ListFoot } from "../ui/ListFoot";
import { useNarrow } from "../ui/media";
import { Avatar } from "../ui/Person";
import { Picker } from "../ui/Picker";
import { GroupingPicker } from "../ui/pickers";
import { Failure, State } from "../ui/State";
import { useSearch } from "../ui/search";
import { type Column, Table, TableSkeleton } from "../ui/Table";
import { type Contact, textOf, useOnEnd, usePages } from "../ui/things";

const some = (values: string[]) => (values.length ? values : undefined);

/** The contacts of all customers, filtered by role and keyword. */
export function Contacts() {
  const can = useCan();
  const narrow = useNarrow();
  const navigate = useNavigate();
  const [search, set] = useSearch(CONTACTS);
  const list = usePages<Contact, Schema["Contacts"]>("contacts", "/api/contacts", search, 100);
  const { items: rows, first, total = 0, error, refetch } = list;
  const onEnd = useOnEnd(list);
  const { q, role, keyword, category, tag } = search;
  const count = [role, keyword, category, tag].reduce((sum, each) => sum + (each?.length ?? 0), q ? 1 : 0);
  const clear = () => set({ q: undefined, role: undefined, keyword: undefined, category: undefined, tag: undefined });
  return (
    <>
      <Head
        title={t("nav.contacts")}
        actions={<Downloads path="/api/contacts" query={search} operation="downloadContactsXlsx" />}
      />
      <Filters
        count={count}
        onClear={clear}
        search={
          <SearchBox label={t("contacts.search")} value={q ?? ""} onChange={text => set({ q: text || undefined })} />
        }
        end={
          <span className="count" role="status" aria-label={t("ui.shown")}>
            {first && rich("contacts.count", { count: total })}
          </span>
        }
      >
        <LabelPicker
          label={t("filters.role")}
          of={first?.labels.roles}
          value={role}
          onChange={chosen => set({ role: chosen })}
        />
        <LabelPicker
          label={t("contacts.keyword")}
          of={first?.labels.keywords}
          value={keyword}
          onChange={chosen => set({ keyword: chosen })}
        />
        <GroupingPicker value={search} onChange={set} />
        <Check
          label={t("contact.inactive")}
          checked={search.inactive ?? false}
          onChange={on => set({ inactive: on || undefined })}
        />
      </Filters>
      <div className="panel fill" aria-busy={!rows}>
        {error && !rows && <Failure thrown={error} onAgain={() => void refetch()} />}
        {!rows && !error && <TableSkeleton rows={20} />}
        {rows?.length === 0 && (
          <State
            icon={count ? IconSearchOff : IconAddressBook}
            title={count ? t("ui.nothingMatches") : t("contacts.none")}
            actions={
              count ? (
                <button type="button" className="btn pri" onClick={clear}>
                  {t("filters.showAll")}
                </button>
              ) : (
                <Link to="/customers" className="btn pri">
                  {t("nav.customers")}
                </Link>
              )
            }
          />
        )}
        {rows !== undefined && rows.length > 0 && (
          <Table
            label={t("nav.contacts")}
            columns={columns(can("changeContact"), can("eraseContact"))}
            rows={rows}
            rowKey={row => row.id}
            onEnd={onEnd}
            card={row => <Card row={row} />}
            cardHeight={93}
            onOpen={row => void navigate({ to: `/customers/${row.customerId}` })}
          />
        )}
        {!narrow && rows !== undefined && rows.length > 0 && <ListFoot shown={rows.length} total={total} />}
      </div>
    </>
  );
}

interface LabelPickerProps {
  label: string;
  of: Schema["ContactLabel"][] | undefined;
  value: string[] | undefined;
  onChange: (value: string[] | undefined) => void;
}

/** Chooses among the roles or keywords that contacts have; what the address names is there even if nobody has it. */
function LabelPicker({ label, of = [], value = [], onChange }: LabelPickerProps) {
  const known = new Set(of.map(each => each.name.toLocaleLowerCase()));
  const options = [
    ...of.map(each => ({ value: each.name, label: each.name, hint: String(each.count) })),
    ...value.filter(each => !known.has(each.toLocaleLowerCase())).map(each => ({ value: each, label: each })),
  ];
  const chosen = value.map(
    each => of.find(one => one.name.toLocaleLowerCase() === each.toLocaleLowerCase())?.name ?? each,
  );
  return <Picker label={label} multiple options={options} value={chosen} onChange={all => onChange(some(all))} />;
}

function Labels({ of }: { of: string[] }) {
  if (of.length === 0) return <span className="muted">–</span>;
  return (
    <span className="row" style={{ gap: 4 }}>
      {of.map(each => (
        <span key={each} className="chip">
          {each}
        </span>
      ))}
    </span>
  );
}

function Mail({ of }: { of: Contact }) {
  if (!of.email) return <span className="muted">–</span>;
  return (
    <a className="muted mail" href={`mailto:${of.email}`}>
      {of.email}
    </a>
  );
}

/** The name of a contact; who may change it opens it by its name. */
function Name({ of: contact, mayEdit }: { of: Contact; mayEdit: boolean }) {
  const [open, setOpen] = useState(false);
  const name = textOf(contact.name);
  return (
    <span className="name">
      <Avatar id={contact.id} name={name} size={20} />
      {mayEdit && !contact.erased ? (
        <button type="button" className="plain med ell" onClick={() => setOpen(true)}>
          {name}
        </button>
      ) : (
        <span className="ell med">{name}</span>
      )}
      {!contact.active && <span className="chip warn">{t("employee.inactive")}</span>}
      {open && <ContactDialog customerId={contact.customerId} contactId={contact.id} onClose={() => setOpen(false)} />}
    </span>
  );
}

function columns(mayEdit: boolean, mayErase: boolean): Column<Contact>[] {
  return [
    { key: "name", head: t("ui.name"), cell: row => <Name of={row} mayEdit={mayEdit} /> },
    {
      key: "title",
      head: t("employee.title"),
      cell: row => <span className="muted">{row.title ?? "–"}</span>,
    },
    {
      key: "customer",
      head: t("overview.customer"),
      cell: row => <Link to={`/customers/${row.customerId}`}>{textOf(row.customer.name)}</Link>,
    },
    { key: "roles", head: t("contact.roles"), cell: row => <Labels of={row.roles} /> },
    { key: "keywords", head: t("contact.keywords"), cell: row => <Labels of={row.keywords} /> },
    { key: "email", head: t("customer.email"), cell: row => <Mail of={row} /> },
    {
      key: "phone",
      head: t("customer.phone"),
      cell: row =>
        row.phone ? (
          <a className="muted num" href={`tel:${row.phone.replace(/[^+\d]/g, "")}`}>
            {row.phone}
          </a>
        ) : (
          <span className="muted">–</span>
        ),
    },
    ...(mayEdit
      ? [
          {
            key: "acts",
            quiet: true,
            cell: (row: Contact) => <ContactMenu contact={row} mayErase={mayErase} />,
          },
        ]
      : []),
  ];
}

function Card({ row }: { row: Contact }) {
  const name = textOf(row.name);
  return (
    <>
      <span className="row">
        <Avatar id={row.id} name={name} size={20} />
        <span className="med ell grow">{name}</span>
        {!row.active && <span className="chip warn">{t("employee.inactive")}</span>}
      </span>
      <span className="row t13">
        <Link to={`/customers/${row.customerId}`} className="ell above tall">
          {textOf(row.customer.name)}
        </Link>
        <span className="muted ell">{[row.title, ...row.roles, ...row.keywords].filter(Boolean).join(" · ")}</span>
      </span>
      <span className="small ell">
        <Mail of={row} />
      </span>
    </>
  );
}
