import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { changed, post, queries, useCan } from "../api";
import { t } from "../texts";
import { refused, said } from "../ui/toasts";
import { type Import, KINDS } from "./kinds";

/** Everything that an import or its undo may have touched. */
export const touchedByImport = () => changed("Customer", "Responsibility", "Employee", "Project", "Category", "Tag");

interface Undo {
  /** Whether an import changed anything that the person may take back; one that failed did as far as it came. */
  may: (run: Import) => boolean;
  undo: (run: Import) => Promise<void>;
  /** The id of the import that is being undone. */
  busy: string | null;
}

/** Takes an import back, says what became of it, and shows the rows that stay. */
export function useUndo(): Undo {
  const can = useCan();
  const navigate = useNavigate();
  const [busy, setBusy] = useState<string | null>(null);

  async function undo({ what, importId }: Import) {
    setBusy(importId);
    try {
      const { body } = await post<Import>(`/api/${what}/imports/${importId}/undo`, undefined, { source: "undo" });
      const { undone = 0, kept = 0, state } = body;
      said(state === "running" ? t("import.undoing") : t("import.undoneText", { count: undone, kept }));
      await Promise.all(
        [["imports"], ["import", what, importId]].map(queryKey => queries.invalidateQueries({ queryKey })),
      );
      touchedByImport();
      if (kept > 0) await navigate({ to: `/imports/${what}/${importId}` });
    } catch (thrown) {
      refused(thrown);
    }
    setBusy(null);
  }

  return {
    may: run =>
      (run.state === "done" || run.state === "failed") &&
      !run.dryRun &&
      run.created + run.updated > 0 &&
      can(KINDS[run.what].undo),
    undo,
    busy,
  };
}
