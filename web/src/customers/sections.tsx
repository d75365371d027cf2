import { IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { get, type Schema, useCan } from "../api";
import { t } from "../texts";
import { CountryField, CurrencyField } from "../ui/codes";
import { Field, NamedField, Segments, type TextFields } from "../ui/Form";
import { Icon } from "../ui/Icon";
import { OtherProjects } from "../ui/otherProjects";
import { CategoryPicker, TagPicker } from "../ui/pickers";
import { useRested } from "../ui/slow";
import type { Fields, Text } from "./fields";

interface SectionProps {
  texts: TextFields<Text>;
  fields: Fields;
  set: (change: Partial<Fields>) => void;
  /** The person is erased: what was known of him is gone, and nothing more is taken. */
  erased?: boolean;
}

export function BasicSection({ texts, fields, set, erased, isNew }: SectionProps & { isNew: boolean }) {
  const can = useCan();
  const next = useNextNumber(isNew, fields.category[0]);
  return (
    <section className="panel" aria-label={t("customer.basic")}>
      <h2>{t("customer.basic")}</h2>
      {isNew && <KindField kind={fields.kind} onChange={kind => set({ kind })} />}
      {!erased && <NamedField of={texts} name="name" required />}
      <NamedField of={texts} name="number" hint={next && t("customer.nextFree", { number: next })} />
      {can("listCategories") && (can("changeCustomersOfCategory") || isNew) && (
        <>
          <CategoryField texts={texts} fields={fields} set={set} isNew={isNew} />
          <Field label={t("filters.tagsLabel")}>
            {props => <TagPicker {...props} bare value={fields.tags} onChange={tags => set({ tags })} />}
          </Field>
        </>
      )}
      <NamedField of={texts} name="customerSince" type="date" />
    </section>
  );
}

/** Whether the customer is a company or a person; fixed from its registration on. */
function KindField({ kind, onChange }: { kind: Fields["kind"]; onChange: (kind: Fields["kind"]) => void }) {
  return (
    <div className="field">
      <span className="label" aria-hidden="true">
        {t("customer.kind")}
      </span>
      <Segments
        label={t("customer.kind")}
        value={kind}
        options={[
          ["company", t("customer.kind.company")],
          ["person", t("customer.kind.person")],
        ]}
        onChange={onChange}
      />
      {kind === "person" && <div className="hint">{t("customer.kindHint")}</div>}
    </div>
  );
}

/** The number that a new customer of the category gets if none is entered. */
function useNextNumber(isNew: boolean, category: string | undefined): string | undefined {
  const rested = useRested(category);
  const next = useQuery({
    queryKey: ["next-number", rested],
    queryFn: ({ signal }) => get<{ number: string }>("/api/customers/next-number", { category: rested }, signal),
    enabled: isNew,
    staleTime: 0,
  });
  return isNew ? next.data?.number : undefined;
}

/** The category, and which one a new customer gets if none is chosen. */
function CategoryField({ texts, fields, set, isNew }: SectionProps & { isNew: boolean }) {
  const [country] = fields.country;
  const proposal = useQuery({
    queryKey: ["proposal", country],
    queryFn: ({ signal }) => get<{ category: Schema["Named"] | null }>("/api/categories/proposal", { country }, signal),
    enabled: isNew,
  });
  const proposed = proposal.data?.category;
  return (
    <Field
      id={`${texts.id}-category`}
      label={t("filters.category")}
      fault={texts.faults.category}
      hint={proposed && fields.category.length === 0 ? t("customer.proposed", { name: proposed.name }) : undefined}
    >
      {props => (
        <CategoryPicker
          {...props}
          bare
          label={t("filters.category")}
          placeholder={t("filters.uncategorised")}
          value={fields.category}
          onChange={category => set({ category })}
        />
      )}
    </Field>
  );
}

/** Projects of others that come with the customer when it is saved. */
export function ProjectsSection({
  fields,
  set,
  customerId,
}: Pick<SectionProps, "fields" | "set"> & { customerId: string | undefined }) {
  if (!useCan()("changeProject")) return null;
  return (
    <section className="panel" aria-label={t("nav.projects")}>
      <h2>{t("nav.projects")}</h2>
      <OtherProjects customerId={customerId} value={fields.projects} onChange={projects => set({ projects })} />
    </section>
  );
}

interface NumbersProps extends SectionProps {
  /** Opens what the public registry knows, where it may be looked up. */
  onFetch: (() => void) | undefined;
}

export function NumbersSection({ texts, fields, set, onFetch }: NumbersProps) {
  return (
    <section className="panel" aria-label={t("customer.numbers")}>
      <h2>{t("customer.numbers")}</h2>
      <NamedField of={texts} name="vatNumber" />
      {onFetch && (
        <div>
          <button type="button" className="btn" onClick={onFetch}>
            <Icon of={IconRefresh} />
            {t("registry.fetch")}
          </button>
        </div>
      )}
      <NamedField of={texts} name="ean" numeric hint={t("customer.eanHint")} />
      <CurrencyField label={t("customer.currency")} value={fields.currency} onChange={currency => set({ currency })} />
    </section>
  );
}

export function ContactSection({ texts, fields, set, erased }: SectionProps) {
  return (
    <section className="panel" aria-label={t("customer.contact")}>
      <h2>{t("customer.contact")}</h2>
      {!erased && (
        <>
          <NamedField of={texts} name="email" type="email" />
          <NamedField of={texts} name="phone" type="tel" />
        </>
      )}
      <NamedField of={texts} name="website" type="url" />
      {!erased && (
        <>
          <NamedField of={texts} name="street" />
          <div className="form">
            <div className="cols">
              <NamedField of={texts} name="postcode" />
              <NamedField of={texts} name="city" />
            </div>
          </div>
        </>
      )}
      <CountryField value={fields.country} onChange={country => set({ country })} />
    </section>
  );
}
