import {
  IconAddressBook,
  IconArrowBackUp,
  IconBuilding,
  IconChecklist,
  IconChevronDown,
  IconFileImport,
  IconFolders,
  IconMenu2,
  IconSearch,
  IconSettings,
  IconUserCheck,
  type Icon as TablerIcon,
} from "@tabler/icons-react";
import { useIsFetching } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { SETTINGS } from "../addresses";
import { allows, type Operation, type Session, useSession } from "../api";
import { isLanguage, LANGUAGES, spoken, t } from "../texts";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";
import { chooseLanguage } from "../ui/language";
import { MenuButton, type MenuItem } from "../ui/Menu";
import { useNarrow } from "../ui/media";
import { Avatar } from "../ui/Person";
import { prefer, usePreferences } from "../ui/preferences";
import { lastStep, undo, useConflicts, useSteps } from "../ui/toasts";
import { useKeys } from "./keys";
import { Mark } from "./Mark";
import { Palette } from "./Palette";
import { SignedOut } from "./SignedOut";
import { signOut } from "./signOut";
import { Toasts } from "./Toasts";

const Shortcuts = lazy(() => import("./Shortcuts").then(module => ({ default: module.Shortcuts })));
const MyChanges = lazy(() => import("./MyChanges").then(module => ({ default: module.MyChanges })));
const Kept = lazy(() => import("./MyChanges").then(module => ({ default: module.Kept })));

export type Layer = "palette" | "shortcuts" | "changes" | "nav" | null;

interface Place {
  to: string;
  label: string;
  icon: TablerIcon;
  shown: boolean;
}

function places(session: Session): Place[] {
  const may = (operation: Operation) => allows(session, operation);
  const imports = may("importCustomers") || may("importEmployees") || may("importResponsibilities");
  const customers = may("listCustomers") || may("getMatrix") || may("listCategories");
  return [
    { to: "/me", label: t("nav.me"), icon: IconUserCheck, shown: true },
    {
      to: may("listCustomers")
        ? "/customers"
        : may("getMatrix")
          ? "/customers/responsibilities"
          : "/customers/categories",
      label: t("nav.customers"),
      icon: IconBuilding,
      shown: customers,
    },
    { to: "/contacts", label: t("nav.contacts"), icon: IconAddressBook, shown: may("listContacts") },
    { to: "/projects", label: t("nav.projects"), icon: IconFolders, shown: may("listProjects") },
    { to: "/tasks", label: t("nav.tasks"), icon: IconChecklist, shown: may("listActivities") },
    { to: "/imports", label: t("nav.imports"), icon: IconFileImport, shown: imports },
  ].filter(place => place.shown);
}

