import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Answer, changed, load, Problem, patch, type Schema } from "../api";
import { country as countryName, t } from "../texts";
import { CountryField, CurrencyField } from "../ui/codes";
import { Check, Field, TextField } from "../ui/Form";
import { Head } from "../ui/Head";
import { PageForm } from "../ui/PageForm";
import { CategoryPicker, useGroupings } from "../ui/pickers";
import { Failure } from "../ui/State";
import { done, refused } from "../ui/toasts";
import { ChangedMeanwhile, changesOf, useVersions } from "../ui/versions";

type WorkspaceSettings = Schema["Settings"];

/** What holds for the whole company. */
export function Workspace() {
  const { data, error, refetch } = useQuery({
    // A form keeps what it began with: what others change meanwhile is shown when it is saved.
    queryKey: ["form", "settings"],
    queryFn: ({ signal }) => load<WorkspaceSettings>("/api/settings", {}, signal),
    staleTime: 0,
    gcTime: 0,
  });
  return (
    <>
      <Head title={t("settings.workspace")} back={{ to: "/settings", label: t("settings.title") }} />
      {error && <Failure thrown={error} onAgain={() => void refetch()} />}
      {data && <Form loaded={data} />}
    </>
  );
}

type Region = "domestic" | "european" | "overseas";

interface Fields extends Pick<WorkspaceSettings, "name" | "country" | "currency" | Switch>, Record<Region, string[]> {
  term: string;
  closed: string;
}

type Switch = "accountsInUse" | "rolesInUse" | "categoryRequired" | "datedClicks";

function fieldsOf(settings: WorkspaceSettings): Fields {
  const { name, country, currency, accountsInUse, rolesInUse, categoryRequired, datedClicks } = settings;
  const { domestic, european, overseas } = settings.defaultCategories;
  return {
    name,
    country,
    currency,
    term: String(settings.paymentTermDays),
    rolesInUse,
    datedClicks,
    accountsInUse,
    categoryRequired,
    domestic: domestic ? [domestic] : [],
    european: european ? [european] : [],
    overseas: overseas ? [overseas] : [],
    closed: settings.closedProjectStatuses.join(", "),
  };
}

/** The values as the API takes them. */
function bodyOf({ term, closed, domestic, european, overseas, ...values }: Fields) {
  return {
    ...values,
    paymentTermDays: Number(term),
    defaultCategories: {
      domestic: domestic[0] ?? null,
      european: european[0] ?? null,
      overseas: overseas[0] ?? null,
    },
    closedProjectStatuses: closed
      .split(",")
      .map(each => each.trim())
      .filter(Boolean),
  };
}

function Form({ loaded }: { loaded: Answer<WorkspaceSettings> }) {
  const versions = useVersions(fieldsOf(loaded.body), loaded.etag);
  const { base, fields, set } = versions;
  const [problem, setProblem] = useState<Problem | null>(null);
  const groupings = useGroupings();
  const noNumber = /^\d{1,9}$/.test(fields.term.trim()) ? undefined : t("category.startNumber");

  async function save(values = fields, on = base) {
    setProblem(null);
    if (noNumber) return;
    try {
      const changes = changesOf(bodyOf(on.fields), bodyOf(values));
      if (Object.keys(changes).length) {
        const { body, etag } = await patch<WorkspaceSettings>("/api/settings", changes, { ifMatch: on.etag });
        versions.begin({ fields: fieldsOf(body), etag });
        changed("Settings");
      }
      done(t("settings.saved"));
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      if (await versions.met(thrown, "/api/settings", fieldsOf)) return;
      setProblem(thrown);
      refused(thrown);
    }
  }

  const byRegion = (region: Region) => (
    <Field label={t(`settings.${region}`)}>
      {props => (
        <CategoryPicker
          {...props}
          bare
          label={t(`settings.${region}`)}
          value={fields[region]}
          onChange={chosen => set({ [region]: chosen })}
        />
      )}
    </Field>
  );
  const said = (value: Fields[keyof Fields], name: keyof Fields) => {
    if (name === "country") return countryName(value as string);
    return Array.isArray(value) ? value.map(id => groupings.find(each => each.id === id)?.name ?? "…") : value;
  };
  return (
    <>
      <PageForm title={t("settings.workspace")} onSave={() => void save()}>
        <section className="panel">
          <h2>{t("settings.company")}</h2>
          <TextField label={t("settings.name")} value={fields.name} onChange={name => set({ name })} maxLength={300} />
          <CountryField required value={[fields.country]} onChange={([country]) => country && set({ country })} />
          <CurrencyField required value={[fields.currency]} onChange={([currency]) => currency && set({ currency })} />
          <TextField
            label={t("settings.term")}
            numeric
            value={fields.term}
            onChange={term => set({ term })}
            fault={noNumber ?? problem?.fields.paymentTermDays}
            hint={t("settings.termHint")}
          />
          <p className="small muted">{t("settings.timeZone", { zone: loaded.body.timeZone })}</p>
        </section>
        <section className="panel">
          <h2>{t("nav.responsibilities")}</h2>
          <Check
            label={t("settings.rolesInUse")}
            checked={fields.rolesInUse}
            onChange={rolesInUse => set({ rolesInUse })}
            fault={problem?.fields.rolesInUse}
          />
          <Check
            label={t("settings.datedClicks")}
            checked={fields.datedClicks}
            onChange={datedClicks => set({ datedClicks })}
          />
          <p className="small muted">{t("settings.datedClicksHint")}</p>
        </section>
        <section className="panel">
          <h2>{t("group.customerGroups")}</h2>
          <Check
            label={t("settings.accountsInUse")}
            checked={fields.accountsInUse}
            onChange={accountsInUse => set({ accountsInUse })}
            fault={problem?.fields.accountsInUse}
          />
          <Check
            label={t("settings.categoryRequired")}
            checked={fields.categoryRequired}
            onChange={categoryRequired => set({ categoryRequired })}
            fault={problem?.fields.categoryRequired}
          />
          {byRegion("domestic")}
          {byRegion("european")}
          {byRegion("overseas")}
        </section>
        <section className="panel">
          <h2>{t("nav.projects")}</h2>
          <TextField
            label={t("settings.closed")}
            value={fields.closed}
            onChange={closed => set({ closed })}
            hint={t("settings.closedHint")}
            fault={problem?.fields.closedProjectStatuses}
          />
        </section>
      </PageForm>
      <ChangedMeanwhile
        versions={versions}
        names={[
          ["name", t("settings.name")],
          ["country", t("customer.country")],
          ["currency", t("settings.currency")],
          ["term", t("settings.term")],
          ["rolesInUse", t("settings.rolesInUse")],
          ["datedClicks", t("settings.datedClicks")],
          ["accountsInUse", t("settings.accountsInUse")],
          ["categoryRequired", t("settings.categoryRequired")],
          ["domestic", t("settings.domestic")],
          ["european", t("settings.european")],
          ["overseas", t("settings.overseas")],
          ["closed", t("settings.closed")],
        ]}
        say={said}
        onMine={(mine, on) => void save(mine, on)}
      />
    </>
  );
}
