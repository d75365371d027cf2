import { useState } from "react";
import { changed, Problem, remove } from "../api";
import { rich, t } from "../texts";
import { Dialog } from "./Dialog";
import { done } from "./toasts";

interface DeleteProps {
  path: string;
  name: string;
  /** The title, where the name alone does not say what is deleted. */
  title?: string;
  about: string;
  touches: string;
  onInactive?: () => void;
  onClose: () => void;
  onDone?: () => void;
}

/** What cannot be undone is asked for, and its effect is said first. */
export function DeleteDialog({ path, name, title, about, touches, onInactive, onClose, onDone }: DeleteProps) {
  const [problem, setProblem] = useState<Problem | null>(null);
  async function act() {
    try {
      await remove(path);
      changed(touches);
      done(rich("group.deleted", { name }));
      onClose();
      onDone?.();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
    }
  }
  const used = problem?.code === "in-use";
  return (
    <Dialog
      title={title ?? t("group.deleteTitle", { name })}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          {used && onInactive ? (
            <button type="button" className="btn pri" onClick={onInactive}>
              {t("employee.makeInactive")}
            </button>
          ) : (
            <button type="button" className="btn danger fill" disabled={used} onClick={() => void act()}>
              {t("ui.delete")}
            </button>
          )}
        </>
      }
    >
      {problem && (
        <div className="banner bad" role="alert">
          {problem.text}
        </div>
      )}
      <p>{about}</p>
    </Dialog>
  );
}
