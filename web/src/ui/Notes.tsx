import { IconDotsVertical, IconPencil, IconTrash } from "@tabler/icons-react";
import { type KeyboardEvent, useId, useState } from "react";
import { post, type Query, useSession, uuid } from "../api";
import { t } from "../texts";
import { Panel } from "./Card";
import { DeleteDialog } from "./DeleteDialog";
import { TextDialog } from "./dialogs";
import { Icon } from "./Icon";
import { MenuButton } from "./Menu";
import { ProjectPicker } from "./projects";
import { Author, Signed } from "./Signed";
import { Failure } from "./State";
import { act, type Note, type Page, type Place, pathOf, textOf, useThings } from "./things";

const NO_QUERY: Query = {};

interface NotesProps {
  place: Place;
  mayEdit: boolean;
  /** Nothing is added to what is archived. */
  mayAdd: boolean;
  /** Only some of the notes are shown, such as those of projects. */
  query?: Query;
  title?: string;
  className?: string;
  /** The newest of them, if they are known. */
  known?: Page<Note>;
}

/** The notes of a place, the newest first, under a field for the next one. */
export function Notes({ place, mayEdit, mayAdd, query = NO_QUERY, title = t("notes.title"), ...more }: NotesProps) {
  const { items, total, error, refetch, hasNextPage, fetchNextPage } = useThings<Note>(
    "notes",
    place,
    query,
    more.known,
  );
  return (
    <Panel title={title} count={total} className={more.className}>
      {mayEdit && mayAdd && <NewNote place={place} />}
      {error && !items && <Failure thrown={error} onAgain={() => void refetch()} />}
      {items?.length === 0 && <p className="pad t13 muted">{t("notes.none")}</p>}
      <ul className="texts" aria-label={title}>
        {items?.map(note => (
          <TextItem key={note.id} kind="notes" thing={note} mayEdit={mayEdit} mayDelete={mayEdit} place={place} />
        ))}
      </ul>
      {hasNextPage && (
        <button type="button" className="btn txt more" onClick={() => void fetchNextPage()}>
          {t("ui.showMore")}
        </button>
      )}
    </Panel>
  );
}

/** A thing with an author and a text, before the server has answered. */
export function useDraftOf() {
  const session = useSession();
  return (place: Place, text: string) => ({
    ...place,
    id: uuid(),
    text,
    createdAt: new Date().toISOString(),
    createdBy: { user: session.user, ...session.employee },
    mine: true,
    pending: true,
  });
}

/** Whether Ctrl+Enter, or Cmd+Enter on a Mac, was pressed. */
export const isSending = (event: KeyboardEvent) => event.key === "Enter" && (event.ctrlKey || event.metaKey);

function NewNote({ place }: { place: Place }) {
  const [text, setText] = useState("");
  const [project, setProject] = useState<string[]>([]);
  const draftOf = useDraftOf();
  const id = useId();
  const ofCustomer = !place.projectId && !place.salesCaseId;

  async function add() {
    const written = text.trim();
    if (!written) return;
    const path = pathOf("notes", place);
    const draft = draftOf(place, written);
    const [projectId] = project;
    setText("");
    const added = await act<object>(
      "notes",
      "Note",
      (items, shown) => (shown === path ? [draft, ...items] : items),
      () => post(path, { text: written, projectId }),
    );
    // What could not be saved is not lost, unless the person has gone on writing.
    if (!added) setText(now => now || written);
  }

  return (
    <form
      className="composer"
      onSubmit={event => {
        event.preventDefault();
        void add();
      }}
    >
      <textarea
        id={id}
        className="input"
        aria-label={t("notes.new")}
        placeholder={`${t("notes.new")}…`}
        value={text}
        maxLength={10_000}
        onChange={event => setText(event.target.value)}
        onKeyDown={event => {
          if (!isSending(event)) return;
          event.preventDefault();
          void add();
        }}
      />
      <div className="row">
        {ofCustomer && <ProjectPicker customerId={place.customerId} value={project} onChange={setProject} plain />}
        <span className="end only-d" aria-hidden="true">
          <kbd>Ctrl</kbd> <kbd>Enter</kbd>
        </span>
        <button type="submit" className="btn pri" aria-keyshortcuts="Control+Enter">
          {t("notes.add")}
        </button>
      </div>
    </form>
  );
}

interface TextItemProps {
  kind: "notes" | "comments";
  thing: Pick<Note, "id" | "text" | "createdAt" | "createdBy" | "changedAt"> &
    Partial<Pick<Note, "project" | "salesCase">> & { pending?: boolean };
  place: Place;
  mayEdit: boolean;
  mayDelete: boolean;
}

/** A note or comment: who wrote it when, and what. */
export function TextItem({ kind, thing, place, mayEdit, mayDelete }: TextItemProps) {
  const [open, setOpen] = useState<"edit" | "delete" | null>(null);
  const text = textOf(thing.text);
  const items = () => [
    ...(mayEdit ? [{ label: t(`${kind}.edit`), icon: IconPencil, act: () => setOpen("edit") }] : []),
    ...(mayDelete ? [{ label: t(`${kind}.delete`), icon: IconTrash, danger: true, act: () => setOpen("delete") }] : []),
  ];
  return (
    <li className={thing.pending ? "pending" : undefined}>
      <Author person={thing.createdBy} />
      <div className="grow">
        <Signed
          person={thing.createdBy}
          at={thing.createdAt}
          changed={thing.changedAt}
          project={place.projectId ? undefined : thing.project}
          salesCase={place.salesCaseId ? undefined : thing.salesCase}
        />
        <p className={thing.text === null ? "muted" : "said"}>{text}</p>
      </div>
      {(mayEdit || mayDelete) && !thing.pending && (
        <MenuButton
          label={t("thing.actions", { what: shortOf(text) })}
          named
          className="btn icon sm"
          align="end"
          items={items}
        >
          <Icon of={IconDotsVertical} size={16} />
        </MenuButton>
      )}
      {open === "edit" && <TextDialog kind={kind} id={thing.id} onClose={() => setOpen(null)} />}
      {open === "delete" && (
        <DeleteDialog
          path={`/api/${kind}/${thing.id}`}
          title={t(`${kind}.deleteTitle`)}
          name={shortOf(text)}
          about={t("thing.deleteAbout")}
          touches={kind === "notes" ? "Note" : "Comment"}
          onClose={() => setOpen(null)}
        />
      )}
    </li>
  );
}

const SHORT = 40;

/** The beginning of a text, where all of it would be too long for a name. */
export const shortOf = (text: string, most = SHORT) =>
  text.length > most ? `${text.slice(0, most).trimEnd()}…` : text;
