import "./imports.css";
import { IconAlertTriangle, IconCheck, IconDownload, IconFileSpreadsheet, IconMinus } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useId, useRef, useState } from "react";
import { IMPORT_WIZARD } from "../addresses";
import { changed, get, Problem, post, queries, type Schema, textOf, useCan, uuid } from "../api";
import { has, type Key, number, t } from "../texts";
import { Field } from "../ui/Form";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { Picker } from "../ui/Picker";
import { Scrolled } from "../ui/Scrolled";
import { Failure } from "../ui/State";
import { useSearch } from "../ui/search";
import { refused, said } from "../ui/toasts";
import { type Import, KINDS, WHATS, type What } from "./kinds";

type Step = 1 | 2 | 3 | 4;
type Mapping = Record<string, string>;
type Outcome = Schema["ImportOutcome"];

const fieldName = (field: string) => (has(`import.field.${field}`) ? t(`import.field.${field}` as Key) : field);

function upload(what: What, file: File, mode: string, mapping: Mapping | null, dryRun: boolean, key: string) {
  const form = new FormData();
  form.append("file", file);
  if (mapping) form.append("mapping", JSON.stringify(mapping));
  const query = new URLSearchParams({ mode, dryRun: String(dryRun) });
  return post<Import>(`/api/${what}/imports?${query}`, form, { source: "import", key });
}

function useImport(what: What, id: string | undefined) {
  return useQuery({
    queryKey: ["import", what, id],
    queryFn: ({ signal }) => get<Import>(`/api/${what}/imports/${id}`, {}, signal),
    enabled: id !== undefined,
    staleTime: 0,
    refetchInterval: query => {
      const state = query.state.data?.state;
      if (state !== "running" && state !== undefined) return false;
      return query.state.dataUpdateCount < 8 ? 250 : 1000;
    },
  });
}

/** A file becomes customers, employees, projects or responsibilities: looked at first, then done, then undone if need be. */
export function Wizard() {
  const can = useCan();
  const navigate = useNavigate();
  const [search] = useSearch(IMPORT_WIZARD);
  const allowed = WHATS.filter(what => can(KINDS[what].operation));
  const [what, setWhat] = useState<What>(search.what ?? allowed[0] ?? "customers");
  const [file, setFile] = useState<File | null>(null);
  const [mode, setMode] = useState<"create" | "upsert">("create");
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const [checkId, setCheckId] = useState<string>();
  const [step, setStep] = useState<Step>(1);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const key = useRef("");
  const checked = useImport(what, checkId);
  const run = checked.data;

  async function look(next: Step, wanted: Mapping | null) {
    if (!file) return;
    setBusy(true);
    setProblem(null);
    try {
      const { body } = await upload(what, file, mode, wanted, true, uuid());
      key.current = uuid();
      setCheckId(body.importId);
      setStep(next);
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
    }
    setBusy(false);
  }

  async function start() {
    if (!file) return;
    setBusy(true);
    try {
      const { body } = await upload(what, file, mode, mapping, false, key.current);
      await queries.invalidateQueries({ queryKey: ["imports"] });
      await navigate({ to: `/imports/${what}/${body.importId}` });
    } catch (thrown) {
      setBusy(false);
      refused(thrown);
    }
  }

  const mapped = (columns: Import["columns"]) =>
    mapping ?? Object.fromEntries(columns.filter(column => column.field).map(column => [column.header, column.field!]));
  const ready = run && run.state !== "running";
  const works = ready ? run.created + run.updated : 0;
  return (
    <>
      <Head title={t("import.title")} back={{ to: "/imports", label: t("nav.imports") }} />
      <div className="import">
        <Steps step={step} />
        {problem && (
          <div className="banner bad" role="alert">
            {problem.text}
          </div>
        )}
        {step === 1 && (
          <FileStep
            what={what}
            allowed={allowed}
            onWhat={each => {
              setWhat(each);
              setMapping(null);
            }}
            file={file}
            onFile={each => {
              setFile(each);
              setMapping(null);
            }}
            mode={mode}
            onMode={setMode}
          />
        )}
        {step === 2 && run && <Columns run={run} what={what} mapping={mapped(run.columns)} onMapping={setMapping} />}
        {step === 3 && run && <Result run={run} what={what} label={t("import.checking")} />}
        <div className={step === 1 ? "row import-foot short" : "row import-foot"}>
          {step > 1 && (
            <button type="button" className="btn" onClick={() => setStep((step - 1) as Step)}>
              {t("import.back")}
            </button>
          )}
          <span className="grow" />
          {step === 1 && (
            <button type="button" className="btn pri" disabled={!file || busy} onClick={() => void look(2, null)}>
              {t("import.next")}
            </button>
          )}
          {step === 2 && (
            <button
              type="button"
              className="btn pri"
              disabled={busy || !run}
              onClick={() => void look(3, run ? mapped(run.columns) : null)}
            >
              {t("import.next")}
            </button>
          )}
          {step === 3 && (
            <button
              type="button"
              className="btn pri"
              disabled={busy || !ready || works === 0}
              onClick={() => void start()}
            >
              {t("import.start", { count: works })}
            </button>
          )}
        </div>
      </div>
    </>
  );
}

