// The picture that was looked at, with a frame around each code in it: one is chosen by its frame, with the mouse or the
// keyboard. The picture is coarse and grey, and its codes are covered; it lies in memory until this is closed.
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useEffect, useState } from "react";
import type { FoundCode } from "../../../shared/models/code.ts";
import type { PictureArea, ScannedPicture, ScanResult } from "../../../shared/models/scan.ts";
import { call } from "../../ipc/client.ts";
import { words } from "../../words/words.ts";
import { ErrorNote } from "../error-note.tsx";
import { IconButton } from "../icon-button.tsx";
import { nameOfFound } from "./name-of-found.ts";
import styles from "./picture-frames.module.css";

const text = words.scanning.picture;
/** So that there is room for the list, which a low window needs more than the picture. */
const highest = "max(110px, 60vh - 190px)";

export interface PictureFramesProps {
  readonly result: Pick<ScanResult, "pictures" | "found">;
  /** the code whose frame stands out */
  readonly current?: string | undefined;
  readonly onChoose?: (foundId: string) => void;
}

/** Nothing without pictures: a copied link has none. Forgets the pictures when it goes. */
export function PictureFrames({ result, current, onChoose }: PictureFramesProps) {
  const { pictures, found } = result;
  const [turned, turnTo] = useState<number>();
  useForget(pictures);
  const chosen = found.find(({ foundId }) => foundId === current)?.picture;
  const first = found.find(({ picture }) => picture !== undefined)?.picture;
  const index = Math.min(turned ?? chosen ?? first ?? 0, pictures.length - 1);
  const picture = pictures[index];
  if (!picture) return null;
  const step = (by: number) => turnTo((index + by + pictures.length) % pictures.length);
  return (
    <section className={styles.looked} aria-label={text.group}>
      <Sheet
        key={picture.pictureId}
        picture={picture}
        several={found.length > 1}
        codes={found
          .map((code, at) => ({ code, number: at + 1 }))
          .filter(({ code }) => code.picture === index)}
        current={current}
        onChoose={onChoose}
      />
      {(pictures.length > 1 || picture.name !== undefined) && (
        <div className={styles.turn}>
          {pictures.length > 1 && (
            <IconButton label={text.previous} icon={<ChevronLeft size={16} />} onClick={() => step(-1)} />
          )}
          <span className={styles.which} role="status">
            {pictures.length > 1 && text.of(index + 1, pictures.length)}{" "}
            {picture.name !== undefined && <bdi>{text.named(picture.name)}</bdi>}
          </span>
          {pictures.length > 1 && (
            <IconButton label={text.next} icon={<ChevronRight size={16} />} onClick={() => step(1)} />
          )}
        </div>
      )}
    </section>
  );
}

interface Numbered {
  readonly code: FoundCode;
  readonly number: number;
}

function Sheet({
  picture,
  several,
  codes,
  current,
  onChoose,
}: {
  readonly picture: ScannedPicture;
  /** the frames need their numbers */
  readonly several: boolean;
  readonly codes: readonly Numbered[];
  readonly current: string | undefined;
  readonly onChoose: PictureFramesProps["onChoose"];
}) {
  const address = usePreview(picture);
  const { width, height, suspects, problem, advice } = picture;
  if (problem) return <ErrorNote error={problem} />;
  if (width === 0 || height === 0) return <div className={styles.unknown} />;
  const alt = codes.length > 0 ? text.alt(codes.length) : text.altNothing;
  return (
    <div className={styles.holder}>
      {/* As large as the room allows, in the shape of the picture; frames come before the picture does. */}
      <div
        className={styles.sheet}
        style={{ aspectRatio: `${width} / ${height}`, width: `min(100%, ${highest} * ${width / height})` }}
      >
        {address !== undefined && <img src={address} alt={alt} className={styles.picture} />}
        <svg className={styles.lines} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          {codes.map(({ code }) => (
            <polygon
              key={code.foundId}
              points={code.corners.map(([x, y]) => `${x},${y}`).join(" ")}
              className={`${lineOf(code)} ${code.foundId === current ? styles.current : ""}`}
            />
          ))}
        </svg>
        {suspects.map((area) => (
          <span
            key={`${area.x} ${area.y}`}
            className={styles.suspect}
            style={placeOf(area, picture)}
            title={advice === "other-kind" ? text.otherKind : text.suspect}
          />
        ))}
        {codes.map(({ code, number }) => (
          <button
            key={code.foundId}
            type="button"
            className={styles.frame}
            style={placeOf(boxOf(code), picture)}
            aria-label={text.frame(number, nameOfFound(code))}
            aria-current={code.foundId === current}
            title={nameOfFound(code)}
            onClick={() => onChoose?.(code.foundId)}
          >
            {several && (
              <span className={`${styles.number} ${lineOf(code)}`} aria-hidden="true">
                {number}
              </span>
            )}
          </button>
        ))}
      </div>
    </div>
  );
}

function lineOf({ entry, part }: FoundCode): string {
  return (entry || part ? styles.usable : styles.other) ?? "";
}

function boxOf({ corners }: FoundCode): PictureArea {
  const [columns, rows] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  const [x, y] = [Math.min(...columns), Math.min(...rows)];
  return { x, y, width: Math.max(...columns) - x, height: Math.max(...rows) - y };
}

function placeOf(area: PictureArea, { width, height }: ScannedPicture) {
  return {
    left: `${(100 * area.x) / width}%`,
    top: `${(100 * area.y) / height}%`,
    width: `${(100 * area.width) / width}%`,
    height: `${(100 * area.height) / height}%`,
  };
}

/** Its address in this page's memory, once it has been looked at. */
function usePreview({ pictureId, state }: ScannedPicture): string | undefined {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (state !== "searched") return;
    let made: string | undefined;
    let ended = false;
    call("scan.preview", { pictureId }).then(
      ({ png }) => {
        if (ended) return;
        made = URL.createObjectURL(new Blob([new Uint8Array(png)], { type: "image/png" }));
        setAddress(made);
      },
      // Forgotten meanwhile: the frames alone say where the codes were.
      () => setAddress(undefined),
    );
    return () => {
      ended = true;
      if (made !== undefined) URL.revokeObjectURL(made);
    };
  }, [pictureId, state]);
  return address;
}

function useForget(pictures: readonly ScannedPicture[]): void {
  const ids = pictures.map(({ pictureId }) => pictureId).join(" ");
  useEffect(() => {
    if (ids === "") return;
    // What is not forgotten now is forgotten by the core in some minutes.
    return () => void call("scan.forget", { pictureIds: ids.split(" ") }).catch(() => undefined);
  }, [ids]);
}
