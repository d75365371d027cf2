import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { changed, get, Problem, patch, type Schema } from "../api";
import { rich, t } from "../texts";
import { Field } from "./Form";
import { Picker } from "./Picker";
import { useRested } from "./slow";

export type OtherProject = Pick<Schema["ProjectRow"], "id" | "name" | "number" | "customer">;

const FOUND = 50;

interface OtherProjectsProps {
  /** The customer that is to have them; absent for one that is not there yet. */
  customerId?: string;
  value: OtherProject[];
  onChange: (chosen: OtherProject[]) => void;
}

/** Chooses projects of other customers, and names the customer that each of them leaves. */
export function OtherProjects({ customerId, value, onChange }: OtherProjectsProps) {
  const [typed, setTyped] = useState("");
  const q = useRested(typed);
  const query = { q: q || undefined, limit: FOUND };
  const found = useQuery({
    queryKey: ["projects", "link", query],
    queryFn: ({ signal }) => get<Schema["Projects"]>("/api/projects", query, signal),
    placeholderData: before => before,
  });
  const others: OtherProject[] = (found.data?.items ?? []).filter(
    each => each.customerId !== customerId && !value.some(other => other.id === each.id),
  );
  const all = [...value, ...others];
  return (
    <>
      <Field label={t("nav.projects")}>
        {field => (
          <Picker
            {...field}
            bare
            multiple
            label={t("nav.projects")}
            placeholder={t("group.nameOrNumber")}
            options={all.map(each => ({
              value: each.id,
              label: each.name,
              hint: t("project.movesFrom", { number: each.number, customer: each.customer.name }),
            }))}
            value={value.map(each => each.id)}
            onChange={ids => onChange(all.filter(each => ids.includes(each.id)))}
            onSearch={setTyped}
            searched={typed !== "" && typed === q && !found.isPlaceholderData}
            loading={found.isLoading || typed !== q}
          />
        )}
      </Field>
      {value.length > 0 && (
        <ul className="effects t13">
          {value.map(each => (
            <li key={each.id}>{rich("project.moves", { project: each.name, customer: each.customer.name })}</li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Gives the projects to a customer one after the other, and returns those that were refused. */
export async function giveProjects(
  projects: OtherProject[],
  customerId: string,
  reason?: string,
): Promise<{ thing: OtherProject; problem: Problem }[]> {
  const refusals = [];
  for (const thing of projects) {
    try {
      await patch(`/api/projects/${thing.id}`, { customerId, reason });
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      refusals.push({ thing, problem });
    }
  }
  if (refusals.length < projects.length) changed("Project");
  return refusals;
}