/** One import: its progress, what became of each row, and the way back. */
export function OneImport() {
  const { what, id } = useParams({ strict: false }) as { what: What; id: string };
  const [undoing, setUndoing] = useState(false);
  const { data, error, refetch } = useImport(what, id);
  const told = useRef(false);
  if (error instanceof Problem && error.status === 404) throw error;
  if (data?.state === "done" && !told.current) {
    told.current = true;
    changed("Customer", "Responsibility", "Employee", "Project", "Category", "Tag");
  }

  async function undo() {
    setUndoing(true);
    try {
      const { body } = await post<Import>(`/api/${what}/imports/${id}/undo`, undefined, { source: "undo" });
      said(t("import.undoneText", { count: body.undone ?? 0, kept: body.kept ?? 0 }));
      await refetch();
      changed("Customer", "Responsibility", "Employee", "Project", "Category", "Tag");
    } catch (thrown) {
      refused(thrown);
    }
    setUndoing(false);
  }

  return (
    <>
      <Head
        title={t("import.title")}
        back={{ to: "/imports", label: t("nav.imports") }}
        actions={
          data?.state === "done" &&
          !data.dryRun && (
            <button type="button" className="btn" disabled={undoing} onClick={() => void undo()}>
              {t("import.undo")}
            </button>
          )
        }
      />
      <div className="import">
        <Steps step={4} />
        {error && <Failure thrown={error} onAgain={() => void refetch()} />}
        {data && <Result run={data} what={what} label={t("import.importing")} />}
      </div>
    </>
  );
}

function Steps({ step }: { step: Step }) {
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
            {name}
          </li>
        );
      })}
    </ol>
  );
}

interface FileStepProps {
  what: What;
  allowed: What[];
  onWhat: (what: What) => void;
  file: File | null;
  onFile: (file: File) => void;
  mode: "create" | "upsert";
  onMode: (mode: "create" | "upsert") => void;
}

