import { IconBuilding, IconDotsVertical, IconHome, IconMail, IconPencil, IconPlus, IconReceipt, IconTrash, IconTruck } from "@tabler/icons-react";
import { type FormEvent, useId, useState } from "react";
import { type Answer, changed, Problem, post, type Schema } from "../api";
import { rich, t } from "../texts";
import { linesOf, lineOf } from "../ui/address";
import { Panel } from "../ui/Card";
import { useAddresses } from "../ui/ContactDialog";
import { CountryField } from "../ui/codes";
import { useCommand } from "../ui/command";
import { Dialog } from "../ui/Dialog";
import { DeleteDialog } from "../ui/DeleteDialog";
import { Field, NamedField } from "../ui/Form";
import { FormDialog } from "../ui/FormDialog";
import { Icon } from "../ui/Icon";
import { MenuButton, type MenuItem } from "../ui/Menu";
import { Picker } from "../ui/Picker";
import { type Address, pathOf } from "../ui/things";
import { useLoaded, useThingForm } from "../ui/thingForm";
import { done } from "../ui/toasts";

type One = Schema["CustomerAddress"];
type AddressKind = NonNullable<Address["kind"]>;

const KINDS: AddressKind[] = ["visiting", "postal", "invoice", "delivery"];
const ICONS = { visiting: IconHome, postal: IconMail, invoice: IconReceipt, delivery: IconTruck };

interface AddressesProps {
  customer: Schema["Customer"];
  mayEdit: boolean;
  mayAdd: boolean;
}

/** The addresses of a customer; the first one is the headquarters. */
export function Addresses({ customer, mayEdit, mayAdd }: AddressesProps) {
  const addresses = useAddresses(customer.id);
  const [open, setOpen] = useState<"add" | "change" | null>(null);
  const close = () => setOpen(null);
  return (
    <Panel
      title={t("customer.addresses")}
      count={addresses.length || undefined}
      end={
        mayEdit &&
        addresses.length > 1 && (
          <button type="button" className="btn quiet" title={t("address.changeAbout")} onClick={() => setOpen("change")}>
            {t("address.change")}
          </button>
        )
      }
    >
      {addresses.length === 0 && <p className="pad t13 muted">{t("customer.noAddress")}</p>}
      <ul className="addresses" aria-label={t("customer.addresses")}>
        {addresses.map(address => (
          <Item key={address.id} address={address} customer={customer} mayEdit={mayEdit} only={addresses.length === 1} />
        ))}
      </ul>
      {mayEdit && mayAdd && !customer.erased && (
        <div className="pfoot">
          <button type="button" className="btn txt sm" onClick={() => setOpen("add")}>
            <Icon of={IconPlus} size={16} />
            {t("address.add")}
          </button>
        </div>
      )}
      {open === "add" && <AddressForm customer={customer} onClose={close} />}
      {open === "change" && <ChangeHeadquarters customer={customer} addresses={addresses} onClose={close} />}
    </Panel>
  );
}

interface ItemProps {
  address: Address;
  customer: Schema["Customer"];
  mayEdit: boolean;
  only: boolean;
}

function Item({ address, customer, mayEdit, only }: ItemProps) {
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const lines = linesOf(address);
  const path = `${pathOf("addresses", { customerId: customer.id })}/${address.id}`;
  const items = (): MenuItem[] => [
    { label: t("address.edit"), icon: IconPencil, act: () => setOpen("edit") },
    // The headquarters goes last.
    ...(address.headquarters && !only
      ? []
      : [{ label: t("address.delete"), icon: IconTrash, danger: true, act: () => setOpen("delete") }]),
  ];
  return (
    <li>
      <Icon of={address.kind ? ICONS[address.kind] : IconBuilding} size={16} />
      <span className="grow lines">
        {lines.map(line => (
          <span key={line}>{line}</span>
        ))}
      </span>
      <span className="labels">
        {address.headquarters && <span className="chip acc">{t("customer.headquarters")}</span>}
        {address.kind && <span className="chip">{t(`address.kind.${address.kind}`)}</span>}
      </span>
      {mayEdit && (
        <MenuButton
          label={t("thing.actions", { what: lineOf(address) })}
          named
          className="btn icon sm"
          align="end"
          items={items}
        >
          <Icon of={IconDotsVertical} size={16} />
        </MenuButton>
      )}
      {open === "edit" && <EditAddress customer={customer} path={path} onClose={() => setOpen(null)} />}
      {open === "delete" && (
        <DeleteDialog
          path={path}
          name={lineOf(address)}
          about={t("thing.deleteAbout")}
          touches="Address"
          onClose={() => setOpen(null)}
        />
      )}
    </li>
  );
}

