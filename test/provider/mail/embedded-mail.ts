// Mail behind the provider without Dovecot and Postfix: IMAP and SMTP inside this process, for practice on any machine.
import type { Provider } from "../provider.ts";
import { startImapServer } from "./imap-server.ts";
import { MailStore } from "./mail-store.ts";
import { type EmbeddedSmtp, startSmtp } from "./smtp.ts";

export interface EmbeddedMailOptions {
  readonly provider: Provider;
  /** default: any free one */
  readonly imapPort?: number;
  readonly smtpPort?: number;
}

export interface EmbeddedMail {
  readonly store: MailStore;
  readonly imapPort: number;
  readonly smtpPort: number;
  readonly sent: EmbeddedSmtp["sent"];
  stop(): Promise<void>;
}

export async function startEmbeddedMail(options: EmbeddedMailOptions): Promise<EmbeddedMail> {
  const { provider } = options;
  const { house, certificates, domains } = provider;
  const store = new MailStore(provider.database, house.now);
  const certificate = certificates.server;
  const imap = await startImapServer(house, store, certificate, options.imapPort ?? 0);
  const smtp = await startSmtp({ house, store, certificate, domains, port: options.smtpPort ?? 0 }).catch(
    async (failure: unknown) => {
      await imap.stop();
      throw failure;
    },
  );
  const stopListening = provider.onSessionsDropped((address) => imap.drop(address));
  return {
    store,
    imapPort: imap.port,
    smtpPort: smtp.port,
    sent: smtp.sent,
    stop: async () => {
      stopListening();
      await Promise.all([imap.stop(), smtp.stop()]);
    },
  };
}
