import "./imports.css";
import { IconAlertTriangle } from "@tabler/icons-react";
import { IMPORT_WIZARD } from "../addresses";
import { useCan } from "../api";
import { t } from "../texts";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { useSearch } from "../ui/search";
import { ColumnsStep } from "./columnsStep";
import { FileStep } from "./fileStep";
import { KINDS, WHATS } from "./kinds";
import { Result } from "./result";
import { FileName, Steps } from "./steps";
import { isComplete, useWizard, type Wizard } from "./wizardState";

/** A file becomes customers, employees, projects or responsibilities: looked at first, then done, then undone if need be. */
export function ImportWizard() {
  const can = useCan();
  const [search] = useSearch(IMPORT_WIZARD);
  const allowed = WHATS.filter(what => can(KINDS[what].operation));
  const wizard = useWizard(search.what ?? allowed[0] ?? "customers");
  const { state, set, columns, mapping, run } = wizard;
  const { step, what, file, problem } = state;
  return (
    <>
      <Head
        title={t("import.title")}
        back={{ to: "/imports", label: t("nav.imports") }}
        actions={file && step > 1 && <FileName name={file.name} what={what} />}
      />
      <div className="import">
        <Steps step={step} />
        {problem && (
          <div className={step === 1 ? "banner bad short" : "banner bad"} role="alert">
            <Icon of={IconAlertTriangle} />
            {problem}
          </div>
        )}
        {step === 1 && <FileStep wizard={wizard} allowed={allowed} />}
        {step === 2 && columns && (
          <ColumnsStep
            columns={columns}
            what={what}
            mapping={mapping}
            onMapping={next => set({ type: "map", mapping: next })}
          />
        )}
        {step === 3 && run && <Result run={run} what={what} label={t("import.checking")} />}
        <div className={step === 1 ? "row import-foot short" : "row import-foot"}>
          {step > 1 && (
            <button type="button" className="btn" onClick={() => set({ type: "back" })}>
              {t("import.back")}
            </button>
          )}
          <span className="grow small muted right only-d">{step === 3 && t("import.nothingYet")}</span>
          <NextStep wizard={wizard} />
        </div>
      </div>
    </>
  );
}

/** The button that leads on: from the file to its columns, from there to the check, and at last to the import itself. */
function NextStep({ wizard }: { wizard: Wizard }) {
  const { state, mapping, run, check, start } = wizard;
  const { step, what, file, busy } = state;
  if (step === 3) {
    const ready = run && run.state !== "running";
    const works = ready ? run.created + run.updated : 0;
    return (
      <button type="button" className="btn pri" disabled={busy || works === 0} onClick={() => void start()}>
        {t("import.start", { count: works })}
      </button>
    );
  }
  const [may, act] =
    step === 1 ? [file !== null, () => check(2, null)] : [isComplete(what, mapping), () => check(3, mapping)];
  return (
    <button key={step} type="button" className="btn pri" disabled={busy || !may} onClick={() => void act()}>
      {t("import.next")}
    </button>
  );
}
