// Installs what package-lock.json names, unless it is what was installed last.
import { execSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const LOCK = "package-lock.json";
const INSTALLED = "node_modules/.installed";

const lock = readFileSync(LOCK, "utf8");
if (!existsSync(INSTALLED) || readFileSync(INSTALLED, "utf8") !== lock) {
  execSync("npm ci --no-audit --no-fund", { stdio: "inherit" });
  writeFileSync(INSTALLED, lock);
}
