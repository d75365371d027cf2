import "./matrix.css";
import { IconMarquee2 } from "@tabler/icons-react";
import { useState } from "react";
import { problemOf } from "../api";
import { t } from "../texts";
import { Icon } from "../ui/Icon";
import { useNarrow } from "../ui/media";
import { usePreferences } from "../ui/preferences";
import { Failure } from "../ui/State";
import { TableSkeleton } from "../ui/Table";
import { useActs } from "./acts";
import { useChoices } from "./choices";
import { Dialogs, type Open } from "./dialogs";
import { Empty } from "./empty";
import { FilterBar } from "./filters";
import { Grid } from "./grid";
import { MatrixHead } from "./head";
import { type Matrix, useMatrix } from "./matrix";
import { type Selection, useSelection } from "./selection";
import { ShownDate } from "./shownDate";
import { Strip } from "./strip";
import { Toolbar } from "./toolbar";

/** Customers > Responsibilities: who is responsible for whom, and every change of it one click away. */
export function Responsibilities() {
  const matrix = useMatrix();
  const selection = useSelection(matrix);
  const choices = useChoices(matrix);
  const narrow = useNarrow();
  const [open, setOpen] = useState<Open | null>(null);
  return (
    <>
      <MatrixHead matrix={matrix} choices={choices} onOpen={setOpen} />
      <div className="bar tools">
        {narrow ? (
          <FilterBar matrix={matrix} />
        ) : (
          <Toolbar matrix={matrix} choices={choices} onDate={() => setOpen({ kind: "date" })} />
        )}
        {matrix.mayChange && !matrix.view.byRole && <SelectCells selection={selection} />}
      </div>
      {!narrow && <FilterBar matrix={matrix} />}
      <ShownDate matrix={matrix} />
      <Content matrix={matrix} selection={selection} clickRole={choices.clickRole.role} onOpen={setOpen} />
      {open && <Dialogs open={open} matrix={matrix} selection={selection} onOpen={setOpen} />}
    </>
  );
}

function SelectCells({ selection: { byClick, setByClick } }: { selection: Selection }) {
  return (
    <button
      type="button"
      className={byClick ? "btn on end" : "btn end"}
      aria-pressed={byClick}
      onClick={() => setByClick(!byClick)}
    >
      <Icon of={IconMarquee2} />
      {t("matrix.selectCells")}
    </button>
  );
}

interface ContentProps {
  matrix: Matrix;
  selection: Selection;
  clickRole: Parameters<typeof useActs>[2];
  onOpen: (open: Open) => void;
}

/** The grid, or what stands in its place. */
function Content({ matrix, selection, clickRole, onOpen }: ContentProps) {
  const { store, columns } = matrix;
  const { matrixColumns, density } = usePreferences();
  const acts = useActs(matrix, selection, clickRole, onOpen);
  const wide = matrixColumns === "wide";
  const empty = store.total === 0 || columns.length === 0;
  return (
    <div className={wide ? "panel fill wide" : "panel fill"} aria-busy={!store.ready}>
      {!store.ready && store.failure !== null && (
        <Failure thrown={problemOf(store.failure)} onAgain={() => void store.start()} />
      )}
      {!store.ready && store.failure === null && <TableSkeleton rows={24} />}
      {store.ready && store.failure !== null && <NotLoaded store={store} />}
      {store.ready && empty && <Empty matrix={matrix} />}
      {store.ready && !empty && (
        <Grid
          shown={matrix}
          look={{ wide, comfortable: density === "comfortable" }}
          selection={selection}
          acts={acts}
          strip={matrix.mayChange && <Strip matrix={matrix} selection={selection} onBulk={acts.bulk} />}
        />
      )}
    </div>
  );
}

/** Something of what is shown could not be read. */
function NotLoaded({ store }: Pick<Matrix, "store">) {
  return (
    <div className="banner bad" role="alert">
      <span className="grow">
        <b>{t("error.notLoaded")}</b> {problemOf(store.failure).text}
      </span>
      <button type="button" className="btn" onClick={() => void store.reload()}>
        {t("error.again")}
      </button>
    </div>
  );
}
