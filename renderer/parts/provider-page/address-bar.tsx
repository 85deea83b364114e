// The bar above a provider's page. It is ours, outside of the page, and says where the page really is.
import { ArrowLeft, ExternalLink, Lock, LockOpen, QrCode, RotateCw, X } from "lucide-react";
import type { ReactNode } from "react";
import type { CallInput } from "../../../shared/ipc/contract.ts";
import { toErrorView } from "../../../shared/ipc/errors.ts";
import type { PageAddress, PageView } from "../../../shared/models/provider-page.ts";
import { call } from "../../ipc/client.ts";
import { errorText } from "../../words/describe-error.ts";
import { words } from "../../words/words.ts";
import { Button } from "../button.tsx";
import { showToast } from "../toast.tsx";
import styles from "./provider-page.module.css";

const say = (failure: unknown) => showToast({ text: errorText(toErrorView(failure)), tone: "problem" });
const go = (to: CallInput<"page.go">["to"]) => void call("page.go", { to }).catch(say);

export function AddressBar({
  view,
  reading,
  onRead,
}: {
  readonly view: PageView;
  readonly reading: boolean;
  /** without it there is nothing on the page that Gatepost could read */
  readonly onRead: (() => void) | undefined;
}) {
  const text = words.providerPage;
  return (
    <div className={styles.bar} role="toolbar" aria-label={text.bar}>
      <BarButton label={text.previous} disabled={!view.canGoBack} onClick={() => go("back")}>
        <ArrowLeft size={16} aria-hidden="true" />
      </BarButton>
      {view.loading ? (
        <BarButton label={text.stop} onClick={() => go("stop")}>
          <X size={16} aria-hidden="true" />
        </BarButton>
      ) : (
        <BarButton label={text.reload} onClick={() => go("reload")}>
          <RotateCw size={16} aria-hidden="true" />
        </BarButton>
      )}
      <Address view={view} />
      <div className={styles.wide}>
        <Button
          kind="quiet"
          icon={<ExternalLink size={16} />}
          onClick={() => void call("page.openOutside").catch(say)}
        >
          {text.outside}
        </Button>
        {onRead !== undefined && (
          <Button
            kind="primary"
            icon={<QrCode size={16} />}
            busy={reading}
            disabled={view.address === undefined || view.problem !== undefined}
            onClick={onRead}
          >
            {text.read}
          </Button>
        )}
      </div>
    </div>
  );
}

/** No tooltip: it would open beneath the page. The system's own lies above everything. */
function BarButton(props: {
  readonly label: string;
  readonly disabled?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}) {
  return (
    <button
      type="button"
      className={styles.small}
      aria-label={props.label}
      title={props.label}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}

function Address({ view }: { readonly view: PageView }) {
  const text = words.providerPage;
  const { address } = view;
  const Mark = view.secure ? Lock : LockOpen;
  return (
    <div className={styles.address} aria-live="polite">
      <div className={styles.line}>
        <span
          className={view.secure ? styles.locked : styles.open}
          role="img"
          aria-label={view.secure ? text.secure : text.notSecure}
          title={view.secure ? text.secure : text.notSecure}
        >
          <Mark size={14} aria-hidden="true" />
        </span>
        {address === undefined ? (
          <span className={styles.soft}>{view.loading ? text.loading : text.empty}</span>
        ) : (
          <Host address={address} />
        )}
      </div>
      {address !== undefined && address.asciiHost !== address.host && (
        <span className={styles.wire} dir="ltr">
          {text.onTheWire(address.asciiHost)}
        </span>
      )}
    </div>
  );
}

// SECURITY: P23. The end of the name is what somebody owns: it is bold, and it is what stays when there is no room.
// Letters that are no ASCII may look like others, so the name on the wire stands below them.
function Host({ address }: { readonly address: PageAddress }) {
  const { domain, host, port, path } = address;
  const before = host.slice(0, host.length - domain.length);
  return (
    <>
      <span className={styles.host} dir="ltr">
        <span className={styles.before}>{before}</span>
        <strong>{domain}</strong>
        {port !== undefined && <span>:{port}</span>}
      </span>
      <span className={styles.path} dir="ltr">
        {path}
      </span>
    </>
  );
}
