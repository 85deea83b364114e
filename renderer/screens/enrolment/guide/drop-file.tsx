// A place on which one file can be dropped; its bytes are handed over, its path is never known here.
import { type DragEvent, type ReactNode, useState } from "react";
import styles from "../enrolment.module.css";

export function DropFile({
  onFile,
  children,
}: {
  readonly onFile: (name: string, bytes: Uint8Array) => void;
  readonly children: ReactNode;
}) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) void file.arrayBuffer().then((content) => onFile(file.name, new Uint8Array(content)));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a mouse's way; buttons beside it do the same
    <div
      className={`${styles.panel} ${over ? styles.over : ""}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      {children}
    </div>
  );
}
