import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { vi } from "vitest";
import { queries, type Session } from "../src/api";
import { SessionProvider } from "../src/api/session";
import { ADDRESSES } from "../src/ui/search";

type Level = Session["levels"]["customers"];

/** A person with the same level in every area. */
export const person = (level: Level): Session => ({
  user: "demo",
  employee: { id: "me", name: "Astrid Lindqvist" },
  levels: { customers: level, responsibilities: level, groups: level, reports: level },
  seller: false,
  language: "en",
  features: { roles: true, accounts: true, categoryRequired: false, datedClicks: false },
  timeZone: "Europe/Helsinki",
  today: "2026-11-29",
  workspace: { name: "Nordvind" },
});

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
  /** The version that it builds on. */
  ifMatch: string | undefined;
}

type Answers = Record<string, (asked: Asked) => unknown>;

/** A server that answers by method and path, such as "GET /api/customers", and keeps what it was asked. */
export function serve(answers: Answers): Asked[] {
  const all: Asked[] = [];
  vi.stubGlobal("fetch", async (address: string, init: RequestInit = {}) => {
    const [path, query] = address.split("?");
    const asked: Asked = {
      method: init.method ?? "GET",
      path: path!,
      query: new URLSearchParams(query),
      body: typeof init.body === "string" ? JSON.parse(init.body) : undefined,
      ifMatch: (init.headers as Record<string, string> | undefined)?.["If-Match"],
    };
    all.push(asked);
    const answer = answers[`${asked.method} ${asked.path}`];
    const body = answer ? await answer(asked) : { items: [], total: 0, next: null };
    return body instanceof Response
      ? body
      : new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json" } });
  });
  return all;
}

export const problem = (status: number, code: string) =>
  new Response(JSON.stringify({ status, code, detail: "" }), {
    status,
    headers: { "Content-Type": "application/problem+json" },
  });

/** An answer with the tag of its version. */
export const tagged = (body: unknown, etag: string) =>
  new Response(JSON.stringify(body), { headers: { "Content-Type": "application/json", ETag: etag } });

/** Draws a page at an address as a person sees it; the route of one with an id has its place, such as $id. */
export function open(Page: () => ReactNode, address: string, who: Session, route = address.split("?")[0]!) {
  queries.clear();
  const root = createRootRoute();
  const page = createRoute({ getParentRoute: () => root, path: route, component: Page });
  const other = createRoute({ getParentRoute: () => root, path: "$", component: () => <p>Another page</p> });
  const router = createRouter({
    routeTree: root.addChildren([page, other]),
    history: createMemoryHistory({ initialEntries: [address] }),
    ...ADDRESSES,
  });
  render(
    <QueryClientProvider client={queries}>
      <SessionProvider value={who}>
        <RouterProvider router={router} />
      </SessionProvider>
    </QueryClientProvider>,
  );
  return router;
}
