import { useNavigate } from "@tanstack/react-router";
import { useReducer } from "react";
import { Problem, queries, uuid } from "../api";
import { t } from "../texts";
import { refused } from "../ui/toasts";
import { columnsOf } from "./headers";
import { fieldName, type Import, KINDS, type What } from "./kinds";
import { type Columns, type Mapping, type Mode, upload, useImport } from "./run";

type Step = 1 | 2 | 3;

interface State {
  step: Step;
  what: What;
  file: File | null;
  mode: Mode;
  /** What the person chose; null as long as the server's understanding holds. */
  mapping: Mapping | null;
  /** The check that was made last, and the key of the import that follows it. */
  check: { id: string; key: string } | null;
  /** The columns of a file that the server does not understand as it is. */
  unknown: Columns | null;
  problem: string | null;
  busy: boolean;
}

type Action =
  /** Another kind or file: what was said about the last one holds no more. */
  | { type: "begin"; with: Partial<Pick<State, "what" | "file">> }
  | { type: "mode"; mode: Mode }
  | { type: "map"; mapping: Mapping }
  | { type: "send" }
  | { type: "checked"; id: string; key: string; step: Step }
  | { type: "notUnderstood"; columns: Columns }
  | { type: "refused"; problem: string | null }
  | { type: "back" };

function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "begin":
      return { ...state, ...action.with, mapping: null, problem: null };
    case "mode":
      return { ...state, mode: action.mode };
    case "map":
      return { ...state, mapping: action.mapping };
    case "send":
      return { ...state, busy: true, problem: null };
    case "checked": {
      const { id, key, step } = action;
      return { ...state, busy: false, check: { id, key }, unknown: null, step };
    }
    case "notUnderstood":
      return { ...state, busy: false, unknown: action.columns, step: 2 };
    case "refused":
      return { ...state, busy: false, problem: action.problem };
    case "back":
      return { ...state, step: (state.step - 1) as Step };
  }
}

const begin = (what: What): State => ({
  step: 1,
  what,
  file: null,
  mode: "create",
  mapping: null,
  check: null,
  unknown: null,
  problem: null,
  busy: false,
});

export interface Wizard {
  state: State;
  set: (action: Action) => void;
  /** The columns of the file, and where they go; undefined before they were looked at. */
  columns: Columns | undefined;
  mapping: Mapping;
  /** The check that is shown. */
  run: Import | undefined;
  /** Lets the server look at the file, and shows the step if it understands it. */
  check: (step: Step, mapping: Mapping | null) => Promise<void>;
  /** Imports what was checked. */
  start: () => Promise<void>;
}

export function useWizard(what: What): Wizard {
  const navigate = useNavigate();
  const [state, set] = useReducer(reduce, what, begin);
  const { data: run } = useImport(state.what, state.check?.id);
  const columns = state.unknown ?? run?.columns;
  const understood = (columns ?? []).flatMap(({ header, field }): [string, string][] =>
    field ? [[header, field]] : [],
  );

  async function check(step: Step, mapping: Mapping | null) {
    const { what, file, mode } = state;
    if (!file) return;
    set({ type: "send" });
    try {
      const { body } = await upload({ what, file, mode, mapping, dryRun: true, key: uuid() });
      set({ type: "checked", id: body.importId, key: uuid(), step });
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      set(await explained(thrown, file));
    }
  }

  async function start() {
    const { what, file, mode, mapping, check } = state;
    if (!file || !check) return;
    set({ type: "send" });
    try {
      const { body } = await upload({ what, file, mode, mapping, dryRun: false, key: check.key });
      await queries.invalidateQueries({ queryKey: ["imports"] });
      await navigate({ to: `/imports/${what}/${body.importId}` });
    } catch (thrown) {
      set({ type: "refused", problem: null });
      refused(thrown);
    }
  }

  return { state, set, columns, mapping: state.mapping ?? Object.fromEntries(understood), run, check, start };
}

/** Which column is missing can be said by the person, if only the names in the file are known. */
async function explained(thrown: Problem, file: File): Promise<Action> {
  const missing = thrown.errors.find(each => each.code === "column-missing");
  if (!missing) return { type: "refused", problem: thrown.text };
  const columns = await columnsOf(file);
  return columns
    ? { type: "notUnderstood", columns }
    : { type: "refused", problem: t("import.missingInFile", { field: fieldName(missing.field) }) };
}

/** Whether the columns suffice to read a row. */
export function isComplete(what: What, mapping: Mapping): boolean {
  const { needed } = KINDS[what];
  const goes = Object.values(mapping);
  return goes.length > 0 && (!needed || goes.includes(needed));
}
