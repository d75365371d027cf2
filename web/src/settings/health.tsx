import {
  IconAlertCircle,
  IconCircleCheck,
  IconLoader2,
  IconPlugConnectedX,
  IconRefresh,
  IconRefreshAlert,
  IconShieldCheck,
  type Icon as TablerIcon,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, post, type Schema } from "../api";
import { has, instant, type Key, number, rich, t } from "../texts";
import { Dialog } from "../ui/Dialog";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { Failure } from "../ui/State";
import { type Column, Table, TableSkeleton } from "../ui/Table";
import { done, refused } from "../ui/toasts";

type Health = Schema["Health"];
type Line = Schema["HealthSource"] | Schema["HealthReader"];
type Source = Schema["SourceName"];
type Verification = Schema["Verification"];
type Digest = Schema["Digest"];

const SOURCES: Source[] = ["customers", "responsibilities", "groupings"];
const SOON = 1000;
const NOW_AND_THEN = 5000;

const isReader = (line: Line): line is Schema["HealthReader"] => "reader" in line;
const rebuildOf = (line: Line) => (isReader(line) ? line.lastRebuild : undefined);
const mayRebuild = (line: Line) => isReader(line) && line.reader === "reporting-service" && line.state !== "noAnswer";

function nameOf(line: Line): string {
  if (!isReader(line)) return t("health.published", { service: line.service });
  return line.reader === "reporting-service" ? t("health.views") : t("health.reference", { service: line.reader });
}

const STATES: Record<Line["state"], { icon: TablerIcon; tone: string }> = {
  running: { icon: IconCircleCheck, tone: "good" },
  catchingUp: { icon: IconLoader2, tone: "acc" },
  retrying: { icon: IconRefreshAlert, tone: "warn" },
  stopped: { icon: IconAlertCircle, tone: "bad" },
  noAnswer: { icon: IconPlugConnectedX, tone: "bad" },
};

/** How far every log is published and every service has read it. */
export function HealthPage() {
  const [rebuilding, setRebuilding] = useState<Source | null>(null);
  const [verifying, setVerifying] = useState(false);
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["health"],
    queryFn: ({ signal }) => get<Health>("/api/health", {}, signal),
    // the answer to a verification may wait for its end, and its progress is shown meanwhile
    refetchInterval: query => (verifying || (query.state.data && isBusy(query.state.data)) ? SOON : NOW_AND_THEN),
    staleTime: 0,
  });

  async function verify() {
    setVerifying(true);
    try {
      await post("/api/health/verification");
    } catch (thrown) {
      refused(thrown);
    }
    await refetch();
    setVerifying(false);
  }

  return (
    <>
      <Head title={t("health.title")} back={{ to: "/settings", label: t("settings.title") }} />
      <div className="page-block" aria-busy={isPending}>
        {error && !data && <Failure thrown={error} onAgain={() => void refetch()} />}
        {isPending && <TableSkeleton rows={15} />}
        {data && (
          <>
            <Summary health={data} stale={error !== null} />
            {SOURCES.map(source => (
              <Log key={source} source={source} health={data} onRebuild={() => setRebuilding(source)} />
            ))}
            {data.memory && <Memory memory={data.memory} />}
            <Verify
              verification={data.verification}
              running={verifying || data.verification?.state === "running"}
              onVerify={() => void verify()}
            />
          </>
        )}
      </div>
      {rebuilding && (
        <RebuildDialog source={rebuilding} onClose={() => setRebuilding(null)} onBegun={() => void refetch()} />
      )}
    </>
  );
}

const linesOf = (health: Health): Line[] => [...health.sources, ...health.readers];

const isBusy = (health: Health): boolean =>
  health.verification?.state === "running" || linesOf(health).some(line => rebuildOf(line)?.state === "running");

/** What the server says of a reason stands behind the sentence about it. */
const withDetail = (sentence: string, detail: string | undefined) => (detail ? `${sentence} ${detail}` : sentence);

