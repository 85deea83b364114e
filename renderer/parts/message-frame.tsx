// One message's HTML in a frame of its own origin. SECURITY: P5 of docs/security.md: `sandbox` without
// any permission (no script, no form, no popup, no top navigation), another origin, and its own policy by header.
import styles from "./message-frame.module.css";

export function MessageFrame({ src, title }: { readonly src: string; readonly title: string }) {
  return (
    <iframe
      key={src}
      className={styles.frame}
      title={title}
      src={src}
      sandbox=""
      referrerPolicy="no-referrer"
    />
  );
}
