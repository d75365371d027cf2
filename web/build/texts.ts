import { readFileSync } from "node:fs";
import { basename } from "node:path";
import compile from "icu-minify/compile";
import type { Plugin } from "vite";

/** Compiles the messages of a language while it builds, so that the browser needs no parser. */
export function texts(): Plugin {
  return {
    name: "texts",
    enforce: "pre",
    load(id) {
      const path = id.split("?")[0];
      if (!/\/src\/texts\/[a-z]{2}\.json$/.test(path)) return null;
      const messages: Record<string, string> = JSON.parse(readFileSync(path, "utf8"));
      const compiled: Record<string, unknown> = {};
      for (const [key, message] of Object.entries(messages)) {
        try {
          compiled[key] = compile(message);
        } catch (fault) {
          throw new Error(`${basename(path)}: "${key}": ${fault}`);
        }
      }
      return JSON.stringify(compiled);
    },
  };
}
