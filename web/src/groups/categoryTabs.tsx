import { t } from "../texts";
import { Field, NamedField, type TextFields } from "../ui/Form";
import { EmployeePicker } from "../ui/pickers";
import type { Fields } from "./categoryFields";

interface TabProps {
  texts: TextFields<"name" | "start" | "ledger" | "debtor" | "targets">;
  fields: Fields;
  set: (change: Partial<Fields>) => void;
}

interface BasicTabProps extends Pick<TabProps, "texts"> {
  /** The workspace has accounts. */
  accounts: boolean;
  startHint: string;
}

export function BasicTab({ texts, accounts, startHint }: BasicTabProps) {
  return (
    <>
      <NamedField of={texts} name="name" required />
      <NamedField of={texts} name="start" numeric hint={startHint} />
      {accounts && (
        <>
          <div className="cols">
            <NamedField of={texts} name="ledger" />
            <NamedField of={texts} name="debtor" />
          </div>
          <NamedField of={texts} name="targets" hint={t("category.targetsHint")} maxLength={10_000} />
        </>
      )}
    </>
  );
}

/** Who sees the category. */
export function SellersTab({ texts: { id, faults, readOnly }, fields, set }: TabProps) {
  return (
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
          id={`${id}-sellerIds`}
          label={t("category.sellers")}
          hint={t("category.sellersHint")}
          fault={faults.sellerIds}
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
  );
}
