import { useEffect, useState } from "react";
import { t } from "../texts";
import type { Fields } from "./fields";

interface Draft {
  /** What was entered before and not saved. */
  kept: Partial<Fields> | null;
  /** Offers it no more. */
  forget: () => void;
  /** Keeps it no more either. */
  drop: () => void;
}

/** Keeps in the tab what the person entered and did not save, and offers it again; nothing else of the form. */
export function useDraft(key: string, fields: Fields, before: Fields): Draft {
  const [kept, setKept] = useState<Partial<Fields> | null>(() => JSON.parse(sessionStorage.getItem(key) ?? "null"));
  useEffect(() => {
    const entered = Object.entries(fields).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Fields]),
    );
    if (entered.length) sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(entered)));
  }, [key, fields, before]);
  return {
    kept,
    forget: () => setKept(null),
    drop: () => {
      sessionStorage.removeItem(key);
      setKept(null);
    },
  };
}

export function KeptDraft({ draft, onRestore }: { draft: Draft; onRestore: (kept: Partial<Fields>) => void }) {
  const { kept, forget, drop } = draft;
  if (!kept) return null;
  return (
    <div className="banner acc" style={{ marginTop: 16 }}>
      <span className="grow">{t("form.draft")}</span>
      <button
        type="button"
        className="btn"
        onClick={() => {
          onRestore(kept);
          forget();
        }}
      >
        {t("form.restore")}
      </button>
      <button type="button" className="btn" onClick={drop}>
        {t("form.discard")}
      </button>
    </div>
  );
}
