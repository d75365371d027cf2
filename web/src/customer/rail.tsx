import { IconMail, IconMapPin, IconPhone, IconReceipt, IconWorld } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { get, type Schema, useCan } from "../api";
import { t } from "../texts";
import { Created, Responsible, useAssignees } from "../ui/Card";
import { HistoryList } from "../ui/History";
import { Icon } from "../ui/Icon";
import { useNarrow } from "../ui/media";
import { People } from "../ui/Person";
import { type Customer, Website } from "./tabs";

interface RailProps {
  customer: Customer;
  history: boolean;
  onOpen: (person: Schema["Named"]) => void;
}

/** The region "Overview": what one wants to know of a customer on every tab. On a phone it unfolds. */
export function Rail({ customer, history, onOpen }: RailProps) {
  const can = useCan();
  const narrow = useNarrow();
  const assignees = useAssignees(customer.id);
  const people = assignees.data?.filter(each => !each.project);
  const parts = (
    <>
      {can("listAssignees") && (
        <section>
          <h2>{t("overview.responsible")}</h2>
          {people && <Responsible people={people} onOpen={onOpen} />}
        </section>
      )}
      <section>
        <h2>{t("customer.contact")}</h2>
        <Contact customer={customer} />
      </section>
      {history && can("listHistory") && <Latest customer={customer} />}
      <section className="small muted">
        <Created of={customer.id} type="CustomerRegistered" at={customer.createdAt} />
      </section>
    </>
  );
  if (!narrow) {
    return (
      <section className="rail" aria-label={t("nav.overview")}>
        {parts}
      </section>
    );
  }
  return (
    <section className="rail" aria-label={t("nav.overview")}>
      <details>
        <summary>
          <span className="grow">{t("nav.overview")}</span>
          {people &&
            (people.length > 0 ? (
              <People people={people.map(each => each.employee)} count={people.length} />
            ) : (
              <span className="warn">{t("ui.nobody")}</span>
            ))}
        </summary>
        {parts}
      </details>
    </section>
  );
}

function Contact({ customer }: { customer: Customer }) {
  const { address, email, phone, website, vatNumber } = customer;
  const place = [address?.street, [address?.postcode, address?.city].filter(Boolean).join(" ")]
    .filter(Boolean)
    .join(", ");
  if (!email && !phone && !website && !vatNumber && !place) return <span className="muted">–</span>;
  return (
    <>
      <Line icon={IconMail}>{email && <a href={`mailto:${email}`}>{email}</a>}</Line>
      <Line icon={IconPhone}>{phone && <a href={`tel:${phone.replace(/[^+\d]/g, "")}`}>{phone}</a>}</Line>
      <Line icon={IconWorld}>{website && <Website url={website} />}</Line>
      <Line icon={IconMapPin}>{place}</Line>
      <Line icon={IconReceipt}>{vatNumber}</Line>
    </>
  );
}

function Line({ icon, children }: { icon: typeof IconMail; children: ReactNode }) {
  if (!children) return null;
  return (
    <div className="ln">
      <Icon of={icon} size={16} />
      <span className="ell">{children}</span>
    </div>
  );
}

const LATEST = 5;

function Latest({ customer }: { customer: Customer }) {
  const query = { customer: customer.id, limit: LATEST };
  const { data } = useQuery({
    queryKey: ["history", query],
    queryFn: ({ signal }) => get<Schema["History"]>("/api/history", query, signal),
  });
  return (
    <section>
      <div className="row">
        <h2 className="grow">{t("matrix.history")}</h2>
        <Link to={`/customers/${customer.id}/history`} className="link">
          {t("matrix.allHistory")}
        </Link>
      </div>
      <HistoryList rows={data?.items ?? []} empty={data !== undefined} context={{ customer: true }} />
    </section>
  );
}
