import { forget } from "../ui/kept";

/** Leaves by a form, because the issuer of the company may have to end its session too. */
export function signOut(): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/sign-out";
  const token = document.createElement("input");
  token.type = "hidden";
  token.name = "_csrf";
  token.value = /(?:^|;\s*)(?:__Host-)?incharge-csrf=([^;]*)/.exec(document.cookie)?.[1] ?? "";
  form.append(token);
  document.body.append(form);
  forget();
  form.submit();
}
