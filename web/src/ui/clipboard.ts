import { t } from "../texts";
import { said } from "./toasts";

/** Copies a text and says so; browsers allow it only in a secure context. */
export async function copyText(text: string, copied: string): Promise<void> {
  if (!navigator.clipboard) {
    said(t("ui.noClipboard"), "refused");
    return;
  }
  await navigator.clipboard.writeText(text);
  said(copied);
}
