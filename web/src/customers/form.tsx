import { IconCategory } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useId, useState } from "react";
import { CUSTOMER_FORM } from "../addresses";
import { type Answer, changed, get, load, Problem, type Schema, useCan, useSession } from "../api";
import { country, rich, t } from "../texts";
import { useCommand } from "../ui/command";
import { FaultSummary, faultsOf } from "../ui/Form";
import { Head } from "../ui/Head";
import { giveProjects } from "../ui/otherProjects";
import { PageForm } from "../ui/PageForm";
import { useHasCategory } from "../ui/pickers";
import { useRegistry } from "../ui/registry";
import { State } from "../ui/State";
import { useSearch } from "../ui/search";
import { done, refused, refusedSome } from "../ui/toasts";
import { ChangedMeanwhile, merged, useVersions } from "../ui/versions";
import { KeptDraft, useDraft } from "./draft";
import { type Customer, type Fields, faultsBy, faultsIn, fieldsOf, isOfField, labels, TEXTS } from "./fields";
import { change, create } from "./save";
import { BasicSection, ContactSection, NumbersSection, ProjectsSection } from "./sections";

export function NewCustomer() {
  const [search] = useSearch(CUSTOMER_FORM);
  const required = useSession().features.categoryRequired;
  const there = useHasCategory();
  if (required && there === false) return <NoGroup />;
  const start = { ...fieldsOf(undefined, undefined), category: search.category ? [search.category] : [] };
  return <CustomerForm start={start} />;
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
  return <CustomerForm loaded={customer.data} start={fieldsOf(customer.data.body, row.data.items[0])} />;
}

interface CustomerFormProps {
  loaded?: Answer<Customer>;
  start: Fields;
}

function CustomerForm({ loaded, start }: CustomerFormProps) {
  const navigate = useNavigate();
  const customer = loaded?.body;
  const form = useCustomerForm(loaded, start);
  const { versions, faults, tried, save } = form;
  const card = useQuery({
    queryKey: ["card", customer?.id],
    queryFn: ({ signal }) => get<Schema["CustomerCard"]>(`/api/customers/${customer?.id}/card`, {}, signal),
    enabled: customer !== undefined,
  });
  const registry = useRegistry(card.data, () => void form.beginAgain());
  const { fields, set } = versions;
  const id = useId();
  const title = customer ? t("customer.edit", { customer: customer.name }) : t("overview.create");
  const back = customer ? `/customers/${customer.id}` : "/customers";
  const summary = tried > 0 ? faultsOf(id, labels(), faults) : [];
  const section = {
    texts: {
      id,
      labels: labels(),
      values: fields,
      faults,
      onChange: (name: string, value: string) => set({ [name]: value }),
      onLeave: form.leave,
    },
    fields,
    set,
    erased: customer?.erased,
  };
  return (
    <>
      <Head title={title} back={{ to: back, label: customer ? customer.name : t("nav.customers") }} />
      <PageForm
        title={title}
        busy={form.busy}
        onSave={() => void save()}
        onCancel={() => void navigate({ to: back })}
        notices={
          <>
            <KeptDraft draft={form.draft} onRestore={set} />
            <div style={{ marginTop: summary.length ? 16 : 0, maxWidth: 1200 }}>
              <FaultSummary key={tried} faults={summary} />
            </div>
          </>
        }
      >
        <BasicSection {...section} isNew={!customer} />
        <NumbersSection {...section} onFetch={registry.open} />
        <ContactSection {...section} />
        <ProjectsSection fields={fields} set={set} customerId={customer?.id} />
      </PageForm>
      {registry.dialog}
      <ChangedMeanwhile
        versions={versions}
        names={[...TEXTS, "currency" as const, "country" as const].map(name => [name, labels()[name]])}
        say={(value, name) => (name === "country" ? (value as string[]).map(country) : value)}
        onMine={(mine, on) => void save(mine, on)}
      />
    </>
  );
}

const ALL: ReadonlySet<string> = new Set(TEXTS);

/** What the person entered, what is wrong with it, and how it is saved. */
function useCustomerForm(loaded: Answer<Customer> | undefined, start: Fields) {
  const navigate = useNavigate();
  const command = useCommand();
  const customer = loaded?.body;
  const versions = useVersions(start, loaded?.etag);
  const { base, fields } = versions;
  const [problem, setProblem] = useState<Problem | null>(null);
  /** The fields that the person has left, which are checked then; all are once saving was tried. */
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(0);
  const draft = useDraft(`incharge-form ${customer?.id ?? "new"}`, fields, base.fields);

  async function save(values = fields, on = base) {
    setTried(tried + 1);
    setProblem(null);
    if (Object.keys(faultsIn(values, ALL)).length) return;
    try {
      await command.run([customer?.id, values, on.etag], async key => {
        const target = customer ? await change(customer.id, values, on, versions.begin) : await create(values, key);
        draft.drop();
        changed("Customer", "Category", "Tag");
        refusedSome(await giveProjects(values.projects, target));
        done(rich(customer ? "customer.saved" : "customer.created", { customer: values.name }));
        await navigate({ to: `/customers/${target}`, replace: customer !== undefined });
      });
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      if (await versions.met(thrown, `/api/customers/${customer?.id}`, theirsOf)) return;
      setProblem(thrown);
      if (!isOfField(thrown)) refused(thrown);
    }
  }

  // Category and tags are no part of the customer that was read again.
  const theirsOf = (read: Customer): Fields => ({
    ...fieldsOf(read, undefined),
    category: base.fields.category,
    tags: base.fields.tags,
    projects: base.fields.projects,
  });

  /** Goes on with what the person changed, on top of what is saved now. */
  async function beginAgain() {
    try {
      const { body, etag } = await load<Customer>(`/api/customers/${customer?.id}`);
      const now = theirsOf(body);
      versions.begin({ fields: now, etag }, merged(base.fields, now, fields));
    } catch (thrown) {
      refused(thrown);
    }
  }

  const seen = tried > 0 ? ALL : left;
  return {
    versions,
    faults: { ...faultsIn(fields, seen), ...(problem && faultsBy(problem)) },
    tried,
    draft,
    busy: command.busy,
    save,
    beginAgain,
    leave: (name: string) => setLeft(new Set([...left, name])),
  };
}
