import { type ReactNode, useState } from "react";
import type { Schema } from "../api";
import { later } from "./later";

const RegistryDialog = later(async () => (await import("./RegistryDialog")).RegistryDialog);

/**
 * Brings a customer up to the public registry, where there is a registry for it.
 *
 * @param onDone called when something was taken over
 * @returns what opens the dialog, where it may be opened, and the dialog
 */
export function useRegistry(
  card: Schema["CustomerCard"] | undefined,
  onDone?: () => void,
): { open: (() => void) | undefined; dialog: ReactNode } {
  const [isOpen, setOpen] = useState(false);
  const registry = card?.may.edit ? card.may.registry : undefined;
  const offered = registry === "yes" || registry === "vat-number-required";
  return {
    open: offered ? () => setOpen(true) : undefined,
    dialog: isOpen && card && (
      <RegistryDialog
        customer={card.customer}
        needsVat={registry !== "yes"}
        onDone={onDone}
        onClose={() => setOpen(false)}
      />
    ),
  };
}