function FileStep({ what, allowed, onWhat, file, onFile, mode, onMode }: FileStepProps) {
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <div className="panel import-file">
      <Field label={t("import.whatHead")}>
        {props => (
          <Picker
            {...props}
            bare
            required
            label={t("import.whatHead")}
            options={allowed.map(each => ({ value: each, label: t(`import.what.${each}`) }))}
            value={[what]}
            onChange={([each]) => each && onWhat(each as What)}
          />
        )}
      </Field>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the file input inside is the way of the keyboard */}
      <div
        className={over ? "drop over" : "drop"}
        onDragOver={event => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={event => {
          event.preventDefault();
          setOver(false);
          const [dropped] = event.dataTransfer.files;
          if (dropped) onFile(dropped);
        }}
      >
        <Icon of={IconFileSpreadsheet} size={32} />
        <label htmlFor={`${id}-file`} className="med">
          {t("import.file")}
        </label>
        <span className="small muted">
          {file
            ? `${file.name} · ${t("import.size", { kilobytes: Math.ceil(file.size / 1000) })}`
            : t("import.dropHere")}
        </span>
        <input
          id={`${id}-file`}
          type="file"
          accept=".xlsx,.csv,text/csv"
          onChange={event => {
            const [picked] = event.target.files ?? [];
            if (picked) onFile(picked);
          }}
        />
      </div>
      <fieldset className="form" aria-label={t("import.exists")}>
        <span className="label">{t("import.exists")}</span>
        <span className="row wrap">
          <label className="chk">
            <input type="radio" name={`${id}-mode`} checked={mode === "create"} onChange={() => onMode("create")} />
            {t("import.refuse")}
          </label>
          <label className="chk">
            <input type="radio" name={`${id}-mode`} checked={mode === "upsert"} onChange={() => onMode("upsert")} />
            {t("import.update")}
          </label>
        </span>
      </fieldset>
      <p className="small muted">{t("import.fields", { fields: KINDS[what].fields.map(fieldName).join(", ") })}</p>
    </div>
  );
}

interface ColumnsProps {
  run: Import;
  what: What;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
}

