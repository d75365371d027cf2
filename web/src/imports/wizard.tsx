import "./imports.css";
import {
  IconAlertTriangle,
  IconCheck,
  IconCircleCheck,
  IconDownload,
  IconFileSpreadsheet,
  IconMinus,
} from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { type ReactNode, useId, useRef, useState } from "react";
import { IMPORT_WIZARD } from "../addresses";
import { get, Problem, post, queries, queryString, type Schema, textOf, useCan, uuid } from "../api";
import { has, type Key, number, t } from "../texts";
import { Field } from "../ui/Form";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { Picker } from "../ui/Picker";
import { Scrolled } from "../ui/Scrolled";
import { Failure } from "../ui/State";
import { useSearch } from "../ui/search";
import { refused } from "../ui/toasts";
import { columnsOf } from "./headers";
import { fieldName, type Import, KINDS, template, WHATS, type What } from "./kinds";
import { reasonOf, rowName } from "./reasons";
import { touchedByImport, useUndo } from "./undo";

type Step = 1 | 2 | 3 | 4;
type Mapping = Record<string, string>;
type Outcome = Schema["ImportOutcome"];
type Columns = Import["columns"];

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
  const [problem, setProblem] = useState<string | null>(null);
  /** The columns of a file that the server does not understand as it is. */
  const [unknown, setUnknown] = useState<Columns | null>(null);
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
      setUnknown(null);
      setStep(next);
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      await explain(thrown, file);
    }
    setBusy(false);
  }

  /** Which column is missing can be said by the person, if only the names in the file are known. */
  async function explain(thrown: Problem, read: File) {
    const missing = thrown.errors.find(each => each.code === "column-missing");
    const columns = missing ? await columnsOf(read) : null;
    if (columns) {
      setUnknown(columns);
      setStep(2);
    } else if (missing) setProblem(t("import.missingInFile", { field: fieldName(missing.field) }));
    else setProblem(thrown.text);
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

  const columns = unknown ?? run?.columns;
  const mapped =
    mapping ??
    Object.fromEntries((columns ?? []).filter(column => column.field).map(column => [column.header, column.field!]));
  const { needed } = KINDS[what];
  const goes = Object.values(mapped);
  const complete = goes.length > 0 && (!needed || goes.includes(needed));
  const ready = run && run.state !== "running";
  const works = ready ? run.created + run.updated : 0;
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
        {step === 1 && (
          <FileStep
            what={what}
            allowed={allowed}
            onWhat={each => {
              setWhat(each);
              setMapping(null);
              setProblem(null);
            }}
            file={file}
            onFile={each => {
              setFile(each);
              setMapping(null);
              setProblem(null);
            }}
            mode={mode}
            onMode={setMode}
          />
        )}
        {step === 2 && columns && <Mapped columns={columns} what={what} mapping={mapped} onMapping={setMapping} />}
        {step === 3 && run && <Result run={run} what={what} label={t("import.checking")} />}
        <div className={step === 1 ? "row import-foot short" : "row import-foot"}>
          {step > 1 && (
            <button type="button" className="btn" onClick={() => setStep((step - 1) as Step)}>
              {t("import.back")}
            </button>
          )}
          <span className="grow small muted right only-d">{step === 3 && t("import.nothingYet")}</span>
          {step === 1 && (
            <button type="button" className="btn pri" disabled={!file || busy} onClick={() => void look(2, null)}>
              {t("import.next")}
            </button>
          )}
          {step === 2 && (
            <button type="button" className="btn pri" disabled={busy || !complete} onClick={() => void look(3, mapped)}>
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
  const { may, undo, busy } = useUndo();
  const { data, error, refetch } = useImport(what, id);
  const told = useRef(false);
  if (error instanceof Problem && error.status === 404) throw error;
  if (data?.state === "done" && !told.current) {
    told.current = true;
    touchedByImport();
  }

  return (
    <>
      <Head
        title={t("import.title")}
        back={{ to: "/imports", label: t("nav.imports") }}
        actions={
          data && (
            <>
              <FileName name={data.fileName} what={what} />
              {may(data) && (
                <button type="button" className="btn" disabled={busy !== null} onClick={() => void undo(data)}>
                  {t("import.undo")}
                </button>
              )}
            </>
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

function FileName({ name, what }: { name: string | null | undefined; what: What }) {
  return <span className="muted t13 ell only-d">{[name, t(`import.what.${what}`)].filter(Boolean).join(" · ")}</span>;
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
            <span className="name">{name}</span>
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
      <div className="field">
        <label htmlFor={`${id}-file`}>{t("import.file")}</label>
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
          <span className="med chosen ell">{file ? file.name : t("import.choose")}</span>
          <span className="small muted">
            {file
              ? `${t("import.size", { kilobytes: Math.ceil(file.size / 1000) })} · ${t("import.chooseOther")}`
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
        <p className="hint">
          {t("import.fields", { fields: KINDS[what].fields.map(fieldName).join(", ") })}{" "}
          <a href={template(what)} download={`${t(`import.what.${what}`)}.csv`} className="template">
            <Icon of={IconDownload} size={14} />
            {t("import.template")}
          </a>
        </p>
      </div>
      <fieldset className="exists" aria-label={t("import.exists")}>
        <span className="label">{t("import.exists")}</span>
        {(["create", "upsert"] as const).map(each => (
          <span key={each} className="choice">
            <label className="chk">
              <input
                type="radio"
                name={`${id}-mode`}
                checked={mode === each}
                aria-describedby={`${id}-${each}`}
                onChange={() => onMode(each)}
              />
              {each === "create" ? t("import.refuse") : t("import.update")}
            </label>
            <span id={`${id}-${each}`} className="small muted under-chk">
              {each === "create" ? t("import.refuseHint") : t("import.updateHint")}
            </span>
          </span>
        ))}
      </fieldset>
    </div>
  );
}

interface MappedProps {
  columns: Columns;
  what: What;
  mapping: Mapping;
  onMapping: (mapping: Mapping) => void;
}

function Mapped({ columns, what, mapping, onMapping }: MappedProps) {
  const { needed } = KINDS[what];
  const goes = Object.values(mapping);
  return (
    <>
      {needed && !goes.includes(needed) ? (
        <div className="banner warn" role="status">
          <Icon of={IconAlertTriangle} />
          {t("import.missing", { field: fieldName(needed) })}
        </div>
      ) : goes.length === 0 ? (
        <div className="banner warn" role="status">
          <Icon of={IconAlertTriangle} />
          {t("import.noneChosen")}
        </div>
      ) : (
        <p className="t13 muted">{t("import.used", { used: goes.length, total: columns.length })}</p>
      )}
      <div className="panel">
        <Scrolled label={t("import.step.columns")}>
          <table className="tbl mapped" aria-label={t("import.step.columns")}>
            <thead>
              <tr>
                <th scope="col">{t("import.theirs")}</th>
                <th scope="col">{t("import.examples")}</th>
                <th scope="col">{t("import.goes")}</th>
                <th scope="col">{t("preview.result")}</th>
              </tr>
            </thead>
            <tbody>
              {columns.map(column => {
                const field = mapping[column.header];
                return (
                  <tr key={column.header}>
                    <td>
                      <span className="med">{column.header}</span>
                      <span className="small muted about">{column.samples.slice(0, 2).join(", ")}</span>
                    </td>
                    <td className="muted">{column.samples.slice(0, 3).join(", ")}</td>
                    <td className="goes">
                      <Picker
                        bare
                        label={t("import.goesTo", { header: column.header })}
                        none={t("import.notUsed")}
                        options={KINDS[what].fields.map(each => ({ value: each, label: fieldName(each) }))}
                        value={field ? [field] : []}
                        onChange={([each]) => {
                          // A field takes one column: the one that was chosen last.
                          const rest = Object.entries(mapping).filter(
                            ([header, taken]) => header !== column.header && taken !== each,
                          );
                          onMapping(Object.fromEntries(each ? [...rest, [column.header, each]] : rest));
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
    </>
  );
}

const OUTCOMES: Outcome[] = ["created", "updated", "unchanged", "refused"];

const TONE: Record<Outcome, string> = { created: "good", updated: "good", unchanged: "", refused: "bad" };

/** A check says what will be, an import what has been. */
function tile(outcome: Outcome, dryRun: boolean): string {
  if (dryRun && outcome === "created") return t("import.willCreate");
  if (dryRun && outcome === "updated") return t("import.willUpdate");
  return t(`import.${outcome}`);
}

function Result({ run, what, label }: { run: Import; what: What; label: string }) {
  /** Null is all of them; as long as nothing is chosen, those that need a look. */
  const [outcome, setOutcome] = useState<Outcome | "kept" | null>();
  const running = run.state === "running";
  const stays = run.state === "undone" && (run.kept ?? 0) > 0;
  const worthALook = stays ? "kept" : run.refused > 0 ? "refused" : null;
  const shown = outcome === undefined ? worthALook : outcome;
  const only = shown === "kept" ? { kept: true } : { outcome: shown ?? undefined };
  const rows = useInfiniteQuery({
    queryKey: ["import", what, run.importId, "rows", shown, run.state],
    queryFn: ({ pageParam, signal }) =>
      get<Schema["ImportRows"]>(
        `/api/${what}/imports/${run.importId}/rows`,
        { ...only, limit: 100, cursor: pageParam },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    enabled: run.state !== "failed",
    placeholderData: keepPreviousData,
  });
  const items = rows.data?.pages.flatMap(page => page.items) ?? [];
  const ignored = run.columns
    .filter(column => !column.field)
    .map(column => column.header)
    .join(", ");
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
      {run.state === "done" && !run.dryRun && (
        <div className="banner good">
          <Icon of={IconCircleCheck} />
          <span className="grow">
            {t("import.doneText", { works: run.created + run.updated, refused: run.refused })}
          </span>
          {run.created + run.updated > 0 && <Link to={KINDS[what].list}>{t("import.open")}</Link>}
        </div>
      )}
      {run.state === "undone" && (
        <div className="banner acc">{t("import.undoneText", { count: run.undone ?? 0, kept: run.kept ?? 0 })}</div>
      )}
      {run.warnings
        .filter(warning => warning.code !== "columns-ignored")
        .map(warning => (
          <div key={`${warning.code} ${warning.row}`} className="banner warn">
            <Icon of={IconAlertTriangle} />
            {has(`import.warning.${warning.code}`) ? t(`import.warning.${warning.code}` as Key) : warning.message}
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
            <span className="small muted">{tile(each, run.dryRun)}</span>
            <span className={`v ${run[each] ? TONE[each] : ""}`}>{number(run[each])}</span>
          </button>
        ))}
      </div>
      <div className="row">
        <Picker
          label={t("import.verdict")}
          plain
          none={t("import.all")}
          options={(stays ? ["kept" as const, ...OUTCOMES] : OUTCOMES).map(each => ({
            value: each,
            label: t(`import.${each}`),
          }))}
          value={shown ? [shown] : []}
          onChange={([each]) => setOutcome((each as Outcome | "kept") ?? null)}
        />
        {run.refused > 0 && <span className="small muted only-d">{t("import.othersGoOn")}</span>}
        <a
          className="btn quiet end"
          href={`/api/${what}/imports/${run.importId}/rows.xlsx${queryString(only)}`}
          download
        >
          <Icon of={IconDownload} />
          {t("ui.excel")}
        </a>
      </div>
      <Rows items={items} columns={run.columns} dryRun={run.dryRun} />
      <p className="small muted">
        {[t("import.rowNumbers"), ignored && t("import.ignored", { columns: ignored })].filter(Boolean).join(" ")}
      </p>
      {rows.hasNextPage && (
        <button type="button" className="btn" onClick={() => void rows.fetchNextPage()}>
          {t("ui.showMore")}
        </button>
      )}
    </>
  );
}

interface RowsProps {
  items: Schema["ImportRow"][];
  columns: Columns;
  dryRun: boolean;
}

function Rows({ items, columns, dryRun }: RowsProps): ReactNode {
  return (
    <div className="panel">
      <Scrolled label={t("import.rows")}>
        <table className="tbl verdicts" aria-label={t("import.rows")}>
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
                    {tile(row.outcome, dryRun)}
                  </span>
                </td>
                <td>
                  <Named {...rowName(row, columns)} />
                </td>
                <td>{row.field && fieldName(row.field)}</td>
                <td className="reason">
                  <span className="about">
                    <Named {...rowName(row, columns)} />
                  </span>
                  {reasonOf(row, columns) || <span className="about">{tile(row.outcome, dryRun)}</span>}
                </td>
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

function Named({ name, more }: { name: string; more: string }) {
  return (
    <>
      {name ? <span className="med">{name}</span> : "–"}
      {more && <span className="muted"> · {more}</span>}
    </>
  );
}
