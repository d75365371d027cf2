import { Link } from "@tanstack/react-router";
import { useEffect, useRef } from "react";

interface PageTabsProps {
  label: string;
  tabs: (readonly [to: string, label: string])[];
  isCurrent: (to: string) => boolean;
  className?: string;
}

/** Links to the pages of a section. Where they do not all have room, the current one is scrolled to. */
export function PageTabs({ label, tabs, isCurrent, className = "" }: PageTabsProps) {
  const nav = useRef<HTMLElement>(null);
  const current = tabs.find(([to]) => isCurrent(to))?.[0];
  useEffect(() => {
    const link = current && nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (link) nav.current!.scrollLeft = link.offsetLeft - nav.current!.offsetLeft - link.offsetWidth / 2;
  }, [current]);
  return (
    <nav className={`tabs ${className}`} aria-label={label} ref={nav}>
      {tabs.map(([to, text]) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: true, includeSearch: false }}
          aria-current={to === current ? "page" : undefined}
        >
          {text}
        </Link>
      ))}
    </nav>
  );
}
