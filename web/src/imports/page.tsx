import { IconArrowBackUp, IconFileImport, IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { get, type Schema, useCan } from "../api";
import { instant, number, t } from "../texts";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { Failure, State } from "../ui/State";
import { type Column, Table, TableSkeleton } from "../ui/Table";
import { type Import, KINDS, WHATS } from "./kinds";
import { useUndo } from "./undo";

const actorOf = (row: Import) =>
  typeof row.actor === "object" ? (row.actor.name ?? row.actor.user) : (row.actor ?? "");

/** All imports of the last thirty days, newest first. */
export function Imports() {
  const can = useCan();
  const navigate = useNavigate();
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ["imports"],
    queryFn: ({ signal }) => get<Schema["Imports"]>("/api/imports", { limit: 200 }, signal),
    refetchInterval: query => (query.state.data?.items.some(each => each.state === "running") ? 1000 : false),
  });
  const undo = useUndo();
  const may = WHATS.some(what => can(KINDS[what].operation));
  // A check changed nothing and is of no use later.
  const rows = data?.items.filter(row => !row.dryRun) ?? [];
  return (
    <>
      <Head
        title={t("nav.imports")}
        actions={
          may &&
          rows.length > 0 && (
            <Link to="/imports/new" className="btn pri">
              <Icon of={IconPlus} />
              {t("import.new")}
            </Link>
          )
        }
      />
      <div className="panel fill" aria-busy={isPending}>
        {error && !data && <Failure thrown={error} onAgain={() => void refetch()} />}
        {isPending && <TableSkeleton rows={6} />}
        {data && rows.length === 0 && (
          <State
            icon={IconFileImport}
            title={t("import.none")}
            actions={
              may && (
                <Link to="/imports/new" className="btn pri">
                  {t("import.new")}
                </Link>
              )
            }
          >
            <p>{t("import.noneMore")}</p>
          </State>
        )}
        {rows.length > 0 && (
          <Table
            label={t("nav.imports")}
            columns={[...columns(), undoColumn(undo)]}
            rows={rows}
            rowKey={row => row.importId}
            onOpen={row => void navigate({ to: `/imports/${row.what}/${row.importId}` })}
            card={row => (
              <>
                <Link to={`/imports/${row.what}/${row.importId}`} className="med ell">
                  {row.fileName ?? t(`import.what.${row.what}`)}
                </Link>
                <span className="small muted ell">
                  {[t(`import.what.${row.what}`), instant(row.startedAt), actorOf(row)].filter(Boolean).join(" · ")}
                </span>
                <span className="row wrap small muted">
                  <StateChip state={row.state} dryRun={row.dryRun} />
                  {t("import.doneText", { works: row.created + row.updated, refused: row.refused })}
                </span>
              </>
            )}
          />
        )}
      </div>
    </>
  );
}

export function StateChip({ state, dryRun }: { state: Import["state"]; dryRun: boolean }) {
  const tone = { running: "acc", done: "good", failed: "bad", undone: "" }[state];
  return (
    <span className={`chip ${tone}`}>
      {dryRun && state === "done" ? t("import.state.checked") : t(`import.state.${state}`)}
    </span>
  );
}

function undoColumn({ may, undo, busy }: ReturnType<typeof useUndo>): Column<Import> {
  return {
    key: "acts",
    quiet: true,
    cell: row => {
      const name = t("import.undoFile", { name: row.fileName ?? t(`import.what.${row.what}`) });
      return (
        may(row) && (
          <button
            type="button"
            className="btn icon"
            aria-label={name}
            title={name}
            disabled={busy !== null}
            onClick={() => void undo(row)}
          >
            <Icon of={IconArrowBackUp} size={16} />
          </button>
        )
      );
    },
  };
}

function columns(): Column<Import>[] {
  const count = (key: "created" | "updated" | "unchanged" | "refused"): Column<Import> => ({
    key,
    head: t(`import.${key}`),
    right: true,
    cell: row =>
      row[key] ? (
        <span className={key === "refused" ? "bad" : undefined}>{number(row[key])}</span>
      ) : (
        <span className="muted">–</span>
      ),
  });
  return [
    {
      key: "file",
      head: t("import.file"),
      cell: row => (
        <Link to={`/imports/${row.what}/${row.importId}`} className="med">
          {row.fileName ?? row.importId}
        </Link>
      ),
    },
    { key: "what", head: t("import.whatHead"), cell: row => t(`import.what.${row.what}`) },
    { key: "state", head: t("me.state"), cell: row => <StateChip state={row.state} dryRun={row.dryRun} /> },
    count("created"),
    count("updated"),
    count("unchanged"),
    count("refused"),
    { key: "actor", head: t("import.by"), cell: row => <span className="muted">{actorOf(row)}</span> },
    { key: "at", head: t("import.at"), cell: row => <span className="muted">{instant(row.startedAt)}</span> },
  ];
}
