import { IconCheck, IconChevronRight, type Icon as TablerIcon } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { useFloat } from "./float";
import { Icon } from "./Icon";

export type MenuItem =
  | { label: string; icon?: TablerIcon; act: () => void; danger?: boolean; hint?: string }
  | { label: string; icon?: TablerIcon; href: string }
  | { label: string; checked: boolean; kind: "radio" | "checkbox"; act: () => void }
  | { label: string; icon?: TablerIcon; sub: MenuItem[] }
  | "line";

interface MenuProps {
  /** The name of the menu. */
  label: string;
  items: MenuItem[];
  onClose: () => void;
  anchor: () => DOMRect | null;
  align?: "start" | "end";
}

/** The menu itself: arrows move, Home and End jump, letters search, Escape and Tab close. */
export function Menu({ label, items, onClose, anchor, align }: MenuProps) {
  const layer = useRef<HTMLDivElement>(null);
  const [path, setPath] = useState<string | null>(null);
  useFloat(layer, anchor, true, align);

  const sub = items.find(item => item !== "line" && "sub" in item && item.label === path);
  const shown = sub && sub !== "line" && "sub" in sub ? sub.sub : items;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the first item gets the focus again in a submenu
  useEffect(() => {
    layer.current?.querySelector<HTMLElement>("[aria-checked=true], [role^=menuitem]")?.focus();
  }, [path]);

  useEffect(() => {
    const outside = (event: PointerEvent) => {
      if (!layer.current?.contains(event.target as Node)) onClose();
    };
    document.addEventListener("pointerdown", outside, true);
    return () => document.removeEventListener("pointerdown", outside, true);
  }, [onClose]);

  function press(event: KeyboardEvent) {
    const all = [...(layer.current?.querySelectorAll<HTMLElement>("[role^=menuitem]") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const focus = (index: number) => all[(index + all.length) % all.length]?.focus();
    if (event.key === "ArrowDown") focus(at + 1);
    else if (event.key === "ArrowUp") focus(at - 1);
    else if (event.key === "Home") focus(0);
    else if (event.key === "End") focus(-1);
    else if (event.key === "ArrowLeft" && path) setPath(null);
    else if (event.key === "ArrowRight" && all[at]?.ariaHasPopup) all[at]?.click();
    else if (event.key === "Escape") path ? setPath(null) : onClose();
    else if (event.key === "Tab") onClose();
    else if (event.key.length === 1 && event.key !== " ") {
      const letter = event.key.toLocaleLowerCase();
      all
        .slice(at + 1)
        .concat(all)
        .find(each => each.textContent?.toLocaleLowerCase().startsWith(letter))
        ?.focus();
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div
      ref={layer}
      className="pop menu"
      popover="manual"
      role="menu"
      aria-label={path ?? label}
      tabIndex={-1}
      onKeyDown={press}
    >
      {shown.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items of an open menu keep their places
        <Entry key={at} item={item} onClose={onClose} onOpen={setPath} />
      ))}
    </div>
  );
}

function Entry({ item, onClose, onOpen }: { item: MenuItem; onClose: () => void; onOpen: (label: string) => void }) {
  if (item === "line") return <hr />;
  if ("href" in item) {
    return (
      <a role="menuitem" tabIndex={-1} href={item.href} onClick={onClose}>
        {item.icon && <Icon of={item.icon} />}
        {item.label}
      </a>
    );
  }
  if ("sub" in item) {
    return (
      <button type="button" role="menuitem" aria-haspopup="menu" tabIndex={-1} onClick={() => onOpen(item.label)}>
        {item.icon && <Icon of={item.icon} />}
        <span className="grow">{item.label}</span>
        <Icon of={IconChevronRight} size={14} />
      </button>
    );
  }
  const act = () => {
    onClose();
    item.act();
  };
  if ("checked" in item) {
    return (
      // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles know it
      <button
        type="button"
        role={item.kind === "radio" ? "menuitemradio" : "menuitemcheckbox"}
        aria-checked={item.checked}
        tabIndex={-1}
        onClick={act}
      >
        <span className="tick">{item.checked && <Icon of={IconCheck} size={16} />}</span>
        {item.label}
      </button>
    );
  }
  return (
    <button
      type="button"
      role="menuitem"
      aria-keyshortcuts={item.hint}
      className={item.danger ? "danger" : undefined}
      tabIndex={-1}
      onClick={act}
    >
      {item.icon && <Icon of={item.icon} />}
      <span className="grow">{item.label}</span>
      {item.hint && (
        <span aria-hidden="true">
          <kbd>{item.hint}</kbd>
        </span>
      )}
    </button>
  );
}

interface MenuButtonProps {
  label: string;
  items: () => MenuItem[];
  children: ReactNode;
  className?: string;
  title?: string;
  align?: "start" | "end";
  /** The name where what is seen does not say it. */
  named?: boolean;
}

/** A button that opens a menu of the same name. */
export function MenuButton({ label, items, children, className = "btn quiet", title, align, named }: MenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const anchor = useCallback(() => button.current?.getBoundingClientRect() ?? null, []);
  const close = useCallback(() => {
    setOpen(false);
    button.current?.focus();
  }, []);
  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        title={title}
        aria-label={named ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        onKeyDown={event => {
          if (event.key === "ArrowDown") {
            event.preventDefault();
            setOpen(true);
          }
        }}
      >
        {children}
      </button>
      {open && <Menu label={label} items={items()} onClose={close} anchor={anchor} align={align} />}
    </>
  );
}
