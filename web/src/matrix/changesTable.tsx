import type { ReactNode } from "react";
import { rich, t } from "../texts";
import { Avatar } from "../ui/Person";
import { type Responsibility, span } from "../ui/responsibilities";
import { Scrolled } from "../ui/Scrolled";
import { marks } from "./cells";
import type { BulkAction, Line } from "./plan";
import type { View } from "./words";

interface ChangesTableProps {
  action: BulkAction;
  view: View;
  lines: Line[];
  /** Who takes over. */
  heir: { id: string; name: string } | undefined;
  busy: boolean;
}

/** Each selected cell before and after. */
export function ChangesTable({ action, view, lines, heir, busy }: ChangesTableProps) {
  return (
    <div className="panel">
      <Scrolled label={t("preview.changes")} height={420}>
        <table className="tbl" aria-label={t("preview.changes")} aria-busy={busy}>
          <thead>
            <tr>
              <th scope="col">{t("overview.customer")}</th>
              <th scope="col">{t("filters.employee")}</th>
              <th scope="col">{t("preview.before")}</th>
              <th scope="col">{t("preview.after")}</th>
              <th scope="col">{t("preview.result")}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(line => (
              <tr key={`${line.row.subject.id} ${line.column.id}`}>
                <td>
                  <span className="name">
                    <Avatar id={line.row.subject.id} name={line.row.subject.name} size={20} square />
                    <span className="ell">{line.row.subject.name}</span>
                  </span>
                </td>
                <td>
                  <span className="row">
                    <Avatar id={line.column.id} name={line.column.name} size={20} />
                    {line.column.name}
                  </span>
                </td>
                <td>
                  <Marks all={line.before} view={view} />
                </td>
                <td>
                  <After line={line} heir={action === "handOver" ? heir : undefined} view={view} />
                </td>
                <td className="result">
                  <Outcome action={action} line={line} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolled>
    </div>
  );
}

function After({ line, heir, view }: Pick<ChangesTableProps, "heir" | "view"> & { line: Line }) {
  if (!heir || line.changes.length === 0 || line.refused) {
    return <Marks all={line.refused ? line.before : line.after} view={view} />;
  }
  return (
    <span className="row">
      <Avatar id={heir.id} name={heir.name} size={20} />
      {heir.name}
      <Marks all={line.given ?? []} view={view} />
    </span>
  );
}

function Outcome({ action, line }: { action: BulkAction; line: Line }) {
  if (line.refused) return rich("preview.refused", { bad, reason: line.refused });
  if (line.changes.length) return <span className="good">{t(`preview.done.${action}`)}</span>;
  return <span className="muted">{t(line.unfit ? "preview.unfit" : "preview.unchanged")}</span>;
}

export const good = (chunks: ReactNode) => <b className="good">{chunks}</b>;
export const bad = (chunks: ReactNode) => <b className="bad">{chunks}</b>;

function Marks({ all, view }: { all: Responsibility[]; view: View }) {
  if (all.length === 0) return <span className="muted">–</span>;
  return (
    <span className="row" style={{ gap: 4 }}>
      {all.map(each => (
        <span key={`${each.roleId} ${each.from}`} className="row" style={{ gap: 4 }}>
          {marks([each], view.roles)}
          <span className="small muted">{span(each)}</span>
        </span>
      ))}
    </span>
  );
}
