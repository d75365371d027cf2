import { type InfiniteData, useInfiniteQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { changed, erasedName, get, Problem, type Query, queries, type Resource, type Schema } from "../api";
import { refused } from "./toasts";

export type Note = Schema["NoteListItem"];
export type Comment = Schema["CommentListItem"];
export type Contact = Schema["ContactListItem"];
export type Activity = Schema["ActivityListItem"];
export type SalesCase = Schema["SalesCaseListItem"];
export type StoredFile = Schema["FileListItem"];
export type StoredLink = Schema["LinkListItem"];
export type Address = Schema["CustomerAddressListItem"];

/** Where things lie and are added: at a customer, at one of its projects, or at one of its sales cases. */
export interface Place {
  customerId: string;
  projectId?: string;
  salesCaseId?: string;
}

/** What lies at a customer, as the API names it. */
export type Kind = Extract<
  Resource,
  "notes" | "comments" | "contacts" | "activities" | "sales-cases" | "files" | "links" | "addresses"
>;

/** Where the things of a place are listed and made. */
export function pathOf(kind: Kind, { customerId, projectId, salesCaseId }: Place): string {
  if (salesCaseId) return `/api/sales-cases/${salesCaseId}/${kind}`;
  return projectId ? `/api/projects/${projectId}/${kind}` : `/api/customers/${customerId}/${kind}`;
}

export interface Page<T> {
  items: T[];
  total: number;
  next?: string | null;
}

const PAGE = 20;

/**
 * The things of a place, page by page; `first` is the answer that also counts them.
 *
 * @param known what is known of the first page before it is read
 */
export const useThings = <T, P extends Page<T> = Page<T>>(kind: Kind, place: Place, query?: Query, known?: P) =>
  usePages<T, P>(kind, pathOf(kind, place), query, PAGE, known);

/** A list of things, page by page; `first` is the answer that also counts them. */
export function usePages<T, P extends Page<T>>(kind: Kind, path: string, query: Query = {}, limit = PAGE, known?: P) {
  const { data, ...state } = useInfiniteQuery({
    queryKey: [kind, path, query],
    queryFn: ({ pageParam, signal }) => get<P>(path, { ...query, limit, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    placeholderData: before => before ?? (known && { pages: [known], pageParams: [undefined] }),
  });
  const [first] = data?.pages ?? [];
  return { ...state, first, items: data?.pages.flatMap(page => page.items), total: first?.total };
}

interface Following {
  hasNextPage: boolean;
  isFetching: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** Reads the next page once the end of the list comes near. */
export function useOnEnd({ hasNextPage, isFetching, fetchNextPage }: Following): () => void {
  return useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
}

type Pages<T> = InfiniteData<Page<T>>;

/** Has all lists of a kind show something else at once; returns what shows them as they were. */
async function show<T>(kind: Kind, change: (items: T[], path: string) => T[]): Promise<() => void> {
  await queries.cancelQueries({ queryKey: [kind] });
  const before = queries.getQueriesData<Pages<T>>({ queryKey: [kind] });
  for (const [key, data] of before) {
    // A picker reads all at once and takes what it needs.
    if (!data || !("pages" in data)) continue;
    const pages = data.pages.map((page, at) => {
      const items = at === 0 ? change(page.items, String(key[1])) : change(page.items, "");
      return { ...page, items, total: page.total + items.length - page.items.length };
    });
    queries.setQueryData(key, { ...data, pages });
  }
  return () => {
    for (const [key, data] of before) queries.setQueryData(key, data);
  };
}

/** Shows a change at once and sends it. Refused, it says why, and the lists are as they were. */
export async function act<T>(
  kind: Kind,
  touches: string,
  change: (items: T[], path: string) => T[],
  send: () => Promise<unknown>,
): Promise<boolean> {
  const takeBack = await show(kind, change);
  try {
    await send();
    changed(touches);
    return true;
  } catch (thrown) {
    takeBack();
    changed(touches);
    if (!(thrown instanceof Problem)) throw thrown;
    refused(thrown);
    return false;
  }
}

/** The text of a thing; of a person who was erased nothing can be read any more. */
export const textOf = (text: string | null | undefined) => text ?? erasedName();

/** The name of who did something, else how the person signs in. */
export const actorOf = (person: Schema["Actor"] | undefined) => person?.name ?? person?.user ?? "";
