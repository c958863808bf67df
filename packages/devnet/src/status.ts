import { formatRfc3339Nano } from "@testudo/base";
import type { JsonValue } from "@testudo/proto";
import type { Devnet } from "./devnet.ts";
import { clientStatus } from "./link.ts";
import type { NetworkChain } from "./network.ts";
import { blocksUntilEpoch, consumerChain, lastVsc, providerInfo } from "./queries.ts";

/** One chain as `status` shows it. */
export interface ChainStatusRow {
  readonly name: string;
  readonly chainId: string;
  readonly role: string;
  readonly height: string;
  readonly time: string;
  readonly rpc: string;
  readonly validators: number;
  readonly power: string;
  /** Why it makes no blocks. */
  readonly halted?: string;
  /** Which of its CometBFT nodes have ended by themselves. */
  readonly ended?: string;
  readonly consumerId?: string;
  readonly phase?: string;
  /** Last validator set update it applied. */
  readonly vscId?: string;
  /** `open` once a validator set packet came through it. */
  readonly ccvChannel?: string;
  readonly clients?: { readonly onHub: string; readonly onConsumer: string };
}

export interface DevnetStatus {
  readonly mine: string;
  readonly relayer: string;
  readonly blocksUntilEpoch: string;
  readonly chains: readonly ChainStatusRow[];
}

/** Where a devnet stands, as JSON. */
export async function devnetStatus({ core, network }: Devnet): Promise<{
  readonly [name: string]: JsonValue;
}> {
  const { mine, relayer } = core.state().topology;
  const hub = network.hub();
  const status: DevnetStatus = {
    mine: mine.mode === "interval" ? `interval:${mine.ms}ms` : mine.mode,
    relayer,
    blocksUntilEpoch: String(await blocksUntilEpoch(hub)),
    chains: await Promise.all(
      network.chains().map(async (chain) => {
        const { node } = core.running(chain.entry.chainId);
        const row = await chainRow(hub, chain);
        return node.engine === undefined
          ? { ...row, ended: node.fault() }
          : { ...row, halted: node.fault() };
      }),
    ),
  };
  // Leaves out what is undefined.
  return JSON.parse(JSON.stringify(status));
}

async function chainRow(hub: NetworkChain, chain: NetworkChain): Promise<ChainStatusRow> {
  const { entry, client } = chain;
  const { latestHeight, latestTime } = await client.status();
  const set = await client.validators(latestHeight);
  const row: ChainStatusRow = {
    name: entry.name,
    chainId: entry.chainId,
    role: entry.role,
    height: String(latestHeight),
    time: formatRfc3339Nano(latestTime),
    rpc: entry.rpc,
    validators: set.validators.length,
    power: String(set.totalPower),
  };
  const { consumerId, clientIds } = entry;
  if (consumerId === undefined) return row;
  const [{ phase }, vsc, info] = await Promise.all([
    consumerChain(hub, consumerId),
    lastVsc(chain),
    providerInfo(chain),
  ]);
  return {
    ...row,
    consumerId,
    phase: phase.replace("CONSUMER_PHASE_", ""),
    vscId: vsc?.vscId,
    ccvChannel:
      info !== undefined
        ? "open"
        : entry.channels?.ccv === undefined
          ? "none"
          : "waits for a packet",
    clients: clientIds && {
      onHub: await clientStatus(hub, clientIds.onHub),
      onConsumer: await clientStatus(chain, clientIds.onConsumer),
    },
  };
}
