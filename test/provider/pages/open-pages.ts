// Pages that need no login: the practice phone, help, and the mail that would have left for the world.
import type { House } from "../house.ts";
import { smsInbox } from "../sms.ts";
import { html, type PageAnswer, page } from "./html.ts";

export interface SentMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** milliseconds since 1970 */
  readonly at: number;
}

const time = (ms: number): string => `${new Date(ms).toISOString().replace("T", " ").slice(0, 19)} UTC`;
const brand = "Practice mail";

export function smsPage(house: House): PageAnswer {
  const messages = smsInbox(house);
  return page({
    title: "The practice phone",
    brand,
    content: html`<p>Every text message that the provider would have sent. Reload to see new ones.</p>
      <ul aria-label="Text messages">${messages.map(
        (sms) => html`<li><p><strong>${sms.number}</strong>, ${time(sms.at)}<br>${sms.text}</p></li>`,
      )}</ul>${messages.length === 0 && html`<p>No message yet.</p>`}`,
  });
}

export function helpPage(): PageAnswer {
  return page({
    title: "Mail programs and two-factor authentication",
    brand,
    content: html`<h2>mail.com</h2><ol>
      <li>Switch POP3/IMAP access on again: <a href="/settings/pop3-imap">POP3/IMAP</a>.</li>
      <li>Make an <a href="/security/app-passwords">application-specific password</a>.</li>
      <li>Enter it in your mail program in place of your password, for receiving and for sending.</li></ol>
      <h2>Mailfence</h2><p>Mail programs keep working with your password.</p>`,
  });
}

export function sentPage(sent: readonly SentMail[]): PageAnswer {
  return page({
    title: "Sent to the world",
    brand,
    content: html`<p>Mail to addresses outside the practice provider ends here. Nothing left this computer.</p>
      <ul aria-label="Sent to the world">${sent.map(
        (mail) =>
          html`<li><p>${time(mail.at)}: ${mail.from} to ${mail.to.join(", ")}<br><strong>${mail.subject}</strong></p></li>`,
      )}</ul>${sent.length === 0 && html`<p>Nothing yet.</p>`}`,
  });
}
