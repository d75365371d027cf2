import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, type Query, type Schema, useCan } from "../api";
import { t } from "../texts";
import { Avatar } from "./Person";
import { type Option, Picker } from "./Picker";
import { useRested } from "./slow";

const WHOLE = 200;
const FOUND = 20;

interface Page<T> {
  items: T[];
  total: number;
}

interface Searched {
  options: Option[];
  onSearch: (text: string) => void;
  onFocus: () => void;
  loading: boolean;
  searched: boolean;
}

/**
 * The options of a list: all of them where they are few, else what the server finds for the typed text. They are read
 * when the picker is first used, so that a page opens without them.
 */
function useSearched<T extends { id: string }>(
  resource: string,
  path: string,
  query: Query,
  value: string[],
  option: (item: T) => Option,
): Searched {
  const [typed, setTyped] = useState("");
  const [used, setUsed] = useState(false);
  const text = useRested(typed);
  const whole = useQuery({
    queryKey: [resource, { ...query, limit: WHOLE }],
    queryFn: ({ signal }) => get<Page<T>>(path, { ...query, limit: WHOLE }, signal),
    enabled: used || value.length > 0,
  });
  const many = (whole.data?.total ?? 0) > WHOLE;
  const found = useQuery({
    queryKey: [resource, { ...query, q: text, limit: FOUND }],
    queryFn: ({ signal }) => get<Page<T>>(path, { ...query, q: text, limit: FOUND }, signal),
    enabled: many && text !== "",
    placeholderData: keepPreviousData,
  });
  const items = (many && text ? found.data?.items : whole.data?.items) ?? [];
  const known = new Map([...(whole.data?.items ?? []), ...items].map(item => [item.id, item]));
  const missing = whole.data ? value.filter(id => !known.has(id) && id !== "none") : [];
  const others = useQueries({
    queries: missing.map(id => ({
      queryKey: [resource, id],
      queryFn: ({ signal }: { signal: AbortSignal }) => get<T>(`${path}/${id}`, {}, signal),
    })),
  });
  const options = items.map(option);
  for (const other of others) if (other.data) options.push(option(other.data));
  for (const id of value) {
    const item = known.get(id);
    if (item && !options.some(each => each.value === id)) options.push(option(item));
  }
  const asked = many && typed !== "";
  const answered = typed === text && found.data !== undefined && !found.isPlaceholderData;
  return {
    options,
    onSearch: setTyped,
    onFocus: () => setUsed(true),
    loading: whole.isLoading || (asked && !answered && !found.error),
    searched: asked && answered,
  };
}

export interface PickerOf {
  value: string[];
  onChange: (value: string[]) => void;
  multiple?: boolean;
  label?: string;
  id?: string;
  bare?: boolean;
  invalid?: boolean;
  describedBy?: string;
  none?: string;
  required?: boolean;
  plain?: boolean;
  placeholder?: string;
  /** Ids that are not offered. */
  without?: ReadonlySet<string>;
}

export function CustomerPicker(props: PickerOf) {
  const { options, ...searched } = useSearched<Schema["CustomerRow"]>(
    "customers",
    "/api/customers",
    {},
    props.value,
    item => ({
      value: item.id,
      label: item.name,
      hint: item.number,
      mark: <Avatar id={item.id} name={item.name} size={18} square />,
    }),
  );
  const offered = props.without ? options.filter(option => !props.without?.has(option.value)) : options;
  return <Picker {...props} label={props.label ?? t("filters.customer")} options={offered} {...searched} />;
}

/** Projects of all customers, or of those that are named. */
export function AnyProjectPicker({ customer, ...props }: PickerOf & { customer?: readonly string[] }) {
  const { options, ...searched } = useSearched<Schema["ProjectRow"]>(
    "projects",
    "/api/projects",
    customer ? { customer } : {},
    props.value,
    item => ({ value: item.id, label: item.name, hint: item.customer?.name ?? undefined }),
  );
  return <Picker {...props} label={props.label ?? t("filters.project")} options={options} {...searched} />;
}

export function EmployeePicker({ sellers, ...props }: PickerOf & { sellers?: boolean }) {
  const query: Query = sellers ? { seller: true } : {};
  const { options, ...searched } = useSearched<Schema["EmployeeRow"]>(
    "employees",
    "/api/employees",
    query,
    props.value,
    item => ({
      value: item.id,
      label: item.name,
      hint: item.team?.name,
      mark: <Avatar id={item.id} name={item.name} size={18} />,
    }),
  );
  const offered = props.without ? options.filter(option => !props.without?.has(option.value)) : options;
  return <Picker {...props} label={props.label ?? t("filters.employee")} options={offered} {...searched} />;
}