function reasonOf(line: Line): string | undefined {
  if (line.state === "noAnswer") return t("health.noAnswer", { service: isReader(line) ? line.reader : line.service });
  return (
    line.reason ?? (line.state === "stopped" || line.state === "retrying" ? t(`health.state.${line.state}`) : undefined)
  );
}

/** All that needs a person, in sentences. */
function faultsOf(health: Health): string[] {
  const faults: string[] = [];
  for (const line of linesOf(health)) {
    const log = t(`health.log.${line.source}`);
    const reason = reasonOf(line);
    if (reason) faults.push(t("health.fault", { log, what: nameOf(line), reason }));
    const last = rebuildOf(line);
    if (last?.state === "failed" || last?.state === "interrupted") {
      faults.push(withDetail(t(`health.fault.${last.state}`, { log, at: instant(last.startedAt) }), last.reason));
    }
  }
  const { memory, verification } = health;
  if (memory && isScarce(memory)) {
    const reason = memory.reason ?? t(`health.memory.${memory.state}`);
    faults.push(t("health.fault.memory", { what: t("health.memory"), reason }));
  }
  if (verification?.state === "different" || verification?.state === "failed") {
    faults.push(outcomeOf(verification, verification.state));
  }
  return faults;
}

/** Says first what needs a person, with the reason. */
function Summary({ health, stale }: { health: Health; stale: boolean }) {
  const faults = faultsOf(health);
  const tone = stale ? "warn" : faults.length ? "bad" : "good";
  return (
    <div className={`banner ${tone}`} role="status" aria-label={t("health.summary")}>
      <Icon of={tone === "good" ? IconCircleCheck : IconAlertCircle} />
      <div className="grow wraps">
        {stale ? t("health.stale") : faults.length ? t("health.faults", { count: faults.length }) : t("health.good")}
        {faults.length > 0 && (
          <ul>
            {faults.map(fault => (
              <li key={fault}>{fault}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function Log({ source, health, onRebuild }: { source: Source; health: Health; onRebuild: () => void }) {
  const title = t(`health.log.${source}`);
  const lines = linesOf(health).filter(line => line.source === source);
  return (
    <section className="stack-v" style={{ gap: 8 }} aria-label={title}>
      <h2>{title}</h2>
      <div className="panel">
        <Table
          label={title}
          columns={[...columns(), rebuildColumn(title, onRebuild)]}
          rows={lines}
          rowKey={nameOf}
          cardHeight={84}
          card={line => (
            <>
              <span className="row">
                <span className="med ell grow">{nameOf(line)}</span>
                <StateChip state={line.state} />
              </span>
              <span className="small muted ell">
                {position(line)} · {behind(line)}
              </span>
              <span className="small">{rebuildOf(line) && <Rebuild of={line} />}</span>
            </>
          )}
        />
      </div>
    </section>
  );
}

const dash = <span className="muted">–</span>;

const position = (line: Line) =>
  line.position === undefined || line.head === undefined
    ? "–"
    : t("health.of", { position: number(line.position), head: number(line.head) });

function behind(line: Line): string {
  if (line.lagEvents === undefined) return "–";
  return line.lagEvents === 0
    ? t("health.level")
    : t("health.behind", { count: line.lagEvents, seconds: Math.round(line.lagSeconds ?? 0) });
}

function columns(): Column<Line>[] {
  return [
    { key: "what", head: t("health.what"), cell: line => <span className="med">{nameOf(line)}</span> },
    { key: "position", head: t("health.position"), right: true, cell: position },
    { key: "behind", head: t("health.lag"), cell: behind },
    { key: "state", head: t("me.state"), cell: line => <StateChip state={line.state} /> },
    {
      key: "rebuild",
      head: t("health.lastRebuild"),
      cell: line => (rebuildOf(line) ? <Rebuild of={line} /> : dash),
    },
  ];
}

function rebuildColumn(log: string, onRebuild: () => void): Column<Line> {
  const name = t("health.rebuildOf", { log });
  return {
    key: "acts",
    quiet: true,
    cell: line => {
      if (!mayRebuild(line)) return null;
      const running = rebuildOf(line)?.state === "running";
      // not "disabled": it would lose the focus that the dialog gives back to it
      return (
        <button
          type="button"
          className="btn icon"
          aria-label={name}
          title={name}
          aria-disabled={running || undefined}
          onClick={() => !running && onRebuild()}
        >
          <Icon of={IconRefresh} size={16} />
        </button>
      );
    },
  };
}

function StateChip({ state }: { state: Line["state"] }) {
  const { icon, tone } = STATES[state];
  return (
    <span className={`chip ${tone}`}>
      <Icon of={icon} size={14} />
      {t(`health.state.${state}`)}
    </span>
  );
}

function Rebuild({ of: line }: { of: Line }) {
  const last = rebuildOf(line);
  if (!last) return null;
  const values = { at: instant(last.startedAt), seconds: Math.round(last.seconds), count: last.events };
  if (last.state === "running")
    return (
      <span className="row">
        <progress
          aria-label={t("health.rebuilding", { log: t(`health.log.${line.source}`) })}
          value={last.events}
          max={Math.max(1, last.head)}
        />
        <span className="muted">{t("health.of", { position: number(last.events), head: number(last.head) })}</span>
      </span>
    );
  if (last.state === "finished") return <span className="muted">{t("health.rebuilt", values)}</span>;
  return <span className="bad wraps">{withDetail(t(`health.rebuild.${last.state}`, values), last.reason)}</span>;
}

const MEGABYTE = 1 << 20;

type MemoryState = NonNullable<Health["memory"]>;

const isScarce = (memory: MemoryState) => memory.state !== "enough" || memory.reason !== undefined;

function Memory({ memory }: { memory: MemoryState }) {
  const estimated = memory.heapNeeded > 0;
  // before the first estimate it is not known whether there is enough
  if (!estimated && !isScarce(memory)) return null;
  const tone = { enough: "good", tight: "warn", short: "bad" }[memory.state];
  return (
    <section className="stack-v" style={{ gap: 8 }} aria-label={t("health.memory")}>
      <h2>{t("health.memory")}</h2>
      <p className="row wrap">
        <span className={`chip ${tone}`}>
          <Icon of={memory.state === "enough" ? IconCircleCheck : IconAlertCircle} size={14} />
          {t(`health.memory.${memory.state}`)}
        </span>
        {estimated &&
          t("health.memoryOf", {
            needed: number(Math.ceil(memory.heapNeeded / MEGABYTE)),
            heap: number(Math.floor(memory.heapMax / MEGABYTE)),
          })}
      </p>
      {memory.reason && <p className="bad">{memory.reason}</p>}
    </section>
  );
}

function RebuildDialog({ source, onClose, onBegun }: { source: Source; onClose: () => void; onBegun: () => void }) {
  const [busy, setBusy] = useState(false);
  const log = t(`health.log.${source}`);

  async function begin() {
    setBusy(true);
    try {
      await post(`/api/health/rebuilds/${source}`);
      onBegun();
      done(rich("health.rebuildBegun", { log }));
    } catch (thrown) {
      refused(thrown);
    }
    onClose();
  }

  return (
    <Dialog
      title={t("health.rebuildTitle", { log })}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          <button type="button" className="btn pri" disabled={busy} onClick={() => void begin()}>
            {t("health.rebuildNow")}
          </button>
        </>
      }
    >
      <p>{t("health.rebuildAbout")}</p>
    </Dialog>
  );
}

interface VerifyProps {
  verification: Verification | undefined;
  running: boolean;
  onVerify: () => void;
}

/** The proof that the views equal the logs, and its last outcome. */
function Verify({ verification, running, onVerify }: VerifyProps) {
  return (
    <section className="stack-v" style={{ gap: 8 }} aria-label={t("health.verification")}>
      <div className="row">
        <h2 className="grow">{t("health.verification")}</h2>
        <button
          type="button"
          className="btn"
          aria-disabled={running || undefined}
          onClick={() => !running && onVerify()}
        >
          <Icon of={IconShieldCheck} />
          {t("health.verify")}
        </button>
      </div>
      <p className="small muted">{t("health.verifyAbout")}</p>
      {verification && <Outcome of={verification} />}
    </section>
  );
}

function outcomeOf(verification: Verification, state: Exclude<Verification["state"], "running">): string {
  const values = {
    at: instant(verification.startedAt),
    seconds: Math.round(verification.seconds),
    count: verification.events,
  };
  return withDetail(t(`health.verified.${state}`, values), verification.reason);
}

function Outcome({ of: verification }: { of: Verification }) {
  const { state, digests } = verification;
  const total = Object.values(verification.positions).reduce((sum, each) => sum + each, 0);
  if (state === "running")
    return (
      <div className="row">
        <progress aria-label={t("health.verifying")} value={verification.events} max={Math.max(1, total)} />
        <span className="muted">{t("health.of", { position: number(verification.events), head: number(total) })}</span>
      </div>
    );
  const tone = state === "equal" ? "good" : "bad";
  return (
    <>
      <div className={`banner ${tone}`} role="status" aria-label={t("health.outcome")}>
        <Icon of={state === "equal" ? IconCircleCheck : IconAlertCircle} />
        <span className="grow wraps">{outcomeOf(verification, state)}</span>
      </div>
      {digests.length > 0 && (
        <div className="panel">
          <Table
            label={t("health.digests")}
            columns={digestColumns()}
            rows={digests}
            rowKey={each => each.source + each.of + each.kind}
            card={each => (
              <>
                <span className="row">
                  <span className="med ell grow">
                    {t(`health.log.${each.source}`)} · {kindOf(each)}
                  </span>
                  <Result of={each} />
                </span>
                <span className="small muted ell">
                  {t(`health.compared.${each.of}`)} · {number(each.count)}
                </span>
                {each.different > 0 && <Difference of={each} />}
              </>
            )}
          />
        </div>
      )}
    </>
  );
}

const kindOf = ({ kind }: Digest) => (has(`health.kind.${kind}`) ? t(`health.kind.${kind}` as Key) : kind);

function digestColumns(): Column<Digest>[] {
  return [
    { key: "log", head: t("health.log"), cell: each => t(`health.log.${each.source}`) },
    { key: "of", head: t("health.comparedHead"), cell: each => t(`health.compared.${each.of}`) },
    { key: "kind", head: t("health.kind"), cell: kindOf },
    { key: "count", head: t("health.count"), right: true, cell: each => number(each.count) },
    { key: "result", head: t("health.result"), cell: each => <Result of={each} /> },
    {
      key: "digest",
      head: t("health.digest"),
      cell: each =>
        each.different ? (
          <Difference of={each} />
        ) : (
          <code className="small muted" title={each.served}>
            {each.served.slice(0, 12)}
          </code>
        ),
    },
  ];
}

function Difference({ of: digest }: { of: Digest }) {
  return (
    <div className="small wraps">
      <p>{t("health.ids", { ids: digest.ids.join(", ") })}</p>
      <p>{t("health.servedDigest", { digest: digest.served })}</p>
      <p>{t("health.rebuiltDigest", { digest: digest.rebuilt })}</p>
    </div>
  );
}

function Result({ of: digest }: { of: Digest }) {
  return (
    <span className={digest.different ? "chip bad" : "chip good"}>
      <Icon of={digest.different ? IconAlertCircle : IconCircleCheck} size={14} />
      {digest.different ? t("health.different", { count: digest.different }) : t("health.equal")}
    </span>
  );
}
