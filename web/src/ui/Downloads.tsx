import { IconDownload } from "@tabler/icons-react";
import { type Operation, type Query, queryString, useCan } from "../api";
import { spoken, t } from "../texts";
import { Icon } from "./Icon";

/** Links to the same rows as files. A link sends no header, so the language is a parameter. */
export function Downloads({ path, query, operation }: { path: string; query: Query; operation: Operation }) {
  const can = useCan();
  if (!can(operation)) return null;
  const search = queryString({ ...query, lang: spoken() });
  return (
    <>
      <a className="btn quiet" href={`${path}.xlsx${search}`} download>
        <Icon of={IconDownload} />
        {t("ui.excel")}
      </a>
      <a className="btn quiet" href={`${path}.csv${search}`} download>
        {t("ui.csv")}
      </a>
    </>
  );
}
