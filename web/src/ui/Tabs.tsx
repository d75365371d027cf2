import { t } from "../texts";

interface TabsProps<T extends string> {
  label: string;
  /** Each with its name, and how many faults are on it. */
  tabs: [tab: T, name: string, faults?: number][];
  current: T;
  onChange: (tab: T) => void;
  id: string;
}

/** The tabs of one form. A fault on a tab is part of its name. */
export function Tabs<T extends string>({ label, tabs, current, onChange, id }: TabsProps<T>) {
  return (
    <div
      className="tabs"
      role="tablist"
      aria-label={label}
      onKeyDown={event => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const at = tabs.findIndex(([tab]) => tab === current);
        const next = tabs[(at + step + tabs.length) % tabs.length]![0];
        onChange(next);
        document.getElementById(`${id}-tab-${next}`)?.focus();
      }}
    >
      {tabs.map(([tab, name, faults]) => (
        <button
          key={tab}
          id={`${id}-tab-${tab}`}
          type="button"
          role="tab"
          aria-selected={tab === current}
          aria-controls={`${id}-panel`}
          tabIndex={tab === current ? 0 : -1}
          onClick={() => onChange(tab)}
        >
          {faults ? t("category.tabFaults", { name, count: faults }) : name}
        </button>
      ))}
    </div>
  );
}
