import { type Duration, HOUR, minBigint, type Time } from "@testudo/base";
import { fromDuration, unpackAs } from "@testudo/proto";
import {
  QueryClientStateRequest,
  QueryClientStateResponse,
} from "@testudo/proto/ibc/core/client/v1";
import { ClientState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { engineOf } from "./chain-node.ts";
import type { DevnetCore } from "./core.ts";
import { InputError } from "./errors.ts";
import { clientStatus } from "./link.ts";
import type { NetworkChain } from "./network.ts";

export interface TravelOptions {
  /** Nanoseconds, more than 0. */
  readonly by: Duration;
  /** `keep` updates light clients on the way, `expire` lets their trusting periods run out. */
  readonly clients: "keep" | "expire";
}

/** Share of the shortest trusting period that one step may take: two updates can fail before a client expires. */
const STEPS_PER_TRUSTING_PERIOD = 4n;
/** A block with the new time, and one that proves it. */
const BLOCKS_PER_STEP = 2;
/** Each step towards it makes blocks and updates clients, so a longer way takes minutes. */
const TRAVEL_MAX: Duration = 10n * 365n * 24n * 3_600_000_000_000n;

/**
 * Moves the time of all chains together.
 *
 * @throws InputError on a span out of range, and where clients are to be kept but nobody updates them
 * @returns the time that the next blocks start from
 */
export async function travel(core: DevnetCore, { by, clients }: TravelOptions): Promise<Time> {
  if (by <= 0n || by > TRAVEL_MAX) {
    throw new InputError("time moves forward only, by at most 10 years: use +90s, +2h or +21d");
  }
  // Asked first: time that has moved on some of the chains alone is of no use.
  for (const chain of core.chains()) engineOf(chain);
  const longest = clients === "keep" ? await longestSafeStep(core) : undefined;
  if (core.relayer === undefined && longest !== undefined && by > longest) {
    throw new InputError(
      `the devnet does not relay, so nobody updates light clients on the way: move by at most ${hours(longest)}h, have your relayer update them, and go on; or use --clients expire`,
    );
  }
  let left = by;
  while (left > 0n) {
    const step = longest === undefined ? left : minBigint(left, longest);
    await advance(core, step);
    if (clients === "keep") await core.relayer?.refreshClients();
    await core.settle();
    left -= step;
  }
  return core.clock.now();
}

function hours(duration: Duration): bigint {
  return duration / HOUR;
}

async function advance(core: DevnetCore, step: Duration): Promise<void> {
  // First on the disk: a devnet that dies here must not wake up in its own past.
  await core.changeState({ clockOffset: core.state().clockOffset + step });
  core.clock.advance(step);
  for (const { entry } of core.chains()) await core.mine(entry.chainId, BLOCKS_PER_STEP);
}

async function longestSafeStep(core: DevnetCore): Promise<Duration | undefined> {
  const hub = core.network.hub();
  const periods: Duration[] = [];
  for (const consumer of core.network.consumers()) {
    const { clientIds } = consumer.entry;
    if (clientIds === undefined) continue;
    for (const [chain, id] of [
      [hub, clientIds.onHub],
      [consumer, clientIds.onConsumer],
    ] as const) {
      if ((await clientStatus(chain, id)) === "Active") periods.push(await trusting(chain, id));
    }
  }
  if (periods.length === 0) return undefined;
  return periods.reduce(minBigint) / STEPS_PER_TRUSTING_PERIOD;
}

async function trusting(chain: NetworkChain, clientId: string): Promise<Duration> {
  const { clientState } = await chain.client.query(
    "/ibc.core.client.v1.Query/ClientState",
    { request: QueryClientStateRequest, response: QueryClientStateResponse },
    { clientId },
  );
  const state = clientState && unpackAs(ClientState, clientState);
  if (state === undefined) throw new InputError(`client ${clientId} is no 07-tendermint client`);
  return fromDuration(state.trustingPeriod);
}
