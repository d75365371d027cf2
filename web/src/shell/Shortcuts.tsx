import { useState } from "react";
import { type Key, t } from "../texts";
import { Dialog } from "../ui/Dialog";
import { Check } from "../ui/Form";
import { setSingleKeys, singleKeys } from "./keys";

const EVERYWHERE: [string, Key][] = [
  ["Ctrl K", "keys.palette"],
  ["/", "keys.search"],
  ["G C", "keys.customers"],
  ["G R", "keys.responsibilities"],
  ["G A", "keys.assignees"],
  ["G P", "keys.projects"],
  ["G T", "keys.tasks"],
  ["G S", "keys.settings"],
  ["Ctrl Z", "keys.undo"],
  ["Ctrl Shift Z", "keys.redo"],
  ["?", "keys.help"],
];

const MATRIX: [string, Key][] = [
  ["↑ ↓ ← →", "keys.move"],
  ["Ctrl ↑ ↓ ← →", "keys.nextSet"],
  ["Home End", "keys.rowEnds"],
  ["Ctrl Home End", "keys.allEnds"],
  ["PgUp PgDn", "keys.page"],
  ["Alt PgUp PgDn", "keys.pageAcross"],
  ["Space", "keys.toggle"],
  ["F2", "keys.details"],
  ["H", "keys.history"],
  ["Delete", "keys.remove"],
  ["Shift ↑ ↓ ← →", "keys.select"],
  ["Shift Space", "keys.selectRow"],
  ["Ctrl Space", "keys.selectColumn"],
  ["Ctrl A", "keys.selectAll"],
  ["Esc", "keys.clear"],
];

export function Shortcuts({ onClose }: { onClose: () => void }) {
  const [single, setSingle] = useState(singleKeys());
  return (
    <Dialog title={t("shell.shortcuts")} onClose={onClose} kind="wide">
      <div className="row wrap keys-lists" style={{ alignItems: "start", gap: 32 }}>
        <Keys title={t("keys.everywhere")} keys={EVERYWHERE} />
        <Keys title={t("keys.matrix")} keys={MATRIX} />
      </div>
      <Check
        label={t("keys.single")}
        checked={single}
        onChange={on => {
          setSingleKeys(on);
          setSingle(on);
        }}
      />
    </Dialog>
  );
}

function Keys({ title, keys }: { title: string; keys: [string, Key][] }) {
  return (
    <section style={{ flex: "1 1 280px" }}>
      <h3 style={{ marginBottom: 8 }}>{title}</h3>
      <dl className="keys">
        {keys.map(([key, about]) => [
          <dt key={key}>
            <kbd>{key}</kbd>
          </dt>,
          <dd key={about}>{t(about)}</dd>,
        ])}
      </dl>
    </section>
  );
}
