import { IconAlertTriangle, IconCircleCheck, IconDownload } from "@tabler/icons-react";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { get, queryString, type Schema, textOf } from "../api";
import { has, type Key, number, t } from "../texts";
import { Icon } from "../ui/Icon";
import { Picker } from "../ui/Picker";
import { type Import, KINDS, type What } from "./kinds";
import { OUTCOMES, type Outcome, outcomeName, Rows, TONE } from "./rows";

/** The outcome of a row, or that it stays although the import was taken back. */
type Verdict = Outcome | "kept";

interface ResultProps {
  run: Import;
  what: What;
  label: string;
}

/** What became of each row of a file, or would become of it. */
export function Result({ run, what, label }: ResultProps) {
  const stays = run.state === "undone" && (run.kept ?? 0) > 0;
  /** Null is all of them; as long as nothing is chosen, those that need a look. */
  const [chosen, setChosen] = useState<Verdict | null>();
  const worthALook = stays ? "kept" : run.refused > 0 ? "refused" : null;
  const shown = chosen === undefined ? worthALook : chosen;
  return (
    <>
      <Progress run={run} label={label} />
      <Notices run={run} what={what} />
      <Counts run={run} shown={shown} onChoose={each => setChosen(shown === each && chosen ? null : each)} />
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
          onChange={([each]) => setChosen((each as Verdict) ?? null)}
        />
        {run.refused > 0 && <span className="small muted only-d">{t("import.othersGoOn")}</span>}
        <a
          className="btn quiet end"
          href={`/api/${what}/imports/${run.importId}/rows.xlsx${queryString(queryOf(shown))}`}
          download
        >
          <Icon of={IconDownload} />
          {t("ui.excel")}
        </a>
      </div>
      <ShownRows run={run} what={what} shown={shown} />
    </>
  );
}

const queryOf = (shown: Verdict | null) => (shown === "kept" ? { kept: true } : { outcome: shown ?? undefined });

function Progress({ run, label }: { run: Import; label: string }) {
  const running = run.state === "running";
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
    </>
  );
}

/** What is to be said of the whole: failed, done, taken back, and what to look out for. */
function Notices({ run, what }: { run: Import; what: What }) {
  const works = run.created + run.updated;
  return (
    <>
      {run.state === "failed" && (
        <div className="banner bad" role="alert">
          <Icon of={IconAlertTriangle} />
          {textOf(run.code ?? "", run.message)}
        </div>
      )}
      {run.state === "done" && !run.dryRun && (
        <div className="banner good">
          <Icon of={IconCircleCheck} />
          <span className="grow">{t("import.doneText", { works, refused: run.refused })}</span>
          {works > 0 && <Link to={KINDS[what].list}>{t("import.open")}</Link>}
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
    </>
  );
}

interface CountsProps {
  run: Import;
  shown: Verdict | null;
  onChoose: (outcome: Outcome) => void;
}

/** How many rows have each outcome; a press shows only those. */
function Counts({ run, shown, onChoose }: CountsProps) {
  return (
    <div className="verd" role="group" aria-label={t("import.verdict")}>
      {OUTCOMES.map(each => (
        <button
          key={each}
          type="button"
          aria-pressed={shown === each}
          className={shown === each ? "on" : undefined}
          onClick={() => onChoose(each)}
        >
          <span className="small muted">{outcomeName(each, run.dryRun)}</span>
          <span className={`v ${run[each] ? TONE[each] : ""}`}>{number(run[each])}</span>
        </button>
      ))}
    </div>
  );
}

interface ShownRowsProps {
  run: Import;
  what: What;
  shown: Verdict | null;
}

function ShownRows({ run, what, shown }: ShownRowsProps) {
  const rows = useInfiniteQuery({
    queryKey: ["import", what, run.importId, "rows", shown, run.state],
    queryFn: ({ pageParam, signal }) =>
      get<Schema["ImportRows"]>(
        `/api/${what}/imports/${run.importId}/rows`,
        { ...queryOf(shown), limit: 100, cursor: pageParam },
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
  return (
    <>
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
