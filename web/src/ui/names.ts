import { useQueries } from "@tanstack/react-query";
import { get } from "../api";
import type { Versions } from "./versions";

/** What stands for the name of something that cannot be read. */
const UNKNOWN = "…";

/**
 * Finds the names of what a field refers to by ids, in each of its versions, once they are compared.
 *
 * @param resource where the things are read one by one
 */
export function useNamesIn<Fields extends object>(
  { base, theirs, fields }: Pick<Versions<Fields>, "base" | "theirs" | "fields">,
  field: keyof Fields,
  resource: "employees" | "contacts" | "projects",
): (ids: string[]) => string[] {
  const all = theirs ? [base.fields, theirs.fields, fields].flatMap(each => each[field] as string[]) : [];
  const ids = [...new Set(all)];
  const found = useQueries({
    queries: ids.map(id => ({
      queryKey: [resource, id],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        get<{ name?: string | null }>(`/api/${resource}/${id}`, {}, signal),
    })),
  });
  return of => of.map(id => found[ids.indexOf(id)]?.data?.name ?? UNKNOWN);
}
