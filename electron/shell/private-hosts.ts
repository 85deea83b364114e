// Says whether an address of the web leads into this computer or its own network. A picture in a message must not knock
// there: a router or a local service may act on being asked. Pure but for the look-up that it is given.
import { BlockList, isIP } from "node:net";

/** The IP addresses of a name; rejects if it has none. */
export type LookUp = (name: string) => Promise<readonly string[]>;

const own = new BlockList();
// RFC 6890: this host, private use, carriers' shared space, loopback, link-local; and everything from multicast on.
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["224.0.0.0", 3],
] as const)
  own.addSubnet(network, bits, "ipv4");
for (const [network, bits] of [
  ["::", 127],
  ["fc00::", 7],
  ["fe80::", 9],
  ["ff00::", 8],
] as const)
  own.addSubnet(network, bits, "ipv6");

/** `hostname` as the WHATWG URL gives it: IPv4 in its usual form whatever was written, IPv6 in brackets. */
export async function isPrivateHost(hostname: string, lookUp: LookUp): Promise<boolean> {
  const name = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  if (isIP(name) !== 0) return isPrivateAddress(name);
  // A name of one word, or of the local network, is never one of the web.
  if (!name.includes(".") || /\.(localhost|local|internal|lan|home\.arpa)$/i.test(name)) return true;
  // A name without an address leads nowhere by itself; behind a proxy it is the proxy that knows it.
  const addresses = await lookUp(name).catch(() => []);
  return addresses.some(isPrivateAddress);
}

function isPrivateAddress(address: string): boolean {
  // Also finds IPv4 inside of IPv6 (::ffff:127.0.0.1).
  return own.check(address, isIP(address) === 6 ? "ipv6" : "ipv4");
}
