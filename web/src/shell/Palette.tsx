import { IconSearch, IconX } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { get, type Schema, useCan } from "../api";
import { isLanguage, type Key, LANGUAGES, t } from "../texts";
import { useModal } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import { chooseLanguage } from "../ui/language";
import { Avatar } from "../ui/Person";
import { prefer, usePreferences } from "../ui/preferences";
import { recentPages } from "../ui/recent";
import { useRested } from "../ui/slow";
import type { Layer } from "./Shell";
import { signOut } from "./signOut";

type Kind = Schema["SearchKind"] | "page" | "action";

interface Hit {
  kind: Kind;
  id: string;
  name: string;
  hint?: string;
  to?: string;
  act?: () => void;
}

const ADDRESS: Record<Schema["SearchKind"], (hit: Schema["SearchHit"]) => string> = {
  customer: hit => `/customers/${hit.id}`,
  project: hit => `/projects/${hit.id}`,
  employee: hit => `/customers/assignees?employee=${hit.id}`,
  category: hit => `/customers/categories/${hit.id}`,
  tag: hit => `/customers/tags/${hit.id}`,
};

const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();

/** Type to find anything: customers, projects, people, groups, pages, actions. */
export function Palette({ onClose, onLayer }: { onClose: () => void; onLayer: (layer: Layer) => void }) {
  const [text, setText] = useState("");
  const [active, setActive] = useState(0);
  const [entered, setEntered] = useState(false);
  const element = useRef<HTMLDialogElement>(null);
  const listId = useId();
  const navigate = useNavigate();
  useModal(element);
  const { hits, settled } = useHits(text, onLayer);

  // biome-ignore lint/correctness/useExhaustiveDependencies: Enter before the answer opens the first hit of the answer
  useEffect(() => {
    if (!entered || !settled) return;
    setEntered(false);
    open(hits[0], false);
  }, [entered, settled]);

  function open(hit: Hit | undefined, aside: boolean) {
    if (!hit) return;
    if (hit.to && aside) {
      window.open(hit.to, "_blank");
      return;
    }
    onClose();
    if (hit.to) void navigate({ href: hit.to } as never);
    hit.act?.();
  }

  function press(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length) {
      event.preventDefault();
      const next = (active + step + hits.length) % hits.length;
      setActive(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (settled || active > 0) open(hits[active], event.ctrlKey || event.metaKey);
      else setEntered(true);
    }
  }

  return (
    <dialog
      ref={element}
      className="palette"
      aria-label={t("palette.title")}
      aria-modal="true"
      onCancel={event => {
        event.preventDefault();
        onClose();
      }}
      onPointerDown={event => event.target === element.current && onClose()}
    >
      <div className="palette-field">
        <Icon of={IconSearch} />
        <input
          role="combobox"
          aria-label={t("palette.field")}
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={hits.length ? `${listId}-${active}` : undefined}
          aria-autocomplete="list"
          placeholder={`${t("palette.field")}…`}
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={event => {
            setText(event.target.value);
            setActive(0);
            setEntered(false);
          }}
          onKeyDown={press}
        />
        <kbd className="only-d">Esc</kbd>
        <button
          type="button"
          className="btn icon only-m"
          aria-label={t("ui.close")}
          title={t("ui.close")}
          onClick={onClose}
        >
          <Icon of={IconX} />
        </button>
      </div>
      <div className="palette-hits" role="listbox" id={listId} aria-label={t("palette.title")}>
        {hits.map((hit, at) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the combobox
          <div
            key={`${hit.kind} ${hit.id}`}
            id={`${listId}-${at}`}
            role="option"
            aria-selected={at === active}
            aria-label={t("palette.hit", { name: hit.name, kind: t(`palette.kind.${hit.kind}`) })}
            className={at === active ? "opt act" : "opt"}
            onMouseMove={() => setActive(at)}
            onClick={event => open(hit, event.ctrlKey || event.metaKey)}
          >
            {hit.kind !== "page" && hit.kind !== "action" && (
              <Avatar id={hit.id} name={hit.name} size={20} square={hit.kind !== "employee"} />
            )}
            <span className="ell med">{hit.name}</span>
            {hit.hint && <span className="muted ell">{hit.hint}</span>}
            <span className="end">{t(`palette.kind.${hit.kind}`)}</span>
          </div>
        ))}
      </div>
      {hits.length === 0 && settled && <p className="palette-none">{t("ui.nothingFound")}</p>}
    </dialog>
  );
}

