// A real KWallet on a bus of its own, as KDE's keychain answers to programs that speak the Secret Service. Its wallet is
// made and opened as the log-in of a desktop does it, so that no dialog asks for anything; it draws on no screen.
import type { ChildProcess } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { hasDefault, type SecretService, secretService } from "./keyring.ts";
import { type BusObject, type PrivateBus, startBus, untilReady } from "./private-bus.ts";
import { endProcess } from "./processes.ts";

const wallet = "kdewallet";
const collection = `/org/freedesktop/secrets/collection/${wallet}`;
const daemon: BusObject = { service: "org.kde.kwalletd5", path: "/modules/kwalletd5" };
/** What the log-in module hands over: 56 bytes, made of the password. */
const hash = [...createHash("sha512").update("practice wallet").digest().subarray(0, 56)].join(",");

/** Throws `keyring-missing: …` where KWallet is not installed. */
export async function startKwallet(): Promise<SecretService> {
  const bus = await startBus();
  let running: ChildProcess | undefined;
  const start = async (ready: () => Promise<boolean>) => {
    const environment = { QT_QPA_PLATFORM: "offscreen" };
    running = bus.start(["kwalletd5"], { environment });
    await untilReady("kwalletd5", running, ready);
  };
  const endService = async () => {
    if (running) await endProcess(running);
  };
  const open = () => openWallet(bus);
  try {
    await configure(bus);
    // It tells of the wallets that it finds at its start: made first, then started again.
    await start(() => answers(bus));
    await open();
    await endService();
    await start(() => hasDefault(bus, collection));
    await open();
  } catch (failure) {
    await bus.stop();
    throw failure;
  }
  return {
    ...{ environment: bus.environment, home: bus.home, stop: bus.stop },
    async lock() {
      await bus.ask(secretService, "org.freedesktop.Secret.Service.Lock", [`array:objpath:${collection}`]);
    },
    unlock: open,
    endService,
    async startService() {
      await start(() => hasDefault(bus, collection));
      await open();
    },
  };
}

async function configure({ environment }: PrivateBus): Promise<void> {
  const lines = [
    "[Wallet]",
    "Enabled=true",
    "First Use=false",
    `Default Wallet=${wallet}`,
    "Prompt on Open=false",
    "Close When Idle=false",
    "Leave Open=true",
    "[org.freedesktop.secrets]",
    "apiEnabled=true",
  ];
  await mkdir(environment.XDG_CONFIG_HOME, { recursive: true });
  await writeFile(join(environment.XDG_CONFIG_HOME, "kwalletrc"), `${lines.join("\n")}\n`);
}

/** Makes the wallet if there is none. */
async function openWallet(bus: PrivateBus): Promise<void> {
  const args = [`string:${wallet}`, `array:byte:${hash}`, "int32:0"];
  await bus.ask(daemon, "org.kde.KWallet.pamOpen", args);
}

function answers(bus: PrivateBus): Promise<boolean> {
  return bus.ask(daemon, "org.kde.KWallet.wallets", []).then(
    () => true,
    () => false,
  );
}
