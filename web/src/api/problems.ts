import { has, type Key, t } from "../texts";

interface FieldError {
  field: string;
  code: string;
  message: string;
}

interface Body {
  status: number;
  code: string;
  detail?: string;
  traceId?: string;
  errors?: FieldError[];
}

/** A refused request, as the server describes it by RFC 9457; also one that got no answer (code "unreachable"). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly traceId: string | undefined;
  readonly errors: FieldError[];
  private readonly detail: string | undefined;

  constructor(body: Body) {
    super(body.detail ?? body.code);
    this.name = "Problem";
    this.status = body.status;
    this.code = body.code;
    this.traceId = body.traceId;
    this.errors = body.errors ?? [];
    this.detail = body.detail;
  }

  /** What the person reads: our own text of the code, else the server's. */
  get text(): string {
    return textOf(this.code, this.errors[0]?.message ?? this.detail);
  }

  /** The text for each field at fault, by field. */
  get fields(): Record<string, string> {
    return Object.fromEntries(this.errors.map(each => [each.field, textOf(each.code, each.message)]));
  }

  static async of(response: Response): Promise<Problem> {
    const type = response.headers.get("Content-Type") ?? "";
    if (type.includes("json")) {
      const body = (await response.json()) as Partial<Body>;
      return new Problem({ ...body, status: response.status, code: body.code ?? `status-${response.status}` });
    }
    return new Problem({ status: response.status, code: `status-${response.status}` });
  }
}

export function textOf(code: string, detail?: string): string {
  const key = `problem.${code}` as Key;
  return has(key) ? t(key) : (detail ?? t("problem.unknown", { code }));
}

/** Turns whatever was thrown into a problem. What is no problem of the server is a fault of ours and thrown again. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof Problem) return thrown;
  throw thrown;
}
