import { useId, useState } from "react";
import { t } from "../texts";
import { Dialog } from "./Dialog";
import { TextField } from "./Form";

interface DateDialogProps {
  today: string;
  on: string | undefined;
  asOf: string | undefined;
  onApply: (change: { on: string | undefined; asOf: string | undefined }, how: { push: boolean }) => void;
  onClose: () => void;
}

/** Which day is shown, and from which time what is known of it. */
export function DateDialog({ today, on, asOf, onApply, onClose }: DateDialogProps) {
  const [kind, setKind] = useState<"today" | "day" | "known">(asOf ? "known" : on ? "day" : "today");
  const [day, setDay] = useState(on ?? today);
  const [known, setKnown] = useState(local(asOf) ?? `${today}T00:00`);
  const name = useId();

  function apply() {
    onApply(
      {
        on: kind === "day" ? day : undefined,
        asOf: kind === "known" ? new Date(known).toISOString() : undefined,
      },
      { push: true },
    );
    onClose();
  }

  const radio = (value: typeof kind, label: string, hint?: string) => (
    <div>
      <label className="chk">
        <input
          type="radio"
          name={name}
          checked={kind === value}
          aria-describedby={hint && `${name}-${value}`}
          onChange={() => setKind(value)}
        />
        {label}
      </label>
      {hint && (
        <p id={`${name}-${value}`} className="small muted under-chk">
          {hint}
        </p>
      )}
    </div>
  );
  return (
    <Dialog
      title={t("date.title")}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          <button
            type="button"
            className="btn pri"
            disabled={(kind === "day" && !day) || (kind === "known" && !known)}
            onClick={apply}
          >
            {t("ui.apply")}
          </button>
        </>
      }
    >
      <div className="form">
        {radio("today", t("date.today"))}
        {radio("day", t("date.day"), t("date.dayHint"))}
        {kind === "day" && <TextField label={t("date.dayLabel")} type="date" value={day} onChange={setDay} />}
        {radio("known", t("date.known"), t("date.knownHint"))}
        {kind === "known" && (
          <TextField label={t("date.knownLabel")} type="datetime-local" value={known} onChange={setKnown} />
        )}
      </div>
    </Dialog>
  );
}

/** An instant as the control for date and time takes it. */
function local(instant: string | undefined): string | undefined {
  if (!instant) return undefined;
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
