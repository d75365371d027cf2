import { t } from "../texts";
import { Dialog } from "../ui/Dialog";
import type { RoleMark } from "../ui/roles";

/** What the signs in the cells mean. */
export function Legend({ roles, onClose }: { roles: RoleMark[]; onClose: () => void }) {
  const [sample] = roles;
  const letters = sample?.letters ?? "AM";
  const colour = sample?.colour ?? 6;
  return (
    <Dialog title={t("matrix.legend")} text onClose={onClose}>
      <dl className="legend">
        <dt>
          <span className="dot" />
        </dt>
        <dd>{t("legend.dot")}</dd>
        <dt>
          <span className={`m p${colour}`}>{letters}</span>
        </dt>
        <dd>{t("legend.letters")}</dd>
        <dt>
          <span className={`m two p${colour}`} style={{ "--c2": "var(--p1)" } as React.CSSProperties}>
            {letters}
          </span>
        </dt>
        <dd>{t("legend.several")}</dd>
        <dt>
          <span className="dot soon" />
        </dt>
        <dd>{t("legend.coming")}</dd>
        <dt>
          <span className={`m gone p${colour}`}>{letters}</span>
        </dt>
        <dd>{t("legend.ended")}</dd>
        <dt className="notch">
          <span className="dot" />
        </dt>
        <dd>{t("legend.end")}</dd>
        <dt className="notch near">
          <span className="dot" />
        </dt>
        <dd>{t("legend.near")}</dd>
      </dl>
      {roles.length > 0 && (
        <section>
          <h3 style={{ marginBottom: 8 }}>{t("legend.roles")}</h3>
          <dl className="legend">
            {roles.map(role => [
              <dt key={role.id}>
                <span className={`m p${role.colour}`}>{role.letters}</span>
              </dt>,
              <dd key={`${role.id} name`}>
                {role.name}{" "}
                <span className="muted">
                  {role.kind === "project" ? t("filters.projectRole") : t("filters.customerRole")}
                </span>
              </dd>,
            ])}
          </dl>
        </section>
      )}
    </Dialog>
  );
}
