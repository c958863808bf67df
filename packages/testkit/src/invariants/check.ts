import { toHex } from "@testudo/base";
import {
  QueryConsumerValidatorsRequest,
  QueryConsumerValidatorsResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { TestChain } from "../test-chain.ts";
import { channelsOf } from "./channels.ts";
import { exchange } from "./exchange.ts";
import { engineSet, replication } from "./replication.ts";
import { passageFaults, stateFaults } from "./rules.ts";
import { provider } from "./stored.ts";
import { passageOf, viewOf } from "./view.ts";

/** Something that must always hold did not. */
export class InvariantBroken extends Error {
  override name = "InvariantBroken";
  /** Each begins with the name of its rule. */
  readonly faults: readonly string[];

  constructor(chain: TestChain, faults: readonly string[]) {
    super(`${chain.chainId} at height ${chain.height}:\n${faults.join("\n")}`);
    this.faults = faults;
  }
}

/**
 * Checks what must hold after every block of a chain: in its state, and in what its last block changed.
 *
 * @throws InvariantBroken naming everything that does not hold
 */
export function checkInvariants(chain: TestChain): void {
  refuse(chain, chainFaults(chain));
}

/**
 * Checks a chain and, as the consumer of a hub, that it has a set which the hub had for it, and that the channel between
 * them carried nothing that was not sent. Holds with packets on their way.
 *
 * @throws InvariantBroken
 */
export function checkConsumer(chain: TestChain, hub: TestChain, consumerId: string): void {
  const view = viewOf(chain);
  const now = viewOf(hub);
  const channelId = provider.channels.get(now, consumerId);
  const end = channelId === undefined ? undefined : channelEnd(chain, channelId);
  refuse(chain, [
    ...chainFaults(chain),
    ...replication(view, {
      consumerId,
      hub: (height) => (height === undefined ? now : viewOf(hub, height)),
    }),
    ...(channelId === undefined || end === undefined
      ? []
      : exchange([now, view], {
          ports: ["provider", "consumer"],
          ids: [channelId, end],
        })),
  ]);
}

/**
 * Checks that a consumer chain is validated by exactly the set that the hub has for it, with the keys and powers that
 * the hub says. Holds when all packets are relayed.
 *
 * @throws Error with both sets
 */
export function checkReplication(hub: TestChain, chain: TestChain, consumerId: string): void {
  const { validators } = hub.query(
    "/interchain_security.ccv.provider.v1.Query/QueryConsumerValidators",
    QueryConsumerValidatorsRequest,
    QueryConsumerValidatorsResponse,
    { consumerId },
  );
  const wanted = validators
    .map(({ consumerKey, consumerPower }) => `${toHex(consumerKey!.ed25519!)} ${consumerPower}`)
    .sort();
  const actual = chain.state.nextValidators.validators
    .map(({ pubKey, power }) => `${toHex(pubKey.bytes)} ${power}`)
    .sort();
  if (wanted.join() !== actual.join()) {
    throw new Error(
      `${chain.chainId} is validated by\n${actual.join("\n")}\nand should be by\n${wanted.join("\n")}`,
    );
  }
}

function chainFaults(chain: TestChain): string[] {
  const view = viewOf(chain);
  const passage = passageOf(chain);
  return [
    ...stateFaults(view),
    ...engineSet(view, chain.state.nextValidators),
    ...(passage === undefined ? [] : passageFaults(passage)),
  ];
}

function refuse(chain: TestChain, faults: readonly string[]): void {
  if (faults.length > 0) throw new InvariantBroken(chain, faults);
}

/** The consumer's end of a channel of the hub. */
function channelEnd(chain: TestChain, hubChannel: string): string | undefined {
  const found = [...channelsOf(viewOf(chain))].find(
    ({ portId, end }) => portId === "consumer" && end.counterparty.channelId === hubChannel,
  );
  return found?.channelId;
}
