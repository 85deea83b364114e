// Short messages at the lower edge, each a `status`, some with one button (`Undo`). They go by themselves and stay
// while the pointer or the focus is on them.
import { X } from "lucide-react";
import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { words } from "../words/words.ts";
import { Button } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";
import styles from "./toast.module.css";

export interface Toast {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  readonly seconds?: number;
  readonly tone?: "plain" | "problem";
  /** goes when its time is over, even under the pointer: its button would do nothing then */
  readonly fixed?: boolean;
}

interface ShownToast extends Toast {
  readonly id: number;
}

let shown: readonly ShownToast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly ShownToast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Shows a toast; the answered function takes it away. At most three stand at a time. */
export function showToast(toast: Toast): () => void {
  lastId += 1;
  const id = lastId;
  change([...shown, { ...toast, id }].slice(-3));
  return () => closeToast(id);
}

function closeToast(id: number): void {
  change(shown.filter((toast) => toast.id !== id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Drawn once, for the whole page. */
export function Toasts() {
  const toasts = useSyncExternalStore(subscribe, () => shown);
  const place = useRef<HTMLDivElement>(null);
  useRoom(place);
  return (
    // A dialog takes everything else from screen readers but live regions. The toasts in it speak, not this itself.
    <div ref={place} className={styles.place} data-toasts aria-live="off">
      {toasts.map((toast) => (
        <ToastBox key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

/** Tells the styles how much of the window's foot is taken: dialogs end above it. */
function useRoom(place: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    const { current } = place;
    if (!current) return;
    const size = new ResizeObserver(() => {
      document.documentElement.style.setProperty("--toasts", `${current.offsetHeight}px`);
    });
    size.observe(current);
    return () => size.disconnect();
  }, [place]);
}

/** For dialogs: a click there is not one beside them, also if the toast has gone with it. */
export function isInToasts(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest("[data-toast]") !== null;
}

function ToastBox({ toast }: { readonly toast: ShownToast }) {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (held && toast.fixed !== true) return;
    const timer = setTimeout(() => closeToast(toast.id), (toast.seconds ?? 6) * 1000);
    return () => clearTimeout(timer);
  }, [held, toast]);
  return (
    <div
      role="status"
      data-toast
      className={`${styles.toast} ${toast.tone === "problem" ? styles.problem : ""}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={styles.text}>{toast.text}</span>
      {toast.action !== undefined && (
        <Button
          kind="quiet"
          className={styles.action}
          onClick={() => {
            closeToast(toast.id);
            toast.action?.run();
          }}
        >
          {toast.action.label}
        </Button>
      )}
      <IconButton
        label={words.common.close}
        icon={<X size={14} />}
        className={styles.close}
        onClick={() => closeToast(toast.id)}
      />
    </div>
  );
}
