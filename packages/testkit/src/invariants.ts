import { accAddress, Dec, toHex } from "@testudo/base";
import { moduleAddress } from "@testudo/crypto";
import {
  QueryConsumerValidatorsRequest,
  QueryConsumerValidatorsResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { TestChain } from "./test-chain.ts";

/** The parts of an exported genesis that are summed up here. */
interface Exported {
  readonly bank: {
    readonly balances: readonly { readonly address: string; readonly coins: readonly Amount[] }[];
    readonly supply: readonly Amount[];
  };
  readonly staking?: {
    readonly params: { readonly bond_denom: string };
    readonly validators: readonly {
      readonly operator_address: string;
      readonly status: string;
      readonly tokens: string;
      readonly delegator_shares: string;
    }[];
    readonly delegations: readonly {
      readonly validator_address: string;
      readonly shares: string;
    }[];
    readonly unbonding_delegations: readonly {
      readonly entries: readonly { readonly balance: string }[];
    }[];
    readonly last_total_power: string;
    readonly last_validator_powers: readonly { readonly address: string; readonly power: string }[];
  };
  readonly distribution?: {
    readonly fee_pool: { readonly community_pool: readonly Amount[] };
    readonly outstanding_rewards: readonly { readonly outstanding_rewards: readonly Amount[] }[];
  };
}

interface Amount {
  readonly denom: string;
  readonly amount: string;
}

/**
 * Checks what must hold after every block: coins are neither made nor lost, the pools hold the stake that the
 * validators stand for, shares belong to somebody, and distribution can pay what it owes.
 *
 * @throws Error naming everything that does not hold
 */
export function checkInvariants(chain: TestChain): void {
  // The JSON of our own export: its shape is that of the Go genesis.
  const state = chain.app.exportGenesis().appState as unknown as Exported;
  const broken = [
    ...supplyFaults(state),
    ...stakingFaults(chain, state),
    ...rewardFaults(chain, state),
  ];
  if (broken.length > 0) {
    throw new Error(`${chain.chainId} at height ${chain.height}:\n${broken.join("\n")}`);
  }
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

/** Supply is the sum of all balances, of every denom. */
function* supplyFaults({ bank }: Exported): Generator<string> {
  const held = new Map<string, bigint>();
  for (const { address, coins } of bank.balances) {
    for (const { denom, amount } of coins) {
      if (BigInt(amount) <= 0n) yield `${address} holds ${amount}${denom}`;
      held.set(denom, (held.get(denom) ?? 0n) + BigInt(amount));
    }
  }
  const supply = new Map(bank.supply.map(({ denom, amount }) => [denom, BigInt(amount)]));
  for (const denom of new Set([...held.keys(), ...supply.keys()])) {
    const [sum, total] = [held.get(denom) ?? 0n, supply.get(denom) ?? 0n];
    if (sum !== total) yield `balances of ${denom} add up to ${sum}, its supply is ${total}`;
  }
}

/** Pools hold the stake; shares of a validator are those of its delegations; consensus has the powers of staking. */
function* stakingFaults(chain: TestChain, { bank, staking }: Exported): Generator<string> {
  if (staking === undefined) return;
  const denom = staking.params.bond_denom;
  const bonded = staking.validators.filter(({ status }) => status === "BOND_STATUS_BONDED");
  const others = staking.validators.filter(({ status }) => status !== "BOND_STATUS_BONDED");
  const unbonding = staking.unbonding_delegations.flatMap(({ entries }) => entries);

  const pools = [
    {
      name: "bonded_tokens_pool",
      owed: sum(bonded.map(({ tokens }) => tokens)),
    },
    {
      name: "not_bonded_tokens_pool",
      owed: sum(others.map(({ tokens }) => tokens)) + sum(unbonding.map(({ balance }) => balance)),
    },
  ];
  for (const { name, owed } of pools) {
    const held = balanceOf(chain, bank, name, denom);
    if (held !== owed) yield `${name} holds ${held}${denom} and should hold ${owed}`;
  }

  for (const { operator_address, delegator_shares } of staking.validators) {
    const shares = staking.delegations
      .filter(({ validator_address }) => validator_address === operator_address)
      .reduce((total, delegation) => total.add(Dec.fromText(delegation.shares)), Dec.zero);
    if (!shares.eq(Dec.fromText(delegator_shares))) {
      yield `${operator_address} has ${delegator_shares} shares, its delegations ${shares}`;
    }
  }

  const powers = sum(staking.last_validator_powers.map(({ power }) => power));
  if (powers !== BigInt(staking.last_total_power)) {
    yield `powers add up to ${powers}, the total is ${staking.last_total_power}`;
  }
}

/** The distribution account covers outstanding rewards and community pool; dust of divisions may be on top. */
function* rewardFaults(chain: TestChain, { bank, distribution }: Exported): Generator<string> {
  if (distribution === undefined) return;
  const owed = new Map<string, Dec>();
  const debts = [
    ...distribution.fee_pool.community_pool,
    ...distribution.outstanding_rewards.flatMap(({ outstanding_rewards }) => outstanding_rewards),
  ];
  for (const { denom, amount } of debts) {
    owed.set(denom, (owed.get(denom) ?? Dec.zero).add(Dec.fromText(amount)));
  }
  for (const [denom, amount] of owed) {
    const held = balanceOf(chain, bank, "distribution", denom);
    if (Dec.fromInt(held).lt(amount)) yield `distribution holds ${held}${denom} and owes ${amount}`;
  }
}

function balanceOf(
  { addresses }: TestChain,
  { balances }: Exported["bank"],
  module: string,
  denom: string,
): bigint {
  const address = addresses.acc.toText(accAddress(moduleAddress(module)));
  const coins = balances.find((balance) => balance.address === address)?.coins ?? [];
  return BigInt(coins.find((coin) => coin.denom === denom)?.amount ?? "0");
}

function sum(amounts: readonly string[]): bigint {
  return amounts.reduce((total, amount) => total + BigInt(amount), 0n);
}
