import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { type Answer, changed, Problem, post, put } from "../api";
import { t } from "../texts";
import { useCommand } from "../ui/command";
import { done } from "../ui/toasts";
import { useVersions } from "../ui/versions";
import type { MembersChange } from "./members";

const NO_CHANGE: MembersChange = { add: [], remove: [] };
const RESOURCE = { categories: "Category", tags: "Tag" } as const;

interface Saved {
  batchId?: string;
  movedCount?: number;
}

interface GroupFormOf<Group, Fields> {
  kind: "categories" | "tags";
  loaded: Answer<Group> | undefined;
  /** The list that the form lies over. */
  list: string;
  fieldsOf: (group: Group | undefined) => Fields;
  bodyOf: (fields: Fields) => object;
  /** Returns whether the fields can be sent; if not, shows those that are at fault. */
  check: (fields: Fields) => boolean;
  onRefused: (problem: Problem) => void;
}

/** What the person entered of a category or tag and its customers, and how it is saved. */
export function useGroupForm<Group extends { id: string }, Fields extends { name: string }>(
  of: GroupFormOf<Group, Fields>,
) {
  const { kind, loaded, list, fieldsOf } = of;
  const navigate = useNavigate();
  const command = useCommand();
  const versions = useVersions(fieldsOf(loaded?.body), loaded?.etag);
  const [members, setMembers] = useState(NO_CHANGE);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tried, setTried] = useState(0);
  const path = `/api/${kind}`;
  const own = `${path}/${loaded?.body.id}`;

  async function save(values = versions.fields, { etag } = versions.base) {
    setTried(tried + 1);
    if (!of.check(values)) return;
    setProblem(null);
    const body = { ...of.bodyOf(values), ...membersOf(members, !loaded) };
    try {
      await command.run([own, body, etag], async key => {
        const saved = loaded ? await put<Saved>(own, body, { ifMatch: etag }) : await post<Saved>(path, body, { key });
        sayIsSaved(values.name, saved.body, RESOURCE[kind]);
        changed(RESOURCE[kind]);
        await navigate({ to: list });
      });
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      if (await versions.met(thrown, own, fieldsOf)) return;
      setProblem(thrown);
      of.onRefused(thrown);
    }
  }

  return { versions, members, setMembers, problem, tried, busy: command.busy, save };
}

function membersOf({ add, remove }: MembersChange, isNew: boolean): object {
  if (isNew) return { customerIds: add };
  return add.length > 0 || remove.length > 0 ? { addCustomerIds: add, removeCustomerIds: remove } : {};
}

/** Says how many customers left another category by it too, and offers the way back. */
function sayIsSaved(name: string, { batchId, movedCount }: Saved, touches: string) {
  const what = t("group.saved", { name });
  const moved = movedCount ? ` ${t("group.movedCount", { count: movedCount })}` : "";
  const path = `/api/groupings/batches/${batchId}/undo`;
  done(what + moved, batchId ? { what, path, redo: "batch", touches } : undefined);
}
