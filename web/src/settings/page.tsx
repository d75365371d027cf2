import {
  IconBuildingCommunity,
  IconCategory,
  IconFileImport,
  IconForms,
  IconHeartbeat,
  IconIdBadge2,
  IconReceipt,
  IconUserOff,
  IconUsers,
  IconUsersGroup,
  type Icon as TablerIcon,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useCan, useSession } from "../api";
import { t } from "../texts";
import { Head } from "../ui/Head";
import { Icon } from "../ui/Icon";

interface Place {
  to: string;
  icon: TablerIcon;
  name: string;
  about: string;
  shown: boolean;
}

/** Everything that is set up once. */
export function Settings() {
  const can = useCan();
  const session = useSession();
  const groups: [string, Place[]][] = [
    [
      t("settings.groups"),
      [
        {
          to: "/settings/groups/customer-groups",
          icon: IconCategory,
          name: t("group.customerGroups"),
          about: t("settings.groupsAbout"),
          shown: can("listCategories"),
        },
      ],
    ],
    [
      t("settings.users"),
      [
        {
          to: "/settings/employees",
          icon: IconUsers,
          name: t("settings.employees"),
          about: t("settings.employeesAbout"),
          shown: can("addEmployee"),
        },
        {
          to: "/settings/teams",
          icon: IconUsersGroup,
          name: t("settings.teams"),
          about: t("settings.teamsAbout"),
          shown: can("addTeam"),
        },
        {
          to: "/settings/roles",
          icon: IconIdBadge2,
          name: t("settings.customerRoles"),
          about: t("settings.rolesAbout"),
          shown: can("addRole"),
        },
        {
          to: "/settings/roles#project",
          icon: IconIdBadge2,
          name: t("settings.projectRoles"),
          about: t("settings.projectRolesAbout"),
          shown: can("addRole"),
        },
      ],
    ],
    [
      t("settings.workspaceGroup"),
      [
        {
          to: "/settings/workspace",
          icon: IconBuildingCommunity,
          name: t("settings.workspace"),
          about: t("settings.workspaceAbout"),
          shown: can("changeSettings"),
        },
        {
          to: "/settings/custom-fields",
          icon: IconForms,
          name: t("customFields.title"),
          about: t("customFields.about"),
          shown: can("addCustomField"),
        },
        {
          to: "/settings/accounts",
          icon: IconReceipt,
          name: t("settings.accounts"),
          about: t("settings.accountsAbout"),
          shown: can("addAccount") && session.features.accounts,
        },
      ],
    ],
    [
      t("settings.data"),
      [
        {
          to: "/imports",
          icon: IconFileImport,
          name: t("nav.imports"),
          about: t("settings.importsAbout"),
          shown: can("importCustomers") || can("importEmployees") || can("importResponsibilities"),
        },
        {
          to: "/settings/health",
          icon: IconHeartbeat,
          name: t("health.title"),
          about: t("health.about"),
          shown: can("getHealth"),
        },
        {
          to: "/settings/erasures",
          icon: IconUserOff,
          name: t("erasures.title"),
          about: t("erasures.about"),
          shown: can("listErasures"),
        },
      ],
    ],
  ];
  return (
    <>
      <Head title={t("settings.title")} />
      <div className="settings">
        {groups.map(([title, all]) => {
          const places = all.filter(place => place.shown);
          if (places.length === 0) return null;
          return (
            <section key={title} aria-label={title}>
              <h2>{title}</h2>
              <ul>
                {places.map(place => (
                  <li key={place.name}>
                    <Icon of={place.icon} />
                    <span className="grow">
                      <Link to={place.to.split("#")[0]!} className="med">
                        {place.name}
                      </Link>
                      <span className="small muted" style={{ display: "block" }}>
                        {place.about}
                      </span>
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </>
  );
}
