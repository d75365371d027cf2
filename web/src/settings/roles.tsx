import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Schema } from "../api";
import { t } from "../texts";
import { DeleteDialog } from "../ui/DeleteDialog";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";
import { useRoles } from "../ui/pickers";
import { NameDialog, NameTable } from "./names";

/** The roles of customers and of projects. */
export function Roles() {
  const roles = useRoles();
  const [open, setOpen] = useState<Schema["Role"] | Schema["RoleKind"] | null>(null);
  const [gone, setGone] = useState<Schema["Role"] | null>(null);
  const kinds: [Schema["RoleKind"], string, string][] = [
    ["customer", t("settings.customerRoles"), t("settings.newCustomerRole")],
    ["project", t("settings.projectRoles"), t("settings.newProjectRole")],
  ];
  const kind = typeof open === "string" ? open : open?.kind;
  return (
    <>
      <Head title={t("settings.roles")} back={{ to: "/settings", label: t("settings.title") }} />
      <div className="page-block">
        {kinds.map(([each, title, create]) => (
          <section key={each} className="stack-v" style={{ gap: 8 }}>
            <div className="row">
              <h2 className="grow">{title}</h2>
              <button type="button" className="btn" onClick={() => setOpen(each)}>
                <Icon of={IconPlus} />
                {create}
              </button>
            </div>
            <NameTable
              label={title}
              rows={roles.filter(role => role.kind === each)}
              empty={t("settings.noRoles")}
              mark={role => (role.owner ? t("settings.accountOwner") : undefined)}
              onEdit={setOpen}
              onDelete={setGone}
            />
          </section>
        ))}
      </div>
      {open && (
        <NameDialog
          title={typeof open === "string" ? kinds.find(([each]) => each === open)![2] : open.name}
          path="/api/roles"
          thing={typeof open === "string" ? null : open}
          extra={typeof open === "string" ? { kind } : {}}
          check={
            typeof open !== "string" && kind === "customer"
              ? { field: "owner", label: t("settings.accountOwner"), checked: open.owner }
              : undefined
          }
          touches="Role"
          onClose={() => setOpen(null)}
        />
      )}
      {gone && (
        <DeleteDialog
          path={`/api/roles/${gone.id}`}
          name={gone.name}
          about={t("settings.roleDelete")}
          touches="Role"
          onClose={() => setGone(null)}
        />
      )}
    </>
  );
}