interface ChangeProps {
  customer: Schema["Customer"];
  addresses: Address[];
  onClose: () => void;
}

/** Another address becomes the headquarters, of which there is exactly one. */
function ChangeHeadquarters({ customer, addresses, onClose }: ChangeProps) {
  const now = addresses.find(each => each.headquarters)?.id;
  const [chosen, setChosen] = useState(now);
  const [problem, setProblem] = useState<Problem | null>(null);
  const command = useCommand();
  const id = useId();
  async function save(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation();
    if (chosen === now) return onClose();
    const path = `${pathOf("addresses", { customerId: customer.id })}/${chosen}/headquarters`;
    try {
      await command.run(path, key => post(path, undefined, { key }));
      changed("Address");
      done(rich("customer.saved", { customer: customer.name }));
      onClose();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
    }
  }
  return (
    <Dialog
      title={t("address.changeTitle")}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          <button type="submit" form={id} className="btn pri" disabled={command.busy}>
            {t("ui.save")}
          </button>
        </>
      }
    >
      {problem && (
        <div className="banner bad" role="alert">
          {problem.text}
        </div>
      )}
      <form id={id} role="radiogroup" aria-label={t("customer.headquarters")} onSubmit={event => void save(event)}>
        {addresses.map(each => (
          <div key={each.id}>
            <label className="chk">
              <input type="radio" name={`${id}-hq`} checked={chosen === each.id} onChange={() => setChosen(each.id)} />
              {lineOf(each)}
            </label>
          </div>
        ))}
      </form>
    </Dialog>
  );
}

interface Fields {
  kind: string[];
  street: string;
  postcode: string;
  city: string;
  country: string[];
}

const fieldsOf = (address: One | undefined): Fields => ({
  kind: address?.kind ? [address.kind] : [],
  street: address?.street ?? "",
  postcode: address?.postcode ?? "",
  city: address?.city ?? "",
  country: address?.country ? [address.country] : [],
});

function bodyOf(fields: Fields) {
  const value = (text: string) => text.trim() || null;
  return {
    kind: fields.kind[0] ?? null,
    street: value(fields.street),
    postcode: value(fields.postcode),
    city: value(fields.city),
    country: fields.country[0] ?? null,
  };
}

function EditAddress({ path, ...props }: { customer: Schema["Customer"]; path: string; onClose: () => void }) {
  const { data, error } = useLoaded<One>(path);
  if (error && !data) throw error;
  return data ? <AddressForm {...props} path={path} loaded={data} /> : null;
}

interface AddressFormProps {
  customer: Schema["Customer"];
  path?: string;
  loaded?: Answer<One>;
  onClose: () => void;
}

function AddressForm({ customer, path, loaded, onClose }: AddressFormProps) {
  const id = useId();
  const form = useThingForm<One, Fields>({
    loaded,
    path: path ?? pathOf("addresses", { customerId: customer.id }),
    fieldsOf,
    bodyOf,
    check: ({ street, postcode, city }): Record<string, string> =>
      [street, postcode, city].some(each => each.trim()) ? {} : { street: t("problem.address-empty") },
    touches: ["Address"],
    onSaved: onClose,
  });
  const { fields, set, faults } = form;
  const labels = {
    kind: t("customer.kind"),
    street: t("customer.street"),
    postcode: t("customer.postcode"),
    city: t("customer.city"),
    country: t("customer.country"),
  };
  const texts = { id, labels, values: fields, faults, onChange: (name: string, value: string) => set({ [name]: value }) };
  const options = KINDS.map(value => ({ value, label: t(`address.kind.${value}`) }));
  return (
    <FormDialog
      title={t(loaded ? "address.edit" : "address.add")}
      form={form}
      id={id}
      names={Object.entries(labels) as [keyof Fields, string][]}
      say={(value, name) =>
        name === "kind" ? (value as AddressKind[]).map(each => t(`address.kind.${each}`)) : value
      }
      onClose={onClose}
    >
      <NamedField of={texts} name="street" />
      <div className="cols">
        <NamedField of={texts} name="postcode" />
        <NamedField of={texts} name="city" />
      </div>
      <div className="cols">
        <CountryField value={fields.country} onChange={country => set({ country })} />
        <Field id={`${id}-kind`} label={labels.kind} fault={faults.kind}>
          {field => (
            <Picker
              {...field}
              bare
              label={labels.kind}
              none={t("address.anyKind")}
              options={options}
              value={fields.kind}
              onChange={kind => set({ kind })}
            />
          )}
        </Field>
      </div>
    </FormDialog>
  );
}
