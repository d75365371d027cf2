import { TIMELINE } from "../addresses";
import { t } from "../texts";
import { Panel } from "../ui/Card";
import { Segments } from "../ui/Form";
import { useSearch } from "../ui/search";
import { Timeline } from "../ui/Timeline";
import type { Card } from "./page";

/** The tab History: all that happened at a customer, the newest first, by kind if one wishes. */
export function History({ card: { customer } }: { card: Card }) {
  const [search, set] = useSearch(TIMELINE);
  return (
    <Panel
      title={t("matrix.history")}
      end={
        <Segments
          label={t("timeline.kind")}
          value={search.kind ?? "all"}
          options={[
            ["all", t("timeline.all")],
            ["interaction", t("timeline.interactions")],
            ["change", t("timeline.changes")],
          ]}
          onChange={kind => set({ kind: kind === "all" ? undefined : kind })}
        />
      }
    >
      <Timeline customerId={customer.id} query={search} />
    </Panel>
  );
}
