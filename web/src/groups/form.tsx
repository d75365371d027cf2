import { IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type ComponentProps, type FormEvent, lazy, Suspense, useEffect, useId, useState } from "react";
import {
  type Answer,
  changed,
  get,
  load,
  Problem,
  post,
  put,
  queryString,
  remove,
  type Schema,
  useCan,
  useSession,
} from "../api";
import { rich, t } from "../texts";
import { useCommand } from "../ui/command";
import { Dialog } from "../ui/Dialog";
import { FaultSummary, Field, TextField } from "../ui/Form";
import { Icon } from "../ui/Icon";
import { CategoryPicker, EmployeePicker, TagPicker } from "../ui/pickers";
import { done, refused } from "../ui/toasts";
import { ChangedMeanwhile, useVersions } from "../ui/versions";
import type { MembersChange } from "./members";
import { CategoryList, categoriesPlace, groupsPlace, type Place, TagList } from "./page";

type Category = Schema["Category"] & { id: string };
type Tag = Schema["Tag"] & { id: string };

export const NewCategory = () => <CategoryForm place={categoriesPlace()} />;
export const EditCategory = () => (
  <Loaded
    kind="categories"
    form={loaded => <CategoryForm place={categoriesPlace()} loaded={loaded as Answer<Category>} />}
  />
);
export const NewCustomerGroup = () => <CategoryForm place={groupsPlace()} />;
export const EditCustomerGroup = () => (
  <Loaded
    kind="categories"
    form={loaded => <CategoryForm place={groupsPlace()} loaded={loaded as Answer<Category>} />}
  />
);
export const NewTag = () => <TagForm />;
export const EditTag = () => <Loaded kind="tags" form={loaded => <TagForm loaded={loaded as Answer<Tag>} />} />;

