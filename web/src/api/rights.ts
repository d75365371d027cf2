import { RIGHTS } from "./rights.generated";
import { type Session, useSession } from "./session";

export type Operation = keyof typeof RIGHTS;
type Area = keyof Session["levels"];

const ORDER = ["none", "view", "edit", "admin"];

/** Returns whether the levels of the session are enough for an operation of the API. */
export function allows(session: Session, operation: Operation): boolean {
  const has = (right: string) => {
    const [area, level] = right.split(":") as [Area, string];
    return ORDER.indexOf(session.levels[area]) >= ORDER.indexOf(level);
  };
  return (RIGHTS[operation] as readonly (readonly string[])[]).some(way => way.every(has));
}

/** Returns what the person may do: `can("registerCustomer")`. */
export function useCan(): (operation: Operation) => boolean {
  const session = useSession();
  return operation => allows(session, operation);
}
