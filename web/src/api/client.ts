import { parsed } from "./persons";
import { type Positions, parse, positions } from "./positions";
import { Problem } from "./problems";
import type { components } from "./schema";
import { uuid } from "./uuid";

export type Schema = components["schemas"];
export type Query = Record<string, string | number | boolean | readonly string[] | undefined | null>;

/** What an answer brings beside its body. */
export interface Answer<T> {
  body: T;
  etag: string | undefined;
  positions: Positions;
}

interface Command {
  /** The tag of the resource that the change builds on. */
  ifMatch?: string;
  /** How the command came about; the history shows it. */
  source?: "click" | "bulk" | "undo" | "import";
  /** The same key sends the same command again without a second effect. */
  key?: string;
}

/** A file on its way. */
export interface Upload<T> {
  answer: Promise<T>;
  stop: () => void;
}

const TRIES = 4;

/** Called when the server says that nobody is signed in any more. */
let onSignedOut: () => void = () => {};

export function whenSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** Writes parameters as the API takes them: a list is repeated, what is empty is left out. */
export function queryString(query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === "") continue;
    for (const each of Array.isArray(value) ? value : [value]) search.append(name, String(each));
  }
  const text = search.toString();
  return text ? `?${text}` : "";
}

function csrfToken(): string {
  return /(?:^|;\s*)(?:__Host-)?incharge-csrf=([^;]*)/.exec(document.cookie)?.[1] ?? "";
}

const wait = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

/** Public registries limit how often they are asked: what they refuse is asked again by the person alone. */
const isOfRegistry = (path: string) => /\/registry(\?|$)/.test(path);

/** Sends a request; one that got no answer or a 503 is sent again, which is safe: commands carry a key. */
async function send(path: string, init: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    let response: Response | null = null;
    try {
      response = await fetch(path, init);
    } catch (failure) {
      if ((failure as Error).name === "AbortError") throw failure;
      if (attempt === TRIES) throw new Problem({ status: 0, code: "unreachable" });
    }
    if (response) {
      const again = (response.status === 503 || response.status === 429) && !isOfRegistry(path);
      if (!again || attempt === TRIES) return response;
    }
    const seconds = Number(response?.headers.get("Retry-After") ?? "");
    await wait(seconds > 0 ? Math.min(seconds, 5) * 1000 : 200 * 2 ** attempt);
  }
}

async function read<T>(response: Response): Promise<Answer<T>> {
  if (!response.ok) {
    if (response.status === 401) onSignedOut();
    throw await Problem.of(response);
  }
  const text = response.status === 204 ? "" : await response.text();
  return {
    body: (text ? parsed<T>(text) : undefined) as T,
    etag: response.headers.get("ETag") ?? undefined,
    positions: parse(response.headers.get("Event-Position")),
  };
}

/** Reads a resource with its tag and the positions that the answer reflects. */
export async function load<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answer<T>> {
  const headers: Record<string, string> = {
    Accept: "application/json",
    "Accept-Language": document.documentElement.lang,
  };
  const least = positions.header();
  if (least) headers["Min-Event-Position"] = least;
  const answer = await read<T>(await send(path + queryString(query), { headers, signal }));
  positions.read(answer.positions);
  return answer;
}

export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return (await load<T>(path, query, signal)).body;
}

async function command<T>(method: string, path: string, body: unknown, how: Command): Promise<Answer<T>> {
  const headers: Record<string, string> = {
    "X-CSRF-Token": csrfToken(),
    "Idempotency-Key": how.key ?? uuid(),
  };
  if (how.ifMatch) headers["If-Match"] = how.ifMatch;
  if (how.source) headers["Command-Source"] = how.source;
  const form = body instanceof FormData;
  if (body !== undefined && !form) {
    headers["Content-Type"] = method === "PATCH" ? "application/merge-patch+json" : "application/json";
  }
  const payload = body === undefined ? undefined : form ? body : JSON.stringify(body);
  const answer = await read<T>(await send(path, { method, headers, body: payload }));
  positions.wrote(answer.positions);
  return answer;
}

/** Sends a file, and says again and again which part of it has gone. */
export function upload<T>(path: string, form: FormData, key: string, onPart: (part: number) => void): Upload<T> {
  const request = new XMLHttpRequest();
  const answer = new Promise<T>((resolve, reject) => {
    request.upload.onprogress = event => onPart(event.total ? event.loaded / event.total : 0);
    request.onerror = () => reject(new Problem({ status: 0, code: "unreachable" }));
    request.onabort = () => reject(new DOMException("The upload was stopped", "AbortError"));
    request.onload = () => {
      const headers = new Headers();
      for (const name of ["Content-Type", "Event-Position", "ETag"]) {
        const value = request.getResponseHeader(name);
        if (value) headers.set(name, value);
      }
      const response = new Response(request.responseText || null, { status: request.status, headers });
      read<T>(response).then(({ body, positions: reached }) => {
        positions.wrote(reached);
        resolve(body);
      }, reject);
    };
    request.open("POST", path);
    request.setRequestHeader("X-CSRF-Token", csrfToken());
    request.setRequestHeader("Idempotency-Key", key);
    request.send(form);
  });
  return { answer, stop: () => request.abort() };
}

export const post = <T>(path: string, body?: unknown, how: Command = {}) => command<T>("POST", path, body, how);
export const put = <T>(path: string, body: unknown, how: Command = {}) => command<T>("PUT", path, body, how);
export const patch = <T>(path: string, body: unknown, how: Command = {}) => command<T>("PATCH", path, body, how);
export const remove = <T>(path: string, how: Command = {}) => command<T>("DELETE", path, undefined, how);
