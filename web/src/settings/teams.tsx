import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get, type Schema } from "../api";
import { t } from "../texts";
import { DeleteDialog } from "../ui/DeleteDialog";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { Failure } from "../ui/State";
import { NameDialog, NameTable } from "./names";

/** The teams, each edited in a dialog. */
export function Teams() {
  const [open, setOpen] = useState<Schema["Team"] | "new" | null>(null);
  const [gone, setGone] = useState<Schema["Team"] | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ["teams", { limit: 500 }],
    queryFn: ({ signal }) => get<Schema["Teams"]>("/api/teams", { limit: 500 }, signal),
  });
  return (
    <>
      <Head
        title={t("settings.teams")}
        back={{ to: "/settings", label: t("settings.title") }}
        actions={
          <button type="button" className="btn pri" onClick={() => setOpen("new")}>
            <Icon of={IconPlus} />
            {t("settings.newTeam")}
          </button>
        }
      />
      <div className="page-block">
        {error && <Failure thrown={error} onAgain={() => void refetch()} />}
        {data && (
          <NameTable
            label={t("settings.teams")}
            rows={data.items}
            empty={t("settings.noTeams")}
            onEdit={setOpen}
            onDelete={setGone}
          />
        )}
      </div>
      {open && (
        <NameDialog
          title={open === "new" ? t("settings.newTeam") : open.name}
          path="/api/teams"
          thing={open === "new" ? null : open}
          touches="Team"
          onClose={() => setOpen(null)}
        />
      )}
      {gone && (
        <DeleteDialog
          path={`/api/teams/${gone.id}`}
          name={gone.name}
          about={t("settings.teamDelete")}
          touches="Team"
          onClose={() => setGone(null)}
        />
      )}
    </>
  );
}
