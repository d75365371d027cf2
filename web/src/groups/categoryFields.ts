import type { Problem, Schema } from "../api";
import { t } from "../texts";

export type Category = Schema["Category"] & { id: string };

/** A category as its form holds it. */
export interface Fields {
  name: string;
  start: string;
  ledger: string;
  debtor: string;
  targets: string;
  sellerIds: string[];
  /** Only the named sellers see it, not all. */
  only: boolean;
}

export const fieldsOf = (category: Category | undefined): Fields => ({
  name: category?.name ?? "",
  start: category?.numberingStart?.toString() ?? "",
  ledger: category?.accounts?.ledger ?? "",
  debtor: category?.accounts?.debtorControl ?? "",
  targets: category?.accountingTargets?.join(", ") ?? "",
  sellerIds: category?.sellerIds ?? [],
  only: (category?.sellerIds.length ?? 0) > 0,
});

export const labels = (): Record<keyof Fields, string> => ({
  name: t("ui.name"),
  start: t("category.start"),
  ledger: t("category.ledger"),
  debtor: t("category.debtor"),
  targets: t("category.targets"),
  only: t("category.only"),
  sellerIds: t("category.sellers"),
});

/** The values as the API takes them; without accounts in the workspace those stay as they are. */
export const bodyOf = (fields: Fields, accounts: boolean) => ({
  name: fields.name,
  numberingStart: fields.start ? Number(fields.start) : null,
  ...(accounts && {
    accounts: { ledger: fields.ledger || null, debtorControl: fields.debtor || null },
    accountingTargets: fields.targets
      .split(",")
      .map(each => each.trim())
      .filter(Boolean),
  }),
  sellerIds: fields.only ? fields.sellerIds : [],
});

/** The names of the API for the fields of the first tab. */
const BASIC = {
  name: "name",
  start: "numberingStart",
  ledger: "accounts.ledger",
  debtor: "accounts.debtorControl",
  targets: "accountingTargets",
} as const;

const TAKEN = "category-name-taken";

export const isOfBasic = (problem: Problem): boolean =>
  problem.code === TAKEN || Object.values(BASIC).some(name => name in problem.fields);

export const isNumber = ({ start }: Fields): boolean => !start || /^\d{1,18}$/.test(start);

/** No seller would mean every seller. */
export const lacksSeller = ({ only, sellerIds }: Fields): boolean => only && sellerIds.length === 0;

/** What is wrong, by field: what we see ourselves, else what the server said. */
export function faultsIn(fields: Fields, problem: Problem | null, tried: boolean) {
  const said = Object.entries(BASIC).map(([field, name]) => [field, problem?.fields[name]]);
  const faults: Partial<Record<keyof Fields, string>> = Object.fromEntries(said);
  if (problem?.code === TAKEN) faults.name ??= problem.text;
  if (tried && !fields.name.trim()) faults.name = t("problem.required");
  if (!isNumber(fields)) faults.start = t("category.startNumber");
  if (tried && lacksSeller(fields)) faults.sellerIds = t("category.noSeller");
  return faults;
}
