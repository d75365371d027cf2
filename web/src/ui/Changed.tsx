import { instant, t } from "../texts";
import { Dialog } from "./Dialog";
import { Scrolled } from "./Scrolled";

export interface Difference {
  field: string;
  before: string;
  theirs: string;
  yours: string;
}

interface ChangedProps {
  who: { name: string; at: string } | undefined;
  differences: Difference[];
  onTheirs: () => void;
  onMine: () => void;
  onClose: () => void;
}

/** Somebody was faster: both versions beside each other, and the person decides. Nothing is overwritten silently. */
export function Changed({ who, differences, onTheirs, onMine, onClose }: ChangedProps) {
  return (
    <Dialog
      title={t("conflict.title")}
      kind="wide"
      onClose={onClose}
      about={who && t("conflict.by", { name: who.name, at: instant(who.at) })}
      footer={
        <>
          <button type="button" className="btn end" onClick={onTheirs}>
            {t("conflict.theirs")}
          </button>
          <button type="button" className="btn pri" onClick={onMine}>
            {t("conflict.mine")}
          </button>
        </>
      }
    >
      <div className="panel">
        <Scrolled label={t("conflict.title")}>
          <table className="tbl" aria-label={t("conflict.differences")}>
            <thead>
              <tr>
                <th scope="col">{t("conflict.field")}</th>
                <th scope="col">{t("preview.before")}</th>
                <th scope="col">{t("conflict.theirsHead")}</th>
                <th scope="col">{t("conflict.yoursHead")}</th>
              </tr>
            </thead>
            <tbody>
              {differences.map(each => (
                <tr key={each.field}>
                  <td className="med">{each.field}</td>
                  <td className="muted">{each.before}</td>
                  <td>{each.theirs}</td>
                  <td>{each.yours}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolled>
      </div>
    </Dialog>
  );
}
