import { consAddress, fromUtf8 } from "@testudo/base";
import { moduleAddress } from "@testudo/crypto";
import type { Expectations } from "@testudo/devnet/scenario";
import { QueryInflationRequest, QueryInflationResponse } from "@testudo/proto/cosmos/mint/v1beta1";
import {
  QueryConsumerChainsValidatorHasToValidateRequest,
  QueryConsumerChainsValidatorHasToValidateResponse,
  QueryThrottleStateRequest,
  QueryThrottleStateResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { phaseOnHub } from "../hub.ts";
import {
  bank,
  consumer as consumerState,
  distribution,
  provider,
  slashing,
  staking,
} from "../invariants/stored.ts";
import { sum, viewOf } from "../invariants/view.ts";
import { testConsKey } from "../test-account.ts";
import type { World } from "./world.ts";

type Observers = {
  readonly [K in keyof Expectations]-?: (
    world: World,
    expected: NonNullable<Expectations[K]>,
  ) => NonNullable<Expectations[K]>;
};

const OBSERVERS: Observers = {
  powers: (world, chains) => byName(chains, (name) => powersOn(world, name)),
  phase: (world, consumers) =>
    byName(consumers, (name) => {
      const phase = phaseOnHub(world.hub, idOf(world, name));
      return phase as NonNullable<Expectations["phase"]>[string];
    }),
  jailed: (world, names) => byName(names, (name) => validatorOf(world, name)?.jailed === true),
  tombstoned: ({ hub }, names) =>
    byName(names, (name) => {
      const info = slashing.signingInfos.get(viewOf(hub), testConsKey(name).address);
      return info?.tombstoned === true;
    }),
  tokens: (world, names) => byName(names, (name) => Number(validatorOf(world, name)?.tokens ?? 0)),
  optedIn: (world, consumers) =>
    byName(consumers, (consumer) =>
      byName(consumers[consumer] ?? {}, (name) =>
        provider.optedIn.has(viewOf(world.hub), [idOf(world, consumer), testConsKey(name).address]),
      ),
    ),
  hasToValidate: (world, names) =>
    byName(names, (name) => {
      const { consumerIds } = world.hub.query(
        "/interchain_security.ccv.provider.v1.Query/QueryConsumerChainsValidatorHasToValidate",
        QueryConsumerChainsValidatorHasToValidateRequest,
        QueryConsumerChainsValidatorHasToValidateResponse,
        {
          providerAddress: world.hub.addresses.cons.toText(consAddress(testConsKey(name).address)),
        },
      );
      return [...world.consumers.values()]
        .filter(({ id }) => consumerIds.includes(id))
        .map((consumer) => consumer.name);
    }),
  minPower: (world, consumers) =>
    byName(consumers, (name) =>
      Number(provider.minPowersInTopN.get(viewOf(world.hub), idOf(world, name)) ?? -1n),
    ),
  reports: (world, consumers) =>
    byName(consumers, (name) => {
      const chain = world.chain(name);
      return chain === undefined ? 0 : [...consumerState.pendingPackets.keys(viewOf(chain))].length;
    }),
  meter: ({ hub }) => {
    const { slashMeter, slashMeterAllowance } = hub.query(
      "/interchain_security.ccv.provider.v1.Query/QueryThrottleState",
      QueryThrottleStateRequest,
      QueryThrottleStateResponse,
      {},
    );
    if (slashMeter < 0n) return "negative";
    return slashMeter >= slashMeterAllowance ? "full" : "positive";
  },
  consumerRewards: (world, names) =>
    byName(names, (name) => {
      const { address } = world.account(name);
      const rewards = distribution.outstanding.get(viewOf(world.hub), address)?.rewards ?? [];
      return rewards.some(({ denom }) => denom.startsWith("ibc/"));
    }),
  rewardsInPool: ({ hub }) => {
    const pool = moduleAddress("consumer_rewards_pool");
    return [...bank.balances.keys(viewOf(hub), { prefix: [pool] })].length > 0;
  },
  inflation: ({ hub }) => {
    const inflation = () => {
      const answer = hub.query(
        "/cosmos.mint.v1beta1.Query/Inflation",
        QueryInflationRequest,
        QueryInflationResponse,
        {},
      );
      return BigInt(fromUtf8(answer.inflation));
    };
    const before = inflation();
    hub.next();
    return inflation() > before ? "rising" : "falling";
  },
  balances: (world, chains) =>
    byName(chains, (name) =>
      byName(chains[name] ?? {}, (account) => {
        const chain = world.chain(name);
        return chain === undefined ? 0 : Number(chain.balance(world.account(account).address));
      }),
    ),
  unbonding: (world, names) =>
    byName(names, (name) => {
      const { address } = world.account(name);
      const entries = [...staking.unbondings.values(viewOf(world.hub), { prefix: [address] })];
      return Number(
        sum(entries.flatMap((one) => one.entries.map(({ balance }) => BigInt(balance)))),
      );
    }),
};

/** What is the case in a world, for exactly the names that are expected. */
export function observe(world: World, expected: Expectations): Expectations {
  const observers: Readonly<Record<string, (world: World, expected: never) => unknown>> = OBSERVERS;
  return Object.fromEntries(
    Object.entries(expected).map(([key, value]) => [key, observers[key]?.(world, value as never)]),
  );
}

function byName<T>(names: object, read: (name: string) => T): Record<string, T> {
  return Object.fromEntries(Object.keys(names).map((name) => [name, read(name)]));
}

function idOf(world: World, name: string): string {
  return world.consumer(name)?.id ?? name;
}

function validatorOf(world: World, name: string) {
  return staking.validators.get(viewOf(world.hub), world.account(name).address);
}

function powersOn(world: World, name: string): Record<string, number> {
  const chain = world.chain(name);
  if (chain === undefined) return {};
  return Object.fromEntries(
    chain.state.nextValidators.validators.map(({ pubKey, power }) => [
      world.ownerOf(chain, pubKey.bytes),
      Number(power),
    ]),
  );
}
