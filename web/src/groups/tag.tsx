import { useId, useState } from "react";
import { type Answer, type Problem, type Schema, useCan } from "../api";
import { t } from "../texts";
import { FaultSummary, faultsOf, NamedField } from "../ui/Form";
import { refused } from "../ui/toasts";
import { ChangedMeanwhile } from "../ui/versions";
import { DeleteDialog } from "./delete";
import { useGroupForm } from "./groupForm";
import { TagList } from "./page";
import { Loaded, Members, Sheet } from "./sheet";

type Tag = Schema["Tag"] & { id: string };

export const NewTag = () => <TagForm />;
export const EditTag = () => <Loaded<Tag> kind="tags" form={loaded => <TagForm loaded={loaded} />} />;

const LIST = "/customers/tags";
const TAKEN = "tag-name-taken";

interface Fields {
  name: string;
  group: string;
  description: string;
}

const fieldsOf = (tag: Tag | undefined): Fields => ({
  name: tag?.name ?? "",
  group: tag?.group ?? "",
  description: tag?.description ?? "",
});

const labels = (): Record<keyof Fields, string> => ({
  name: t("ui.name"),
  group: t("tag.group"),
  description: t("tag.description"),
});

function faultsIn(fields: Fields, problem: Problem | null, tried: boolean): { name?: string } {
  if (tried && !fields.name.trim()) return { name: t("problem.required") };
  return { name: problem?.fields.name ?? (problem?.code === TAKEN ? problem.text : undefined) };
}

function TagForm({ loaded }: { loaded?: Answer<Tag> }) {
  const can = useCan();
  const [deleting, setDeleting] = useState(false);
  const id = useId();
  const tag = loaded?.body;
  const form = useGroupForm<Tag, Fields>({
    kind: "tags",
    loaded,
    list: LIST,
    fieldsOf,
    bodyOf: ({ name, group, description }) => ({
      name,
      description: description || null,
      ...(group || tag?.group ? { group: group || null } : {}),
    }),
    check: fields => fields.name.trim() !== "",
    onRefused: problem => {
      if (!problem.fields.name && problem.code !== TAKEN) refused(problem);
    },
  });
  const { versions, tried, save } = form;
  const faults = faultsIn(versions.fields, form.problem, tried > 0);
  const readOnly = tag ? !can("replaceTag") : false;
  const onChange = (name: string, value: string) => versions.set({ [name]: value });
  const texts = { id, labels: labels(), values: versions.fields, faults, onChange, readOnly };
  return (
    <Sheet
      title={tag?.name ?? t("tag.new")}
      base={LIST}
      list={<TagList behind />}
      readOnly={readOnly}
      busy={form.busy}
      onSave={() => void save()}
      onDelete={tag && can("deleteTag") ? () => setDeleting(true) : undefined}
      dialogs={
        <>
          {deleting && tag && (
            <DeleteDialog kind="tags" id={tag.id} name={tag.name} base={LIST} onClose={() => setDeleting(false)} />
          )}
          <ChangedMeanwhile
            versions={versions}
            names={(Object.keys(labels()) as (keyof Fields)[]).map(name => [name, labels()[name]])}
            onMine={(mine, on) => void save(mine, on)}
          />
        </>
      }
    >
      <FaultSummary key={tried} faults={faultsOf(id, labels(), faults)} />
      <NamedField of={texts} name="name" required />
      <NamedField of={texts} name="group" hint={t("tag.groupHint")} />
      <NamedField of={texts} name="description" lines maxLength={10_000} />
      <Members kind="tags" id={tag?.id} value={form.members} onChange={form.setMembers} readOnly={readOnly} />
    </Sheet>
  );
}
