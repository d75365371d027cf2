import { get, type Query } from "../api";

const PAGE = 500;

/** Reads a list to its end. Only for lists that belong to one thing: all of its projects, all of its people. */
export async function readAll<T>(path: string, query: Query, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page: { items: T[]; next: string | null } = await get(path, { ...query, limit: PAGE, cursor }, signal);
    items.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return items;
}
