import { describe, expect, it } from "vitest";
import { isPrivateHost } from "../../../electron/shell/private-hosts.ts";

const names: Readonly<Record<string, readonly string[]>> = {
  "pictures.example": ["203.0.113.7", "2001:db8::7"],
  "rebound.example": ["203.0.113.7", "127.0.0.1"],
  "router.example": ["192.168.1.1"],
  "inner.example": ["fd12:3456::1"],
};
const lookUp = async (name: string) => {
  const found = names[name];
  if (!found) throw new Error("no such name");
  return found;
};
const isPrivate = (address: string) => isPrivateHost(new URL(address).hostname, lookUp);

describe("a picture's host", () => {
  it.each([
    "http://127.0.0.1/",
    "http://2130706433/",
    "http://0x7f.1/",
    "http://0.0.0.0/",
    "http://10.1.2.3/",
    "http://100.100.1.1/",
    "http://169.254.169.254/latest",
    "http://172.31.0.1/",
    "http://192.168.178.1/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://[::ffff:192.168.0.1]/",
    "http://localhost:8080/",
    "http://LOCALHOST./",
    "http://a.localhost/",
    "http://printer/",
    "http://printer.local/",
    "http://router.example/",
    "http://rebound.example/",
    "http://inner.example/",
  ])("%s is in this computer or its own network", async (address) => {
    expect(await isPrivate(address)).toBe(true);
  });

  it.each([
    "https://pictures.example/a.png",
    "http://203.0.113.7/",
    "http://172.32.0.1/",
    "http://[2001:db8::7]/",
    "https://behind-a-proxy.example/",
  ])("%s is outside", async (address) => {
    expect(await isPrivate(address)).toBe(false);
  });
});
