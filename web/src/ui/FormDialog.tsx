import { type FormEvent, type ReactNode, useId } from "react";
import { t } from "../texts";
import { Dialog } from "./Dialog";
import { FaultSummary, faultsOf } from "./Form";
import type { ThingForm } from "./thingForm";
import { ChangedMeanwhile, type Names, type Version } from "./versions";

interface FormDialogProps<Fields extends object> {
  title: string;
  form: ThingForm<Fields>;
  /** Begins the id of each field. */
  id: string;
  /** The fields by name, in their order. */
  names: Names<Fields>;
  /** How a value is read where others changed it meanwhile. */
  say?: (value: Fields[keyof Fields], name: keyof Fields & string) => unknown;
  onClose: () => void;
  /** What the button says that saves. */
  act?: string;
  about?: ReactNode;
  kind?: "wide";
  children: ReactNode;
}

/** A form of few fields. Enter saves it, and in a text of several lines Ctrl+Enter. */
export function FormDialog<Fields extends object>(props: FormDialogProps<Fields>) {
  const { title, form, names, onClose, children } = props;
  const { problem, faults, tried, busy, save, versions } = form;
  const id = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // What is a dialog over this one is no part of it, though React has the event pass through.
    event.stopPropagation();
    void save();
  };
  if (versions.theirs) {
    const onMine = (mine: Fields, on: Version<Fields>) => void save(mine, on);
    return <ChangedMeanwhile versions={versions} names={names} say={props.say} onMine={onMine} />;
  }
  return (
    <Dialog
      title={title}
      about={props.about}
      kind={props.kind}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          <button type="submit" form={id} className="btn pri" disabled={busy}>
            {props.act ?? t("ui.save")}
          </button>
        </>
      }
    >
      {problem && (
        <div className="banner bad" role="alert">
          {problem.text}
        </div>
      )}
      <form
        id={id}
        className="form"
        aria-label={title}
        noValidate
        onSubmit={submit}
        onKeyDown={event => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            void save();
          }
        }}
      >
        <FaultSummary key={tried} faults={tried ? faultsOf(props.id, Object.fromEntries(names), faults) : []} />
        {children}
      </form>
    </Dialog>
  );
}
