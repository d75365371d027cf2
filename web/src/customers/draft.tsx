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

/**
 * Keeps in the tab what was entered and not saved, and offers it again; nothing else of the form. What is entered about
 * a person is not kept: it would outlive an erasure. Nor are the projects of others, which bear their customers' names.
 */
export function useDraft(key: string, fields: Fields, before: Fields): Draft {
  const ofPerson = fields.kind === "person";
  const [kept, setKept] = useState<Partial<Fields> | null>(() =>
    ofPerson ? null : JSON.parse(sessionStorage.getItem(key) ?? "null"),
  );
  useEffect(() => {
    if (ofPerson) {
      sessionStorage.removeItem(key);
      return;
    }
    const entered = Object.entries(fields).filter(
      ([name, value]) => name !== "projects" && JSON.stringify(value) !== JSON.stringify(before[name as keyof Fields]),
    );
    if (entered.length) sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(entered)));
  }, [key, fields, before, ofPerson]);
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
