import type { Icon as TablerIcon } from "@tabler/icons-react";

/** An icon beside a text. It says nothing by itself. */
export function Icon({ of: Shape, size = 18 }: { of: TablerIcon; size?: number }) {
  return <Shape className="i" size={size} stroke={1.75} aria-hidden="true" style={{ width: size, height: size }} />;
}
