import "./registry.css";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { changed, get, Problem, post, type Schema } from "../api";
import { instant, rich, t } from "../texts";
import { linesOf } from "./address";
import { useCommand } from "./command";
import { Dialog } from "./Dialog";
import { Check } from "./Form";
import { done } from "./toasts";

type Lookup = Schema["RegistryLookup"];
type Item = Lookup["items"][number];

const AGAIN = ["changed-since-lookup", "lookup-expired", "registry-unavailable", "registry-busy"];

interface RegistryDialogProps {
  customer: Schema["Customer"];
  /** Without a VAT number there is nothing to look up. */
  needsVat: boolean;
  /** Called when something was taken over. */
  onDone?: () => void;
  onClose: () => void;
}

/** What the public registry knows of a customer beside what we have; what is chosen is taken over. */
export function RegistryDialog({ customer, needsVat, onDone, onClose }: RegistryDialogProps) {
  const path = `/api/customers/${customer.id}/registry`;
  const [fresh, setFresh] = useState(false);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [problem, setProblem] = useState<Problem | null>(null);
  const command = useCommand();
  const lookup = useQuery({
    queryKey: ["registry", customer.id, fresh],
    queryFn: ({ signal }) => get<Lookup>(path, { fresh: fresh || undefined }, signal),
    enabled: !needsVat,
    retry: false,
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const refusal = problem ?? (lookup.error instanceof Problem ? lookup.error : null);
  const differing = lookup.data?.items.filter(each => each.differs) ?? [];
  const chosen = differing.map(each => each.item).filter(item => !left.has(item));

  async function update() {
    if (!lookup.data || chosen.length === 0) return;
    const body = { lookupId: lookup.data.lookupId, items: chosen };
    setProblem(null);
    try {
      await command.run([path, body], key => post(path, body, { key }));
      changed("Customer", "Address");
      done(rich("registry.done", { customer: customer.name }));
      onDone?.();
      onClose();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
    }
  }

  function again() {
    setProblem(null);
    setLeft(new Set());
    if (fresh) void lookup.refetch();
    else setFresh(true);
  }

  const offersAgain = refusal ? AGAIN.includes(refusal.code) : lookup.data !== undefined;
  return (
    <Dialog
      title={t("registry.title")}
      kind="wide"
      onClose={onClose}
      about={customer.name}
      footer={
        needsVat ? undefined : (
          <>
            {offersAgain && (
              <button type="button" className="btn quiet" disabled={lookup.isFetching} onClick={again}>
                {t("registry.again")}
              </button>
            )}
            <button type="button" className="btn end" onClick={onClose}>
              {t("ui.cancel")}
            </button>
            {differing.length > 0 && (
              <button
                type="button"
                className="btn pri"
                disabled={command.busy || lookup.isFetching || chosen.length === 0}
                onClick={() => void update()}
              >
                {t("registry.update")}
              </button>
            )}
          </>
        )
      }
    >
      {needsVat && (
        <p>
          {rich("registry.needsVat", {
            link: chunks => (
              <Link to={`/customers/${customer.id}/edit`} className="link" onClick={onClose}>
                {chunks}
              </Link>
            ),
          })}
        </p>
      )}
      {lookup.isFetching && <p className="muted">{t("registry.asking")}</p>}
      {refusal && (
        <div className="banner bad" role="alert">
          {refusal.text}
        </div>
      )}
      {lookup.data && (
        <Found
          lookup={lookup.data}
          left={left}
          onToggle={item => {
            const next = new Set(left);
            if (!next.delete(item)) next.add(item);
            setLeft(next);
          }}
        />
      )}
    </Dialog>
  );
}

interface FoundProps {
  lookup: Lookup;
  /** What is not taken over. */
  left: ReadonlySet<string>;
  onToggle: (item: string) => void;
}

function Found({ lookup, left, onToggle }: FoundProps) {
  const differing = lookup.items.filter(each => each.differs);
  const same = lookup.items.filter(each => !each.differs);
  return (
    <>
      {lookup.warnings.map(warning => (
        <div key={warning} className="banner warn">
          {t(`registry.warning.${warning}`)}
        </div>
      ))}
      {differing.length === 0 ? (
        <p>{t("registry.same")}</p>
      ) : (
        <ul className="found">
          {differing.map(each => (
            <li key={each.item}>
              <Check
                label={t(`registry.item.${each.item}`)}
                checked={!left.has(each.item)}
                onChange={() => onToggle(each.item)}
              />
              <div className="versions">
                <Version label={t("registry.ours")} value={each.current} />
                <Version label={t("registry.theirs")} value={each.found} />
              </div>
            </li>
          ))}
        </ul>
      )}
      {same.length > 0 && differing.length > 0 && (
        <p className="small muted">
          {t("registry.unchanged", { items: same.map(each => t(`registry.item.${each.item}`)).join(", ") })}
        </p>
      )}
      <p className="small muted">
        {t(`registry.from.${lookup.registry}`, { id: lookup.registryId, at: instant(lookup.fetchedAt) })}
      </p>
    </>
  );
}

function Version({ label, value }: { label: string; value: Item["current"] }) {
  const lines = value == null ? [] : typeof value === "string" ? [value] : linesOf(value);
  return (
    <div>
      <span className="small muted">{label}</span>
      {lines.length > 0 ? (
        lines.map(line => (
          <span key={line} className="wraps">
            {line}
          </span>
        ))
      ) : (
        <span className="muted">–</span>
      )}
    </div>
  );
}
