// The mail servers of one provider, also where they differ by region.
import type { Provider, ServerSet } from "../../../shared/providers/provider.ts";
import { PageSection } from "../../parts/page.tsx";
import { spoken } from "../../parts/spoken.ts";
import { words } from "../../words/words.ts";
import { Sure } from "./fact-parts.tsx";
import styles from "./providers.module.css";

export function ServerFacts({ provider }: { readonly provider: Provider }) {
  const text = words.providers;
  const { servers, regions = [], confidence } = provider;
  return (
    <PageSection title={text.servers}>
      {servers === undefined && <p>{text.noServers}</p>}
      {servers && <ServerTable caption={provider.name} servers={servers} />}
      {regions.map((region) => {
        const caption = region.domains.length > 0 ? text.serversOf(region.domains) : text.serversOwn;
        return (
          <div key={caption} className={styles.part}>
            <h3>{caption}</h3>
            <ServerTable caption={caption} servers={region} />
          </div>
        );
      })}
      {servers && <Sure how={confidence.servers} />}
    </PageSection>
  );
}

function ServerTable({ caption, servers }: { readonly caption: string; readonly servers: ServerSet }) {
  const { columns, protocol: names, security: encryptions, userName: users } = words.providers;
  return (
    <div className={styles.wide}>
      <table className={styles.servers}>
        <caption className={spoken}>{caption}</caption>
        <thead>
          <tr>
            {Object.values(columns).map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(["imap", "smtp", "pop3"] as const).map((protocol) => {
            const server = servers[protocol];
            return (
              server && (
                <tr key={protocol}>
                  <th scope="row">{names[protocol]}</th>
                  <td>{server.host}</td>
                  <td>{server.port}</td>
                  <td>{encryptions[server.security]}</td>
                  <td>{users[server.userName]}</td>
                </tr>
              )
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
