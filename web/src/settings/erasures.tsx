import { IconCircleCheck, IconClock, IconCopy, IconUserOff } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback, useState } from "react";
import { get, type Schema } from "../api";
import { instant, rich, t } from "../texts";
import { Facts } from "../ui/Card";
import { copyText } from "../ui/clipboard";
import { Dialog } from "../ui/Dialog";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { Failure, State } from "../ui/State";
import { type Column, Table, TableSkeleton } from "../ui/Table";

type Erasure = Schema["Erasures"]["items"][number];
type Service = Erasure["services"][number];

const PENDING_AGAIN = 10_000;

/** Who was erased, and the proof that every service is done with it. */
export function Erasures() {
  const [shown, setShown] = useState<string | null>(null);
  const { data, error, isPending, isFetching, hasNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: ["erasures"],
    queryFn: ({ pageParam, signal }) =>
      get<Schema["Erasures"]>("/api/erasures", { limit: 100, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: page => page.next ?? undefined,
    // the stream of changes may be down, and the end of an erasure is waited for here
    refetchInterval: ({ state }) =>
      state.data?.pages.some(page => page.items.some(each => !each.done)) ? PENDING_AGAIN : false,
    staleTime: 0,
  });
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [hasNextPage, isFetching, fetchNextPage]);
  const rows = data?.pages.flatMap(page => page.items) ?? [];
  const proof = rows.find(row => row.personId === shown);
  return (
    <>
      <Head
        title={t("erasures.title")}
        back={{ to: "/settings", label: t("settings.title") }}
        actions={
          <span className="count" role="status" aria-label={t("ui.shown")}>
            {data && rich("erasures.count", { count: data.pages[0]?.total ?? 0 })}
          </span>
        }
      />
      <div className="panel fill" aria-busy={isPending}>
        {error && !data && <Failure thrown={error} onAgain={() => void refetch()} />}
        {isPending && <TableSkeleton rows={12} />}
        {data && rows.length === 0 && (
          <State icon={IconUserOff} title={t("erasures.none")}>
            <p>{t("erasures.noneMore")}</p>
          </State>
        )}
        {rows.length > 0 && (
          <Table
            label={t("erasures.title")}
            columns={columns(setShown)}
            rows={rows}
            rowKey={row => row.personId}
            onEnd={onEnd}
            onOpen={row => setShown(row.personId)}
            cardHeight={129}
            card={row => (
              <>
                <span className="row">
                  <Person of={row} onOpen={setShown} />
                  <span className="muted">{kindOf(row)}</span>
                </span>
                <span className="small muted ell">
                  {instant(row.requestedAt)} · {actorOf(row)} · {row.reason}
                </span>
                <Services of={row} />
              </>
            )}
          />
        )}
      </div>
      {proof && <Proof of={proof} onClose={() => setShown(null)} />}
    </>
  );
}

/** Ids begin with their time of creation; two persons differ in the end of theirs. */
const shortOf = (id: string) => id.slice(-12);

const kindOf = ({ kind }: Erasure) => t(`filters.${kind}`);

const actorOf = ({ requestedBy }: Erasure) => requestedBy.name ?? requestedBy.id;

const nameOf = ({ service }: Service) => t(`erasures.service.${service}`);

function columns(onOpen: (personId: string) => void): Column<Erasure>[] {
  return [
    { key: "person", head: t("erasures.person"), cell: row => <Person of={row} onOpen={onOpen} /> },
    { key: "kind", head: t("customer.kind"), cell: kindOf },
    { key: "at", head: t("erasures.requested"), cell: row => instant(row.requestedAt) },
    { key: "by", head: t("import.by"), cell: actorOf },
    {
      key: "reason",
      head: t("ui.reason"),
      cell: row => (
        <span className="why ell" title={row.reason}>
          {row.reason}
        </span>
      ),
    },
    { key: "services", head: t("erasures.services"), cell: row => <Services of={row} /> },
  ];
}

function Person({ of: { personId }, onOpen }: { of: Erasure; onOpen: (personId: string) => void }) {
  return (
    <span className="person-id">
      <button
        type="button"
        className="btn txt"
        title={personId}
        aria-label={t("erasures.of", { id: shortOf(personId) })}
        onClick={() => onOpen(personId)}
      >
        <code>{shortOf(personId)}</code>
      </button>
      <Copy id={personId} />
    </span>
  );
}

function Copy({ id }: { id: string }) {
  const name = t("erasures.copy", { id });
  return (
    <button
      type="button"
      className="btn icon sm"
      aria-label={name}
      title={name}
      onClick={() => void copyText(id, t("erasures.copied"))}
    >
      <Icon of={IconCopy} size={14} />
    </button>
  );
}

function Services({ of: { services } }: { of: Erasure }) {
  return (
    <span className="services">
      {services.map(each => (
        <StateChip key={each.service} of={each}>
          {nameOf(each)}
          <span className="sr">: {stateOf(each)}</span>
        </StateChip>
      ))}
    </span>
  );
}

const stateOf = ({ done }: Service) => (done ? t("erasures.done") : t("erasures.pending"));

function StateChip({ of: { done, doneAt }, children }: { of: Service; children: ReactNode }) {
  return (
    <span className={done ? "chip good" : "chip warn"} title={doneAt && instant(doneAt)}>
      <Icon of={done ? IconCircleCheck : IconClock} size={14} />
      {children}
    </span>
  );
}

/** All that is known of one erasure, for the person who asked for it. */
function Proof({ of: erasure, onClose }: { of: Erasure; onClose: () => void }) {
  const { personId, requestedAt, reason, services } = erasure;
  return (
    <Dialog title={t("erasures.of", { id: shortOf(personId) })} kind="wide" onClose={onClose} text>
      <Facts
        facts={[
          [
            t("erasures.person"),
            <span key="id" className="row">
              <code className="wraps">{personId}</code>
              <Copy id={personId} />
            </span>,
          ],
          [t("customer.kind"), kindOf(erasure)],
          [t("erasures.requested"), instant(requestedAt)],
          [t("import.by"), actorOf(erasure)],
          [t("ui.reason"), reason],
          ...services.map((each): [string, ReactNode] => [
            nameOf(each),
            <span key={each.service} className="row wrap">
              <StateChip of={each}>{stateOf(each)}</StateChip>
              {each.doneAt && <span className="muted">{instant(each.doneAt)}</span>}
            </span>,
          ]),
        ]}
      />
    </Dialog>
  );
}
