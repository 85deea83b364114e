// The four suites. `npm test` runs them one after the other (scripts/test.mjs); their limits fit a machine of two cores.
import { defineConfig } from "vitest/config";

const seconds = 1_000;

function suite(name: string, folder: string, limit: number, workers: number) {
  return {
    test: {
      name,
      include: [`test/${folder}/**/*.test.{ts,tsx}`],
      environment: "node",
      testTimeout: limit * seconds,
      hookTimeout: limit * seconds,
      maxWorkers: workers,
      // Unit tests start no program and keep nothing beside themselves, so each process loads the modules once and not
      // once a file: that was half of their time.
      isolate: folder !== "unit",
      // Where servers, displays and processes are real, a busy machine may be late once; the log says "retry".
      retry: folder !== "unit" && process.env.CI === "true" ? 1 : 0,
      // The default of one second is shorter than what a busy machine takes for a line of IMAP.
      expect: { poll: { timeout: (limit / 3) * seconds, interval: folder === "unit" ? 5 : 50 } },
      // What a test has stubbed or set must not reach the next one.
      restoreMocks: true,
      unstubEnvs: true,
    },
  };
}

export default defineConfig({
  test: {
    projects: [
      suite("unit", "unit", 30, 2),
      suite("integration", "integration", 90, 2),
      suite("browser", "e2e/browser", 90, 2),
      suite("electron", "e2e/electron", 180, 1),
    ],
  },
});
