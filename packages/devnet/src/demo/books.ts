import { attributeOf } from "@testudo/client";
import { QuerySupplyOfRequest, QuerySupplyOfResponse } from "@testudo/proto/cosmos/bank/v1beta1";
import {
  QueryPoolRequest,
  QueryPoolResponse,
  QueryValidatorRequest,
  QueryValidatorResponse,
} from "@testudo/proto/cosmos/staking/v1beta1";
import type { Network, NetworkChain } from "../network.ts";

/** Coins and stake of the hub after one block. */
export interface Books {
  readonly height: bigint;
  readonly supply: bigint;
  readonly bonded: bigint;
  readonly notBonded: bigint;
  /** By validator name. */
  readonly tokens: ReadonlyMap<string, bigint>;
  readonly shares: ReadonlyMap<string, string>;
}

/** What a block of the hub did to its coins. */
export interface Balance {
  readonly before: Books;
  readonly after: Books;
  readonly minted: bigint;
  readonly burned: bigint;
  /** Whether supply and stake moved by exactly what was minted and burned. */
  readonly addsUp: boolean;
}

/** Reads the hub's books on both sides of a block and balances them with the block's own events. */
export async function balanceOf(network: Network, height: bigint): Promise<Balance> {
  const hub = network.hub();
  const [before, after] = [
    await booksAt(network, height - 1n),
    await booksAt(network, height),
  ] as const;
  const minted = await sumOf(hub, height, "mint", "amount");
  const burned = await sumOf(hub, height, "burn", "amount");
  const stakeLost = before.bonded + before.notBonded - after.bonded - after.notBonded;
  return {
    before,
    after,
    minted,
    burned,
    addsUp: after.supply === before.supply + minted - burned && stakeLost === burned,
  };
}

async function booksAt(network: Network, height: bigint): Promise<Books> {
  const { client, entry } = network.hub();
  const at = { height };
  const { amount } = await client.query(
    "/cosmos.bank.v1beta1.Query/SupplyOf",
    { request: QuerySupplyOfRequest, response: QuerySupplyOfResponse },
    { denom: entry.denom },
    at,
  );
  const { pool } = await client.query(
    "/cosmos.staking.v1beta1.Query/Pool",
    { request: QueryPoolRequest, response: QueryPoolResponse },
    {},
    at,
  );
  const tokens = new Map<string, bigint>();
  const shares = new Map<string, string>();
  for (const { name, operator } of network.file().validators) {
    const { validator } = await client.query(
      "/cosmos.staking.v1beta1.Query/Validator",
      { request: QueryValidatorRequest, response: QueryValidatorResponse },
      { validatorAddr: operator },
      at,
    );
    tokens.set(name, BigInt(validator.tokens));
    shares.set(name, validator.delegatorShares);
  }
  return {
    height,
    supply: BigInt(amount.amount),
    bonded: BigInt(pool?.bondedTokens ?? "0"),
    notBonded: BigInt(pool?.notBondedTokens ?? "0"),
    tokens,
    shares,
  };
}

/** Adds up an amount of the hub's denom over all events of a kind in a block. */
async function sumOf(
  { client, entry }: NetworkChain,
  height: bigint,
  type: string,
  key: string,
): Promise<bigint> {
  const { events, txs } = await client.blockResults(height);
  return [...events, ...txs.flatMap((tx) => tx.events)]
    .filter((event) => event.type === type)
    .map((event) => attributeOf(event, key) ?? "")
    .map((text) => BigInt(text.replace(entry.denom, "").trim() || "0"))
    .reduce((sum, amount) => sum + amount, 0n);
}