export function TeamPicker(props: PickerOf) {
  const { options, ...searched } = useSearched<Schema["Team"]>("teams", "/api/teams", {}, props.value, item => ({
    value: item.id,
    label: item.name,
  }));
  return <Picker {...props} label={props.label ?? t("filters.team")} options={options} {...searched} />;
}

export function RolePicker({ kind, ...props }: PickerOf & { kind?: "customer" | "project" }) {
  const roles = useRoles().filter(role => !kind || role.kind === kind);
  const options = roles.map(role => ({ value: role.id, label: role.name }));
  return <Picker {...props} label={props.label ?? t("filters.role")} options={options} />;
}

const NO_ROLES: Schema["Role"][] = [];

/** All roles in the order of their names. */
export function useRoles(): Schema["Role"][] {
  const can = useCan();
  const roles = useQuery({
    queryKey: ["roles", { limit: 500 }],
    queryFn: ({ signal }) => get<Page<Schema["Role"]>>("/api/roles", { limit: 500 }, signal),
    enabled: can("listRoles"),
  });
  return roles.data?.items ?? NO_ROLES;
}

type Grouping = Schema["GroupingPick"] & { id: string };

const NO_GROUPINGS: Grouping[] = [];

function useReadGroupings() {
  const can = useCan();
  return useQuery({
    enabled: can("listGroupings"),
    queryKey: ["groupings"],
    queryFn: ({ signal }) => allGroupings(signal),
  });
}

export const useGroupings = (): Grouping[] => useReadGroupings().data ?? NO_GROUPINGS;

/** Returns whether there is a category that the person may use; undefined as long as that is not known. */
export const useHasCategory = (): boolean | undefined =>
  useReadGroupings().data?.some(each => each.type === "category" && each.id !== "none");

async function allGroupings(signal: AbortSignal): Promise<Grouping[]> {
  const found = new Map<string, Grouping>();
  let cursor: string | undefined;
  do {
    const page = await get<Schema["Groupings"]>("/api/groupings", { limit: 500, cursor }, signal);
    for (const each of page.items as Grouping[]) found.set(each.id, each);
    cursor = page.next ?? undefined;
  } while (cursor);
  return [...found.values()];
}

export interface GroupingChoice {
  category?: string[];
  tag?: string[];
}

interface GroupingPickerProps extends Omit<PickerOf, "value" | "onChange"> {
  value: GroupingChoice;
  onChange: (value: GroupingChoice) => void;
}

/** The one picker of categories and tags together, as on every page. */
export function GroupingPicker({ value, onChange, ...props }: GroupingPickerProps) {
  const can = useCan();
  const groupings = useGroupings();
  const option = (each: Grouping): Option => {
    const name = each.id === "none" ? t("filters.uncategorised") : (each.name ?? "");
    return {
      value: `${each.type}:${each.id}`,
      label: name,
      name: each.id === "none" ? name : t(`filters.named.${each.type}`, { name }),
      group: each.type === "category" ? t("filters.categories") : t("filters.tags"),
      hint: String(each.customerCount),
    };
  };
  const categories = groupings.filter(each => each.type === "category");
  const ordered = [
    ...categories.filter(each => each.id !== "none"),
    ...categories.filter(each => each.id === "none"),
    ...groupings.filter(each => each.type === "tag"),
  ];
  const chosen = [...(value.category ?? []).map(id => `category:${id}`), ...(value.tag ?? []).map(id => `tag:${id}`)];
  const of = (kind: string, all: string[]) => {
    const ids = all.filter(each => each.startsWith(kind)).map(each => each.slice(kind.length));
    return ids.length ? ids : undefined;
  };
  if (!can("listGroupings")) return null;
  return (
    <Picker
      {...props}
      label={t("filters.grouping")}
      multiple
      options={ordered.map(option)}
      value={chosen}
      onChange={all => onChange({ category: of("category:", all), tag: of("tag:", all) })}
    />
  );
}

export function CategoryPicker(props: PickerOf) {
  const options = useGroupings()
    .filter(each => each.type === "category" && each.id !== "none" && !props.without?.has(each.id))
    .map(each => ({ value: each.id, label: each.name ?? "", hint: String(each.customerCount) }));
  return <Picker {...props} label={props.label ?? t("filters.category")} options={options} />;
}

export function TagPicker(props: PickerOf) {
  const options = useGroupings()
    .filter(each => each.type === "tag" && !props.without?.has(each.id))
    .map(each => ({ value: each.id, label: each.name ?? "", hint: String(each.customerCount) }));
  return <Picker multiple {...props} label={props.label ?? t("filters.tagsLabel")} options={options} />;
}
