import { IconCheck } from "@tabler/icons-react";
import { t } from "../texts";
import { Icon } from "../ui/Icon";
import type { What } from "./kinds";

/** The steps from a file to what became of it. */
export function Steps({ step }: { step: 1 | 2 | 3 | 4 }) {
  const names = [t("import.step.file"), t("import.step.columns"), t("import.step.check"), t("import.step.done")];
  return (
    <ol className="steps" aria-label={t("import.steps")}>
      {names.map((name, at) => {
        const state = at + 1 < step ? "past" : at + 1 === step ? "cur" : "";
        return (
          <li key={name} className={state} aria-current={at + 1 === step ? "step" : undefined}>
            <span className="n" aria-hidden="true">
              {at + 1 < step ? <Icon of={IconCheck} size={14} /> : at + 1}
            </span>
            <span className="name">{name}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** Which file it is about; stands in the head of the page. */
export function FileName({ name, what }: { name: string | null | undefined; what: What }) {
  return <span className="muted t13 ell only-d">{[name, t(`import.what.${what}`)].filter(Boolean).join(" · ")}</span>;
}
