// Pictures are made one after the other, alone. They are no tests, though making them fails if a screen cannot be reached.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/pictures/**/*.pictures.ts"],
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
    reporters: [["default", { summary: false }]],
  },
});
