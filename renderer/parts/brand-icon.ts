// The icons of brands, loaded file by file when one of them is first shown. They are data beside the page: a path to draw
// and the brand's colour.
import { useEffect, useState } from "react";
import { z } from "zod";
import { brandKeysOf } from "./brand-key.ts";

export interface BrandIcon {
  readonly name: string;
  /** `#rrggbb` */
  readonly colour: string;
  /** for a view box of 24 by 24 */
  readonly path: string;
}

const IconFile = z.record(z.string(), z.tuple([z.string(), z.string().regex(/^[0-9A-F]{6}$/i), z.string()]));
const IndexFile = z.array(z.tuple([z.string(), z.string()]));

type Icons = ReadonlyMap<string, BrandIcon>;
const files = new Map<string, Promise<Icons>>();

async function load(file: string): Promise<unknown> {
  const answer = await fetch(`./brand-icons/${file}.json`);
  if (!answer.ok) throw new Error(`brand icons ${file}: ${answer.status}`);
  return answer.json();
}

async function loadIcons(initial: string): Promise<Icons> {
  const icons = Object.entries(IconFile.parse(await load(initial)));
  return new Map(icons.map(([key, [name, hex, path]]) => [key, { name, colour: `#${hex}`, path }]));
}

async function findBrand(keys: readonly string[]): Promise<BrandIcon | undefined> {
  for (const key of keys) {
    const initial = key.charAt(0);
    let icons = files.get(initial);
    if (!icons) {
      icons = loadIcons(initial);
      files.set(initial, icons);
    }
    const found = (await icons).get(key);
    if (found) return found;
  }
  return undefined;
}

/** What has been found before is there at once: a list that is scrolled does not flicker. */
const found = new Map<string, BrandIcon | undefined>();

/**
 * The brand of that name in the set, else the one of the issuer: another program may have had a brand that the set has not.
 * Undefined if there is none, and until it is loaded.
 */
export function useBrandIcon({
  name,
  issuer = "",
}: {
  readonly name?: string;
  readonly issuer?: string;
}): BrandIcon | undefined {
  const keys = [...(name === undefined ? [] : [name]), ...brandKeysOf(issuer)];
  const key = keys.join(" ");
  const [, setLoaded] = useState("");
  useEffect(() => {
    if (key === "" || found.has(key)) return;
    let ended = false;
    findBrand(key.split(" ")).then(
      (icon) => {
        found.set(key, icon);
        if (!ended) setLoaded(key);
      },
      // Without its file a brand has a letter, as one without an icon: nothing else depends on it.
      () => found.set(key, undefined),
    );
    return () => {
      ended = true;
    };
  }, [key]);
  return found.get(key);
}

export interface BrandTitle {
  readonly name: string;
  readonly title: string;
}

let index: Promise<readonly BrandTitle[]> | undefined;

/** All brands of the set, by title. */
export function allBrands(): Promise<readonly BrandTitle[]> {
  index ??= load("index").then((file) => IndexFile.parse(file).map(([name, title]) => ({ name, title })));
  return index;
}
