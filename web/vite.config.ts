import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { texts } from "./build/texts.ts";
import { theme } from "./build/theme.ts";

const gateway = process.env.INCHARGE_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [texts(), theme(), react()],
  build: {
    outDir: "target/classes/incharge/web",
    emptyOutDir: true,
    target: "es2023",
    // All of these know light-dark(), which older targets would be given in a longer form.
    cssTarget: ["chrome123", "firefox121", "safari17.5"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: "manifest.json",
    rollupOptions: {
      output: {
        // Each icon alone would be a request for two hundred bytes.
        manualChunks: id => (id.includes("/@tabler/icons-react/") ? "icons" : undefined),
        // The sign-in page, which is no part of this build, has the same font: its style sheet knows this name. Files
        // are kept for a year, so another version of Inter (its number stands in the name) needs another name.
        assetFileNames: asset =>
          asset.names[0]?.startsWith("inter-") ? "assets/[name].v4[extname]" : "assets/[name]-[hash][extname]",
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ["/api", "/oauth2", "/sign-in", "/sign-out"].map(path => [path, { target: gateway, changeOrigin: false }]),
    ),
  },
  json: { stringify: true, namedExports: false },
  test: {
    environment: "jsdom",
    setupFiles: ["test/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}"],
    pool: "threads",
    maxWorkers: 1,
    // A loaded machine is slow, not wrong.
    testTimeout: 60_000,
    css: false,
  },
});
