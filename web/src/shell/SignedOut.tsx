import { useEffect, useState } from "react";
import { whenSignedOut } from "../api/client";
import { t } from "../texts";
import { Dialog } from "../ui/Dialog";

/** Says that the session ended, and leads back to the same address after signing in. */
export function SignedOut() {
  const [out, setOut] = useState(false);
  useEffect(() => whenSignedOut(() => setOut(true)), []);
  if (!out) return null;
  const back = encodeURIComponent(location.pathname + location.search);
  return (
    <Dialog
      title={t("signedOut.title")}
      onClose={() => setOut(false)}
      footer={
        <a className="btn pri end" href={`/sign-in?to=${back}`}>
          {t("signedOut.again")}
        </a>
      }
    >
      <p>{t("signedOut.text")}</p>
    </Dialog>
  );
}
