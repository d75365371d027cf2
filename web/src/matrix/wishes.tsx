import type { ReactNode } from "react";
import { t } from "../texts";
import { Check, Field, TextField } from "../ui/Form";
import { Picker } from "../ui/Picker";
import { EmployeePicker } from "../ui/pickers";
import type { Matrix } from "./matrix";
import type { BulkAction, Wanted } from "./plan";
import { NO_ROLE } from "./store";

interface WishesProps {
  action: BulkAction;
  matrix: Matrix;
  wanted: Wanted;
  onChange: (wanted: Wanted) => void;
}

/** What the person wants of all selected cells. To remove what is in them, nothing needs to be said. */
export function Wishes({ action, matrix, wanted, onChange }: WishesProps) {
  const set = (change: Partial<Wanted>) => onChange({ ...wanted, ...change });
  const role = matrix.rolesUsed && (
    <RoleField
      label={action === "role" ? t("matrix.newRole") : t("filters.role")}
      matrix={matrix}
      value={wanted.role}
      onChange={each => set({ role: each })}
    />
  );
  const fields: Record<BulkAction, ReactNode> = {
    remove: null,
    role,
    assign: (
      <>
        {role}
        <TextField
          label={t("matrix.fromLabel")}
          type="date"
          value={wanted.from ?? ""}
          onChange={from => set({ from: from || null })}
        />
        <TextField
          label={t("matrix.toLabel")}
          type="date"
          value={wanted.to ?? ""}
          onChange={to => set({ to: to || null })}
        />
      </>
    ),
    dates: (
      <>
        <NewDate
          label={t("matrix.fromLabel")}
          none={t("matrix.noBeginning")}
          value={wanted.from}
          onChange={from => set({ from })}
        />
        <NewDate label={t("matrix.toLabel")} none={t("matrix.noEnd")} value={wanted.to} onChange={to => set({ to })} />
      </>
    ),
    handOver: <HeirField matrix={matrix} wanted={wanted} onChange={employee => set({ employee })} />,
  };
  if (!fields[action]) return null;
  return (
    <div className="row wrap" style={{ alignItems: "end", gap: 16 }}>
      {fields[action]}
    </div>
  );
}

interface RoleFieldProps {
  label: string;
  matrix: Matrix;
  value: Wanted["role"];
  onChange: (role: Wanted["role"]) => void;
}

function RoleField({ label, matrix, value, onChange }: RoleFieldProps) {
  const roles = [...matrix.view.roles.values()].map(({ id, name, colour, letters }) => ({
    value: id,
    label: name,
    mark: <span className={`m p${colour}`}>{letters}</span>,
  }));
  return (
    <Field label={label}>
      {props => (
        <Picker
          {...props}
          label={t("filters.role")}
          bare
          placeholder={t("matrix.chooseRole")}
          required
          options={[{ value: NO_ROLE, label: t("matrix.noRole") }, ...roles]}
          value={value === undefined ? [] : [value ?? NO_ROLE]}
          onChange={([role]) => onChange(role === NO_ROLE ? null : role)}
        />
      )}
    </Field>
  );
}

interface HeirFieldProps {
  matrix: Matrix;
  wanted: Wanted;
  onChange: (employee: Wanted["employee"]) => void;
}

/** Who takes over; also somebody who has no column. */
function HeirField({ matrix, wanted, onChange }: HeirFieldProps) {
  const columnOf = (id: string) => matrix.columns.find(column => column.id === id) ?? { id, name: "", count: 0 };
  return (
    <Field label={t("matrix.handOverTo")}>
      {props => (
        <EmployeePicker
          {...props}
          bare
          label={t("matrix.handOverTo")}
          placeholder={t("ui.searchName")}
          value={wanted.employee ? [wanted.employee.id] : []}
          onChange={([id]) => onChange(id ? columnOf(id) : null)}
        />
      )}
    </Field>
  );
}

interface NewDateProps {
  label: string;
  /** What it is called to have no such day. */
  none: string;
  value: string | null | undefined;
  onChange: (value: string | null | undefined) => void;
}

/** A day for all that is selected: empty, each keeps its own; that there is none must be said. */
function NewDate({ label, none, value, onChange }: NewDateProps) {
  return (
    <div className="form">
      <TextField
        label={label}
        type="date"
        value={value ?? ""}
        hint={value === undefined ? t("matrix.datesKept") : undefined}
        onChange={day => onChange(day || undefined)}
      />
      <Check label={none} checked={value === null} onChange={on => onChange(on ? null : undefined)} />
    </div>
  );
}
