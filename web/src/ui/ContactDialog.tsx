import { useId } from "react";
import type { Answer, Schema } from "../api";
import { t } from "../texts";
import { lineOf, useAddresses } from "./address";
import { Field, NamedField } from "./Form";
import { FormDialog } from "./FormDialog";
import { NotLoaded } from "./NotLoaded";
import { Picker } from "./Picker";
import { useLoaded, useThingForm } from "./thingForm";
import { pathOf } from "./things";

type One = Schema["Contact"];

interface Fields {
  name: string;
  title: string;
  email: string;
  phone: string;
  roles: string;
  keywords: string;
  address: string[];
}

interface ContactDialogProps {
  customerId: string;
  /** The contact that is edited; without it a new one is added. */
  contactId?: string;
  onClose: () => void;
}

/** A contact of a customer, new or edited. */
export function ContactDialog(props: ContactDialogProps) {
  const path = props.contactId && `/api/contacts/${props.contactId}`;
  const { data, error, refetch } = useLoaded<One>(path);
  if (error && !data) {
    const title = t("contact.edit");
    return <NotLoaded title={title} error={error} onAgain={() => void refetch()} onClose={props.onClose} />;
  }
  if (path && !data) return null;
  return <Form {...props} loaded={data} />;
}

const fieldsOf = (contact: One | undefined): Fields => ({
  name: contact?.name ?? "",
  title: contact?.title ?? "",
  email: contact?.email ?? "",
  phone: contact?.phone ?? "",
  roles: contact?.roles.join(", ") ?? "",
  keywords: contact?.keywords.join(", ") ?? "",
  address: contact?.addressId ? [contact.addressId] : [],
});

/** The texts between the commas, each once without regard to case. */
function listed(text: string): string[] {
  const found = new Map<string, string>();
  for (const each of text.split(",").map(part => part.trim())) {
    if (each && !found.has(each.toLocaleLowerCase())) found.set(each.toLocaleLowerCase(), each);
  }
  return [...found.values()];
}

function bodyOf(fields: Fields) {
  const value = (text: string) => text.trim() || null;
  return {
    name: fields.name.trim(),
    title: value(fields.title),
    email: value(fields.email),
    phone: value(fields.phone),
    roles: listed(fields.roles),
    keywords: listed(fields.keywords),
    addressId: fields.address[0] ?? null,
  };
}

function faultsIn({ name, email }: Fields): Record<string, string> {
  const faults: Record<string, string> = {};
  if (!name.trim()) faults.name = t("problem.required");
  if (email.trim() && !/^\S+@\S+$/.test(email.trim())) faults.email = t("customer.emailFault");
  return faults;
}

function Form({ customerId, loaded, onClose }: ContactDialogProps & { loaded?: Answer<One> }) {
  const id = useId();
  const form = useThingForm<One, Fields>({
    loaded,
    path: loaded ? `/api/contacts/${loaded.body.id}` : pathOf("contacts", { customerId }),
    fieldsOf,
    bodyOf,
    check: faultsIn,
    touches: ["Contact"],
    onSaved: onClose,
  });
  const addresses = useAddresses(customerId);
  const labels = {
    name: t("ui.name"),
    title: t("employee.title"),
    email: t("customer.email"),
    phone: t("customer.phone"),
    roles: t("contact.roles"),
    keywords: t("contact.keywords"),
    address: t("contact.address"),
  };
  const { fields, set } = form;
  const faults = Object.fromEntries(
    Object.entries(form.faults).map(([name, text]) => [
      name.replace(/^(roles|keywords)\W.*/, "$1").replace("addressId", "address"),
      text,
    ]),
  );
  const texts = {
    id,
    labels,
    values: fields,
    faults,
    onChange: (name: string, value: string) => set({ [name]: value }),
  };
  return (
    <FormDialog
      title={t(loaded ? "contact.edit" : "contact.add")}
      form={{ ...form, faults }}
      id={id}
      names={Object.entries(labels) as [keyof Fields, string][]}
      say={(value, name) =>
        name === "address" ? addresses.filter(each => value.includes(each.id)).map(lineOf) : value
      }
      onClose={onClose}
    >
      <div className="cols">
        <NamedField of={texts} name="name" required />
        <NamedField of={texts} name="title" />
      </div>
      <div className="cols">
        <NamedField of={texts} name="email" type="email" />
        <NamedField of={texts} name="phone" type="tel" />
      </div>
      <NamedField of={texts} name="roles" hint={t("contact.rolesHint")} maxLength={3000} />
      <NamedField of={texts} name="keywords" hint={t("contact.keywordsHint")} maxLength={3000} />
      {addresses.length > 1 && (
        <Field id={`${id}-address`} label={labels.address} fault={faults.address}>
          {field => (
            <Picker
              {...field}
              bare
              label={labels.address}
              none={t("ui.none")}
              options={addresses.map(each => ({ value: each.id, label: lineOf(each) }))}
              value={fields.address}
              onChange={address => set({ address })}
            />
          )}
        </Field>
      )}
    </FormDialog>
  );
}
