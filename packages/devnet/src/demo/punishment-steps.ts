import { fromHex, SECOND } from "@testudo/base";
import { unjail } from "../account-actions.ts";
import { attackDoubleSign, attackDowntime, attackLightClient } from "../attacks.ts";
import { mineToEpoch } from "../link.ts";
import {
  delegation,
  powerOn,
  unbonding,
  type ValidatorStanding,
  validatorStanding,
} from "../queries.ts";
import { travel } from "../time-travel.ts";
import { balanceOf } from "./books.ts";
import { powerTable } from "./readings.ts";
import type { Notebook, Stage, Step } from "./stage.ts";

/** Shares that the consumers' infraction parameters take, in percent. */
const DOUBLE_SIGN_PERCENT = 5n;
const DOWNTIME_PERCENT = 1n;
/** The jail for downtime, and a second more. */
const JAIL_SECONDS = 61n;
const COALITION = ["grace", "heidi"];

/** One validator, two blocks of one height. */
export const doubleVote: Step = {
  name: "double-vote",
  title: "bob signs two blocks of one height on consumer-1",
  async run(stage, notes) {
    const { devnet, network } = stage;
    const hub = network.hub();
    const erin = {
      delegator: network.address(hub, "erin"),
      operator: network.validator("bob").operator,
    };
    const stakeBefore = await delegation(hub, erin);
    const leavingBefore = await unbonding(hub, erin);
    const attack = await attackDoubleSign(devnet.core, { chain: "consumer-1", validator: "bob" });
    notes.fact("infractionHeight", attack.height);
    notes.fact("evidence", attack.evidence);
    const txHash = attack.finding?.txHash;
    notes.expect(txHash !== undefined, "the watcher reported the double vote");
    if (txHash === undefined) return;
    notes.line(`two precommits at height ${attack.height} of consumer-1, found by the watcher`);
    await punished(stage, notes, {
      txHash,
      validators: ["bob"],
      percent: DOUBLE_SIGN_PERCENT,
    });
    const stakeAfter = await delegation(hub, erin);
    const leavingAfter = await unbonding(hub, erin);
    notes.fact("erin.shares", [stakeBefore.shares, stakeAfter.shares]);
    notes.fact("erin.stake", [String(stakeBefore.tokens), String(stakeAfter.tokens)]);
    notes.fact("erin.unbonding", [String(leavingBefore), String(leavingAfter)]);
    notes.line(
      `erin's stake with bob ${stakeBefore.tokens} -> ${stakeAfter.tokens} for the same shares, her unbonding ${leavingBefore} -> ${leavingAfter}`,
    );
    notes.expect(stakeAfter.shares === stakeBefore.shares, "slashing leaves erin's shares alone");
    notes.expect(
      stakeAfter.tokens === less(stakeBefore.tokens, DOUBLE_SIGN_PERCENT),
      "erin's stake with bob lost 5 %",
    );
    notes.expect(
      leavingAfter === less(leavingBefore, DOUBLE_SIGN_PERCENT),
      "stake that erin is taking back from bob lost 5 % too",
    );
  },
};

/** More than a third of a consumer's power forges a block. */
export const lightClientAttack: Step = {
  name: "light-client-attack",
  title: `${COALITION.join(" and ")} forge a block of consumer-2 for a light client`,
  async run(stage, notes) {
    const { devnet, network } = stage;
    const consumer = network.consumer("consumer-2");
    const set = await consumer.client.validators((await consumer.client.status()).latestHeight);
    let power = 0n;
    for (const name of COALITION) power += await powerOn(network, consumer, name);
    notes.fact("coalitionPower", power);
    notes.fact("totalPower", set.totalPower);
    const attack = await attackLightClient(devnet.core, {
      chain: "consumer-2",
      validators: COALITION,
      kind: "lunatic",
    });
    notes.fact("infractionHeight", attack.height);
    notes.fact("evidence", attack.evidence);
    const txHash = attack.finding?.txHash;
    notes.expect(txHash !== undefined, "the watcher reported the light-client attack");
    if (txHash === undefined) return;
    notes.line(
      `a false state at height ${attack.height}, signed by ${power} of ${set.totalPower} power; the watcher compared two nodes`,
    );
    await punished(stage, notes, {
      txHash,
      validators: COALITION,
      percent: DOUBLE_SIGN_PERCENT,
    });
  },
};

