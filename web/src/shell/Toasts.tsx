import { IconAlertCircle, IconCircleCheck, IconX } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { t } from "../texts";
import { Icon } from "../ui/Icon";
import { dismiss, redo, type Toast, undo, useToasts } from "../ui/toasts";

const SECONDS = 10;

/** The notifications; the region is always there, so that a reader hears what comes into it. */
export function Toasts() {
  const toasts = useToasts();
  return (
    <section className="toasts" aria-label={t("toast.region")}>
      {toasts.map(toast => (
        <Shown key={toast.id} toast={toast} />
      ))}
    </section>
  );
}

function Shown({ toast }: { toast: Toast }) {
  const [held, setHeld] = useState(false);
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (held || toast.progress) return;
    const timer = setTimeout(() => dismiss(toast.id), SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [held, toast.id, toast.progress]);
  const bad = toast.kind === "refused";
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while it is looked at
    <div
      ref={region}
      className={bad ? "toast bad" : "toast"}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {toast.progress ? <Progress {...toast.progress} /> : <Icon of={bad ? IconAlertCircle : IconCircleCheck} />}
      <span role={bad ? "alert" : "status"} className="grow">
        {toast.text}
      </span>
      {toast.step && !toast.again && (
        <button type="button" className="btn txt" onClick={() => void undo(toast.step)}>
          {t("toast.undo")}
        </button>
      )}
      {toast.step && toast.again && (
        <button type="button" className="btn txt" onClick={() => void redo(toast.step)}>
          {t("toast.redo")}
        </button>
      )}
      <button
        type="button"
        className="btn icon sm"
        aria-label={t("toast.dismiss")}
        title={t("toast.dismiss")}
        onClick={() => dismiss(toast.id)}
      >
        <Icon of={IconX} size={16} />
      </button>
    </div>
  );
}

function Progress({ count, total }: { count: number; total: number }) {
  return (
    <>
      <progress aria-label={t("toast.working")} value={count} max={total} />
      <span className="num" aria-hidden="true">
        {t("toast.progress", { count, total })}
      </span>
    </>
  );
}
