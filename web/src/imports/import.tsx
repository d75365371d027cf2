import "./imports.css";
import { useParams } from "@tanstack/react-router";
import { useRef } from "react";
import { Problem } from "../api";
import { t } from "../texts";
import { Head } from "../ui/Head";
import { Failure } from "../ui/State";
import type { What } from "./kinds";
import { Result } from "./result";
import { useImport } from "./run";
import { FileName, Steps } from "./steps";
import { touchedByImport, useUndo } from "./undo";

/** One import: its progress, what became of each row, and the way back. */
export function OneImport() {
  const { what, id } = useParams({ strict: false }) as { what: What; id: string };
  const { may, undo, busy } = useUndo();
  const { data, error, refetch } = useImport(what, id);
  const told = useRef(false);
  if (error instanceof Problem && error.status === 404) throw error;
  if (data?.state === "done" && !told.current) {
    told.current = true;
    touchedByImport();
  }

  return (
    <>
      <Head
        title={t("import.title")}
        back={{ to: "/imports", label: t("nav.imports") }}
        actions={
          data && (
            <>
              <FileName name={data.fileName} what={what} />
              {may(data) && (
                <button type="button" className="btn" disabled={busy !== null} onClick={() => void undo(data)}>
                  {t("import.undo")}
                </button>
              )}
            </>
          )
        }
      />
      <div className="import">
        <Steps step={4} />
        {error && <Failure thrown={error} onAgain={() => void refetch()} />}
        {data && <Result run={data} what={what} label={t("import.importing")} />}
      </div>
    </>
  );
}
