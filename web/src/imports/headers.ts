/** A column of a file as it stands there. */
export interface FileColumn {
  header: string;
  field: null;
  samples: string[];
}

const LINES = 6;

function textOf(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes);
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  const text = new TextDecoder("utf-8").decode(bytes);
  // Excel writes Windows-1252 where nobody asks for UTF-8.
  return text.slice(0, -4).includes("\uFFFD") ? new TextDecoder("windows-1252").decode(bytes) : text;
}

function cellsOf(line: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (const letter of line) {
    if (letter === '"') quoted = !quoted;
    else if (letter === separator && !quoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += letter;
  }
  return [...cells, cell.trim()];
}

/** The columns of the beginning of a CSV file. */
export function columnsIn(bytes: ArrayBuffer): FileColumn[] {
  const lines = textOf(bytes).split(/\r\n|\r|\n/);
  const [head = "", ...rows] = lines.filter(line => line.trim() !== "");
  const count = (separator: string) => head.split(separator).length;
  const separator = [";", ",", "\t"].reduce((best, each) => (count(each) > count(best) ? each : best));
  const table = rows.slice(0, LINES).map(line => cellsOf(line, separator));
  return cellsOf(head, separator)
    .map((header, at) => ({
      header,
      field: null,
      samples: [...new Set(table.map(cells => cells[at] ?? ""))].filter(Boolean),
    }))
    .filter(column => column.header !== "");
}

/** The columns of a file that the server did not understand; null if it is no CSV file. */
export async function columnsOf(file: File): Promise<FileColumn[] | null> {
  if (!/\.(csv|txt)$/i.test(file.name)) return null;
  const columns = columnsIn(await file.slice(0, 64_000).arrayBuffer());
  return columns.length ? columns : null;
}
