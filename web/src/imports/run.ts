import { useQuery } from "@tanstack/react-query";
import { get, post } from "../api";
import type { Import, What } from "./kinds";

/** Columns of the file by their headers, and our fields that they go to. */
export type Mapping = Record<string, string>;
/** What happens to a row that exists already: it is refused, or updated. */
export type Mode = "create" | "upsert";
export type Columns = Import["columns"];

interface Upload {
  what: What;
  file: File;
  mode: Mode;
  /** Null leaves it to the server to understand the columns. */
  mapping: Mapping | null;
  /** Looks only at what would become of the file. */
  dryRun: boolean;
  key: string;
}

export function upload({ what, file, mode, mapping, dryRun, key }: Upload) {
  const form = new FormData();
  form.append("file", file);
  if (mapping) form.append("mapping", JSON.stringify(mapping));
  const query = new URLSearchParams({ mode, dryRun: String(dryRun) });
  return post<Import>(`/api/${what}/imports?${query}`, form, { source: "import", key });
}

/** Follows an import as long as it runs. */
export function useImport(what: What, id: string | undefined) {
  return useQuery({
    queryKey: ["import", what, id],
    queryFn: ({ signal }) => get<Import>(`/api/${what}/imports/${id}`, {}, signal),
    enabled: id !== undefined,
    staleTime: 0,
    refetchInterval: query => {
      const state = query.state.data?.state;
      if (state !== "running" && state !== undefined) return false;
      return query.state.dataUpdateCount < 8 ? 250 : 1000;
    },
  });
}
