import type { Problem, Schema } from "../api";
import { t } from "../texts";
import type { OtherProject } from "../ui/otherProjects";

export type Customer = Schema["Customer"];

export const TEXTS = [
  "name",
  "number",
  "vatNumber",
  "ean",
  "email",
  "phone",
  "website",
  "street",
  "postcode",
  "city",
  "customerSince",
] as const;
export type Text = (typeof TEXTS)[number];

/** A customer as its form holds it. */
export interface Fields extends Record<Text, string> {
  kind: Customer["kind"];
  currency: string[];
  country: string[];
  category: string[];
  tags: string[];
  /** Projects of other customers that this one is to have. */
  projects: OtherProject[];
}

const ADDRESS: readonly string[] = ["street", "postcode", "city"];

export const labels = (): Record<Text | "category" | "currency" | "country", string> => ({
  name: t("ui.name"),
  number: t("customer.number"),
  vatNumber: t("customer.vat"),
  ean: t("customer.ean"),
  email: t("customer.email"),
  phone: t("customer.phone"),
  website: t("customer.website"),
  street: t("customer.street"),
  postcode: t("customer.postcode"),
  city: t("customer.city"),
  customerSince: t("customer.since"),
  category: t("filters.category"),
  currency: t("customer.currency"),
  country: t("customer.country"),
});

export function fieldsOf(customer: Customer | undefined, row: Schema["CustomerRow"] | undefined): Fields {
  const texts = Object.fromEntries(
    TEXTS.map(name => {
      const source = (ADDRESS.includes(name) ? customer?.address : customer) as Record<string, unknown> | undefined;
      return [name, (source?.[name] as string | undefined) ?? ""];
    }),
  ) as Record<Text, string>;
  return {
    ...texts,
    kind: customer?.kind ?? "company",
    currency: customer?.currency ? [customer.currency] : [],
    country: customer?.country ? [customer.country] : [],
    category: row?.category ? [row.category.id] : [],
    tags: row?.tags.map(tag => tag.id) ?? [],
    projects: [],
  };
}

/** The values as the API takes them: what is blank is null. */
export function bodyOf(fields: Fields) {
  const value = (text: string) => text.trim() || null;
  return {
    kind: fields.kind,
    name: fields.name.trim(),
    number: value(fields.number),
    vatNumber: value(fields.vatNumber),
    ean: value(fields.ean),
    currency: fields.currency[0] ?? null,
    email: value(fields.email),
    phone: value(fields.phone),
    website: value(fields.website),
    country: fields.country[0] ?? null,
    customerSince: value(fields.customerSince),
    address: { street: value(fields.street), postcode: value(fields.postcode), city: value(fields.city) },
  };
}

const CODE_FIELDS: Record<string, string> = {
  "customer-number-taken": "number",
  "category-required": "category",
  "category-unknown": "category",
};

/** Whether a field is at fault, which then says so. */
export const isOfField = (problem: Problem) => problem.code in CODE_FIELDS || problem.errors.length > 0;

/** What we see to be wrong ourselves, by field. */
export function faultsIn(fields: Fields, seen: ReadonlySet<string>): Record<string, string> {
  const faults: Record<string, string> = {};
  if (seen.has("name") && !fields.name.trim()) faults.name = t("problem.required");
  if (seen.has("ean") && fields.ean && !/^\d{13}$/.test(fields.ean.replace(/\s/g, "")))
    faults.ean = t("customer.eanFault");
  if (seen.has("email") && fields.email && !/^\S+@\S+$/.test(fields.email)) faults.email = t("customer.emailFault");
  return faults;
}

/** What the server found to be wrong, by field. */
export function faultsBy(problem: Problem): Record<string, string> {
  const faults: Record<string, string> = {};
  const byCode = CODE_FIELDS[problem.code];
  if (byCode) faults[byCode] = problem.text;
  for (const [name, text] of Object.entries(problem.fields))
    faults[name.replace("address.", "").replace("categoryId", "category")] = text;
  return faults;
}
