import { useMemo } from "react";
import { COUNTRIES, CURRENCIES } from "../api/lists.generated";
import { compare, country, t } from "../texts";
import { Field } from "./Form";
import { type Option, Picker } from "./Picker";

interface CodeFieldProps {
  label?: string;
  value: string[];
  onChange: (value: string[]) => void;
  /** There is always one. */
  required?: boolean;
}

const currencies = CURRENCIES.map(code => ({ value: code, label: code }));

export function CurrencyField({ label = t("settings.currency"), ...picker }: CodeFieldProps) {
  return <CodeField label={label} options={currencies} {...picker} />;
}

/** The countries in the order of their names in the language of the page. */
export function CountryField({ label = t("customer.country"), ...picker }: CodeFieldProps) {
  const countries = useMemo(
    () =>
      COUNTRIES.map(code => ({ value: code, label: country(code), hint: code })).sort((a, b) =>
        compare(a.label, b.label),
      ),
    [],
  );
  return <CodeField label={label} options={countries} {...picker} />;
}

function CodeField({ label, ...picker }: CodeFieldProps & { label: string; options: Option[] }) {
  return <Field label={label}>{props => <Picker {...props} bare label={label} {...picker} />}</Field>;
}
