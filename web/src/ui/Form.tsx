import { type ReactNode, useEffect, useId, useRef } from "react";
import { t } from "../texts";

interface FieldProps {
  label: string;
  required?: boolean;
  fault?: string;
  hint?: ReactNode;
  id?: string;
  children: (props: { id: string; invalid: boolean; describedBy: string | undefined }) => ReactNode;
}

/** A label above a control, and what is wrong with it below. */
export function Field({ label, required, fault, hint, id, children }: FieldProps) {
  const made = useId();
  const own = id ?? made;
  const about = fault || hint ? `${own}-about` : undefined;
  return (
    <div className="field">
      <label htmlFor={own}>
        {label}
        {required && <span aria-hidden="true"> *</span>}
      </label>
      {children({ id: own, invalid: fault !== undefined, describedBy: about })}
      {about && (
        <div id={about} className={fault ? "fault" : "hint"}>
          {fault ?? hint}
        </div>
      )}
    </div>
  );
}

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  required?: boolean;
  fault?: string;
  hint?: ReactNode;
  id?: string;
  type?: "text" | "email" | "tel" | "url" | "date" | "datetime-local";
  onBlur?: () => void;
  lines?: boolean;
  numeric?: boolean;
  maxLength?: number;
  autoFocus?: boolean;
  placeholder?: string;
  readOnly?: boolean;
}

export function TextField(props: TextFieldProps) {
  const { value, onChange, onBlur, type = "text" } = props;
  return (
    <Field {...props}>
      {({ id, invalid, describedBy }) => {
        const shared = {
          id,
          value,
          className: "input",
          required: props.required,
          readOnly: props.readOnly,
          "aria-invalid": invalid || undefined,
          "aria-describedby": describedBy,
          maxLength: props.maxLength,
          placeholder: props.placeholder,
          autoFocus: props.autoFocus,
          onBlur,
        };
        return props.lines ? (
          <textarea {...shared} onChange={event => onChange(event.target.value)} />
        ) : (
          <input
            {...shared}
            type={type}
            inputMode={props.numeric ? "numeric" : undefined}
            max={type === "date" ? "9999-12-31" : undefined}
            autoComplete="off"
            onChange={event => onChange(event.target.value)}
          />
        );
      }}
    </Field>
  );
}

/** The text fields of a form, each declared once by its name. */
export interface TextFields<Text extends string> {
  /** Begins the id of each field. */
  id: string;
  labels: Record<Text, string>;
  values: Record<Text, string>;
  /** What is wrong, by field. */
  faults: Partial<Record<string, string>>;
  onChange: (name: Text, value: string) => void;
  onLeave?: (name: Text) => void;
  readOnly?: boolean;
}

interface NamedFieldProps<Text extends string> extends Partial<TextFieldProps> {
  of: TextFields<Text>;
  name: Text;
}

export function NamedField<Text extends string>({ of, name, ...more }: NamedFieldProps<Text>) {
  return (
    <TextField
      id={`${of.id}-${name}`}
      label={of.labels[name]}
      value={of.values[name]}
      onChange={value => of.onChange(name, value)}
      onBlur={() => of.onLeave?.(name)}
      fault={of.faults[name]}
      readOnly={of.readOnly}
      maxLength={300}
      {...more}
    />
  );
}

export function Check({
  label,
  checked,
  onChange,
  fault,
}: {
  label: string;
  checked: boolean;
  onChange: (on: boolean) => void;
  fault?: string;
}) {
  const id = useId();
  const box = (
    <label className="chk">
      <input
        type="checkbox"
        checked={checked}
        aria-invalid={fault !== undefined || undefined}
        aria-describedby={fault && id}
        onChange={event => onChange(event.target.checked)}
      />
      {label}
    </label>
  );
  if (!fault) return box;
  return (
    <div className="field">
      {box}
      <div id={id} className="fault">
        {fault}
      </div>
    </div>
  );
}

interface SegmentsProps<T extends string> {
  label: string;
  value: T;
  options: [T, string][];
  onChange: (value: T) => void;
}

/** One of a few, all seen beside each other. */
export function Segments<T extends string>({ label, value, options, onChange }: SegmentsProps<T>) {
  const name = useId();
  return (
    <div className="seg" role="radiogroup" aria-label={label}>
      {options.map(([each, text]) => (
        <label key={each}>
          <input type="radio" name={name} checked={value === each} onChange={() => onChange(each)} />
          {text}
        </label>
      ))}
    </div>
  );
}

export interface Fault {
  id: string;
  text: string;
}

/** The faults of fields that are named by the form's id and their own name, as a summary has them. */
export function faultsOf(
  id: string,
  labels: Partial<Record<string, string>>,
  faults: Partial<Record<string, string>>,
): Fault[] {
  return Object.entries(faults).flatMap(([name, text]) =>
    text === undefined ? [] : [{ id: `${id}-${name}`, text: `${labels[name] ?? name}: ${text}` }],
  );
}

/** The faults of a form, each a link to its field. It gets the focus when it appears. */
export function FaultSummary({ faults }: { faults: Fault[] }) {
  const element = useRef<HTMLDivElement>(null);
  const shown = faults.length > 0;
  useEffect(() => {
    if (shown) element.current?.focus();
  }, [shown]);
  if (!shown) return null;
  return (
    <div ref={element} className="summary" role="alert" aria-label={t("form.check")} tabIndex={-1}>
      <b>{t("form.check")}</b>
      <ul>
        {faults.map(fault => (
          <li key={fault.id + fault.text}>
            <a
              href={`#${fault.id}`}
              onClick={event => {
                event.preventDefault();
                document.getElementById(fault.id)?.focus();
              }}
            >
              {fault.text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
