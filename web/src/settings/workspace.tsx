import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { type Answer, changed, load, Problem, patch, type Schema } from "../api";
import { COUNTRIES, CURRENCIES } from "../api/lists.generated";
import { compare, country as countryName, t } from "../texts";
import { Check, Field, TextField } from "../ui/Form";
import { Head } from "../ui/Head";
import { Picker } from "../ui/Picker";
import { CategoryPicker } from "../ui/pickers";
import { Failure } from "../ui/State";
import { done, refused } from "../ui/toasts";

type WorkspaceSettings = Schema["Settings"];

/** What holds for the whole company. */
export function Workspace() {
  const { data, error, refetch } = useQuery({
    queryKey: ["settings", "form"],
    queryFn: ({ signal }) => load<WorkspaceSettings>("/api/settings", {}, signal),
    staleTime: 0,
  });
  return (
    <>
      <Head title={t("settings.workspace")} back={{ to: "/settings", label: t("settings.title") }} />
      {error && <Failure thrown={error} onAgain={() => void refetch()} />}
      {data && <Form key={data.etag} loaded={data} />}
    </>
  );
}

function Form({ loaded }: { loaded: Answer<WorkspaceSettings> }) {
  const [fields, setFields] = useState(loaded.body);
  const [term, setTerm] = useState(String(loaded.body.paymentTermDays));
  const [closed, setClosed] = useState(loaded.body.closedProjectStatuses.join(", "));
  const [problem, setProblem] = useState<Problem | null>(null);
  const set = (change: Partial<WorkspaceSettings>) => setFields({ ...fields, ...change });
  const countries = COUNTRIES.map(code => ({ value: code, label: countryName(code), hint: code })).sort((a, b) =>
    compare(a.label, b.label),
  );

  async function save(event: FormEvent) {
    event.preventDefault();
    setProblem(null);
    const wanted: Record<string, unknown> = {
      ...fields,
      paymentTermDays: Number(term),
      closedProjectStatuses: closed
        .split(",")
        .map(each => each.trim())
        .filter(Boolean),
    };
    const was = loaded.body as unknown as Record<string, unknown>;
    const changes = Object.fromEntries(
      Object.entries(wanted).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(was[name])),
    );
    try {
      await patch("/api/settings", changes, { ifMatch: loaded.etag });
      changed("Settings");
      done(t("settings.saved"));
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      refused(thrown);
    }
  }

  const defaults = fields.defaultCategories;
  const byRegion = (region: "domestic" | "european" | "overseas") => (
    <Field label={t(`settings.${region}`)}>
      {props => (
        <CategoryPicker
          {...props}
          bare
          label={t(`settings.${region}`)}
          value={defaults[region] ? [defaults[region]] : []}
          onChange={([id]) => set({ defaultCategories: { ...defaults, [region]: id ?? null } })}
        />
      )}
    </Field>
  );
  return (
    <form className="page-form" aria-label={t("settings.workspace")} noValidate onSubmit={event => void save(event)}>
      <div className="form-page">
        <section className="panel">
          <h2>{t("settings.company")}</h2>
          <TextField label={t("settings.name")} value={fields.name} onChange={name => set({ name })} maxLength={300} />
          <Field label={t("customer.country")}>
            {props => (
              <Picker
                {...props}
                bare
                required
                label={t("customer.country")}
                options={countries}
                value={[fields.country]}
                onChange={([code]) => code && set({ country: code })}
              />
            )}
          </Field>
          <Field label={t("settings.currency")}>
            {props => (
              <Picker
                {...props}
                bare
                required
                label={t("settings.currency")}
                options={CURRENCIES.map(code => ({ value: code, label: code }))}
                value={[fields.currency]}
                onChange={([code]) => code && set({ currency: code })}
              />
            )}
          </Field>
          <TextField
            label={t("settings.term")}
            numeric
            value={term}
            onChange={setTerm}
            fault={problem?.fields.paymentTermDays}
            hint={t("settings.termHint")}
          />
          <p className="small muted">{t("settings.timeZone", { zone: fields.timeZone })}</p>
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
            value={closed}
            onChange={setClosed}
            hint={t("settings.closedHint")}
            fault={problem?.fields.closedProjectStatuses}
          />
        </section>
      </div>
      <div className="form-foot">
        <button type="submit" className="btn pri">
          {t("ui.save")}
        </button>
      </div>
    </form>
  );
}
