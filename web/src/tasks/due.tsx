import { useState } from "react";
import { useSession } from "../api";
import { interval, t } from "../texts";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Form";
import { Picker } from "../ui/Picker";

interface Days {
  from?: string;
  to?: string;
}

interface DuePickerProps {
  from: string | undefined;
  to: string | undefined;
  onChange: (days: { from: string | undefined; to: string | undefined }) => void;
}

const CHOOSE = "choose";

const plus = (day: string, days: number) => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
const spanOf = ({ from, to }: Days) => `${from ?? ""} ${to ?? ""}`;

/** When it is due: one of the nearest times, or between two days. The address has the days. */
export function DuePicker({ from, to, onChange }: DuePickerProps) {
  const { today } = useSession();
  const [choosing, setChoosing] = useState(false);
  const near: [string, Days][] = [
    [t("tasks.due.before"), { to: plus(today, -1) }],
    [t("tasks.due.today"), { from: today, to: today }],
    [t("tasks.due.week"), { from: today, to: plus(today, 6) }],
    [t("tasks.due.month"), { from: today, to: plus(today, 29) }],
  ];
  const options = near.map(([label, days]) => ({ value: spanOf(days), label }));
  const value = from || to ? spanOf({ from, to }) : undefined;
  if (value && !options.some(each => each.value === value)) {
    options.push({ value, label: interval(from ?? null, to ?? null) });
  }
  options.push({ value: CHOOSE, label: t("tasks.due.choose") });
  function choose(chosen: string | undefined) {
    if (chosen === CHOOSE) return setChoosing(true);
    const [first, last] = chosen?.split(" ") ?? [];
    onChange({ from: first || undefined, to: last || undefined });
  }
  return (
    <>
      <Picker
        label={t("activity.due")}
        options={options}
        value={value ? [value] : []}
        onChange={([chosen]) => choose(chosen)}
      />
      {choosing && <DaysDialog from={from} to={to} onChange={onChange} onClose={() => setChoosing(false)} />}
    </>
  );
}

function DaysDialog({ onChange, onClose, ...given }: DuePickerProps & { onClose: () => void }) {
  const [from, setFrom] = useState(given.from ?? "");
  const [to, setTo] = useState(given.to ?? "");
  const wrong = from !== "" && to !== "" && to < from;
  function apply() {
    onChange({ from: from || undefined, to: to || undefined });
    onClose();
  }
  return (
    <Dialog
      title={t("activity.due")}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          <button type="button" className="btn pri" disabled={wrong || (!from && !to)} onClick={apply}>
            {t("ui.apply")}
          </button>
        </>
      }
    >
      <div className="cols">
        <TextField label={t("matrix.fromLabel")} type="date" value={from} onChange={setFrom} />
        <TextField
          label={t("matrix.toLabel")}
          type="date"
          value={to}
          onChange={setTo}
          fault={wrong ? t("problem.end-before-start") : undefined}
        />
      </div>
    </Dialog>
  );
}