/** A validator sleeps, is jailed, and comes back. */
export const downtime: Step = {
  name: "downtime",
  title: "dave stops signing on consumer-1",
  async run({ devnet, network }, notes) {
    const hub = network.hub();
    const consumer = network.consumer("consumer-1");
    const before = await validatorStanding(network, "dave");
    const attack = await attackDowntime(devnet.core, { chain: "consumer-1", validator: "dave" });
    const requests = await consumer.client.blockSearch("consumer_slash_request.module EXISTS");
    const executed = (
      await hub.client.txSearch("execute_consumer_chain_slash.validator_address EXISTS")
    ).at(-1);
    const height = executed?.height ?? 0n;
    const jailed = await validatorStanding(network, "dave");
    const jailedFor = await jailTime(hub, height, jailed);
    notes.fact("missedBlocks", attack.blocks);
    notes.fact("slashPacketHeight", requests.at(-1) ?? 0n);
    notes.fact("slashedAtHubHeight", height);
    notes.fact("tokens", [String(before.tokens), String(jailed.tokens)]);
    notes.fact("jailSeconds", jailedFor / SECOND);
    notes.line(
      `slash packet from height ${requests.at(-1)} of consumer-1, handled at hub height ${height}`,
    );
    notes.line(
      `dave ${before.tokens} -> ${jailed.tokens}, jailed for ${jailedFor / SECOND} s by the consumer's parameters`,
    );
    notes.expect(requests.length > 0, "consumer-1 asked for a slash");
    notes.expect(jailed.jailed && !jailed.tombstoned, "dave is jailed, not tombstoned");
    notes.expect(jailedFor === 60n * SECOND, "the jail is the 60 s of the consumer's parameters");
    notes.expect(
      jailed.tokens === less(before.tokens, DOWNTIME_PERCENT),
      "dave lost 1 % of his stake",
    );
    if (executed !== undefined) await showBalance(network, notes, height);

    await gone({ devnet, network }, ["dave"]);
    notes.expect(allZero(await powerTable(network, "dave")), "dave left every validator set");
    await travel(devnet.core, { by: JAIL_SECONDS * SECOND, clients: "keep" });
    const release = await unjail(network, "dave");
    await mineToEpoch(devnet.core);
    await devnet.core.reach(
      async () => Object.values(await powerTable(network, "dave")).every((power) => power > 0n),
      { what: "dave's return to every chain", mineOn: hub.entry.chainId },
    );
    const after = await powerTable(network, "dave");
    notes.fact("unjailTx", release.hash);
    notes.fact(
      "powersAfter",
      Object.fromEntries(Object.entries(after).map(([id, power]) => [id, String(power)])),
    );
    notes.line(
      `unjailed at hub height ${release.height}, back with ${Object.values(after).join(" / ")} power on all chains`,
    );
  },
};

/** What the hub's answer to evidence must be. */
async function punished(
  stage: Stage,
  notes: Notebook,
  verdict: {
    readonly txHash: string;
    readonly validators: readonly string[];
    readonly percent: bigint;
  },
): Promise<void> {
  const { network } = stage;
  const { txHash, validators, percent } = verdict;
  const hub = network.hub();
  const tx = await hub.client.tx(fromHex(txHash.toLowerCase()));
  const height = tx?.height ?? 0n;
  notes.fact("punishedIn", txHash);
  notes.fact("punishedAtHubHeight", height);
  notes.line(
    `the hub took the evidence at height ${height}, transaction ${txHash.slice(0, 16)}...`,
  );
  const { before, after } = await showBalance(network, notes, height);
  await gone(stage, validators);
  for (const name of validators) {
    const standing = await validatorStanding(network, name);
    const [was, is] = [before.tokens.get(name) ?? 0n, after.tokens.get(name) ?? 0n];
    notes.fact(`${name}.tokens`, [String(was), String(is)]);
    notes.fact(`${name}.jailed`, standing.jailed);
    notes.fact(`${name}.tombstoned`, standing.tombstoned);
    notes.line(`${name} ${was} -> ${is}, jailed and tombstoned, in no validator set any more`);
    notes.expect(is === less(was, percent), `${name} lost ${percent} % of the stake`);
    notes.expect(
      before.shares.get(name) === after.shares.get(name),
      `${name}'s delegator shares stay as they were`,
    );
    notes.expect(standing.jailed, `${name} is jailed`);
    notes.expect(standing.tombstoned, `${name} is tombstoned`);
    notes.expect(allZero(standing.powers), `${name} left every validator set`);
  }
}

async function showBalance(network: Stage["network"], notes: Notebook, height: bigint) {
  const balance = await balanceOf(network, height);
  const { before, after, minted, burned, addsUp } = balance;
  notes.fact("supply", [String(before.supply), String(after.supply)]);
  notes.fact("minted", minted);
  notes.fact("burned", burned);
  notes.line(
    `supply ${before.supply} + ${minted} minted - ${burned} burned = ${after.supply}, and the staking pools lost as much`,
  );
  notes.expect(addsUp, "supply and staking pools moved by what was minted and burned");
  notes.expect(burned > 0n, "stake was burned");
  return balance;
}

/** Waits until validators have left the set of every chain. */
async function gone({ devnet, network }: Stage, names: readonly string[]): Promise<void> {
  await devnet.core.reach(
    async () => {
      for (const name of names) {
        if (!allZero(await powerTable(network, name))) return undefined;
      }
      return true;
    },
    { what: `${names.join(", ")} out of every set`, mineOn: network.hub().entry.chainId },
  );
}

/** How long a jail is, from the block that began it. */
async function jailTime(
  { client }: ReturnType<Stage["network"]["hub"]>,
  height: bigint,
  { jailedUntil }: ValidatorStanding,
): Promise<bigint> {
  if (height === 0n) return 0n;
  const { block } = await client.block(height);
  return jailedUntil - block.header.time;
}

function allZero(powers: Readonly<Record<string, bigint>>): boolean {
  return Object.values(powers).every((power) => power === 0n);
}

/** What is left after a slash, in base units. */
function less(amount: bigint, percent: bigint): bigint {
  return amount - (amount * percent) / 100n;
}
