import { IconDotsVertical, IconPencil, IconTrash, IconUserCheck, IconUserOff, IconUserX } from "@tabler/icons-react";
import { useState } from "react";
import { patch } from "../api";
import { rich, t } from "../texts";
import { DeleteDialog } from "./DeleteDialog";
import { ContactDialog, EraseDialog } from "./dialogs";
import { Icon } from "./Icon";
import { MenuButton, type MenuItem } from "./Menu";
import { act, type Contact, textOf } from "./things";
import { acting, done } from "./toasts";

/** Makes a contact active or not, at once and as a step that can be undone. */
function turn(contact: Contact) {
  const { id, active } = contact;
  const path = `/api/contacts/${id}`;
  const name = textOf(contact.name);
  const key = active ? "contact.inactivated" : "contact.activated";
  return acting(async () => {
    const turned = await act<Contact>(
      "contacts",
      "Contact",
      items => items.map(each => (each.id === id ? { ...each, active: !active } : each)),
      () => patch(path, { active: !active }, { source: "click" }),
    );
    if (!turned) return;
    done(rich(key, { name }), {
      what: t(key, { name }),
      path,
      redo: path,
      touches: "Contact",
      sends: { method: "PATCH", back: { active }, again: { active: !active } },
    });
  });
}

/** What can be done with a contact; only who may erase people is offered that. */
export function ContactMenu({ contact, mayErase }: { contact: Contact; mayErase: boolean }) {
  const [open, setOpen] = useState<"edit" | "delete" | "erase" | null>(null);
  const name = textOf(contact.name);
  const close = () => setOpen(null);
  const items = (): MenuItem[] => [
    ...(contact.erased
      ? []
      : [
          { label: t("contact.edit"), icon: IconPencil, act: () => setOpen("edit") },
          {
            label: t(contact.active ? "contact.inactivate" : "contact.activate"),
            icon: contact.active ? IconUserOff : IconUserCheck,
            act: () => void turn(contact),
          },
        ]),
    { label: t("contact.delete"), icon: IconTrash, danger: true, act: () => setOpen("delete") },
    ...(mayErase && !contact.erased
      ? [{ label: t("erase.item"), icon: IconUserX, danger: true, act: () => setOpen("erase") }]
      : []),
  ];
  return (
    <>
      <MenuButton label={t("thing.actions", { what: name })} named className="btn icon sm" align="end" items={items}>
        <Icon of={IconDotsVertical} size={16} />
      </MenuButton>
      {open === "edit" && <ContactDialog customerId={contact.customerId} contactId={contact.id} onClose={close} />}
      {open === "delete" && (
        <DeleteDialog
          path={`/api/contacts/${contact.id}`}
          name={name}
          about={t("contact.deleteAbout")}
          touches="Contact"
          onClose={close}
        />
      )}
      {open === "erase" && <EraseDialog kind="contacts" person={{ id: contact.id, name }} onClose={close} />}
    </>
  );
}
