// Where the scripts of our worker threads are: beside the bundle in the built program, in `dist/main` when a test runs
// the sources. Tests in plain Node so start the same threads as the program.
export type ThreadName = "mail" | "lines" | "pictures" | "imports" | "keys" | "pdf";

export function threadScript(name: ThreadName): URL {
  const fromSources = import.meta.url.endsWith(".ts");
  return new URL(fromSources ? `../../dist/main/${name}-thread.js` : `./${name}-thread.js`, import.meta.url);
}
