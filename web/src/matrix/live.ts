import { useEffect, useMemo, useState } from "react";
import { listen, type Query, queries, useSession, uuid } from "../api";
import { MatrixStore } from "./store";

/**
 * One store for one set of filters, which takes in what others change. The old one stays shown until the new one has
 * something to show.
 */
export function useLiveStore(query: Query): MatrixStore {
  const key = JSON.stringify(query);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says whether the query is another one
  const wanted = useMemo(() => new MatrixStore(query), [key]);
  const [shown, setShown] = useState(wanted);
  useEffect(() => {
    let gone = false;
    let swapped = false;
    wanted.resume();
    // Query counts what is on its way, for the sign of the page.
    const start = () => wanted.start().then(() => true);
    void queries
      .fetchQuery({ queryKey: ["matrix", "start", uuid()], queryFn: start, staleTime: 0, gcTime: 0 })
      .then(() => {
        if (gone) return;
        swapped = true;
        setShown(wanted);
      });
    return () => {
      gone = true;
      if (!swapped) wanted.stop();
    };
  }, [wanted]);
  const session = useSession();
  // The store that is on its way listens too: what changes meanwhile may not be in the answer that it waits for.
  useEffect(
    () =>
      listen(notice => {
        for (const store of new Set([shown, wanted])) {
          if (notice.kind === "changes") store.receive(notice.changes, session.user);
          if (notice.kind === "reset") void store.reload();
        }
      }),
    [shown, wanted, session.user],
  );
  useEffect(() => {
    shown.resume();
    return () => shown.stop();
  }, [shown]);
  return shown;
}