function Loaded({ kind, form }: { kind: "categories" | "tags"; form: (loaded: Answer<unknown>) => React.ReactNode }) {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error } = useQuery({
    // A form keeps what it began with: what others change meanwhile is shown when it is saved.
    queryKey: ["form", kind, id],
    queryFn: ({ signal }) => load<Category | Tag>(`/api/${kind}/${id}`, {}, signal),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (error && !data) throw error;
  return data ? form(data) : null;
}

const LazyMembers = lazy(async () => ({ default: (await import("./members")).Members }));

/** The customers come after the form itself: a category has them on a tab of their own. */
const Members = (props: ComponentProps<typeof LazyMembers>) => (
  <Suspense>
    <LazyMembers {...props} />
  </Suspense>
);

const NO_CHANGE: MembersChange = { add: [], remove: [] };

interface SheetProps {
  title: string;
  base: string;
  list: React.ReactNode;
  tabs?: React.ReactNode;
  readOnly: boolean;
  busy: boolean;
  onSave: () => void;
  onDelete?: () => void;
  /** Dialogs over the form; inside it, Enter in one of them would save the form. */
  dialogs: React.ReactNode;
  children: React.ReactNode;
}

/** A form as a sheet over its list, with an address of its own. */
function Sheet({ title, base, list, tabs, readOnly, busy, onSave, onDelete, dialogs, children }: SheetProps) {
  const navigate = useNavigate();
  const close = () => void navigate({ to: base });
  useEffect(() => {
    document.title = `${title} · InCharge`;
  }, [title]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave();
  };
  const id = useId();
  return (
    <>
      {list}
      <Dialog
        title={title}
        page
        kind="sheet"
        onClose={close}
        tabs={tabs}
        footer={
          <>
            {onDelete && (
              <button type="button" className="btn danger" onClick={onDelete}>
                <Icon of={IconTrash} />
                {t("ui.delete")}
              </button>
            )}
            <button type="button" className="btn end" onClick={close}>
              {t("ui.cancel")}
            </button>
            {!readOnly && (
              <button type="submit" form={id} className="btn pri" disabled={busy}>
                {t("ui.save")}
              </button>
            )}
          </>
        }
      >
        <form id={id} className="form" aria-label={title} noValidate onSubmit={submit}>
          {children}
        </form>
        {dialogs}
      </Dialog>
    </>
  );
}

/** Says what was saved, how many customers left another category by it, and offers the way back. */
function tellSaved(name: string, saved: { batchId?: string; movedCount?: number }, touches: string) {
  const what = t("group.saved", { name });
  const moved = saved.movedCount ? ` ${t("group.movedCount", { count: saved.movedCount })}` : "";
  const back = saved.batchId && {
    what,
    path: `/api/groupings/batches/${saved.batchId}/undo`,
    redo: "batch" as const,
    touches,
  };
  done(what + moved, back || undefined);
}

type Tab = "basic" | "sellers" | "customers";

/** The fields of the API that stand on the first tab. */
const BASIC = new Set(["name", "numberingStart", "accounts.ledger", "accounts.debtorControl", "accountingTargets"]);

interface CategoryFields {
  name: string;
  start: string;
  ledger: string;
  debtor: string;
  targets: string;
  sellerIds: string[];
  only: boolean;
}

const fieldsOf = (category: Category | undefined): CategoryFields => ({
  name: category?.name ?? "",
  start: category?.numberingStart?.toString() ?? "",
  ledger: category?.accounts?.ledger ?? "",
  debtor: category?.accounts?.debtorControl ?? "",
  targets: category?.accountingTargets?.join(", ") ?? "",
  sellerIds: category?.sellerIds ?? [],
  only: (category?.sellerIds.length ?? 0) > 0,
});

function CategoryForm({ place, loaded }: { place: Place; loaded?: Answer<Category> }) {
  const can = useCan();
  const session = useSession();
  const navigate = useNavigate();
  const category = loaded?.body;
  const versions = useVersions(fieldsOf(category), loaded?.etag);
  const { base, fields, set } = versions;
  const [members, setMembers] = useState(NO_CHANGE);
  const [tab, setTab] = useState<Tab>("basic");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tried, setTried] = useState(0);
  const [busy, setBusy] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const command = useCommand();
  const id = useId();
  const readOnly = category ? !can("replaceCategory") : false;
  const accounts = session.features.accounts;

  const missing = tried > 0 && !fields.name.trim() ? t("problem.required") : undefined;
  const noNumber = fields.start && !/^\d{1,18}$/.test(fields.start) ? t("category.startNumber") : undefined;
  const nameFault =
    missing ?? problem?.fields.name ?? (problem?.code === "category-name-taken" ? problem.text : undefined);
  const startFault = noNumber ?? problem?.fields.numberingStart;
  // No seller would mean every seller.
  const noSeller = fields.only && fields.sellerIds.length === 0;
  const sellersFault = tried > 0 && noSeller ? t("category.noSeller") : undefined;
  const faults = [
    nameFault && { id: `${id}-name`, text: `${t("ui.name")}: ${nameFault}` },
    startFault && { id: `${id}-start`, text: `${t("category.start")}: ${startFault}` },
  ].filter(each => each !== undefined && each !== "") as { id: string; text: string }[];

  const people = useQuery({
    queryKey: ["employees", { seller: true, limit: 200 }],
    queryFn: ({ signal }) => get<Schema["Employees"]>("/api/employees", { seller: true, limit: 200 }, signal),
    enabled: versions.theirs !== null,
  });
  const nameOfSeller = (sellerId: string) => people.data?.items.find(each => each.id === sellerId)?.name ?? "…";

  async function save(values = fields, on = base) {
    setTried(tried + 1);
    if (!values.name.trim() || noNumber) return setTab("basic");
    if (values.only && values.sellerIds.length === 0) return setTab("sellers");
    setBusy(true);
    setProblem(null);
    const body = {
      name: values.name,
      numberingStart: values.start ? Number(values.start) : null,
      ...(accounts
        ? {
            accounts: { ledger: values.ledger || null, debtorControl: values.debtor || null },
            accountingTargets: values.targets
              .split(",")
              .map(each => each.trim())
              .filter(Boolean),
          }
        : {}),
      sellerIds: values.only ? values.sellerIds : [],
    };
    try {
      const moves = members.add.length > 0 || members.remove.length > 0;
      if (category) {
        const change = moves ? { addCustomerIds: members.add, removeCustomerIds: members.remove } : {};
        const { body: saved } = await put<Category>(
          `/api/categories/${category.id}`,
          { ...body, ...change },
          { ifMatch: on.etag },
        );
        tellSaved(values.name, saved, "Category");
      } else {
        const all = { ...body, customerIds: members.add };
        const saved = await command.run(all, key => post<Category>("/api/categories", all, { key }));
        if (saved) tellSaved(values.name, saved.body, "Category");
      }
      changed("Category");
      await navigate({ to: place.base });
    } catch (thrown) {
      setBusy(false);
      if (!(thrown instanceof Problem)) throw thrown;
      if (await versions.met(thrown, `/api/categories/${category?.id}`, fieldsOf)) return;
      setProblem(thrown);
      const known = thrown.code === "category-name-taken" || Object.keys(thrown.fields).some(each => BASIC.has(each));
      if (known) setTab("basic");
      else refused(thrown);
    }
  }

  const tabs: [Tab, string, number][] = [
    ["basic", t("category.basic"), tried > 0 ? faults.length : 0],
    ["sellers", t("category.sellers"), sellersFault ? 1 : 0],
    ["customers", t("nav.customers"), 0],
  ];
  const title = category?.name ?? place.create;
  return (
    <Sheet
      title={title}
      base={place.base}
      list={<CategoryList place={place} behind />}
      readOnly={readOnly}
      busy={busy}
      onSave={() => void save()}
      onDelete={category && can("deleteCategory") ? () => setDeleting(true) : undefined}
      tabs={<Tabs label={t("category.tabs")} tabs={tabs} current={tab} onChange={setTab} id={id} />}
      dialogs={
        <>
          {deleting && category && (
            <DeleteDialog
              kind="categories"
              id={category.id}
              name={category.name}
              base={place.base}
              onClose={() => setDeleting(false)}
            />
          )}
          <ChangedMeanwhile
            versions={versions}
            names={[
              ["name", t("ui.name")],
              ["start", t("category.start")],
              ["ledger", t("category.ledger")],
              ["debtor", t("category.debtor")],
              ["targets", t("category.targets")],
              ["only", t("category.only")],
              ["sellerIds", t("category.sellers")],
            ]}
            say={(value, name) => (name === "sellerIds" ? (value as string[]).map(nameOfSeller) : value)}
            onMine={(mine, on) => void save(mine, on)}
          />
        </>
      }
    >
      <FaultSummary
        key={tried}
        faults={[
          ...(tried > 0 ? faults : []),
          ...(sellersFault ? [{ id: `${id}-sellers`, text: `${t("category.sellers")}: ${sellersFault}` }] : []),
        ]}
      />
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${tab}`} className="form">
        {tab === "basic" && (
          <>
            <TextField
              id={`${id}-name`}
              label={t("ui.name")}
              required
              value={fields.name}
              readOnly={readOnly}
              onChange={name => set({ name })}
              fault={nameFault}
              maxLength={300}
            />
            <TextField
              id={`${id}-start`}
              label={t("category.start")}
              numeric
              value={fields.start}
              readOnly={readOnly}
              onChange={start => set({ start })}
              fault={startFault}
              hint={
                category && fields.start !== (category.numberingStart?.toString() ?? "")
                  ? t("category.numbersStay")
                  : t("category.startHint")
              }
            />
            {accounts && (
              <>
                <div className="cols">
                  <TextField
                    label={t("category.ledger")}
                    value={fields.ledger}
                    readOnly={readOnly}
                    onChange={ledger => set({ ledger })}
                    fault={problem?.fields["accounts.ledger"]}
                  />
                  <TextField
                    label={t("category.debtor")}
                    value={fields.debtor}
                    readOnly={readOnly}
                    onChange={debtor => set({ debtor })}
                    fault={problem?.fields["accounts.debtorControl"]}
                  />
                </div>
                <TextField
                  label={t("category.targets")}
                  value={fields.targets}
                  readOnly={readOnly}
                  onChange={targets => set({ targets })}
                  hint={t("category.targetsHint")}
                  fault={problem?.fields.accountingTargets}
                />
              </>
            )}
          </>
        )}
        {tab === "sellers" && (
          <fieldset className="form" aria-label={t("category.sellers")} disabled={readOnly}>
            <label className="chk">
              <input type="radio" name={`${id}-only`} checked={!fields.only} onChange={() => set({ only: false })} />
              {t("category.every")}
            </label>
            <label className="chk">
              <input type="radio" name={`${id}-only`} checked={fields.only} onChange={() => set({ only: true })} />
              {t("category.only")}
            </label>
            {fields.only && (
              <Field
                id={`${id}-sellers`}
                label={t("category.sellers")}
                hint={t("category.sellersHint")}
                fault={sellersFault}
              >
                {field => (
                  <EmployeePicker
                    {...field}
                    bare
                    multiple
                    sellers
                    label={t("category.sellers")}
                    value={fields.sellerIds}
                    onChange={sellerIds => set({ sellerIds })}
                    placeholder={t("ui.searchName")}
                  />
                )}
              </Field>
            )}
          </fieldset>
        )}
        {tab === "customers" && (
          <Members kind="categories" id={category?.id} value={members} onChange={setMembers} readOnly={readOnly} />
        )}
      </div>
    </Sheet>
  );
}

interface TabsProps<T extends string> {
  label: string;
  tabs: [T, string, number][];
  current: T;
  onChange: (tab: T) => void;
  id: string;
}

/** The tabs of one form. A fault on a tab is part of its name. */
function Tabs<T extends string>({ label, tabs, current, onChange, id }: TabsProps<T>) {
  return (
    <div
      className="tabs"
      role="tablist"
      aria-label={label}
      onKeyDown={event => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const at = tabs.findIndex(([tab]) => tab === current);
        const next = tabs[(at + step + tabs.length) % tabs.length]![0];
        onChange(next);
        document.getElementById(`${id}-tab-${next}`)?.focus();
      }}
    >
      {tabs.map(([tab, name, faults]) => (
        <button
          key={tab}
          id={`${id}-tab-${tab}`}
          type="button"
          role="tab"
          aria-selected={tab === current}
          aria-controls={`${id}-panel`}
          tabIndex={tab === current ? 0 : -1}
          onClick={() => onChange(tab)}
        >
          {faults ? t("category.tabFaults", { name, count: faults }) : name}
        </button>
      ))}
    </div>
  );
}

interface TagFields {
  name: string;
  group: string;
  description: string;
}

const tagFieldsOf = (tag: Tag | undefined): TagFields => ({
  name: tag?.name ?? "",
  group: tag?.group ?? "",
  description: tag?.description ?? "",
});

function TagForm({ loaded }: { loaded?: Answer<Tag> }) {
  const can = useCan();
  const navigate = useNavigate();
  const tag = loaded?.body;
  const versions = useVersions(tagFieldsOf(tag), loaded?.etag);
  const { fields, set } = versions;
  const [members, setMembers] = useState(NO_CHANGE);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tried, setTried] = useState(0);
  const [busy, setBusy] = useState(false);
  const [deleting, setDeleting] = useState(false);
  const command = useCommand();
  const id = useId();
  const readOnly = tag ? !can("replaceTag") : false;
  const base = "/customers/tags";
  const fault =
    tried > 0 && !fields.name.trim()
      ? t("problem.required")
      : (problem?.fields.name ?? (problem?.code === "tag-name-taken" ? problem.text : undefined));

  async function save(values = fields, on = versions.base) {
    setTried(tried + 1);
    if (!values.name.trim()) return;
    setBusy(true);
    setProblem(null);
    const { name, group, description } = values;
    const body = { name, description: description || null, ...(group || tag?.group ? { group: group || null } : {}) };
    const moves = members.add.length > 0 || members.remove.length > 0;
    try {
      if (tag) {
        const change = moves ? { addCustomerIds: members.add, removeCustomerIds: members.remove } : {};
        const { body: saved } = await put<Tag>(`/api/tags/${tag.id}`, { ...body, ...change }, { ifMatch: on.etag });
        tellSaved(name, saved, "Tag");
      } else {
        const all = { ...body, customerIds: members.add };
        const saved = await command.run(all, key => post<Tag>("/api/tags", all, { key }));
        if (saved) tellSaved(name, saved.body, "Tag");
      }
      changed("Tag");
      await navigate({ to: base });
    } catch (thrown) {
      setBusy(false);
      if (!(thrown instanceof Problem)) throw thrown;
      if (await versions.met(thrown, `/api/tags/${tag?.id}`, tagFieldsOf)) return;
      setProblem(thrown);
      if (!thrown.fields.name && thrown.code !== "tag-name-taken") refused(thrown);
    }
  }

  return (
    <Sheet
      title={tag?.name ?? t("tag.new")}
      base={base}
      list={<TagList behind />}
      readOnly={readOnly}
      busy={busy}
      onSave={() => void save()}
      onDelete={tag && can("deleteTag") ? () => setDeleting(true) : undefined}
      dialogs={
        <>
          {deleting && tag && (
            <DeleteDialog kind="tags" id={tag.id} name={tag.name} base={base} onClose={() => setDeleting(false)} />
          )}
          <ChangedMeanwhile
            versions={versions}
            names={[
              ["name", t("ui.name")],
              ["group", t("tag.group")],
              ["description", t("tag.description")],
            ]}
            onMine={(mine, on) => void save(mine, on)}
          />
        </>
      }
    >
      <FaultSummary key={tried} faults={fault ? [{ id: `${id}-name`, text: `${t("ui.name")}: ${fault}` }] : []} />
      <TextField
        id={`${id}-name`}
        label={t("ui.name")}
        required
        value={fields.name}
        readOnly={readOnly}
        onChange={name => set({ name })}
        fault={fault}
        maxLength={300}
      />
      <TextField
        label={t("tag.group")}
        value={fields.group}
        readOnly={readOnly}
        onChange={group => set({ group })}
        hint={t("tag.groupHint")}
        maxLength={300}
      />
      <TextField
        label={t("tag.description")}
        lines
        value={fields.description}
        readOnly={readOnly}
        onChange={description => set({ description })}
        maxLength={10_000}
      />
      <Members kind="tags" id={tag?.id} value={members} onChange={setMembers} readOnly={readOnly} />
    </Sheet>
  );
}

interface DeleteProps {
  kind: "categories" | "tags";
  id: string;
  name: string;
  base: string;
  onClose: () => void;
}

/** Says what a deletion does to the customers, and offers to move them. */
function DeleteDialog({ kind, id, name, base, onClose }: DeleteProps) {
  const navigate = useNavigate();
  const [to, setTo] = useState<string[]>([]);
  const [problem, setProblem] = useState<Problem | null>(null);
  const members = useQuery({
    queryKey: ["form", kind, id, "count"],
    queryFn: ({ signal }) => load<Schema["Customers"]>(`/api/${kind}/${id}/customers`, { limit: 1 }, signal),
  });
  const count = members.data?.body.total ?? 0;
  const category = kind === "categories";

  async function act() {
    try {
      const { body } = await remove<Schema["GroupingEffect"]>(`/api/${kind}/${id}${queryString({ to: to[0] })}`);
      const what = t("group.deleted", { name });
      const back = body?.batchId && {
        what,
        path: `/api/groupings/batches/${body.batchId}/undo`,
        redo: "batch" as const,
        touches: category ? "Category" : "Tag",
      };
      done(rich("group.deleted", { name }), back || undefined);
      // What is gone is not read again.
      await navigate({ to: base });
      changed(category ? "Category" : "Tag");
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
    }
  }

  const picker = { value: to, onChange: setTo, bare: true, without: new Set([id]) };
  return (
    <Dialog
      title={t("group.deleteTitle", { name })}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          <button type="button" className="btn danger fill" onClick={() => void act()}>
            {t("ui.delete")}
          </button>
        </>
      }
    >
      {problem && (
        <div className="banner bad" role="alert">
          {problem.text}
        </div>
      )}
      <p>
        {to.length === 0
          ? t(category ? "group.becomeUncategorised" : "group.loseTag", { count })
          : t("group.move", { count })}
      </p>
      <Field label={t("group.moveTo")}>
        {field =>
          category ? (
            <CategoryPicker {...field} {...picker} label={t("group.moveTo")} />
          ) : (
            <TagPicker {...field} {...picker} multiple={false} label={t("group.moveTo")} />
          )
        }
      </Field>
    </Dialog>
  );
}
