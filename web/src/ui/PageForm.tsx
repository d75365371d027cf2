import { IconTrash } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { t } from "../texts";
import { Icon } from "./Icon";

interface PageFormProps {
  /** The heading of the page. */
  title: string;
  busy?: boolean;
  onSave: () => void;
  /** What the button says that saves. */
  act?: string;
  /** Stands before the button that saves. */
  besideSave?: ReactNode;
  onCancel?: () => void;
  onDelete?: () => void;
  /** Stands beside the button that deletes. */
  besideDelete?: ReactNode;
  /** Stands above the sections. */
  notices?: ReactNode;
  /** At most two sections beside each other. */
  narrow?: boolean;
  /** The sections. */
  children: ReactNode;
}

/** A form that is a page: its sections, and under them what can be done with it. */
export function PageForm({
  title,
  busy,
  onSave,
  act,
  besideSave,
  onCancel,
  onDelete,
  besideDelete,
  notices,
  narrow,
  children,
}: PageFormProps) {
  const style = narrow ? { maxWidth: 800 } : undefined;
  return (
    <form
      className="page-form"
      aria-label={title}
      noValidate
      onSubmit={event => {
        event.preventDefault();
        onSave();
      }}
    >
      {notices}
      <div className="form-page" style={style}>
        {children}
      </div>
      <div className="form-foot" style={style}>
        {onDelete && (
          <>
            <button type="button" className="btn danger" onClick={onDelete}>
              <Icon of={IconTrash} />
              {t("ui.delete")}
            </button>
            {besideDelete}
            <span className="grow" />
          </>
        )}
        {onCancel && (
          <button type="button" className="btn" onClick={onCancel}>
            {t("ui.cancel")}
          </button>
        )}
        {besideSave}
        <button type="submit" className="btn pri" disabled={busy}>
          {act ?? t("ui.save")}
        </button>
      </div>
    </form>
  );
}
