import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

const SOURCE = new URL("./theme.js", import.meta.url);

/** Serves theme.js from the head of the page: it runs before the first frame, which a module would not. */
export function theme(): Plugin {
  const script = readFileSync(SOURCE, "utf8");
  const name = `assets/theme-${createHash("sha256").update(script).digest("hex").slice(0, 8)}.js`;
  return {
    name: "theme",
    configureServer(server) {
      server.middlewares.use(`/${name}`, (_request, response) => {
        response.setHeader("Content-Type", "text/javascript").end(script);
      });
    },
    generateBundle() {
      this.emitFile({ type: "asset", fileName: name, source: script });
    },
    transformIndexHtml(_html, { bundle }) {
      const font = Object.keys(bundle ?? {}).find(file => /inter-latin-wght-normal.*\.woff2$/.test(file));
      const preload = { rel: "preload", as: "font", type: "font/woff2", crossorigin: "", href: `/${font}` };
      return [
        { tag: "script", attrs: { src: `/${name}` }, injectTo: "head-prepend" as const },
        ...(font ? [{ tag: "link", attrs: preload, injectTo: "head" as const }] : []),
      ];
    },
  };
}
