import { IconCheck, IconChevronDown, IconX } from "@tabler/icons-react";
import {
  type KeyboardEvent,
  useCallback,
  useEffect,
  useEffectEvent,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { t } from "../texts";
import { useFloat } from "./float";
import { Icon } from "./Icon";

export interface Option {
  value: string;
  label: string;
  /** The accessible name where the label is not enough: "Industry, category". */
  name?: string;
  group?: string;
  /** Stands muted at the right, such as a number or a count. */
  hint?: string;
  mark?: React.ReactNode;
}

interface PickerProps {
  label: string;
  options: Option[];
  value: string[];
  onChange: (value: string[]) => void;
  multiple?: boolean;
  /** Shown for no value; without it a single picker can be emptied by its x. */
  none?: string;
  /** A single picker that always has a value. */
  required?: boolean;
  /** Asks for the options that a typed text finds; without it they are searched here. */
  onSearch?: (text: string) => void;
  /** Called when the options are about to be needed. */
  onFocus?: () => void;
  /** The options are on their way. */
  loading?: boolean;
  /** The options are what was found for the typed text, also by what they do not show. */
  searched?: boolean;
  id?: string;
  invalid?: boolean;
  describedBy?: string;
  /** The label stands above, not inside. */
  bare?: boolean;
  placeholder?: string;
  /** Neutral although it has a value: it is a choice, not a filter. */
  plain?: boolean;
  disabled?: boolean;
}

const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/**
 * One or several of many: type to search, arrows and Enter to choose. The text of a single picker is that of the chosen
 * option until somebody types; leaving it puts the text back, and emptied it lets go of the choice.
 */
export function Picker(props: PickerProps) {
  const { label, options, value, onChange, multiple, none, onSearch, bare, plain } = props;
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<string | null>(null);
  const [active, setActive] = useState(-1);
  /** Enter came before the options for what was typed. */
  const [entered, setEntered] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const listId = useId();
  const anchor = useCallback(() => root.current?.getBoundingClientRect() ?? null, []);
  useFloat(layer, anchor, open);

  const words = fold(typed ?? "")
    .split(/\s+/)
    .filter(Boolean);
  const all = none !== undefined && !multiple ? [{ value: "", label: none }, ...options] : options;
  const found = props.searched
    ? all
    : all.filter(option => words.every(word => fold(`${option.label} ${option.hint ?? ""}`).includes(word)));
  const chosen = value.flatMap(each => options.find(option => option.value === each) ?? []);
  const single = !multiple ? chosen[0] : undefined;
  const shown = single?.label ?? (!multiple && value.length === 0 ? (none ?? "") : "");

  useEffect(() => {
    if (open) document.getElementById(`${listId}-${active}`)?.scrollIntoView({ block: "nearest" });
  }, [active, open, listId]);

  /** A filter that is not set shows its name where the text will be. */
  const inside = !bare && value.length === 0 && shown === "";

  // The whole text is selected while nobody types, so that the first letter replaces it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new text, or one whose list has just opened, has lost its selection
  useLayoutEffect(() => {
    if (typed === null && document.activeElement === input.current) input.current?.select();
  }, [typed, shown, open]);

  const outside = useEffectEvent((event: PointerEvent) => {
    if (!root.current?.contains(event.target as Node)) leave();
  });
  useEffect(() => {
    if (!open) return;
    document.addEventListener("pointerdown", outside, true);
    return () => document.removeEventListener("pointerdown", outside, true);
  }, [open]);

  function show() {
    if (props.disabled || open) return;
    setOpen(true);
    setActive(multiple ? -1 : found.findIndex(option => option.value === (value[0] ?? "")));
  }

  function hide() {
    setOpen(false);
    setActive(-1);
    search(null);
  }

  function leave() {
    if (typed === "" && !multiple && !props.required && value.length > 0) onChange([]);
    hide();
  }

  const enter = useEffectEvent(() => {
    setEntered(false);
    if (found[0]) choose(found[0]);
  });
  useEffect(() => {
    if (entered && !props.loading) enter();
  }, [entered, props.loading]);

  function search(text: string | null) {
    setTyped(text);
    setEntered(false);
    if (typed || text) onSearch?.(text ?? "");
  }

  function type(text: string) {
    search(text);
    setActive(text ? 0 : -1);
  }

  function choose(option: Option) {
    if (multiple) {
      onChange(value.includes(option.value) ? value.filter(each => each !== option.value) : [...value, option.value]);
      if (typed) type("");
      input.current?.focus();
    } else {
      onChange(option.value === "" ? [] : [option.value]);
      hide();
      input.current?.focus();
    }
  }

  function drop(gone: string) {
    onChange(value.filter(each => each !== gone));
    input.current?.focus();
  }

  function press(event: KeyboardEvent<HTMLInputElement>) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (!open) {
        show();
        if (!event.altKey) setActive(at => (at >= 0 ? at : step > 0 ? 0 : found.length - 1));
      } else if (event.altKey) {
        if (step < 0) hide();
      } else if (found.length)
        setActive((active + step + found.length + (active < 0 && step < 0 ? 1 : 0)) % found.length);
    } else if (event.key === "Enter" && open) {
      event.preventDefault();
      if (typed && props.loading) return setEntered(true);
      const option = found[active] ?? (typed && found.length === 1 ? found[0] : undefined);
      if (option) choose(option);
      else leave();
    } else if (event.key === "Escape" && (open || typed !== null)) {
      event.preventDefault();
      event.stopPropagation();
      hide();
    } else if (event.key === "Backspace" && multiple && !typed && value.length && !props.required) {
      onChange(value.slice(0, -1));
    } else if (event.key === "Tab") leave();
  }

  const kind = ["picker", multiple && "many", chosen.length > 0 && "set", plain && "plain"].filter(Boolean).join(" ");
  let group: string | undefined;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a press beside the text of the combobox opens it too
    <div
      ref={root}
      className={kind}
      data-invalid={props.invalid || undefined}
      onPointerDown={event => {
        if ((event.target as HTMLElement).closest("button, [role=listbox]")) return;
        if (event.target !== input.current) {
          event.preventDefault();
          input.current?.focus();
        }
        open && !typed && event.target !== input.current ? hide() : show();
      }}
      onBlur={event => {
        if (!root.current?.contains(event.relatedTarget)) leave();
      }}
    >
      {!bare && !inside && (
        <span className="lb" aria-hidden="true">
          {label}
        </span>
      )}
      {multiple &&
        chosen.map(option => (
          <span key={option.value} className="val">
            <span>{option.label}</span>
            <RemoveButton label={option.label} onClick={() => drop(option.value)} />
          </span>
        ))}
      {single?.mark}
      <span className="in" data-text={inside ? label : shown}>
        <input
          ref={input}
          id={props.id}
          role="combobox"
          aria-label={props.id ? undefined : label}
          aria-expanded={open}
          aria-controls={open ? listId : undefined}
          aria-autocomplete="list"
          aria-activedescendant={open && active >= 0 ? `${listId}-${active}` : undefined}
          aria-invalid={props.invalid || undefined}
          aria-describedby={props.describedBy}
          autoComplete="off"
          spellCheck={false}
          disabled={props.disabled}
          onFocus={event => {
            props.onFocus?.();
            event.target.select();
          }}
          onClick={event => typed === null && event.currentTarget.select()}
          value={typed ?? shown}
          placeholder={inside ? label : bare && chosen.length === 0 ? props.placeholder : undefined}
          onInput={show}
          onChange={event => type(event.target.value)}
          onKeyDown={press}
        />
      </span>
      {single && !props.required && none === undefined && (
        <span className="val">
          <RemoveButton label={single.label} onClick={() => drop(single.value)} />
        </span>
      )}
      {(multiple || !single || props.required || none !== undefined) && <Icon of={IconChevronDown} size={14} />}
      {open && (
        <div
          ref={layer}
          className="pop"
          popover="manual"
          role="listbox"
          id={listId}
          aria-label={label}
          aria-multiselectable={multiple || undefined}
          onPointerDown={event => event.preventDefault()}
        >
          {found.map((option, at) => {
            const head = option.group !== group ? option.group : undefined;
            group = option.group;
            const selected = option.value === "" ? value.length === 0 : value.includes(option.value);
            return [
              head && (
                <div key={`group-${head}`} className="grp" role="presentation">
                  {head}
                </div>
              ),
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox
              <div
                key={option.value}
                id={`${listId}-${at}`}
                role="option"
                aria-selected={selected}
                aria-label={option.name ?? option.label}
                aria-description={option.hint}
                className={at === active ? "opt act" : "opt"}
                onClick={() => choose(option)}
              >
                {multiple ? (
                  <span className="box" aria-hidden="true">
                    <Icon of={IconCheck} size={12} />
                  </span>
                ) : (
                  <span className="tick" aria-hidden="true">
                    <Icon of={IconCheck} size={16} />
                  </span>
                )}
                {option.mark}
                <span className="ell">{option.label}</span>
                {option.hint && <span className="end">{option.hint}</span>}
              </div>,
            ];
          })}
          {found.length === 0 && (
            <div className="none" role="presentation">
              {props.loading ? t("ui.loading") : t("ui.nothingFound")}
            </div>
          )}
        </div>
      )}
    </div>
  );
}

function RemoveButton({ label, onClick }: { label: string; onClick: () => void }) {
  const name = t("ui.removeValue", { value: label });
  return (
    <button type="button" aria-label={name} title={name} onClick={onClick}>
      <Icon of={IconX} size={14} />
    </button>
  );
}
