import { IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { type ComponentProps, type FormEvent, lazy, Suspense, useEffect, useId } from "react";
import { type Answer, load } from "../api";
import { t } from "../texts";
import { Dialog } from "../ui/Dialog";
import { Icon } from "../ui/Icon";

interface LoadedProps<Group> {
  kind: "categories" | "tags";
  form: (loaded: Answer<Group>) => React.ReactNode;
}

/** The form of the category or tag whose id is in the address. */
export function Loaded<Group>({ kind, form }: LoadedProps<Group>) {
  const { id } = useParams({ strict: false }) as { id: string };
  const { data, error } = useQuery({
    // A form keeps what it began with: what others change meanwhile is shown when it is saved.
    queryKey: ["form", kind, id],
    queryFn: ({ signal }) => load<Group>(`/api/${kind}/${id}`, {}, signal),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  if (error && !data) throw error;
  return data ? form(data) : null;
}

const LazyMembers = lazy(async () => ({ default: (await import("./members")).Members }));

/** The customers come after the form itself: a category has them on a tab of their own. */
export const Members = (props: ComponentProps<typeof LazyMembers>) => (
  <Suspense>
    <LazyMembers {...props} />
  </Suspense>
);

interface SheetProps {
  title: string;
  base: string;
  list: React.ReactNode;
  tabs?: React.ReactNode;
  readOnly: boolean;
  busy: boolean;
  onSave: () => void;
  onDelete?: () => void;
  /** Dialogs over the form; inside it, Enter in one of them would save the form. */
  dialogs: React.ReactNode;
  children: React.ReactNode;
}

/** A form as a sheet over its list, with an address of its own. */
export function Sheet({ title, base, list, tabs, readOnly, busy, onSave, onDelete, dialogs, children }: SheetProps) {
  const navigate = useNavigate();
  const close = () => void navigate({ to: base });
  useEffect(() => {
    document.title = `${title} · InCharge`;
  }, [title]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSave();
  };
  const id = useId();
  return (
    <>
      {list}
      <Dialog
        title={title}
        page
        kind="sheet"
        onClose={close}
        tabs={tabs}
        footer={
          <>
            {onDelete && (
              <button type="button" className="btn danger" onClick={onDelete}>
                <Icon of={IconTrash} />
                {t("ui.delete")}
              </button>
            )}
            <button type="button" className="btn end" onClick={close}>
              {t("ui.cancel")}
            </button>
            {!readOnly && (
              <button type="submit" form={id} className="btn pri" disabled={busy}>
                {t("ui.save")}
              </button>
            )}
          </>
        }
      >
        <form id={id} className="form" aria-label={title} noValidate onSubmit={submit}>
          {children}
        </form>
        {dialogs}
      </Dialog>
    </>
  );
}
