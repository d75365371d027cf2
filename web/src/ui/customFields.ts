import { useQuery } from "@tanstack/react-query";
import type { Schema } from "../api";
import { readAll } from "./all";

export type CustomField = Schema["CustomField"];

export const CUSTOM_FIELDS = ["custom-fields"];

/** The fields that the workspace adds to its customers, in their order. */
export const useCustomFields = () =>
  useQuery({
    queryKey: CUSTOM_FIELDS,
    queryFn: ({ signal }) => readAll<CustomField>("/api/custom-fields", {}, signal),
  });
