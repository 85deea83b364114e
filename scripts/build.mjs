// npm run build: builds the page, the main process, the preload and the practice provider into dist/.
import { build } from "./lib/build-if-stale.mjs";
import { main, say } from "./lib/say.mjs";

await main(async () => {
  await build();
  say("Built into dist/.");
});
