import type { Icon as TablerIcon } from "@tabler/icons-react";
import { Icon } from "./Icon";

interface RowActProps {
  icon: TablerIcon;
  /** Names the row too: "Edit Acme". */
  label: string;
  disabled?: boolean;
  onClick: () => void;
}

/** What can be done with a row of a table. */
export function RowAct({ icon, label, disabled, onClick }: RowActProps) {
  return (
    <button type="button" className="btn icon" aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      <Icon of={icon} size={16} />
    </button>
  );
}
