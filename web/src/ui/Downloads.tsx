import { IconDownload } from "@tabler/icons-react";
import { type Operation, type Query, queryString, useCan } from "../api";
import { spoken, t } from "../texts";
import { Icon } from "./Icon";
import { useNarrow } from "./media";

/** Links to the same rows as files; on a phone only the sheet. A link sends no header, so the language is a parameter. */
export function Downloads({ path, query, operation }: { path: string; query: Query; operation: Operation }) {
  const can = useCan();
  const narrow = useNarrow();
  if (!can(operation)) return null;
  const search = queryString({ ...query, lang: spoken() });
  if (narrow) {
    return (
      <a className="btn icon" href={`${path}.xlsx${search}`} download aria-label={t("ui.excel")} title={t("ui.excel")}>
        <Icon of={IconDownload} />
      </a>
    );
  }
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
