import {
  IconBuilding,
  IconDotsVertical,
  IconHome,
  IconMail,
  IconPencil,
  IconPlus,
  IconReceipt,
  IconTrash,
  IconTruck,
} from "@tabler/icons-react";
import { useState } from "react";
import type { Schema } from "../api";
import { t } from "../texts";
import { lineOf, linesOf, useAddresses } from "../ui/address";
import { Panel } from "../ui/Card";
import { DeleteDialog } from "../ui/DeleteDialog";
import { Icon } from "../ui/Icon";
import { later } from "../ui/later";
import { MenuButton, type MenuItem } from "../ui/Menu";
import { type Address, pathOf } from "../ui/things";

const AddressDialog = later(async () => (await import("./addressDialogs")).AddressDialog);
const HeadquartersDialog = later(async () => (await import("./addressDialogs")).HeadquartersDialog);

const ICONS = { visiting: IconHome, postal: IconMail, invoice: IconReceipt, delivery: IconTruck };

interface AddressesProps {
  customer: Schema["Customer"];
  known: Address[];
  mayEdit: boolean;
  mayAdd: boolean;
}

/** The addresses of a customer; the first one is the headquarters. */
export function Addresses({ customer, known, mayEdit, mayAdd }: AddressesProps) {
  const addresses = useAddresses(customer.id, known);
  const [open, setOpen] = useState<"add" | "change" | null>(null);
  const close = () => setOpen(null);
  return (
    <Panel
      title={t("customer.addresses")}
      count={addresses.length || undefined}
      end={
        mayEdit &&
        addresses.length > 1 && (
          <button
            type="button"
            className="btn quiet"
            title={t("address.changeAbout")}
            onClick={() => setOpen("change")}
          >
            {t("address.change")}
          </button>
        )
      }
    >
      {addresses.length === 0 && <p className="pad t13 muted">{t("customer.noAddress")}</p>}
      <ul className="addresses" aria-label={t("customer.addresses")}>
        {addresses.map(address => (
          <Item
            key={address.id}
            address={address}
            customer={customer}
            mayEdit={mayEdit}
            only={addresses.length === 1}
          />
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
      {open === "add" && <AddressDialog customer={customer} onClose={close} />}
      {open === "change" && <HeadquartersDialog customer={customer} addresses={addresses} onClose={close} />}
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
      {open === "edit" && <AddressDialog customer={customer} path={path} onClose={() => setOpen(null)} />}
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
