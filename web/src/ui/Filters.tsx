import { IconFilter, IconSearch } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { t } from "../texts";
import { Dialog } from "./Dialog";
import { Icon } from "./Icon";
import { useNarrow } from "./media";

interface FiltersProps {
  /** How many filters are set. */
  count: number;
  onClear: () => void;
  search?: ReactNode;
  children: ReactNode;
  end?: ReactNode;
}

/** The filters of a page in one bar; on a phone behind a button. */
export function Filters({ count, onClear, search, children, end }: FiltersProps) {
  const narrow = useNarrow();
  const [open, setOpen] = useState(false);
  const bar = useRef<HTMLElement>(null);
  const clear = count > 0 && (
    <button
      type="button"
      className="btn txt"
      onClick={() => {
        onClear();
        // The button goes, so the first field gets the focus.
        bar.current?.querySelector("input")?.focus();
      }}
    >
      {t("filters.clear")}
    </button>
  );
  if (!narrow) {
    return (
      <search ref={bar} className="bar" aria-label={t("filters.label")}>
        {search}
        {children}
        {clear}
        {end}
      </search>
    );
  }
  return (
    <div className="bar grow">
      {search}
      {children && (
        <button
          type="button"
          className={count ? "btn on" : "btn"}
          aria-label={t("filters.button", { count })}
          onClick={() => setOpen(true)}
        >
          <Icon of={IconFilter} />
          {count ? t("filters.button", { count }) : t("filters.label")}
        </button>
      )}
      {end}
      {open && (
        <Dialog
          title={t("filters.label")}
          onClose={() => setOpen(false)}
          footer={
            <>
              {clear}
              <button type="button" className="btn pri" onClick={() => setOpen(false)}>
                {t("filters.show")}
              </button>
            </>
          }
        >
          <search ref={bar} className="filters" aria-label={t("filters.label")}>
            {children}
          </search>
        </Dialog>
      )}
    </div>
  );
}

/** A search field that hands on what is typed once the typing rests. */
export function SearchBox({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (text: string) => void;
}) {
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const change = useRef(onChange);
  change.current = onChange;
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => {
    if (text === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text;
      change.current(text);
    }, 150);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className="search">
      <Icon of={IconSearch} />
      <input
        type="search"
        data-page-search
        aria-label={label}
        placeholder={`${label}…`}
        value={text}
        onChange={event => setText(event.target.value)}
      />
    </div>
  );
}
