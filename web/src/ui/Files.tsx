import {
  IconDotsVertical,
  IconDownload,
  IconFile,
  IconFileSpreadsheet,
  IconFileText,
  IconLink,
  IconPhoto,
  IconPlus,
  IconTrash,
  IconX,
} from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { changed, Problem, type Upload, upload, uuid } from "../api";
import { ago, fileSize, instant, t } from "../texts";
import { Panel } from "./Card";
import { DeleteDialog } from "./DeleteDialog";
import { LinkDialog } from "./dialogs";
import { Icon } from "./Icon";
import { MenuButton, type MenuItem } from "./Menu";
import { Belongs } from "./Signed";
import { Failure } from "./State";
import { actorOf, type Place, pathOf, type StoredFile, type StoredLink, textOf, useThings } from "./things";
import { refused } from "./toasts";

interface FilesProps {
  place: Place;
  mayEdit: boolean;
  mayAdd: boolean;
  className?: string;
}

/** The files and links of a place, the newest first. */
export function Files({ place, mayEdit, mayAdd, className }: FilesProps) {
  const files = useThings<StoredFile>("files", place);
  const links = useThings<StoredLink>("links", place);
  const [linking, setLinking] = useState(false);
  const uploads = useUploads(pathOf("files", place));
  const input = useRef<HTMLInputElement>(null);
  const error = files.error ?? links.error;
  const known = files.items && links.items;
  const total = (files.total ?? 0) + (links.total ?? 0);
  const adds = mayEdit && mayAdd;
  useStay();
  return (
    <Panel
      title={t("files.title")}
      count={known && total}
      className={className}
      onFiles={adds ? uploads.add : undefined}
    >
      {error && !known && (
        <Failure
          thrown={error}
          onAgain={() => {
            void files.refetch();
            void links.refetch();
          }}
        />
      )}
      {known && total === 0 && uploads.running.length === 0 && <p className="pad t13 muted">{t("files.none")}</p>}
      <ul className="files" aria-label={t("files.title")}>
        {uploads.running.map(each => (
          <li key={each.key}>
            <Icon of={IconFile} size={16} />
            <span className="grow ell">{each.name}</span>
            <progress aria-label={t("files.uploading", { name: each.name })} max={1} value={each.part} />
            <button
              type="button"
              className="btn icon sm"
              aria-label={t("files.stop", { name: each.name })}
              title={t("files.stop", { name: each.name })}
              onClick={each.stop}
            >
              <Icon of={IconX} size={16} />
            </button>
          </li>
        ))}
        {files.items?.map(file => (
          <FileItem key={file.id} file={file} place={place} mayEdit={mayEdit} />
        ))}
        {links.items?.map(link => (
          <LinkItem key={link.id} link={link} place={place} mayEdit={mayEdit} />
        ))}
      </ul>
      {(files.hasNextPage || links.hasNextPage) && (
        <button
          type="button"
          className="btn txt more"
          onClick={() => {
            if (files.hasNextPage) void files.fetchNextPage();
            if (links.hasNextPage) void links.fetchNextPage();
          }}
        >
          {t("ui.showMore")}
        </button>
      )}
      {adds && (
        <div className="pfoot">
          <button type="button" className="btn txt sm" onClick={() => input.current?.click()}>
            <Icon of={IconPlus} size={16} />
            {t("files.add")}
          </button>
          <input
            ref={input}
            type="file"
            className="sr"
            multiple
            tabIndex={-1}
            aria-label={t("import.file")}
            onChange={event => {
              uploads.add([...(event.target.files ?? [])]);
              // The same file can be chosen again.
              event.target.value = "";
            }}
          />
          <button type="button" className="btn txt sm" onClick={() => setLinking(true)}>
            <Icon of={IconPlus} size={16} />
            {t("links.add")}
          </button>
        </div>
      )}
      {linking && <LinkDialog place={place} onClose={() => setLinking(false)} />}
    </Panel>
  );
}

interface Running {
  key: string;
  name: string;
  part: number;
  stop: () => void;
}

/** A file that is dropped beside the panel does not take the place of the page. */
function useStay() {
  useEffect(() => {
    const stay = (event: DragEvent) => event.dataTransfer?.types.includes("Files") && event.preventDefault();
    addEventListener("dragover", stay);
    addEventListener("drop", stay);
    return () => {
      removeEventListener("dragover", stay);
      removeEventListener("drop", stay);
    };
  }, []);
}

const MOST = 64 * 1024 * 1024;
const AT_ONCE = 2;

interface Waiting {
  key: string;
  file: File;
}

