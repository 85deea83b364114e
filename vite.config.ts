// One configuration for everything that is built: the page (dist/renderer), the main process with its threads and the
// terminal program (dist/main), the preload (dist/preload) and the practice provider (dist/practice, never packaged).
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { brandKey } from "./renderer/parts/brand-key.ts";
import { brandIcons } from "./scripts/lib/brand-icons.mjs";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
/** scripts/build.mjs builds beside what is there and swaps it in when all is well. */
const out = (folder: string) => here(`${process.env.GATEPOST_OUT ?? "dist"}/${folder}`);
const entries = (folder: string, names: Readonly<Record<string, string>>) => {
  const present = Object.entries(names).map(([name, file]) => [name, here(`${folder}${file}`)] as const);
  return Object.fromEntries(present.filter(([, file]) => existsSync(file)));
};

const main = entries("electron/", {
  main: "main.ts",
  "mail-thread": "core/mail/mail-thread.ts",
  "lines-thread": "core/mail/lines-thread.ts",
  "pictures-thread": "core/qr/pictures-thread.ts",
  "imports-thread": "core/importers/imports-thread.ts",
  "keys-thread": "core/lock/keys-thread.ts",
  "pdf-thread": "core/enrolment/pdf-thread.ts",
  cli: "core/cli.ts",
});
const practice = entries("test/provider/", { "practice-thread": "practice-thread.ts" });

/** Packages stay outside the bundles of Node: native parts and workers find their files, licences stay beside code. */
const node = (outDir: string, input: Record<string, string>) => ({
  consumer: "server" as const,
  resolve: { external: true as const },
  build: {
    outDir,
    emptyOutDir: true,
    target: "node20",
    minify: false,
    rolldownOptions: {
      input,
      external: ["electron"],
      output: {
        format: "esm" as const,
        entryFileNames: "[name].js",
        // Flat: electron/core/threads.ts finds the threads' scripts beside whichever file it was bundled into.
        chunkFileNames: "[name]-[hash].js",
      },
    },
  },
});

export default defineConfig({
  root: here("renderer"),
  base: "./",
  plugins: [react(), brandIcons(brandKey)],
  // The page imports shared/, which lies beside its own folder.
  server: { fs: { allow: [here(".")] } },
  builder: {
    buildApp: async (builder) => {
      for (const environment of Object.values(builder.environments)) {
        if (environment.name !== "ssr") await builder.build(environment);
      }
    },
  },
  environments: {
    client: {
      build: {
        outDir: out("renderer"),
        emptyOutDir: true,
        target: "chrome130",
        assetsInlineLimit: 0,
        // The page is read from the disk: splitting it would save nothing.
        chunkSizeWarningLimit: 3_000,
        modulePreload: { polyfill: false },
        rolldownOptions: {
          input: {
            index: here("renderer/index.html"),
            "quick-code": here("renderer/quick-code.html"),
            region: here("renderer/region.html"),
            portal: here("renderer/portal.html"),
          },
        },
      },
    },
    main: node(out("main"), main),
    preload: {
      consumer: "server",
      build: {
        outDir: out("preload"),
        emptyOutDir: true,
        target: "node20",
        minify: false,
        rolldownOptions: {
          input: { preload: here("electron/preload.ts") },
          external: ["electron"],
          output: { format: "cjs", entryFileNames: "[name].cjs" },
        },
      },
    },
    ...(Object.keys(practice).length > 0 ? { practice: node(out("practice"), practice) } : {}),
  },
});
