import { type FormEvent, useId, useState } from "react";
import { type Answer, changed, Problem, post, type Schema } from "../api";
import { rich, t } from "../texts";
import { lineOf } from "../ui/address";
import { CountryField } from "../ui/codes";
import { useCommand } from "../ui/command";
import { Dialog } from "../ui/Dialog";
import { Field, NamedField } from "../ui/Form";
import { FormDialog } from "../ui/FormDialog";
import { NotLoaded } from "../ui/NotLoaded";
import { Picker } from "../ui/Picker";
import { useLoaded, useThingForm } from "../ui/thingForm";
import { type Address, pathOf } from "../ui/things";
import { done } from "../ui/toasts";

type One = Schema["CustomerAddress"];
type AddressKind = NonNullable<One["kind"]>;

const KINDS: AddressKind[] = ["visiting", "postal", "invoice", "delivery"];

interface HeadquartersDialogProps {
  customer: Schema["Customer"];
  addresses: Address[];
  onClose: () => void;
}

/** Another address becomes the headquarters, of which there is exactly one. */
export function HeadquartersDialog({ customer, addresses, onClose }: HeadquartersDialogProps) {
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

interface AddressDialogProps {
  customer: Schema["Customer"];
  /** That of the address that is edited; without it one is added. */
  path?: string;
  onClose: () => void;
}

/** An address of a customer, new or edited. */
export function AddressDialog(props: AddressDialogProps) {
  const { data, error, refetch } = useLoaded<One>(props.path);
  if (error && !data) {
    const title = t("address.edit");
    return <NotLoaded title={title} error={error} onAgain={() => void refetch()} onClose={props.onClose} />;
  }
  if (props.path && !data) return null;
  return <AddressForm {...props} loaded={data} />;
}

function AddressForm({ customer, path, loaded, onClose }: AddressDialogProps & { loaded?: Answer<One> }) {
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
  const texts = {
    id,
    labels,
    values: fields,
    faults,
    onChange: (name: string, value: string) => set({ [name]: value }),
  };
  const options = KINDS.map(value => ({ value, label: t(`address.kind.${value}`) }));
  return (
    <FormDialog
      title={t(loaded ? "address.edit" : "address.add")}
      form={form}
      id={id}
      names={Object.entries(labels) as [keyof Fields, string][]}
      say={(value, name) => (name === "kind" ? (value as AddressKind[]).map(each => t(`address.kind.${each}`)) : value)}
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
