// Fails when a page needs more script than its budget, in bytes after gzip.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const root = new URL("../target/classes/incharge/web/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("manifest.json", root), "utf8"));
const size = file => gzipSync(readFileSync(new URL(file, root)), { level: 9 }).length;

function files(key, found = new Set()) {
  const chunk = manifest[key];
  if (!found.has(chunk.file)) {
    found.add(chunk.file);
    for (const each of chunk.imports ?? []) files(each, found);
  }
  return found;
}

const entry = files("index.html");
const card = new Set([...entry, ...files("src/customer/page.tsx")]);
// Each page counts what comes on top of what is there before it; the first two count the entry too.
const budgets = [
  ["entry", "index.html", 150],
  ["matrix with entry", "src/matrix/page.tsx", 195],
  ["overview", "src/customers/page.tsx", 25, entry],
  ["customer form", "src/customers/form.tsx", 20, entry],
  ["customer", "src/customer/page.tsx", 40, entry],
  ["board", "src/ui/Board.tsx", 10, card],
  ["project", "src/projects/project.tsx", 30, entry],
  ["sales case", "src/projects/salesCase.tsx", 30, entry],
  ["assignees", "src/assignees/page.tsx", 20, entry],
  ["category form", "src/groups/category.tsx", 20, entry],
  ["imports", "src/imports/wizard.tsx", 15, entry],
  ["settings", "src/settings/page.tsx", 20, entry],
];

let over = 0;
for (const [name, key, limit, before] of budgets) {
  if (!manifest[key]) {
    console.error(`${name}: there is no chunk ${key}`);
    over++;
    continue;
  }
  const wanted = before ? [...files(key)].filter(file => !before.has(file)) : [...new Set([...entry, ...files(key)])];
  const kilobytes = wanted.reduce((sum, file) => sum + size(file), 0) / 1000;
  console.log(`${name.padEnd(20)} ${kilobytes.toFixed(1).padStart(7)} kB of ${limit}`);
  if (kilobytes > limit) over++;
}
process.exit(over ? 1 : 0);
