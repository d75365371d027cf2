import { Link } from "@tanstack/react-router";
import type { Schema } from "../api";
import { day, money, t } from "../texts";
import { type SalesCase, textOf } from "./things";

type Case = Pick<SalesCase, "state" | "value" | "probability" | "expectedClose" | "closedOn">;

const LOOKS = { open: "chip acc", won: "chip good", lost: "chip" };

export function SalesCaseState({ state }: { state: Case["state"] }) {
  return <span className={LOOKS[state]}>{t(`sales.state.${state}`)}</span>;
}

export function CaseValue({ of }: { of: Case }) {
  return of.value ? money(of.value) : <span className="muted">–</span>;
}

/** When a sales case was closed, or is expected to be. */
export function CaseClose({ of }: { of: Case }) {
  const shown = of.state === "open" ? of.expectedClose : of.closedOn;
  return shown ? day(shown) : "–";
}

const total = (sums: Schema["Money"][]) => sums.map(money).join(" + ");

/** What sales cases are worth together, and what of it their probabilities let expect, currency by currency. */
export const sumOf = ({ value, weighted }: Schema["SalesCaseSums"]): string =>
  value.length === 0 ? "" : t("sales.sums", { value: total(value), weighted: total(weighted) });

/** A sales case on a phone. */
export function SalesCaseCard({ row, customer }: { row: SalesCase; customer?: boolean }) {
  return (
    <>
      <span className="row">
        <Link to={`/sales/${row.id}`} className="med ell grow whole">
          {textOf(row.name)}
        </Link>
        <SalesCaseState state={row.state} />
      </span>
      <span className="row small muted">
        <span className="ell grow">
          {[customer ? row.customer.name : row.owner?.name, row.project?.name].filter(Boolean).join(" · ")}
        </span>
        <span className="num">
          <CaseValue of={row} />
        </span>
      </span>
    </>
  );
}