/** The frame of every page. */
export function Shell() {
  const session = useSession();
  const [layer, setLayer] = useState<Layer>(null);
  const narrow = useNarrow();
  const path = useRouterState({ select: state => state.location.pathname });
  const conflicts = useConflicts();
  const loading = useIsFetching({ predicate: query => query.state.data === undefined }) > 0;
  useKeys(setLayer);

  useEffect(() => {
    const open = (event: Event) => setLayer((event as CustomEvent<Layer>).detail);
    addEventListener("incharge-open", open);
    return () => removeEventListener("incharge-open", open);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is open closes when the page changes
  useEffect(() => setLayer(null), [path]);

  const close = () => setLayer(null);
  return (
    <div className="frame">
      <a className="skip" href="#main">
        {t("shell.skip")}
      </a>
      <Top onLayer={setLayer} narrow={narrow} />
      {!narrow && (
        <nav className="side" aria-label={t("nav.main")}>
          <Places path={path} />
        </nav>
      )}
      <main id="main" tabIndex={-1} aria-busy={loading}>
        <Outlet />
      </main>
      <Toasts />
      {/* It is there at once: what is typed after the click goes into it. */}
      {layer === "palette" && <Palette onClose={close} onLayer={setLayer} />}
      <Suspense>
        {layer === "shortcuts" && <Shortcuts onClose={close} />}
        {layer === "changes" && <MyChanges onClose={close} />}
        {layer === "nav" && (
          <Dialog title={session.workspace.name ?? "InCharge"} kind="nav" onClose={close}>
            <nav className="side" aria-label={t("nav.main")}>
              <Places path={path} />
            </nav>
          </Dialog>
        )}
        {conflicts && <Kept conflicts={conflicts} />}
      </Suspense>
      <SignedOut />
    </div>
  );
}

/** Sales cases belong to the projects. */
const sectionOf = (path: string) => path.split("/")[1]?.replace("sales", "projects");

function Places({ path }: { path: string }) {
  const session = useSession();
  const link = (place: Place) => {
    const inside = sectionOf(path) === sectionOf(place.to);
    return (
      <Link
        key={place.to}
        to={place.to}
        activeOptions={{ exact: true, includeSearch: false }}
        className={inside ? "here" : undefined}
        aria-current={path === place.to ? "page" : inside ? "true" : undefined}
      >
        <Icon of={place.icon} />
        {place.label}
      </Link>
    );
  };
  const settings = SETTINGS.some(operation => allows(session, operation));
  return (
    <>
      {places(session).map(link)}
      <span className="gap" />
      {settings && link({ to: "/settings", label: t("nav.settings"), icon: IconSettings, shown: true })}
    </>
  );
}

function Top({ onLayer, narrow }: { onLayer: (layer: Layer) => void; narrow: boolean }) {
  const session = useSession();
  const steps = useSteps();
  const nothing = !steps.some(step => !step.undone);
  const last = lastStep();
  const undoTitle = last ? t("shell.undoWhat", { what: last.what }) : t("shell.undo");
  return (
    <header className="top">
      <div className="row">
        {narrow && (
          <button type="button" className="btn icon" aria-label={t("shell.menu")} onClick={() => onLayer("nav")}>
            <Icon of={IconMenu2} />
          </button>
        )}
        <Link to="/" className="brand">
          <Mark />
          InCharge
          {session.workspace.name && <span className="ws">{session.workspace.name}</span>}
        </Link>
      </div>
      {!narrow && (
        <button type="button" className="jump" aria-label={t("shell.jump")} onClick={() => onLayer("palette")}>
          <Icon of={IconSearch} />
          {t("shell.jump")}…<kbd className="end">Ctrl K</kbd>
        </button>
      )}
      <div className="right">
        <button
          type="button"
          className={narrow ? "btn icon" : "btn quiet"}
          aria-label={t("shell.undo")}
          title={undoTitle}
          disabled={nothing}
          onClick={() => void undo()}
        >
          <Icon of={IconArrowBackUp} />
          {!narrow && t("shell.undo")}
        </button>
        {narrow && (
          <button type="button" className="btn icon" aria-label={t("shell.jump")} onClick={() => onLayer("palette")}>
            <Icon of={IconSearch} />
          </button>
        )}
        <span className="div only-d" />
        <Account onLayer={onLayer} narrow={narrow} />
      </div>
    </header>
  );
}

function Account({ onLayer, narrow }: { onLayer: (layer: Layer) => void; narrow: boolean }) {
  const session = useSession();
  const preferences = usePreferences();
  const navigate = useNavigate();
  const name = session.employee?.name ?? session.user;

  function items(): MenuItem[] {
    const theme = preferences.theme ?? "system";
    return [
      { label: t("nav.me"), icon: IconUserCheck, act: () => void navigate({ to: "/me" }) },
      "line",
      {
        label: t("shell.language", { name: LANGUAGES[spoken()] }),
        sub: Object.entries(LANGUAGES).map(([tag, label]) => ({
          label,
          kind: "radio" as const,
          checked: tag === spoken(),
          act: () => isLanguage(tag) && void chooseLanguage(tag),
        })),
      },
      {
        label: t("shell.theme"),
        sub: (["system", "light", "dark"] as const).map(each => ({
          label: t(`shell.theme.${each}`),
          kind: "radio" as const,
          checked: theme === each,
          act: () => void prefer({ theme: each }),
        })),
      },
      { label: t("shell.shortcuts"), act: () => onLayer("shortcuts"), hint: "?" },
      { label: t("shell.api"), href: "/api" },
      "line",
      { label: t("shell.signOut"), act: signOut },
    ];
  }

  return (
    <MenuButton
      label={t("shell.account", { name })}
      named
      className={narrow ? "btn icon" : "btn quiet"}
      align="end"
      items={items}
    >
      <Avatar id={session.employee?.id ?? session.user} name={name} />
      {!narrow && (
        <>
          {name}
          <Icon of={IconChevronDown} size={14} />
        </>
      )}
    </MenuButton>
  );
}
