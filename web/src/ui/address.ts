import { useQuery } from "@tanstack/react-query";
import { erasedName, get, type Schema } from "../api";
import { country } from "../texts";
import { type Address, pathOf } from "./things";

type Parts = Pick<Schema["Address"], "street" | "postcode" | "city"> & { country?: string | null };

const NONE: Address[] = [];

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

/**
 * The addresses of a customer, the headquarters first.
 *
 * @param known what is known of them before they are read
 */
export function useAddresses(customerId: string, known = NONE): Address[] {
  const path = pathOf("addresses", { customerId });
  const { data } = useQuery({
    queryKey: ["addresses", path],
    queryFn: ({ signal }) => get<{ items: Address[] }>(path, { limit: 100 }, signal),
  });
  return data?.items ?? known;
}
