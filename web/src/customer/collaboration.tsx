import { useState } from "react";
import { post, useSession } from "../api";
import { t } from "../texts";
import { Panel } from "../ui/Card";
import { isSending, Notes, TextItem, useDraftOf } from "../ui/Notes";
import { Avatar } from "../ui/Person";
import { Failure } from "../ui/State";
import { Tasks } from "../ui/TaskBoard";
import { act, type Comment, type Place, pathOf, useThings } from "../ui/things";
import type { Card } from "./page";

const PROJECT_NOTES = { level: "project" };
const NEWEST = { sort: "newest" };

/** The tab Collaboration: the tasks of the customer's projects, what colleagues say, and the notes of projects. */
export function Collaboration({ card: { customer, may } }: { card: Card }) {
  const place = { customerId: customer.id };
  const mayAdd = !customer.archived;
  return (
    <>
      <Tasks place={place} mayEdit={may.edit} mayAdd={mayAdd} />
      <Comments place={place} mayAdd={may.edit && mayAdd} mayEdit={may.edit} isAdmin={may.admin} />
      <Notes place={place} mayEdit={may.edit} mayAdd={false} query={PROJECT_NOTES} title={t("notes.ofProjects")} />
    </>
  );
}

interface CommentsProps {
  place: Place;
  mayAdd: boolean;
  mayEdit: boolean;
  isAdmin: boolean;
}

/** What colleagues say to each other, the oldest first; the newest are read first, as there may be many. */
function Comments({ place, mayAdd, mayEdit, isAdmin }: CommentsProps) {
  const session = useSession();
  const { items, total, error, refetch, hasNextPage, fetchNextPage } = useThings<Comment>("comments", place, NEWEST);
  const oldestFirst = items && [...items].reverse();
  const isMine = (comment: Comment) => comment.createdBy.user === session.user;
  return (
    <Panel title={t("comments.title")} count={total}>
      {error && !items && <Failure thrown={error} onAgain={() => void refetch()} />}
      {hasNextPage && (
        <button type="button" className="btn txt more" onClick={() => void fetchNextPage()}>
          {t("comments.earlier")}
        </button>
      )}
      {items?.length === 0 && <p className="pad t13 muted">{t("comments.none")}</p>}
      <ul className="texts" aria-label={t("comments.title")}>
        {oldestFirst?.map(comment => (
          <TextItem
            key={comment.id}
            kind="comments"
            thing={comment}
            place={place}
            mayEdit={mayEdit && isMine(comment)}
            mayDelete={mayEdit && (isMine(comment) || isAdmin)}
          />
        ))}
      </ul>
      {mayAdd && <NewComment place={place} />}
    </Panel>
  );
}

function NewComment({ place }: { place: Place }) {
  const session = useSession();
  const [text, setText] = useState("");
  const draftOf = useDraftOf();

  async function add() {
    const written = text.trim();
    if (!written) return;
    const path = pathOf("comments", place);
    const draft = draftOf(place, written);
    setText("");
    const added = await act<object>(
      "comments",
      "Comment",
      (items, shown) => (shown === path ? [draft, ...items] : items),
      () => post(path, { text: written }),
    );
    // What could not be saved is not lost, unless the person has gone on writing.
    if (!added) setText(now => now || written);
  }

  const name = session.employee?.name ?? session.user;
  return (
    <form
      className="composer line"
      onSubmit={event => {
        event.preventDefault();
        void add();
      }}
    >
      <Avatar id={session.employee?.id ?? session.user} name={name} />
      <textarea
        className="input"
        rows={1}
        aria-label={t("comments.write")}
        placeholder={`${t("comments.write")}…`}
        value={text}
        maxLength={10_000}
        onChange={event => setText(event.target.value)}
        onKeyDown={event => {
          if (!isSending(event)) return;
          event.preventDefault();
          void add();
        }}
      />
      <button type="submit" className="btn pri" aria-keyshortcuts="Control+Enter">
        {t("comments.send")}
      </button>
    </form>
  );
}
