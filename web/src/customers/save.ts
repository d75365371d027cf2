import { patch, post } from "../api";
import { changesOf, type Version, type Versions } from "../ui/versions";
import { bodyOf, type Customer, type Fields } from "./fields";

export async function create(values: Fields, key: string): Promise<string> {
  const body = { ...bodyOf(values), categoryId: values.category[0] ?? null, tagIds: values.tags };
  return (await post<Customer>("/api/customers", body, { key })).body.id;
}

/**
 * Sends what was changed. Category and tags are commands of their own.
 *
 * @param begin should one of those be refused, the rest is saved, and the form begins there
 */
export async function change(
  customerId: string,
  values: Fields,
  { fields: before, etag }: Version<Fields>,
  begin: Versions<Fields>["begin"],
): Promise<string> {
  const changes = changesOf(bodyOf(before), bodyOf(values));
  if (Object.keys(changes).length) {
    const saved = await patch(`/api/customers/${customerId}`, changes, { ifMatch: etag });
    const own = { category: before.category, tags: before.tags, projects: before.projects };
    begin({ fields: { ...values, ...own }, etag: saved.etag }, values);
  }
  const [category] = values.category;
  if (category !== before.category[0]) {
    if (category) await post(`/api/categories/${category}/customers`, { add: [customerId] });
    else await post(`/api/categories/${before.category[0]}/customers`, { remove: [customerId] });
  }
  for (const tag of values.tags.filter(each => !before.tags.includes(each))) {
    await post(`/api/tags/${tag}/customers`, { add: [customerId] });
  }
  for (const tag of before.tags.filter(each => !values.tags.includes(each))) {
    await post(`/api/tags/${tag}/customers`, { remove: [customerId] });
  }
  return customerId;
}
