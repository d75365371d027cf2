import { IconPencil, IconTrash } from "@tabler/icons-react";
import { type FormEvent, useId, useState } from "react";
import { changed, Problem, patch, post } from "../api";
import { rich, t } from "../texts";
import { useCommand } from "../ui/command";
import { Dialog } from "../ui/Dialog";
import { Check, TextField } from "../ui/Form";
import { RowAct } from "../ui/RowAct";
import { done } from "../ui/toasts";

interface NameTableProps<T> {
  label: string;
  rows: T[];
  empty: string;
  /** What a row says beside the name. */
  mark?: (row: T) => string | undefined;
  onEdit: (row: T) => void;
  onDelete: (row: T) => void;
}

/** Things that have little but a name, each edited and deleted in its row. */
export function NameTable<T extends { id: string; name: string }>({
  label,
  rows,
  empty,
  mark,
  onEdit,
  onDelete,
}: NameTableProps<T>) {
  return (
    <div className="panel">
      <table className="tbl" aria-label={label}>
        <thead>
          <tr>
            <th scope="col">{t("ui.name")}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.id}>
              <td className="med">
                {row.name} {mark?.(row) && <span className="chip acc">{mark(row)}</span>}
              </td>
              <td className="acts">
                <RowAct icon={IconPencil} label={t("ui.edit", { what: row.name })} onClick={() => onEdit(row)} />
                <RowAct icon={IconTrash} label={t("ui.deleteWhat", { what: row.name })} onClick={() => onDelete(row)} />
              </td>
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={2} className="muted">
                {empty}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

interface NameDialogProps {
  title: string;
  path: string;
  thing: { id: string; name: string } | null;
  extra?: Record<string, unknown>;
  /** A field beside the name that is yes or no. */
  check?: { field: string; label: string; checked: boolean };
  touches: string;
  onClose: () => void;
}

/** A new thing, or another name for one. */
export function NameDialog({ title, path, thing, extra, check, touches, onClose }: NameDialogProps) {
  const [name, setName] = useState(thing?.name ?? "");
  const [checked, setChecked] = useState(check?.checked ?? false);
  const [fault, setFault] = useState<string>();
  const [checkFault, setCheckFault] = useState<string>();
  const command = useCommand();
  const id = useId();

  async function save(event: FormEvent) {
    event.preventDefault();
    if (!name.trim()) return setFault(t("problem.required"));
    setFault(undefined);
    setCheckFault(undefined);
    const changes = check ? { name, [check.field]: checked } : { name };
    try {
      const saved = await command.run({ ...changes, ...extra }, key =>
        thing ? patch(`${path}/${thing.id}`, changes, { key }) : post(path, { ...changes, ...extra }, { key }),
      );
      if (!saved) return;
      changed(touches);
      done(rich("group.saved", { name }));
      onClose();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      const ofCheck = check && thrown.fields[check.field];
      if (ofCheck) setCheckFault(ofCheck);
      else setFault(thrown.fields.name ?? thrown.text);
    }
  }

  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          <button type="submit" form={id} className="btn pri" disabled={command.busy}>
            {t("ui.save")}
          </button>
        </>
      }
    >
      <form id={id} noValidate onSubmit={event => void save(event)}>
        <TextField
          label={t("ui.name")}
          required
          value={name}
          onChange={setName}
          fault={fault}
          maxLength={300}
          autoFocus
        />
        {check && <Check label={check.label} checked={checked} onChange={setChecked} fault={checkFault} />}
      </form>
    </Dialog>
  );
}
