import { IconX } from "@tabler/icons-react";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { t } from "../texts";
import { Icon } from "./Icon";

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** Stands under the title. */
  about?: ReactNode;
  /** Stands before the title. */
  mark?: ReactNode;
  footer?: ReactNode;
  tabs?: ReactNode;
  kind?: "wide" | "widest" | "sheet" | "drawer" | "nav";
  /** The dialog is the page: its title is the heading. */
  page?: boolean;
  /** The body is only read: it takes the focus itself, so that the keyboard scrolls it. */
  text?: boolean;
}

/** A modal dialog. The browser's own element keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ title, onClose, children, about, mark, footer, tabs, kind, page, text }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const heading = useId();
  // A text selection that ends outside is a click there too.
  const pressedOutside = useRef(false);
  useModal(element, page);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it too, by the event "cancel"
    <dialog
      ref={element}
      className={kind}
      aria-labelledby={heading}
      aria-modal="true"
      onCancel={event => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={event => {
        pressedOutside.current = event.target === element.current && isOutside(event, element.current);
      }}
      onClick={event => {
        if (pressedOutside.current && event.target === element.current && isOutside(event, element.current)) onClose();
      }}
    >
      <header>
        {mark}
        <div className="grow">
          {page ? (
            <h1 id={heading} tabIndex={-1}>
              {title}
            </h1>
          ) : (
            <h2 id={heading} tabIndex={-1}>
              {title}
            </h2>
          )}
          {about && <div className="small muted">{about}</div>}
        </div>
        <button type="button" className="btn icon" aria-label={t("ui.close")} title={t("ui.close")} onClick={onClose}>
          <Icon of={IconX} />
        </button>
      </header>
      {tabs}
      <div className="body" {...(text && { role: "group", "aria-labelledby": heading, tabIndex: 0 })}>
        {children}
      </div>
      {footer && <footer>{footer}</footer>}
    </dialog>
  );
}

function isOutside(event: { clientX: number; clientY: number }, dialog: HTMLDialogElement): boolean {
  const box = dialog.getBoundingClientRect();
  const inside =
    event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
  return !inside && event.clientX + event.clientY > 0;
}

/** The first field of a dialog, else its heading; on a touch screen a field would bring up the keyboard. */
function first(dialog: HTMLDialogElement): HTMLElement | null {
  const field = matchMedia("(pointer: coarse)").matches
    ? null
    : dialog.querySelector<HTMLElement>(
        ".body input:not([type=file], [readonly]), .body textarea, .palette-field input",
      );
  return field ?? dialog.querySelector<HTMLElement>("h1, h2");
}

/** Opens a dialog element as long as it is there. A dialog that is a page begins at its heading, as every page does. */
export function useModal(element: React.RefObject<HTMLDialogElement | null>, page = false): void {
  useEffect(() => {
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    if (dialog && !dialog.querySelector("[autofocus]"))
      (page ? dialog.querySelector<HTMLElement>("h1") : first(dialog))?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [element, page]);
}
