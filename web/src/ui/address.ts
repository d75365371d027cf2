import { erasedName, type Schema } from "../api";
import { country } from "../texts";

type Parts = Partial<Pick<Schema["CustomerAddress"], "country">> & Schema["Address"];

/** The lines of an address, as it is written on a letter. */
export const linesOf = (address: Parts): string[] => {
  const place = [address.postcode, address.city].filter(Boolean).join(" ");
  const lines = [address.street, place, address.country && country(address.country)].filter(
    (line): line is string => !!line,
  );
  return lines.length ? lines : [erasedName()];
};

/** An address in one line. */
export const lineOf = (address: Parts): string => linesOf(address).join(", ");
