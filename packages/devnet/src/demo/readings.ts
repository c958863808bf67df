import { QueryChannelRequest, QueryChannelResponse } from "@testudo/proto/ibc/core/channel/v1";
import type { Network, NetworkChain } from "../network.ts";
import { powerOn } from "../queries.ts";

/** A validator's power by chain id. */
export async function powerTable(
  network: Network,
  name: string,
): Promise<Readonly<Record<string, bigint>>> {
  const rows: (readonly [string, bigint])[] = [];
  for (const chain of network.chains()) {
    rows.push([chain.entry.chainId, await powerOn(network, chain, name)]);
  }
  return Object.fromEntries(rows);
}

/** State of a channel end; `undefined` where there is no channel. */
export async function channelState(
  chain: NetworkChain,
  end: { readonly port: string; readonly channel: string } | undefined,
): Promise<number | undefined> {
  if (end === undefined) return undefined;
  const { channel } = await chain.client.query(
    "/ibc.core.channel.v1.Query/Channel",
    { request: QueryChannelRequest, response: QueryChannelResponse },
    { portId: end.port, channelId: end.channel },
  );
  return channel?.state;
}

/** The hub's last block that sent a validator set packet. */
export async function sentVscHeight(hub: NetworkChain): Promise<bigint> {
  const heights = await hub.client.blockSearch("send_packet.packet_src_port='provider'");
  return heights.at(-1) ?? 0n;
}
