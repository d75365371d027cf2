import { IconUserOff } from "@tabler/icons-react";
import { useState } from "react";
import { erasedName } from "../api";
import { Icon } from "./Icon";

const segmenter = new Intl.Segmenter();

function first(word: string): string {
  return segmenter.segment(word)[Symbol.iterator]().next().value?.segment ?? "";
}

/** The first letters of the first and the last word, as people write them: "Åsa von Forsberg" is "ÅF". */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter(word => /\p{L}|\p{N}/u.test(word));
  if (words.length === 0) return "";
  const letters = words.length === 1 ? first(words[0]!) : first(words[0]!) + first(words[words.length - 1]!);
  return letters.toLocaleUpperCase();
}

const LEGAL_FORM =
  /\s+(A\/S|AS|ASA|ANS|DA|AB|HB|KB|Oy|Oyj|Ab|Ky|Tmi|ApS|I\/S|K\/S|P\/S|ehf\.?|hf\.?|GmbH|AG|KG|SE|B\.?V\.?|N\.?V\.?|S\.?A\.?|Ltd\.?|LLC|Inc\.?|PLC)$/i;

/** The initials of a company leave its legal form out: "Dalsgaard Pharma A/S" is "DP". */
export function companyInitials(name: string): string {
  return initials(name.replace(LEGAL_FORM, "") || name);
}

/** FNV-1a of the id: the same person has the same colour everywhere. */
export function colour(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) {
    hash ^= id.charCodeAt(at);
    hash = Math.imul(hash, 0x01000193);
  }
  return (hash >>> 0) % 12;
}

interface AvatarProps {
  id: string;
  name: string;
  /** Customers and projects are square, people are round. */
  square?: boolean;
  size?: 18 | 20 | 24 | 40;
  /** The address of a picture. */
  image?: string | null;
}

/** An erased person has neither initials nor a colour. */
export function Avatar({ id, name, square, size = 24, image }: AvatarProps) {
  const shape = `av s${size}${square ? " sq" : ""}`;
  if (name === erasedName()) {
    return (
      <span className={`${shape} erased`} aria-hidden="true">
        <Icon of={IconUserOff} size={size === 40 ? 20 : 12} />
      </span>
    );
  }
  return (
    <span className={`${shape} p${colour(id)}`} aria-hidden="true">
      {square ? companyInitials(name) : initials(name)}
      {image && <Picture key={image} address={image} />}
    </span>
  );
}

/** Covers the initials when it is loaded; one that cannot be loaded leaves them. */
function Picture({ address }: { address: string }) {
  const [loaded, setLoaded] = useState(false);
  return <img src={address} alt="" className={loaded ? "loaded" : undefined} onLoad={() => setLoaded(true)} />;
}

/** At most three people, then the first one's name and how many more there are. */
export function People({ people, count }: { people: { id: string; name: string | null }[]; count: number }) {
  const unique = people.filter((each, at) => people.findIndex(other => other.id === each.id) === at);
  const [lead] = unique;
  if (!lead) return null;
  const more = Math.max(count - (people.length - unique.length), unique.length) - 1;
  return (
    <span className="row">
      <span className="people">
        {unique.slice(0, 3).map(each => (
          <Avatar key={each.id} id={each.id} name={each.name ?? ""} size={20} />
        ))}
      </span>
      <span className="ell">
        {lead.name}
        {more > 0 && <span className="muted"> +{more}</span>}
      </span>
    </span>
  );
}
