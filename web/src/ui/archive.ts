import { changed } from "../api";
import { rich, t } from "../texts";
import { acting, done, postEach, refusedSome } from "./toasts";

/** Archives or restores customers or projects at once, as one step that can be undone. */
export const archive = (
  kind: "customers" | "projects",
  things: { id: string; name: string }[],
  step: "archive" | "restore",
): Promise<void> => acting(() => act(kind, things, step));

async function act(
  kind: "customers" | "projects",
  things: { id: string; name: string }[],
  step: "archive" | "restore",
) {
  const address = (act: string) => `/api/${kind}/{id}/${act}`;
  const named = things.map(({ id, name }) => ({ id, name }));
  const { acted, refusals } = await postEach(named, address(step), named.length > 1 ? "bulk" : "click");
  const touches = kind === "customers" ? "Customer" : "Project";
  const [first] = acted;
  if (first) {
    const key = named.length > 1 ? (`overview.bulkDone.${step}` as const) : (`customer.${step}d` as const);
    const values = { count: acted.length, customer: first.name };
    done(rich(key, values), {
      what: t(key, values),
      path: address(step === "archive" ? "restore" : "archive"),
      redo: address(step),
      touches,
      group: acted,
    });
    changed(touches);
  }
  refusedSome(refusals);
}
