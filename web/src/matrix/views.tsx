import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useRef, useState } from "react";
import { get, post, problemOf, queries, remove, type Schema, useSession, uuid } from "../api";
import { t } from "../texts";
import { copyText } from "../ui/clipboard";
import { Dialog } from "../ui/Dialog";
import { Check, TextField } from "../ui/Form";
import type { MenuItem } from "../ui/Menu";
import { done, refused } from "../ui/toasts";

type SavedView = Schema["SavedView"];

const PAGE = "responsibilities";

/** The views that the person saved and those that others share. A view is an address with a name. */
export function useViews(query: string): { items: () => MenuItem[]; dialog: ReactNode } {
  const navigate = useNavigate();
  const session = useSession();
  const [saving, setSaving] = useState(false);
  const views = useQuery({
    queryKey: ["views"],
    queryFn: ({ signal }) => get<Schema["SavedViews"]>("/api/views", {}, signal),
  });
  const mine = (views.data?.items ?? []).filter(view => view.page === PAGE);
  const here = query.slice(query.indexOf("?") < 0 ? query.length : query.indexOf("?"));

  async function drop(view: SavedView) {
    try {
      await remove(`/api/views/${view.id}`);
      done(t("views.deleted", { name: view.name }));
    } catch (thrown) {
      refused(thrown);
    }
    await queries.invalidateQueries({ queryKey: ["views"] });
  }

  function items(): MenuItem[] {
    const current = mine.find(view => view.query === here && view.owner.user === session.user);
    return [
      ...mine.map(view => ({
        label:
          view.shared && view.owner.user !== session.user
            ? t("views.of", { name: view.name, owner: view.owner.name ?? view.owner.user })
            : view.name,
        act: () => void navigate({ href: `/customers/responsibilities${view.query}` } as never),
      })),
      ...(mine.length ? ["line" as const] : []),
      { label: t("views.save"), act: () => setSaving(true) },
      { label: t("views.copy"), act: () => void copyLink() },
      ...(current
        ? [{ label: t("views.delete", { name: current.name }), danger: true, act: () => void drop(current) }]
        : []),
    ];
  }

  return { items, dialog: saving && <SaveView query={here} onClose={() => setSaving(false)} /> };
}

async function copyLink() {
  await copyText(location.href, t("views.copied"));
}

function SaveView({ query, onClose }: { query: string; onClose: () => void }) {
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const [frozen, setFrozen] = useState(false);
  const [fault, setFault] = useState<string>();
  const [busy, setBusy] = useState(false);
  // After an answer that was lost, the same command again, with the same key, has no second effect.
  const last = useRef({ of: "", key: "", view: {} });

  function wanted() {
    const parameters = new URLSearchParams(query);
    if (frozen && !parameters.has("asOf")) parameters.set("asOf", new Date().toISOString());
    const text = parameters.toString();
    return text ? `?${text}` : "";
  }

  async function save() {
    if (busy || !name.trim()) return;
    setBusy(true);
    const of = JSON.stringify({ name, shared, frozen });
    if (last.current.of !== of) last.current = { of, key: uuid(), view: { name, page: PAGE, query: wanted(), shared } };
    try {
      await post("/api/views", last.current.view, { key: last.current.key });
      done(t("views.saved", { name }));
      await queries.invalidateQueries({ queryKey: ["views"] });
      onClose();
    } catch (thrown) {
      setFault(problemOf(thrown).text);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      title={t("views.dialog")}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          <button type="button" className="btn pri" disabled={busy || !name.trim()} onClick={() => void save()}>
            {t("ui.save")}
          </button>
        </>
      }
    >
      <form
        className="form"
        onSubmit={event => {
          event.preventDefault();
          void save();
        }}
      >
        <TextField label={t("ui.name")} value={name} onChange={setName} fault={fault} maxLength={300} autoFocus />
        <Check label={t("views.shared")} checked={shared} onChange={setShared} />
        <Check label={t("views.freeze")} checked={frozen} onChange={setFrozen} />
      </form>
    </Dialog>
  );
}
