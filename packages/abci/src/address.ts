import { AbciConnectionError } from "./application.ts";

/** Where an ABCI socket is: a TCP port or a Unix socket file. */
export type SocketAddress =
  | { readonly host: string; readonly port: number }
  | { readonly path: string };

/**
 * Reads `tcp://host:port`, `unix://path` or `host:port`.
 *
 * @throws AbciConnectionError naming the text
 */
export function parseSocketAddress(text: string): SocketAddress {
  const unix = /^unix:\/\/(.+)$/.exec(text);
  if (unix?.[1] !== undefined) return { path: unix[1] };
  const tcp = /^(?:tcp:\/\/)?(?:\[([^\]]+)\]|([^:/]+)):([0-9]{1,5})$/.exec(text);
  const host = tcp?.[1] ?? tcp?.[2];
  const port = Number(tcp?.[3]);
  if (host === undefined || port > 65_535) {
    throw new AbciConnectionError(
      `not a socket address: ${text} (expected tcp://host:port or unix://path)`,
    );
  }
  return { host, port };
}

/** The text form that `parseSocketAddress` reads. */
export function formatSocketAddress(address: SocketAddress): string {
  if ("path" in address) return `unix://${address.path}`;
  const host = address.host.includes(":") ? `[${address.host}]` : address.host;
  return `tcp://${host}:${address.port}`;
}