/** Files on their way, each with how much of it has gone; more than two wait for their turn. */
function useUploads(path: string) {
  const [running, setRunning] = useState<Running[]>([]);
  const waiting = useRef<Waiting[]>([]);
  const sending = useRef(0);

  function stop(key: string) {
    waiting.current = waiting.current.filter(each => each.key !== key);
    setRunning(all => all.filter(each => each.key !== key));
  }

  async function sendNext() {
    const next = sending.current < AT_ONCE ? waiting.current.shift() : undefined;
    if (!next) return;
    sending.current++;
    try {
      await send(next);
    } finally {
      sending.current--;
      void sendNext();
    }
  }

  async function send({ key, file }: Waiting) {
    const form = new FormData();
    form.append("file", file);
    const sent: Upload<StoredFile> = upload(path, form, key, part =>
      setRunning(all => all.map(each => (each.key === key ? { ...each, part } : each))),
    );
    setRunning(all => all.map(each => (each.key === key ? { ...each, stop: sent.stop } : each)));
    try {
      await sent.answer;
      changed("File");
    } catch (thrown) {
      if ((thrown as Error).name === "AbortError") return;
      refused(thrown);
    } finally {
      setRunning(all => all.filter(each => each.key !== key));
    }
  }

  function add(files: File[]) {
    for (const file of files) {
      if (file.size > MOST) refused(new Problem({ status: 413, code: "file-too-large" }));
      else if (file.size === 0) refused(new Problem({ status: 422, code: "file-empty" }));
      else {
        const key = uuid();
        waiting.current.push({ key, file });
        setRunning(all => [...all, { key, name: file.name, part: 0, stop: () => stop(key) }]);
        void sendNext();
      }
    }
  }
  return { running, add };
}

function iconOf(type: string) {
  if (type.startsWith("image/")) return IconPhoto;
  if (/sheet|excel|csv/.test(type)) return IconFileSpreadsheet;
  return /pdf|text|word|document/.test(type) ? IconFileText : IconFile;
}

interface ItemProps {
  place: Place;
  mayEdit: boolean;
}

function FileItem({ file, place, mayEdit }: ItemProps & { file: StoredFile }) {
  const [deleting, setDeleting] = useState(false);
  const name = textOf(file.name);
  const href = `/api/files/${file.id}/content`;
  const items = (): MenuItem[] => [
    { label: t("files.download"), icon: IconDownload, href },
    { label: t("files.delete"), icon: IconTrash, danger: true, act: () => setDeleting(true) },
  ];
  return (
    <li>
      <Icon of={iconOf(file.type)} size={16} />
      <span className="grow">
        <a href={href} download={file.name ?? true} className="med ell" title={file.description ?? undefined}>
          {name}
        </a>
        <span className="small muted facts">
          <span title={instant(file.createdAt)}>
            {actorOf(file.createdBy)}, {ago(file.createdAt)}
          </span>
          <Belongs project={place.projectId ? undefined : file.project} />
        </span>
      </span>
      <span className="small muted num">{fileSize(file.size)}</span>
      {mayEdit && <Actions name={name} items={items} />}
      {deleting && (
        <DeleteDialog
          path={`/api/files/${file.id}`}
          name={name}
          about={t("files.deleteAbout")}
          touches="File"
          onClose={() => setDeleting(false)}
        />
      )}
    </li>
  );
}

function LinkItem({ link, place, mayEdit }: ItemProps & { link: StoredLink }) {
  const [deleting, setDeleting] = useState(false);
  const name = link.name ?? link.url?.replace(/^https?:\/\//, "") ?? textOf(null);
  const items = (): MenuItem[] => [
    { label: t("links.delete"), icon: IconTrash, danger: true, act: () => setDeleting(true) },
  ];
  return (
    <li>
      <Icon of={IconLink} size={16} />
      <span className="grow">
        {link.url ? (
          <a href={link.url} target="_blank" rel="noreferrer" className="med ell" title={link.url}>
            {name}
          </a>
        ) : (
          <span className="muted">{name}</span>
        )}
        <span className="small muted facts">
          <span title={instant(link.createdAt)}>
            {actorOf(link.createdBy)}, {ago(link.createdAt)}
          </span>
          <Belongs project={place.projectId ? undefined : link.project} />
        </span>
      </span>
      <span className="small muted">{t("links.one")}</span>
      {mayEdit && <Actions name={name} items={items} />}
      {deleting && (
        <DeleteDialog
          path={`/api/links/${link.id}`}
          name={name}
          about={t("thing.deleteAbout")}
          touches="Link"
          onClose={() => setDeleting(false)}
        />
      )}
    </li>
  );
}

function Actions({ name, items }: { name: string; items: () => MenuItem[] }) {
  return (
    <MenuButton label={t("thing.actions", { what: name })} named className="btn icon sm" align="end" items={items}>
      <Icon of={IconDotsVertical} size={16} />
    </MenuButton>
  );
}
