import { IconBookmark, IconDots, IconInfoCircle } from "@tabler/icons-react";
import { useNavigate, useRouterState } from "@tanstack/react-router";
import { queryString, useCan } from "../api";
import { spoken, t } from "../texts";
import { Downloads } from "../ui/Downloads";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { MenuButton, type MenuItem } from "../ui/Menu";
import { useNarrow } from "../ui/media";
import { prefer, usePreferences } from "../ui/preferences";
import type { Choices } from "./choices";
import type { Open } from "./dialogs";
import type { Matrix } from "./matrix";
import { useViews } from "./views";

interface MatrixHeadProps {
  matrix: Matrix;
  choices: Choices;
  onOpen: (open: Open) => void;
}

/** The head of the page; on a phone all of its actions are in the menu "More". */
export function MatrixHead({ matrix, choices, onOpen }: MatrixHeadProps) {
  const narrow = useNarrow();
  const href = useRouterState({ select: state => state.location.href });
  const views = useViews(href);
  const tools = useTools(matrix, choices, views.items, onOpen);
  const lasting = useLastingItems(href);
  return (
    <>
      <Head
        title={t("nav.responsibilities")}
        section="customers"
        actions={
          <>
            {!narrow && (
              <>
                <button type="button" className="btn quiet" onClick={() => onOpen({ kind: "legend" })}>
                  <Icon of={IconInfoCircle} />
                  {t("matrix.legend")}
                </button>
                <MenuButton label={t("views.title")} align="end" items={views.items}>
                  <Icon of={IconBookmark} />
                  {t("views.title")}
                </MenuButton>
                <span className="div" />
                <Downloads path="/api/matrix" query={matrix.query} operation="downloadMatrixXlsx" />
              </>
            )}
            <MenuButton
              label={t("ui.more")}
              named={narrow}
              className={narrow ? "btn icon" : "btn quiet"}
              align="end"
              items={() => [...(narrow ? tools() : []), ...lasting()]}
            >
              <Icon of={IconDots} />
              {!narrow && t("ui.more")}
            </MenuButton>
          </>
        }
      />
      {views.dialog}
    </>
  );
}

/** The toolbar and the head, as a phone has them. */
function useTools(
  { query }: Matrix,
  { by, switches, clickRole, date }: Choices,
  savedViews: () => MenuItem[],
  onOpen: (open: Open) => void,
): () => MenuItem[] {
  const can = useCan();
  const radio = (label: string, checked: boolean, act: () => void): MenuItem => ({
    label,
    kind: "radio",
    checked,
    act,
  });
  return () => [
    ...(by
      ? [...by.options.map(([each, label]) => radio(label, each === by.value, () => by.choose(each))), "line" as const]
      : []),
    ...switches.map(
      ({ label, on, turn }): MenuItem => ({ label, kind: "checkbox", checked: on, act: () => turn(!on) }),
    ),
    { label: date, act: () => onOpen({ kind: "date" }) },
    ...(clickRole.options
      ? [
          {
            label: t("matrix.clickRole"),
            sub: [
              radio(t("matrix.noRole"), !clickRole.id, () => clickRole.choose(undefined)),
              ...clickRole.options.map(({ label, value }) =>
                radio(label, value === clickRole.id, () => clickRole.choose(value)),
              ),
            ],
          },
        ]
      : []),
    { label: t("views.title"), sub: savedViews() },
    { label: t("matrix.legend"), act: () => onOpen({ kind: "legend" }) },
    ...(can("downloadMatrixXlsx")
      ? (["xlsx", "csv"] as const).map(kind => ({
          label: t(kind === "csv" ? "ui.csv" : "ui.excel"),
          href: `/api/matrix.${kind}${queryString({ ...query, lang: spoken() })}`,
        }))
      : []),
    "line",
  ];
}

/** What the menu "More" has on every screen. */
function useLastingItems(href: string): () => MenuItem[] {
  const navigate = useNavigate();
  const { matrixColumns, density } = usePreferences();
  const print = href.replace("/responsibilities", "/responsibilities/print");
  const wide = matrixColumns === "wide";
  const comfortable = density === "comfortable";
  const openInShell = (detail: string) => dispatchEvent(new CustomEvent("incharge-open", { detail }));
  return () => [
    { label: t("matrix.print"), act: () => void navigate({ href: print } as never) },
    {
      label: t("matrix.wide"),
      kind: "checkbox",
      checked: wide,
      act: () => void prefer({ matrixColumns: wide ? "narrow" : "wide" }),
    },
    {
      label: t("matrix.comfortable"),
      kind: "checkbox",
      checked: comfortable,
      act: () => void prefer({ density: comfortable ? "compact" : "comfortable" }),
    },
    "line",
    { label: t("changes.menu"), act: () => openInShell("changes") },
    { label: t("shell.shortcuts"), hint: "?", act: () => openInShell("shortcuts") },
  ];
}
