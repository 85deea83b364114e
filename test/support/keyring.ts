// A real GNOME keyring on a bus of its own, for tests of whole programs: give `environment` to the program, lock and
// unlock under its feet, and stop it all at the end.
import { type ChildProcess, execFile } from "node:child_process";
import { connect } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { type BusObject, type PrivateBus, startBus, untilReady } from "./private-bus.ts";
import { endProcess } from "./processes.ts";

/** A keychain of the Secret Service, whoever keeps it. */
export interface SecretService extends Pick<PrivateBus, "environment" | "home" | "stop"> {
  lock(): Promise<void>;
  unlock(): Promise<void>;
  /** Ends the service and leaves the bus: the keychain is absent. */
  endService(): Promise<void>;
  /** Starts it again, open. */
  startService(): Promise<void>;
}

export interface Keyring extends SecretService {
  /** It can be read and takes nothing, as with a full disk: no file of the daemon may grow; false: as it was. */
  refuseWrites(on: boolean): Promise<void>;
}

export const secretService: BusObject = {
  service: "org.freedesktop.secrets",
  path: "/org/freedesktop/secrets",
};

const password = "practice keyring";
const collection = "/org/freedesktop/secrets/collection/login";

/** `service: false` gives a bus without any keyring. Throws `keyring-missing: …` where the programs are not installed. */
export async function startKeyring(options: { readonly service?: boolean } = {}): Promise<Keyring> {
  const bus = await startBus();
  const folder = join(bus.environment.XDG_RUNTIME_DIR, "keyring");
  let keyring: ChildProcess | undefined;
  const startService = async () => {
    const daemon = ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"];
    // Told to overlook it, a write beyond the limit of `refuseWrites` fails; else it would end the daemon.
    const overlook = ["sh", "-c", 'trap "" XFSZ; exec "$@"', "sh"];
    keyring = bus.start([...overlook, ...daemon, `--control-directory=${folder}`], { input: password });
    await untilReady("gnome-keyring-daemon", keyring, () => hasDefault(bus, collection));
  };
  try {
    if (options.service !== false) await startService();
  } catch (failure) {
    await bus.stop();
    throw failure;
  }
  return {
    ...{ environment: bus.environment, home: bus.home, stop: bus.stop },
    async lock() {
      await bus.ask(secretService, "org.freedesktop.Secret.Service.Lock", [`array:objpath:${collection}`]);
    },
    unlock: () => unlock(join(folder, "control")),
    async refuseWrites(on) {
      const pid = keyring?.pid;
      if (pid === undefined) throw new Error("there is no keyring");
      await promisify(execFile)("prlimit", ["--pid", String(pid), `--fsize=${on ? 0 : "unlimited"}:`]);
    },
    async endService() {
      if (keyring) await endProcess(keyring);
    },
    startService,
  };
}

/** Whether `path` is the default collection: the service has made or opened it. */
export function hasDefault(bus: PrivateBus, path: string): Promise<boolean> {
  return bus.ask(secretService, "org.freedesktop.Secret.Service.ReadAlias", ["string:default"]).then(
    (answer) => answer.includes(`"${path}"`),
    () => false,
  );
}

/**
 * Unlocks by the daemon's own control socket, as the log-in of a desktop does. Packet: length, operation 1 (unlock),
 * length and bytes of the password, all big-endian, after one byte that carries the sender's credentials.
 */
function unlock(control: string): Promise<void> {
  const text = Buffer.from(password);
  const packet = Buffer.alloc(12 + text.length);
  packet.writeUInt32BE(packet.length, 0);
  packet.writeUInt32BE(1, 4);
  packet.writeUInt32BE(text.length, 8);
  text.copy(packet, 12);
  return new Promise((resolve, reject) => {
    const socket = connect(control, () => {
      socket.write(Buffer.from([0]));
      socket.write(packet);
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("the keyring did not answer")));
    socket.once("data", (answer) => {
      if (answer.length >= 8 && answer.readUInt32BE(4) === 0) resolve();
      else reject(new Error("the keyring stays locked"));
      socket.end();
    });
  });
}
