import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { changed, get, Problem, type Schema } from "../api";
import { rich, t } from "../texts";
import { Dialog } from "../ui/Dialog";
import { Check, TextField } from "../ui/Form";
import { back, send } from "../ui/responsibilities";
import { done, refused } from "../ui/toasts";
import { bad, ChangesTable, good } from "./changesTable";
import type { Matrix } from "./matrix";
import { type BulkAction, check, type Line, plan, type Selected, selectedCells, type Wanted } from "./plan";
import { cellsOf, type Range, type Selection } from "./selection";
import { Wishes } from "./wishes";

const MOST_SHOWN = 500;

interface BulkProps {
  action: BulkAction;
  matrix: Matrix;
  selection: Selection;
  onClose: () => void;
}

/** What will happen to each selected cell, before it happens; then exactly that, as one step. */
export function BulkDialog({ action, matrix, selection, onClose }: BulkProps) {
  const { view } = matrix;
  const [wanted, setWanted] = useState<Wanted>(action === "assign" ? { role: null, from: view.begins, to: null } : {});
  const [only, setOnly] = useState(false);
  const [reason, setReason] = useState("");
  const preview = usePreview(action, matrix, selection.ranges, wanted, onClose);
  const { lines, effective, busy, moved, problem } = preview;
  const heirId = wanted.employee?.id;
  const { data: heir } = useQuery({
    queryKey: ["employee", heirId],
    queryFn: ({ signal }) => get<Schema["Employee"]>(`/api/employees/${heirId}`, {}, signal),
    enabled: heirId !== undefined,
  });
  const count = effective.reduce((sum, line) => sum + line.changes.length, 0);
  const refusedCount = lines.filter(line => line.refused).length;
  const shown = lines.filter(line => !only || line.changes.length > 0).slice(0, MOST_SHOWN);
  const apply = () =>
    preview.apply(reason, () => {
      selection.clear();
      onClose();
    });
  return (
    <Dialog
      title={t("preview.title")}
      kind="widest"
      onClose={onClose}
      about={t(`matrix.bulk.${action}`)}
      footer={
        <>
          <span className="small muted note">
            {t(action === "handOver" ? "preview.exactlyTwo" : "preview.exactly")}
          </span>
          {moved && (
            <button type="button" className="btn end" onClick={preview.again}>
              {t("preview.again")}
            </button>
          )}
          <button type="button" className={moved ? "btn" : "btn end"} onClick={onClose}>
            {t("ui.cancel")}
          </button>
          <button
            type="button"
            className={action === "remove" ? "btn danger fill" : "btn pri"}
            disabled={busy || moved || count === 0}
            onClick={() => void apply()}
          >
            {t("preview.apply", { count })}
          </button>
        </>
      }
    >
      <Wishes action={action} matrix={matrix} wanted={wanted} onChange={setWanted} />
      {moved && (
        <div className="banner warn" role="alert">
          <b>{t("conflict.title")}</b> {t("preview.moved")}
        </div>
      )}
      {problem && (
        <div className="banner bad" role="alert">
          {problem.text}
        </div>
      )}
      <div className="row wrap t13" style={{ gap: 16 }}>
        <span>{rich(`preview.sum.${action}`, { good, count: effective.length })}</span>
        <span className="muted">{rich("preview.stay", { count: lines.length - effective.length - refusedCount })}</span>
        {refusedCount > 0 && <span>{rich("preview.refusedCount", { bad, count: refusedCount })}</span>}
        <span className="end">
          <Check label={t("preview.only")} checked={only} onChange={setOnly} />
        </span>
      </div>
      <ChangesTable action={action} view={view} lines={shown} heir={heir} busy={busy} />
      {lines.length > MOST_SHOWN && <p className="small muted">{t("preview.first", { count: MOST_SHOWN })}</p>}
      <TextField
        label={t("ui.reason")}
        value={reason}
        onChange={setReason}
        maxLength={500}
        placeholder={t("ui.reasonHint")}
      />
    </Dialog>
  );
}

interface Preview {
  lines: Line[];
  /** Those that change something. */
  effective: Line[];
  busy: boolean;
  /** Others changed something of it since it was made. */
  moved: boolean;
  problem: Problem | null;
  again: () => void;
  apply: (reason: string, onApplied: () => void) => Promise<void>;
}

const NO_LINES: Line[] = [];

function usePreview(action: BulkAction, matrix: Matrix, ranges: Range[], wanted: Wanted, onLost: () => void): Preview {
  const { store, view, columns } = matrix;
  const [{ lines, basedOn }, setChecked] = useState<Awaited<ReturnType<typeof check>>>({
    lines: NO_LINES,
    basedOn: undefined,
  });
  const [moved, setMoved] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(true);
  const [round, setRound] = useState(0);

  // What others do while the preview is read changes nothing in it: it is refused when it is applied. Rows and columns
  // may move under it; it stays about those that were selected.
  const shownNow = useRef(view);
  shownNow.current = view;
  const selected = useRef<Selected[] | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks the same again
  useEffect(() => {
    let gone = false;
    const look = async () => {
      setBusy(true);
      setProblem(null);
      if (!selected.current) {
        const { moves } = store;
        await store.rowsOf(new Set([...cellsOf(ranges)].map(([r]) => r)));
        // Rows moved before it was read which ones are selected: the selection is dropped, and nothing is left to show.
        if (store.moves !== moves) {
          if (!gone) onLost();
          return;
        }
        selected.current = selectedCells(store, columns, ranges);
      }
      const checked = await check(plan(action, store, shownNow.current, selected.current, wanted));
      if (gone) return;
      setChecked(checked);
      setMoved(false);
      setBusy(false);
    };
    look().catch(thrown => {
      if (gone) return;
      setProblem(thrown instanceof Problem ? thrown : null);
      setBusy(false);
      if (!(thrown instanceof Problem)) throw thrown;
    });
    return () => {
      gone = true;
    };
  }, [action, store, wanted, round]);

  const effective = useMemo(() => lines.filter(line => line.changes.length && !line.refused), [lines]);

  async function apply(reason: string, onApplied: () => void) {
    setBusy(true);
    try {
      await applyAll(matrix, effective, { reason, basedOn }, onApplied);
    } catch (thrown) {
      setBusy(false);
      if (thrown instanceof Problem && thrown.code === "changed-since-preview") setMoved(true);
      else refused(thrown);
    }
  }

  return { lines, effective, busy, moved, problem, again: () => setRound(round + 1), apply };
}

async function applyAll(
  { store }: Matrix,
  lines: Line[],
  how: { reason: string; basedOn: string | undefined },
  onApplied: () => void,
): Promise<void> {
  const changes = lines.flatMap(line => line.changes);
  const { batch, positions } = await send(changes, { ...how, source: "bulk" });
  for (const line of lines) store.assume(line.row.subject.id, line.column.id, line.before, line.after);
  const what = t("matrix.applied", { count: changes.length });
  done(what, batch.batchId ? back(batch.batchId, what) : undefined);
  changed("Responsibility");
  onApplied();
  await store.settleAll(
    lines.map(line => [line.row.subject.id, line.column.id]),
    positions,
  );
}
