import { consAddress, toHex } from "@testudo/base";
import type { JsonValue } from "@testudo/proto";
import { UNSET_TIME } from "@testudo/testkit/consumer-messages";
import { testAccount, testConsKey } from "@testudo/testkit/test-account";
import { ask, HUB } from "./hub-queries.ts";
import type { HubStage } from "./hub-stage.ts";

type Json = { readonly [name: string]: JsonValue };

/**
 * What a hub says of itself, without what depends on how long its blocks take: times, heights, and rewards, which grow
 * with blocks.
 */
export async function stateOf(stage: HubStage, names: readonly string[]): Promise<Json> {
  const { client, addresses, consumers, proposals } = stage;
  const { validators } = await ask(client, HUB.validators, { status: "" });
  const sets: Record<string, Json> = {};
  for (const [name, consumerId] of consumers) sets[name] = await consumerState(stage, consumerId);
  const people: Record<string, Json> = {};
  for (const name of names) {
    const delegatorAddr = addresses.acc.toText(testAccount(name).address);
    const held = await ask(client, HUB.delegations, { delegatorAddr });
    const leaving = await ask(client, HUB.unbondings, { delegatorAddr });
    people[name] = {
      delegations: held.delegationResponses.map(({ delegation, balance }) => ({
        validator: delegation.validatorAddress,
        shares: delegation.shares,
        tokens: balance.amount,
      })),
      unbonding: leaving.unbondingResponses.map(({ validatorAddress, entries }) => ({
        validator: validatorAddress,
        balances: entries.map(({ initialBalance, balance }) => `${balance} of ${initialBalance}`),
      })),
    };
  }
  const { slashMeter, slashMeterAllowance } = await ask(client, HUB.meter, {});
  return {
    validators: validators.map((one) => ({
      operator: one.operatorAddress,
      tokens: one.tokens,
      shares: one.delegatorShares,
      status: one.status,
      jailed: one.jailed,
      moniker: one.description.moniker,
      selfDelegation: one.minSelfDelegation,
    })),
    signing: await signing(stage),
    people,
    params: HUB.params.response.toJSON(await ask(client, HUB.params, {})),
    meter: `${slashMeter} of ${slashMeterAllowance}`,
    consumers: sets,
    proposals: await Promise.all(
      proposals.map(async (proposalId) => {
        const { proposal } = await ask(client, HUB.proposal, { proposalId });
        const { yesCount = "", noCount = "" } = proposal?.finalTallyResult ?? {};
        return { status: proposal?.status ?? 0, yes: yesCount, no: noCount };
      }),
    ),
  };
}

/** The set of consensus, by address. */
async function signing({ client }: HubStage): Promise<Json> {
  const { latestHeight } = await client.status();
  const { validators } = await client.validators(latestHeight + 1n);
  return Object.fromEntries(
    validators.map(({ address, power }) => [toHex(address), String(power)]),
  );
}

async function consumerState(stage: HubStage, consumerId: string): Promise<Json> {
  const { client } = stage;
  const chain = await ask(client, HUB.chain, { consumerId });
  const { chains } = await ask(client, HUB.chains, { phase: 0 });
  const listed = chains.filter((one) => one.consumerId === consumerId);
  const { initParams: init } = chain;
  const isLive = chain.phase === "CONSUMER_PHASE_LAUNCHED";
  const keys = await ask(client, HUB.keys, { consumerId });
  return {
    chain: HUB.chain.response.toJSON({
      ...chain,
      // Its spawn time is so long after the hub's own.
      initParams: init && { ...init, spawnTime: UNSET_TIME },
    }),
    listed: HUB.chains.response.toJSON({ chains: listed, pagination: undefined }),
    set: isLive
      ? HUB.set.response.toJSON(await ask(client, HUB.set, { consumerId }))
      : "it is not launched",
    optedIn: HUB.optedIn.response.toJSON(await ask(client, HUB.optedIn, { consumerId })),
    keys: keys.pairValConAddr.map(
      ({ providerAddress, consumerAddress }) => `${providerAddress} ${consumerAddress}`,
    ),
    hasToValidate: await duties(stage),
  };
}

async function duties({ client, addresses }: HubStage): Promise<Json> {
  const found: Record<string, JsonValue> = {};
  for (const name of ["alice", "bob", "carol", "dave"]) {
    const providerAddress = addresses.cons.toText(consAddress(testConsKey(name).address));
    const answer = await ask(client, HUB.hasToValidate, { providerAddress }).catch(() => undefined);
    found[name] = answer === undefined ? "no validator" : [...answer.consumerIds];
  }
  return found;
}