function Columns({ run, what, mapping, onMapping }: ColumnsProps) {
  return (
    <div className="panel">
      <Scrolled label={t("import.step.columns")}>
        <table className="tbl" aria-label={t("import.step.columns")}>
          <thead>
            <tr>
              <th scope="col">{t("import.theirs")}</th>
              <th scope="col">{t("import.examples")}</th>
              <th scope="col">{t("import.goes")}</th>
              <th scope="col">{t("preview.result")}</th>
            </tr>
          </thead>
          <tbody>
            {run.columns.map(column => {
              const field = mapping[column.header];
              return (
                <tr key={column.header}>
                  <td className="med">{column.header}</td>
                  <td className="muted">{column.samples.slice(0, 3).join(", ")}</td>
                  <td className="goes">
                    <Picker
                      bare
                      label={t("import.goesTo", { header: column.header })}
                      none={t("import.notUsed")}
                      options={KINDS[what].fields.map(each => ({ value: each, label: fieldName(each) }))}
                      value={field ? [field] : []}
                      onChange={([each]) => {
                        const { [column.header]: _gone, ...rest } = mapping;
                        onMapping(each ? { ...rest, [column.header]: each } : rest);
                      }}
                    />
                  </td>
                  <td>
                    {field ? (
                      <span className="row good">
                        <Icon of={IconCheck} size={16} />
                        {field === column.field ? t("import.understood") : t("import.chosen")}
                      </span>
                    ) : (
                      <span className="row muted">
                        <Icon of={IconMinus} size={16} />
                        {t("import.notUsed")}
                      </span>
                    )}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scrolled>
    </div>
  );
}

const OUTCOMES: Outcome[] = ["created", "updated", "unchanged", "refused"];

function Result({ run, what, label }: { run: Import; what: What; label: string }) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const running = run.state === "running";
  const shown = outcome ?? (run.refused > 0 ? "refused" : null);
  const rows = useInfiniteQuery({
    queryKey: ["import", what, run.importId, "rows", shown, run.state],
    queryFn: ({ pageParam, signal }) =>
      get<Schema["ImportRows"]>(
        `/api/${what}/imports/${run.importId}/rows`,
        { outcome: shown ?? undefined, limit: 100, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    enabled: run.state !== "failed",
    placeholderData: keepPreviousData,
  });
  const items = rows.data?.pages.flatMap(page => page.items) ?? [];
  const percent = run.total ? Math.round((run.processed / run.total) * 100) : running ? 0 : 100;
  return (
    <>
      <div className="row t13">
        <b>{running ? label : t(`import.state.${run.dryRun && run.state === "done" ? "checked" : run.state}`)}</b>
        <span className="muted">
          {t("import.progress", { processed: number(run.processed), total: number(run.total) })}
        </span>
      </div>
      <div
        className="prog"
        role="progressbar"
        aria-label={label}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        <i style={{ width: `${percent}%` }} />
      </div>
      {run.state === "failed" && (
        <div className="banner bad" role="alert">
          <Icon of={IconAlertTriangle} />
          {textOf(run.code ?? "", run.message)}
        </div>
      )}
      {run.state === "undone" && (
        <div className="banner acc">{t("import.undoneText", { count: run.undone ?? 0, kept: run.kept ?? 0 })}</div>
      )}
      {run.warnings.map(warning => (
        <div key={`${warning.code} ${warning.row}`} className="banner warn">
          <Icon of={IconAlertTriangle} />
          {warning.message}
        </div>
      ))}
      <div className="verd" role="group" aria-label={t("import.verdict")}>
        {OUTCOMES.map(each => (
          <button
            key={each}
            type="button"
            aria-pressed={shown === each}
            className={shown === each ? "on" : undefined}
            onClick={() => setOutcome(shown === each && outcome ? null : each)}
          >
            <span className={`v ${each === "refused" && run.refused ? "bad" : ""}`}>{number(run[each])}</span>
            <span className="small muted">{t(`import.${each}`)}</span>
          </button>
        ))}
      </div>
      {run.refused > 0 && <p className="small muted">{t("import.othersGoOn")}</p>}
      <div className="row">
        <Picker
          label={t("import.verdict")}
          plain
          none={t("import.all")}
          options={OUTCOMES.map(each => ({ value: each, label: t(`import.${each}`) }))}
          value={shown ? [shown] : []}
          onChange={([each]) => setOutcome((each as Outcome) ?? null)}
        />
        <a
          className="btn quiet end"
          href={`/api/${what}/imports/${run.importId}/rows.xlsx${shown ? `?outcome=${shown}` : ""}`}
          download
        >
          <Icon of={IconDownload} />
          {t("ui.excel")}
        </a>
      </div>
      <Rows items={items} />
      {rows.hasNextPage && (
        <button type="button" className="btn" onClick={() => void rows.fetchNextPage()}>
          {t("ui.showMore")}
        </button>
      )}
    </>
  );
}

function Rows({ items }: { items: Schema["ImportRow"][] }): ReactNode {
  return (
    <div className="panel">
      <Scrolled label={t("import.rows")}>
        <table className="tbl" aria-label={t("import.rows")}>
          <thead>
            <tr>
              <th scope="col" className="r">
                {t("import.row")}
              </th>
              <th scope="col">{t("import.verdict")}</th>
              <th scope="col">{t("import.values")}</th>
              <th scope="col">{t("conflict.field")}</th>
              <th scope="col">{t("ui.reason")}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(row => (
              <tr key={row.row}>
                <td className="r muted">{row.row}</td>
                <td>
                  <span
                    className={`chip ${row.outcome === "refused" ? "bad" : row.outcome === "unchanged" ? "" : "good"}`}
                  >
                    {t(`import.${row.outcome}`)}
                  </span>
                </td>
                <td className="muted">
                  {row.values ? Object.values(row.values).filter(Boolean).slice(0, 3).join(" · ") : ""}
                </td>
                <td>{row.field && fieldName(row.field)}</td>
                <td style={{ whiteSpace: "normal" }}>{row.code && textOf(row.code, row.message)}</td>
              </tr>
            ))}
            {items.length === 0 && (
              <tr>
                <td colSpan={5} className="muted">
                  {t("ui.nothingFound")}
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </Scrolled>
    </div>
  );
}