/** @returns settled when the hits are those of the text, and not of an earlier one */
function useHits(text: string, onLayer: (layer: Layer) => void): { hits: Hit[]; settled: boolean } {
  const can = useCan();
  const preferences = usePreferences();
  const asked = useRested(text.trim());
  const found = useQuery({
    queryKey: ["search", asked],
    queryFn: ({ signal }) => get<Schema["SearchHits"]>("/api/search", { q: asked, limit: 20 }, signal),
    enabled: asked !== "",
    placeholderData: keepPreviousData,
  });
  const page = (to: string, key: Key): Hit => ({ kind: "page", id: to, name: t(key), to });
  const form = (to: string, key: Key): Hit => ({ ...page(to, key), kind: "action" });
  const action = (key: Key, act: () => void): Hit => ({ kind: "action", id: key, name: t(key), act });
  const commands: Hit[] = [
    ...(can("listCustomers") ? [page("/customers", "nav.customers")] : []),
    ...(can("getMatrix") ? [page("/customers/responsibilities", "nav.responsibilities")] : []),
    ...(can("listCategories") ? [page("/customers/categories", "nav.categories")] : []),
    ...(can("listTags") ? [page("/customers/tags", "nav.tags")] : []),
    ...(can("listAssignees") ? [page("/customers/assignees", "nav.assignees")] : []),
    ...(can("listContacts") ? [page("/contacts", "nav.contacts")] : []),
    ...(can("listProjects") ? [page("/projects", "nav.projects")] : []),
    ...(can("listSalesCases") ? [page("/sales", "nav.sales")] : []),
    ...(can("listActivities") ? [page("/tasks", "nav.tasks")] : []),
    page("/me", "nav.me"),
    ...(can("importCustomers") ? [page("/imports", "nav.imports")] : []),
    ...(can("addCustomField") ? [page("/settings/custom-fields", "customFields.title")] : []),
    ...(can("registerCustomer") ? [form("/customers/new", "overview.create")] : []),
    ...(can("openProject") ? [form("/projects/new", "project.create")] : []),
    ...(can("openSalesCase") ? [form("/sales/new", "sales.create")] : []),
    ...(can("addActivities") ? [form("/tasks/new", "tasks.new")] : []),
    ...(can("createCategory") ? [form("/customers/categories/new", "category.new")] : []),
    ...(can("createTag") ? [form("/customers/tags/new", "tag.new")] : []),
    action("palette.theme", () => void prefer({ theme: preferences.theme === "dark" ? "light" : "dark" })),
    ...Object.entries(LANGUAGES).map(([tag, name]) => ({
      kind: "action" as const,
      id: tag,
      name: t("shell.language", { name }),
      act: () => {
        if (isLanguage(tag)) void chooseLanguage(tag);
      },
    })),
    action("shell.shortcuts", () => onLayer("shortcuts")),
    action("shell.signOut", signOut),
  ];
  if (!text.trim()) {
    const recent = recentPages().map(each => ({
      kind: "page" as const,
      id: `recent ${each.path}`,
      name: each.title,
      to: each.path,
    }));
    return {
      hits: [...recent, ...commands.filter(hit => !(hit.kind === "action" && hit.id in LANGUAGES))],
      settled: true,
    };
  }
  const words = fold(text).split(/\s+/).filter(Boolean);
  const fitting = commands.filter(hit => words.every(word => fold(hit.name).includes(word)));
  const things = asked
    ? (found.data?.items ?? []).map(item => ({
        kind: item.kind,
        id: item.id,
        name: item.name ?? "",
        hint: [item.number, item.customer?.name].filter(Boolean).join(" · "),
        to: ADDRESS[item.kind](item),
      }))
    : [];
  return { hits: [...things, ...fitting], settled: asked === text.trim() && !found.isFetching };
}
