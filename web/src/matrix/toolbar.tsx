import { IconCalendar } from "@tabler/icons-react";
import { t } from "../texts";
import { Check, Segments } from "../ui/Form";
import { Icon } from "../ui/Icon";
import { Picker } from "../ui/Picker";
import type { Choices } from "./choices";
import { RowsPicker } from "./filters";
import type { Matrix } from "./matrix";

interface ToolbarProps {
  matrix: Matrix;
  choices: Choices;
  onDate: () => void;
}

/** What is shown of the filtered rows, and how; on a phone these choices are in the menu "More". */
export function Toolbar({ matrix, choices, onDate }: ToolbarProps) {
  const { by, switches, clickRole, date } = choices;
  return (
    <>
      {by && <Segments label={t("matrix.view")} value={by.value} options={by.options} onChange={by.choose} />}
      <RowsPicker matrix={matrix} />
      {clickRole.options && (
        <Picker
          label={t("matrix.clickRole")}
          plain
          none={t("matrix.noRole")}
          options={clickRole.options}
          value={clickRole.id ? [clickRole.id] : []}
          onChange={([role]) => clickRole.choose(role)}
        />
      )}
      <button type="button" className={matrix.time === "today" ? "btn" : "btn on"} onClick={onDate}>
        <Icon of={IconCalendar} />
        {date}
      </button>
      <span className="div" />
      {switches.map(each => (
        <Check key={each.label} label={each.label} checked={each.on} onChange={each.turn} />
      ))}
    </>
  );
}
