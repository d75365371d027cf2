import { useId, useState } from "react";
import { useSession } from "../api";
import { t } from "../texts";
import { Dialog } from "./Dialog";
import { TextField } from "./Form";
import { instantOf, wall } from "./wall";

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
  const { timeZone } = useSession();
  const [known, setKnown] = useState(asOf ? wall(new Date(asOf), timeZone) : `${today}T00:00`);
  const name = useId();
  const instant = known ? instantOf(known, timeZone) : null;
  const future = kind === "known" && instant !== null && instant.getTime() > Date.now();

  function apply() {
    onApply(
      {
        on: kind === "day" ? day : undefined,
        asOf: kind === "known" ? instant?.toISOString() : undefined,
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
            disabled={(kind === "day" && !day) || (kind === "known" && (!instant || future))}
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
          <TextField
            label={t("date.knownLabel")}
            type="datetime-local"
            value={known}
            onChange={setKnown}
            fault={future ? t("problem.in-the-future") : undefined}
          />
        )}
      </div>
    </Dialog>
  );
}
