import { IconBuilding, IconSearchOff, IconUsers } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useCan } from "../api";
import { t } from "../texts";
import { State } from "../ui/State";
import { clearFilters, filterCount } from "./filters";
import type { Matrix } from "./matrix";

/** Says why there is no grid, and the next step. */
export function Empty({ matrix }: { matrix: Matrix }) {
  if (filterCount(matrix) === 0) return <NothingYet employees={matrix.store.total > 0} />;
  return (
    <State
      icon={IconSearchOff}
      title={t("ui.nothingMatches")}
      actions={
        <button type="button" className="btn pri" onClick={() => clearFilters(matrix)}>
          {t("filters.showAll")}
        </button>
      }
    />
  );
}

/** @param employees it is employees that are missing, else customers */
function NothingYet({ employees }: { employees: boolean }) {
  const can = useCan();
  const navigate = useNavigate();
  const to = employees ? "/settings/employees/new" : "/customers/new";
  const may = can(employees ? "addEmployee" : "registerCustomer");
  return (
    <State
      icon={employees ? IconUsers : IconBuilding}
      title={employees ? t("matrix.noEmployees") : t("overview.none")}
      actions={
        may && (
          <a
            href={to}
            className="btn pri"
            onClick={event => {
              event.preventDefault();
              void navigate({ to });
            }}
          >
            {employees ? t("settings.newEmployee") : t("overview.create")}
          </a>
        )
      }
    />
  );
}
