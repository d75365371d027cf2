import { IconCategory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useId, useMemo, useState } from "react";
import { CUSTOMER_FORM } from "../addresses";
import { type Answer, changed, get, load, Problem, patch, post, type Schema, useCan, useSession } from "../api";
import { COUNTRIES, CURRENCIES } from "../api/lists.generated";
import { compare, country as countryName, rich, t } from "../texts";
import { useCommand } from "../ui/command";
import { FaultSummary, Field, TextField } from "../ui/Form";
import { Head } from "../ui/Head";
import { Picker } from "../ui/Picker";
import { CategoryPicker, TagPicker, useHasCategory } from "../ui/pickers";
import { State } from "../ui/State";
import { useSearch } from "../ui/search";
import { useRested } from "../ui/slow";
import { done, refused } from "../ui/toasts";
import { ChangedMeanwhile, changesOf, useVersions, type Version } from "../ui/versions";

type Customer = Schema["Customer"];

const TEXTS = [
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
type Text = (typeof TEXTS)[number];

interface Fields extends Record<Text, string> {
  currency: string[];
  country: string[];
  category: string[];
  tags: string[];
}

const ADDRESS: readonly string[] = ["street", "postcode", "city"];

function fieldsOf(customer: Customer | undefined, row: Schema["CustomerRow"] | undefined): Fields {
  const texts = Object.fromEntries(
    TEXTS.map(name => {
      const source = (ADDRESS.includes(name) ? customer?.address : customer) as Record<string, unknown> | undefined;
      return [name, (source?.[name] as string | undefined) ?? ""];
    }),
  ) as Record<Text, string>;
  return {
    ...texts,
    currency: customer?.currency ? [customer.currency] : [],
    country: customer?.country ? [customer.country] : [],
    category: row?.category ? [row.category.id] : [],
    tags: row?.tags.map(tag => tag.id) ?? [],
  };
}

/** The values as the API takes them: what is blank is null. */
function bodyOf(fields: Fields) {
  const value = (text: string) => text.trim() || null;
  return {
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

export function NewCustomer() {
  const [search] = useSearch(CUSTOMER_FORM);
  const required = useSession().features.categoryRequired;
  const there = useHasCategory();
  if (required && there === false) return <NoGroup />;
  const start = { ...fieldsOf(undefined, undefined), category: search.category ? [search.category] : [] };
  return <Form start={start} />;
}

/** Where every customer needs a group, the first group comes before the first customer. */
function NoGroup() {
  const may = useCan()("createCategory");
  return (
    <>
      <Head title={t("overview.create")} back={{ to: "/customers", label: t("nav.customers") }} />
      <State
        icon={IconCategory}
        title={t("customer.groupFirst")}
        actions={
          may && (
            <Link to="/settings/groups/customer-groups/new" className="btn pri">
              {t("group.new")}
            </Link>
          )
        }
      >
        <p>{may ? t("customer.groupFirstMake") : t("customer.groupFirstAsk")}</p>
      </State>
    </>
  );
}

export function EditCustomer() {
  const { id } = useParams({ strict: false }) as { id: string };
  const customer = useQuery({
    queryKey: ["customer", id, "form"],
    queryFn: ({ signal }) => load<Customer>(`/api/customers/${id}`, {}, signal),
    staleTime: 0,
    gcTime: 0,
  });
  const row = useQuery({
    queryKey: ["customers", { customer: [id] }, "form"],
    queryFn: ({ signal }) => get<Schema["Customers"]>("/api/customers", { customer: [id], archived: true }, signal),
    staleTime: 0,
    gcTime: 0,
  });
  const error = customer.error ?? row.error;
  if (!customer.data || !row.data) {
    if (error) throw error;
    return null;
  }
  return <Form loaded={customer.data} start={fieldsOf(customer.data.body, row.data.items[0])} />;
}

function Form({ loaded, start }: { loaded?: Answer<Customer>; start: Fields }) {
  const can = useCan();
  const session = useSession();
  const navigate = useNavigate();
  const customer = loaded?.body;
  const versions = useVersions(start, loaded?.etag);
  const { base, fields, set } = versions;
  const [problem, setProblem] = useState<Problem | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(0);
  const id = useId();
  const draft = useDraft(`incharge-form ${customer?.id ?? "new"}`, fields, base.fields);

  const command = useCommand();
  const groups = can("changeCustomersOfCategory");
  const seesGroups = can("listCategories");
  const proposal = useQuery({
    queryKey: ["proposal", fields.country[0]],
    queryFn: ({ signal }) =>
      get<{ category: Schema["Named"] | null }>("/api/categories/proposal", { country: fields.country[0] }, signal),
    enabled: !customer && seesGroups,
  });
  const restedCategory = useRested(fields.category[0]);
  const next = useQuery({
    queryKey: ["next-number", restedCategory],
    queryFn: ({ signal }) =>
      get<{ number: string }>("/api/customers/next-number", { category: restedCategory }, signal),
    enabled: !customer,
    staleTime: 0,
  });

  const texts: Record<Text, string> = {
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
  };
  const faults = checked(fields, problem, tried > 0 ? new Set(TEXTS) : left, session.features.categoryRequired);
  const field = (name: Text, extra: Partial<React.ComponentProps<typeof TextField>> = {}) => (
    <TextField
      id={`${id}-${name}`}
      label={texts[name]}
      value={fields[name]}
      onChange={value => set({ [name]: value })}
      onBlur={() => setLeft(new Set([...left, name]))}
      fault={faults[name]}
      maxLength={300}
      {...extra}
    />
  );

  async function save(values = fields, on = base) {
    setTried(tried + 1);
    setProblem(null);
    if (Object.keys(checked(values, null, new Set(TEXTS), session.features.categoryRequired)).length) return;
    try {
      await command.run([customer?.id, values, on.etag], async key => {
        const target = customer ? await change(customer.id, values, on) : await create(values, key);
        draft.drop();
        changed("Customer", "Category", "Tag");
        done(rich(customer ? "customer.saved" : "customer.created", { customer: values.name }));
        await navigate({ to: `/customers/${target}`, replace: customer !== undefined });
      });
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      if (await versions.met(thrown, `/api/customers/${customer?.id}`, theirsOf)) return;
      setProblem(thrown);
      if (!fieldOf(thrown)) refused(thrown);
    }
  }

  // Category and tags are no part of the customer that was read again.
  const theirsOf = (read: Customer): Fields => ({
    ...fieldsOf(read, undefined),
    category: base.fields.category,
    tags: base.fields.tags,
  });

  async function create(values: Fields, key: string): Promise<string> {
    const body = { ...bodyOf(values), categoryId: values.category[0] ?? null, tagIds: values.tags };
    return (await post<Customer>("/api/customers", body, { key })).body.id;
  }

  async function change(customerId: string, values: Fields, on: Version<Fields>): Promise<string> {
    const before = on.fields;
    const changes = changesOf(bodyOf(before), bodyOf(values));
    if (Object.keys(changes).length) {
      const { etag } = await patch(`/api/customers/${customerId}`, changes, { ifMatch: on.etag });
      // Should one of the following be refused, this much is saved.
      versions.begin({ fields: { ...values, category: before.category, tags: before.tags }, etag }, values);
    }
    const [category] = values.category;
    if (category !== before.category[0]) {
      if (category) await post(`/api/categories/${category}/customers`, { add: [customerId] });
      else await post(`/api/categories/${before.category[0]}/customers`, { remove: [customerId] });
    }
    for (const tag of values.tags.filter(each => !before.tags.includes(each))) {
      await post(`/api/tags/${tag}/customers`, { add: [customerId] });
    }
    for (const tag of before.tags.filter(each => !values.tags.includes(each))) {
      await post(`/api/tags/${tag}/customers`, { remove: [customerId] });
    }
    return customerId;
  }

  const countries = useMemo(
    () =>
      COUNTRIES.map(code => ({ value: code, label: countryName(code), hint: code })).sort((a, b) =>
        compare(a.label, b.label),
      ),
    [],
  );
  const title = customer ? t("customer.edit", { customer: customer.name }) : t("overview.create");
  const back = customer ? `/customers/${customer.id}` : "/customers";
  const all = Object.entries(faults).map(([name, text]) => ({
    id: `${id}-${name}`,
    text: `${texts[name as Text] ?? t("filters.category")}: ${text}`,
  }));
  const proposed = proposal.data?.category;
  return (
    <>
      <Head title={title} back={{ to: back, label: customer ? customer.name : t("nav.customers") }} />
      <form
        aria-label={title}
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void save();
        }}
        className="page-form"
      >
        {draft.kept && (
          <div className="banner acc" style={{ marginTop: 16 }}>
            <span className="grow">{t("form.draft")}</span>
            <button
              type="button"
              className="btn"
              onClick={() => {
                set(draft.kept!);
                draft.forget();
              }}
            >
              {t("form.restore")}
            </button>
            <button type="button" className="btn" onClick={draft.drop}>
              {t("form.discard")}
            </button>
          </div>
        )}
        <div style={{ marginTop: tried > 0 && all.length ? 16 : 0, maxWidth: 1200 }}>
          <FaultSummary key={tried} faults={tried > 0 ? all : []} />
        </div>
        <div className="form-page">
          <section className="panel" aria-label={t("customer.basic")}>
            <h2>{t("customer.basic")}</h2>
            {field("name", { required: true })}
            {field("number", {
              hint: !customer && next.data ? t("customer.nextFree", { number: next.data.number }) : undefined,
            })}
            {seesGroups && (groups || !customer) && (
              <>
                <Field
                  id={`${id}-category`}
                  label={t("filters.category")}
                  fault={faults.category}
                  hint={
                    proposed && fields.category.length === 0
                      ? t("customer.proposed", { name: proposed.name })
                      : undefined
                  }
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
                <Field label={t("filters.tagsLabel")}>
                  {props => <TagPicker {...props} bare value={fields.tags} onChange={tags => set({ tags })} />}
                </Field>
              </>
            )}
            {field("customerSince", { type: "date" })}
          </section>
          <section className="panel" aria-label={t("customer.numbers")}>
            <h2>{t("customer.numbers")}</h2>
            {field("vatNumber")}
            {field("ean", { numeric: true, hint: t("customer.eanHint") })}
            <Field label={t("customer.currency")}>
              {props => (
                <Picker
                  {...props}
                  bare
                  label={t("customer.currency")}
                  options={CURRENCIES.map(code => ({ value: code, label: code }))}
                  value={fields.currency}
                  onChange={currency => set({ currency })}
                />
              )}
            </Field>
          </section>
          <section className="panel" aria-label={t("customer.contact")}>
            <h2>{t("customer.contact")}</h2>
            {field("email", { type: "email" })}
            {field("phone", { type: "tel" })}
            {field("website", { type: "url" })}
            {field("street")}
            <div className="form">
              <div className="cols">
                {field("postcode")}
                {field("city")}
              </div>
            </div>
            <Field label={t("customer.country")}>
              {props => (
                <Picker
                  {...props}
                  bare
                  label={t("customer.country")}
                  options={countries}
                  value={fields.country}
                  onChange={country => set({ country })}
                />
              )}
            </Field>
          </section>
        </div>
        <div className="form-foot">
          <button type="button" className="btn" onClick={() => void navigate({ to: back })}>
            {t("ui.cancel")}
          </button>
          <button type="submit" className="btn pri" disabled={command.busy}>
            {t("ui.save")}
          </button>
        </div>
      </form>
      <ChangedMeanwhile
        versions={versions}
        names={[
          ...TEXTS.map(name => [name, texts[name]] as [Text, string]),
          ["currency", t("customer.currency")],
          ["country", t("customer.country")],
        ]}
        say={(value, name) => (name === "country" ? (value as string[]).map(countryName) : value)}
        onMine={(mine, on) => void save(mine, on)}
      />
    </>
  );
}

const CODE_FIELDS: Record<string, string> = {
  "customer-number-taken": "number",
  "category-required": "category",
  "category-unknown": "category",
};

function fieldOf(problem: Problem): boolean {
  return problem.code in CODE_FIELDS || problem.errors.length > 0;
}

/** What is wrong, by field: what we see ourselves, and what the server said. */
function checked(
  fields: Fields,
  problem: Problem | null,
  seen: ReadonlySet<string>,
  categoryRequired: boolean,
): Record<string, string> {
  const faults: Record<string, string> = {};
  if (seen.has("name") && !fields.name.trim()) faults.name = t("problem.required");
  if (seen.has("ean") && fields.ean && !/^\d{13}$/.test(fields.ean.replace(/\s/g, "")))
    faults.ean = t("customer.eanFault");
  if (seen.has("email") && fields.email && !/^\S+@\S+$/.test(fields.email)) faults.email = t("customer.emailFault");
  if (categoryRequired && problem?.code === "category-required") faults.category = problem.text;
  if (problem) {
    const byCode = CODE_FIELDS[problem.code];
    if (byCode) faults[byCode] = problem.text;
    for (const [name, text] of Object.entries(problem.fields))
      faults[name.replace("address.", "").replace("categoryId", "category")] = text;
  }
  return faults;
}

/** Keeps in the tab what the person entered and did not save, and offers it again; nothing else of the form. */
function useDraft(key: string, fields: Fields, before: Fields) {
  const [kept, setKept] = useState<Partial<Fields> | null>(() => JSON.parse(sessionStorage.getItem(key) ?? "null"));
  useEffect(() => {
    const entered = Object.entries(fields).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof Fields]),
    );
    if (entered.length) sessionStorage.setItem(key, JSON.stringify(Object.fromEntries(entered)));
  }, [key, fields, before]);
  return {
    kept,
    forget: () => setKept(null),
    drop: () => {
      sessionStorage.removeItem(key);
      setKept(null);
    },
  };
}
