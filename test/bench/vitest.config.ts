// Measurements run one after the other, alone, and are no tests: nothing fails because a machine is slow.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/bench/**/*.bench.ts"],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
    reporters: [["default", { summary: false }]],
  },
});
