import { IconRefresh } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { t } from "../texts";
import { later } from "../ui/later";
import type { MenuItem } from "../ui/Menu";
import type { Card } from "./page";

const RegistryDialog = later(async () => (await import("./registry")).RegistryDialog);

/** The entry of the menu that brings a customer up to the public registry, where there is a registry for it. */
export function useRegistry({ customer, may }: Card): { items: MenuItem[]; dialog: ReactNode } {
  const [open, setOpen] = useState(false);
  const offered = may.edit && (may.registry === "yes" || may.registry === "vat-number-required");
  return {
    items: offered ? [{ label: t("registry.title"), icon: IconRefresh, act: () => setOpen(true) }] : [],
    dialog: open && (
      <RegistryDialog customer={customer} needsVat={may.registry !== "yes"} onClose={() => setOpen(false)} />
    ),
  };
}
