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
const budgets = [
  ["entry", "index.html", 150, 0],
  ["matrix with entry", "src/matrix/page.tsx", 195, 0],
  ["overview", "src/customers/page.tsx", 25, 1],
  ["customer form", "src/customers/form.tsx", 20, 1],
  ["customer", "src/customer/page.tsx", 40, 1],
  ["project", "src/projects/project.tsx", 25, 1],
  ["assignees", "src/assignees/page.tsx", 20, 1],
  ["category form", "src/groups/category.tsx", 20, 1],
  ["imports", "src/imports/wizard.tsx", 15, 1],
  ["settings", "src/settings/page.tsx", 20, 1],
];

let over = 0;
for (const [name, key, limit, onTop] of budgets) {
  if (!manifest[key]) {
    console.error(`${name}: there is no chunk ${key}`);
    over++;
    continue;
  }
  const wanted = [...files(key)].filter(file => !onTop || !entry.has(file));
  if (!onTop) for (const file of entry) if (!wanted.includes(file)) wanted.push(file);
  const kilobytes = wanted.reduce((sum, file) => sum + size(file), 0) / 1000;
  console.log(`${name.padEnd(20)} ${kilobytes.toFixed(1).padStart(7)} kB of ${limit}`);
  if (kilobytes > limit) over++;
}
process.exit(over ? 1 : 0);
