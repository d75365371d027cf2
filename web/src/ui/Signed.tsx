import { Link } from "@tanstack/react-router";
import type { Schema } from "../api";
import { ago, instant, t } from "../texts";
import { Avatar } from "./Person";
import { actorOf } from "./things";

interface SignedProps {
  person: Schema["Actor"] | undefined;
  at: string;
  /** It was changed later. */
  changed?: string | null;
  project?: Schema["Named"] | null;
  salesCase?: Schema["Named"] | null;
}

/** Who wrote something, when, and about which project or sales case. */
export function Signed({ person, at, changed, project, salesCase }: SignedProps) {
  return (
    <span className="signed">
      <b>{actorOf(person)}</b>
      <time className="small muted" dateTime={at} title={instant(at)}>
        {ago(at)}
      </time>
      {changed && (
        <span className="small muted" title={instant(changed)}>
          {t("thing.changed")}
        </span>
      )}
      <Belongs project={project} salesCase={salesCase} />
    </span>
  );
}

/** The project or sales case that something belongs to. */
export function Belongs({ project, salesCase }: Pick<SignedProps, "project" | "salesCase">) {
  if (!project && !salesCase) return null;
  return (
    <Link to={salesCase ? `/sales/${salesCase.id}` : `/projects/${project!.id}`} className="link small ell">
      {(salesCase ?? project)!.name}
    </Link>
  );
}

export function Author({ person, size = 24 }: { person: Schema["Actor"] | undefined; size?: 20 | 24 }) {
  return <Avatar id={person?.id ?? person?.user ?? ""} name={actorOf(person)} size={size} />;
}
