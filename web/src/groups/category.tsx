import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { type Answer, get, type Problem, type Schema, useCan, useSession } from "../api";
import { t } from "../texts";
import { FaultSummary, faultsOf } from "../ui/Form";
import { Tabs } from "../ui/Tabs";
import { refused } from "../ui/toasts";
import { ChangedMeanwhile } from "../ui/versions";
import {
  bodyOf,
  type Category,
  type Fields,
  faultsIn,
  fieldsOf,
  isNumber,
  isOfBasic,
  labels,
  lacksSeller,
} from "./categoryFields";
import { BasicTab, SellersTab } from "./categoryTabs";
import { DeleteDialog } from "./delete";
import { useGroupForm } from "./groupForm";
import { CategoryList, categoriesPlace, groupsPlace, type Place } from "./page";
import { Loaded, Members, Sheet } from "./sheet";

export const NewCategory = () => <CategoryForm place={categoriesPlace()} />;
export const EditCategory = () => <LoadedCategory place={categoriesPlace()} />;
export const NewCustomerGroup = () => <CategoryForm place={groupsPlace()} />;
export const EditCustomerGroup = () => <LoadedCategory place={groupsPlace()} />;

const LoadedCategory = ({ place }: { place: Place }) => (
  <Loaded<Category> kind="categories" form={loaded => <CategoryForm place={place} loaded={loaded} />} />
);

type Tab = "basic" | "sellers" | "customers";

interface CategoryFormProps {
  place: Place;
  loaded?: Answer<Category>;
}

function CategoryForm({ place, loaded }: CategoryFormProps) {
  const can = useCan();
  const { accounts } = useSession().features;
  const [tab, setTab] = useState<Tab>("basic");
  const [deleting, setDeleting] = useState(false);
  const id = useId();
  const category = loaded?.body;
  const form = useGroupForm<Category, Fields>({
    kind: "categories",
    loaded,
    list: place.base,
    fieldsOf,
    bodyOf: fields => bodyOf(fields, accounts),
    check: fields => {
      const wrong = !fields.name.trim() || !isNumber(fields) ? "basic" : lacksSeller(fields) ? "sellers" : null;
      if (wrong) setTab(wrong);
      return wrong === null;
    },
    onRefused: (problem: Problem) => (isOfBasic(problem) ? setTab("basic") : refused(problem)),
  });
  const { versions, members, tried, save } = form;
  const { fields, set } = versions;
  const faults = faultsIn(fields, form.problem, tried > 0);
  // The summary is about what was wrong when saving was tried.
  const basic = tried > 0 ? faultsOf(id, labels(), { name: faults.name, start: faults.start }) : [];
  const sellers = faultsOf(id, labels(), { sellerIds: faults.sellerIds });
  const readOnly = category ? !can("replaceCategory") : false;
  const onChange = (name: string, value: string) => set({ [name]: value });
  const texts = { id, labels: labels(), values: fields, faults, onChange, readOnly };
  const isStart = fields.start === (category?.numberingStart?.toString() ?? "");
  const nameOfSeller = useSellerNames(versions.theirs !== null);
  return (
    <Sheet
      title={category?.name ?? place.create}
      base={place.base}
      list={<CategoryList place={place} behind />}
      readOnly={readOnly}
      busy={form.busy}
      onSave={() => void save()}
      onDelete={category && can("deleteCategory") ? () => setDeleting(true) : undefined}
      tabs={
        <Tabs
          label={t("category.tabs")}
          tabs={[
            ["basic", t("category.basic"), basic.length],
            ["sellers", t("category.sellers"), sellers.length],
            ["customers", t("nav.customers"), 0],
          ]}
          current={tab}
          onChange={setTab}
          id={id}
        />
      }
      dialogs={
        <>
          {deleting && category && (
            <DeleteDialog
              kind="categories"
              id={category.id}
              name={category.name}
              base={place.base}
              onClose={() => setDeleting(false)}
            />
          )}
          <ChangedMeanwhile
            versions={versions}
            names={(Object.keys(labels()) as (keyof Fields)[]).map(name => [name, labels()[name]])}
            say={(value, name) => (name === "sellerIds" ? (value as string[]).map(nameOfSeller) : value)}
            onMine={(mine, on) => void save(mine, on)}
          />
        </>
      }
    >
      <FaultSummary key={tried} faults={[...basic, ...sellers]} />
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-tab-${tab}`} className="form">
        {tab === "basic" && (
          <BasicTab
            texts={texts}
            accounts={accounts}
            startHint={category && !isStart ? t("category.numbersStay") : t("category.startHint")}
          />
        )}
        {tab === "sellers" && <SellersTab texts={texts} fields={fields} set={set} />}
        {tab === "customers" && (
          <Members kind="categories" id={category?.id} value={members} onChange={form.setMembers} readOnly={readOnly} />
        )}
      </div>
    </Sheet>
  );
}

/** @param needed they are read only then */
function useSellerNames(needed: boolean): (sellerId: string) => string {
  const people = useQuery({
    queryKey: ["employees", { seller: true, limit: 200 }],
    queryFn: ({ signal }) => get<Schema["Employees"]>("/api/employees", { seller: true, limit: 200 }, signal),
    enabled: needed,
  });
  return sellerId => people.data?.items.find(each => each.id === sellerId)?.name ?? "…";
}
