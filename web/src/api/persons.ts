import { t } from "../texts";

/** The words in the place of a name that is erased for ever. */
export const erasedName = () => t("person.erased");

/**
 * Parses what the server sends. An erased person comes without a name, as `{name: null, erased: true}`; he gets the
 * words in its place here, so that no list, dialog or sentence can forget them.
 */
export function parsed<T>(json: string): T {
  const value: unknown = JSON.parse(json);
  if (json.includes('"erased"')) nameErased(value);
  return value as T;
}

function nameErased(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  const { erased, name } = value as { erased?: unknown; name?: unknown };
  if (erased === true && name === null) Object.assign(value, { name: erasedName() });
  for (const each of Object.values(value)) nameErased(each);
}
