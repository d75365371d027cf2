import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { changed, get, Problem, patch, post, remove, type Schema } from "../api";
import { rich, t } from "../texts";
import { useCommand } from "../ui/command";
import { Dialog } from "../ui/Dialog";
import { TextField } from "../ui/Form";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { RowAct } from "../ui/RowAct";
import { Failure } from "../ui/State";
import { done, refused } from "../ui/toasts";

type Account = Schema["Account"];
type Kind = Schema["AccountKind"];

const TAKEN = "account-number-taken";
const KINDS: Kind[] = ["ledger", "debtor-control", "target"];

/** The accounts that categories may name. */
export function Accounts() {
  const [open, setOpen] = useState<Account | Kind | null>(null);
  const { data, error, refetch } = useQuery({
    queryKey: ["settings", "accounts"],
    queryFn: ({ signal }) => get<Schema["AccountPage"]>("/api/accounts", { limit: 500 }, signal),
  });

  async function drop(account: Account) {
    try {
      await remove(`/api/accounts/${account.id}`);
      changed("Account");
      done(rich("group.deleted", { name: account.number }));
    } catch (thrown) {
      refused(thrown);
    }
  }

  return (
    <>
      <Head title={t("settings.accounts")} back={{ to: "/settings", label: t("settings.title") }} />
      <div className="page-block">
        {error && <Failure thrown={error} onAgain={() => void refetch()} />}
        {data &&
          KINDS.map(kind => (
            <section key={kind} className="stack-v" style={{ gap: 8 }}>
              <div className="row">
                <h2 className="grow">{t(`settings.account.${kind}`)}</h2>
                <button
                  type="button"
                  className="btn"
                  aria-label={t("settings.newAccount", { kind: t(`settings.account.${kind}`) })}
                  onClick={() => setOpen(kind)}
                >
                  <Icon of={IconPlus} />
                  {t("ui.add")}
                </button>
              </div>
              <div className="panel">
                <table className="tbl" aria-label={t(`settings.account.${kind}`)}>
                  <thead>
                    <tr>
                      <th scope="col" style={{ width: "30%" }}>
                        {t("overview.number")}
                      </th>
                      <th scope="col">{t("ui.name")}</th>
                      <td />
                    </tr>
                  </thead>
                  <tbody>
                    {data.items
                      .filter(account => account.kind === kind)
                      .map(account => (
                        <tr key={account.id}>
                          <td className="med">{account.number}</td>
                          <td>{account.name}</td>
                          <td className="acts">
                            <RowAct
                              icon={IconPencil}
                              label={t("ui.edit", { what: account.number })}
                              onClick={() => setOpen(account)}
                            />
                            <RowAct
                              icon={IconTrash}
                              label={t("ui.deleteWhat", { what: account.number })}
                              onClick={() => void drop(account)}
                            />
                          </td>
                        </tr>
                      ))}
                  </tbody>
                </table>
              </div>
            </section>
          ))}
      </div>
      {open && <AccountDialog account={open} onClose={() => setOpen(null)} />}
    </>
  );
}

/** The number of an account never changes, only its name. */
function AccountDialog({ account, onClose }: { account: Account | Kind; onClose: () => void }) {
  const known = typeof account === "string" ? null : account;
  const [number, setNumber] = useState(known?.number ?? "");
  const [name, setName] = useState(known?.name ?? "");
  const [problem, setProblem] = useState<Problem | null>(null);
  const [tried, setTried] = useState(false);
  const { busy, run } = useCommand();
  const id = useId();

  async function save(event: FormEvent) {
    event.preventDefault();
    setTried(true);
    if (!number.trim() || !name.trim()) return;
    try {
      const saved = known
        ? await run({ name }, key => patch(`/api/accounts/${known.id}`, { name }, { key }))
        : await run({ number, name }, key => post("/api/accounts", { kind: account, number, name }, { key }));
      if (!saved) return;
      changed("Account");
      done(rich("group.saved", { name: number }));
      onClose();
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      setProblem(thrown);
      if (thrown.code !== TAKEN && Object.keys(thrown.fields).length === 0) refused(thrown);
    }
  }

  const missing = (value: string) => (tried && !value.trim() ? t("problem.required") : undefined);
  const taken = problem?.code === TAKEN ? problem.text : undefined;
  return (
    <Dialog
      title={known ? known.number : t("settings.newAccount", { kind: t(`settings.account.${account as Kind}`) })}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn end" onClick={onClose}>
            {t("ui.cancel")}
          </button>
          <button type="submit" form={id} className="btn pri" disabled={busy}>
            {t("ui.save")}
          </button>
        </>
      }
    >
      <form id={id} className="form" noValidate onSubmit={event => void save(event)}>
        <TextField
          label={t("overview.number")}
          required
          value={number}
          readOnly={known !== null}
          onChange={setNumber}
          fault={missing(number) ?? taken ?? problem?.fields.number}
          maxLength={300}
          autoFocus={!known}
        />
        <TextField
          label={t("ui.name")}
          required
          value={name}
          onChange={setName}
          fault={missing(name) ?? problem?.fields.name}
          maxLength={300}
        />
      </form>
    </Dialog>
  );
}
