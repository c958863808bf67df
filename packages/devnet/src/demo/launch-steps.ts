import { State } from "@testudo/proto/ibc/core/channel/v1";
import { delegate, undelegate } from "../account-actions.ts";
import { mineToEpoch } from "../link.ts";
import type { NetworkChain } from "../network.ts";
import { consumerChain, delegation, lastVsc, optedIn, powerOn, providerInfo } from "../queries.ts";
import { defaultConsumer, POWER_UNIT } from "../topology.ts";
import { channelState, powerTable, sentVscHeight } from "./readings.ts";
import type { Notebook, Step } from "./stage.ts";

/** What `carol` gets from dora, and `bob` from erin. */
const DORA_DELEGATES = 25n * POWER_UNIT;
const ERIN_DELEGATES = 20n * POWER_UNIT;
const ERIN_TAKES_BACK = 5n * POWER_UNIT;

/** The chains come up. */
export const hubAndConsumer: Step = {
  name: "hub-and-consumer",
  title: "A hub and a consumer chain, linked by a CCV channel",
  async run({ network }, notes) {
    const hub = network.hub();
    const consumer = network.consumer("consumer-1");
    const { latestHeight } = await hub.client.status();
    const validators = await hub.client.validators(latestHeight);
    notes.fact("hubHeight", latestHeight);
    notes.fact("hubValidators", validators.validators.length);
    notes.fact("hubPower", validators.totalPower);
    notes.line(
      `${hub.entry.chainId} has ${validators.validators.length} validators with ${validators.totalPower} voting power`,
    );
    await showLink(notes, hub, consumer);
  },
};

/** A second consumer, by transactions alone. */
export const registerConsumer: Step = {
  name: "register-consumer",
  title: "A second consumer chain is registered by a signed transaction and launched",
  async run({ devnet, network }, notes) {
    const hub = network.hub();
    const names = network.file().validators.map(({ name }) => name);
    await devnet.createConsumer(defaultConsumer("consumer-2", names));
    const consumer = network.consumer("consumer-2");
    const { consumerId = "" } = consumer.entry;
    const [created] = await hub.client.txSearch(`create_consumer.consumer_id='${consumerId}'`);
    const launchHeights = await hub.client.blockSearch(
      `consumer_client_created.consumer_id='${consumerId}'`,
    );
    const joined = await optedIn(hub, consumerId);
    notes.fact("createTx", created?.hash ?? "");
    notes.fact("createHeight", created?.height ?? 0n);
    notes.fact("launchHeight", launchHeights[0] ?? 0n);
    notes.fact("optedIn", joined.length);
    notes.line(
      `MsgCreateConsumer at hub height ${created?.height}, transaction ${created?.hash.slice(0, 16)}...`,
    );
    notes.line(
      `${joined.length} validators opted in with keys of their own; the hub launched it at height ${launchHeights[0]}`,
    );
    notes.expect(created !== undefined, "the transaction that created consumer-2 is on the hub");
    notes.expect(launchHeights.length === 1, "the hub launched consumer-2 once");
    notes.expect(joined.length === names.length, "every validator opted in to consumer-2");
    await showLink(notes, hub, consumer);
  },
};

/** Stake on the hub becomes power everywhere. */
export const delegationReachesConsumers: Step = {
  name: "delegation",
  title: "A delegation on the hub changes powers on both consumers at the epoch",
  async run({ devnet, network }, notes) {
    const hub = network.hub();
    const { denom } = hub.entry;
    const before = await powerTable(network, "carol");
    const tx = await delegate(network, {
      from: "dora",
      validator: "carol",
      amount: { denom, amount: DORA_DELEGATES },
    });
    // Stake of somebody else with bob, some of it on its way out: later steps punish it.
    const bob = { from: "erin", validator: "bob" };
    await delegate(network, { ...bob, amount: { denom, amount: ERIN_DELEGATES } });
    await undelegate(network, { ...bob, amount: { denom, amount: ERIN_TAKES_BACK } });
    await mineToEpoch(devnet.core);
    const gained = DORA_DELEGATES / POWER_UNIT;
    for (const chain of network.consumers()) {
      const { chainId } = chain.entry;
      const wanted = (before[chainId] ?? 0n) + gained;
      await devnet.core.reach(async () => (await powerOn(network, chain, "carol")) === wanted, {
        what: `carol's new power on ${chainId}`,
        mineOn: hub.entry.chainId,
      });
    }
    const after = await powerTable(network, "carol");
    notes.fact("delegateTx", tx.hash);
    notes.fact("delegateHeight", tx.height);
    const sent = await sentVscHeight(hub);
    notes.fact("vscSentAtHubHeight", sent);
    notes.line(
      `dora delegates ${DORA_DELEGATES}${denom} to carol at hub height ${tx.height}; the epoch ended at ${sent}`,
    );
    for (const chain of network.chains()) {
      const { chainId, role } = chain.entry;
      const [was, is] = [before[chainId] ?? 0n, after[chainId] ?? 0n];
      const vsc = role === "consumer" ? await lastVsc(chain) : undefined;
      notes.fact(`power.${chainId}`, [String(was), String(is)]);
      if (vsc !== undefined) {
        notes.fact(`vsc.${chainId}`, { id: vsc.vscId, height: String(vsc.height) });
      }
      const how = vsc === undefined ? "" : `, VSC ${vsc.vscId} at height ${vsc.height}`;
      notes.line(`carol on ${chainId}: ${was} -> ${is}${how}`);
      notes.expect(is === was + gained, `carol gained ${gained} power on ${chainId}`);
    }
    const address = network.address(hub, "dora");
    const { tokens } = await delegation(hub, {
      delegator: address,
      operator: network.validator("carol").operator,
    });
    notes.fact("doraStake", tokens);
    notes.expect(tokens === DORA_DELEGATES, "dora's delegation is what she delegated");
  },
};

async function showLink(notes: Notebook, hub: NetworkChain, consumer: NetworkChain): Promise<void> {
  const { chainId, consumerId = "", channels, clientIds } = consumer.entry;
  const { phase } = await consumerChain(hub, consumerId);
  const { latestHeight } = await consumer.client.status();
  const set = await consumer.client.validators(latestHeight);
  const info = await providerInfo(consumer);
  const vsc = await lastVsc(consumer);
  const states = [
    await channelState(consumer, channels?.ccv?.onConsumer),
    await channelState(hub, channels?.ccv?.onHub),
    await channelState(consumer, channels?.transfer?.onConsumer),
    await channelState(hub, channels?.transfer?.onHub),
  ];
  notes.fact("consumer", chainId);
  notes.fact("consumerId", consumerId);
  notes.fact("phase", phase);
  notes.fact("consumerHeight", latestHeight);
  notes.fact("consumerValidators", set.validators.length);
  notes.fact("clientOnHub", clientIds?.onHub ?? "");
  notes.fact("ccvChannelOnConsumer", info?.consumer.channelID ?? "");
  notes.fact("ccvChannelOnHub", info?.provider.channelID ?? "");
  notes.fact("vscId", vsc?.vscId ?? "");
  notes.line(
    `${chainId} is consumer ${consumerId}, ${phase.replace("CONSUMER_PHASE_", "")}, ${set.validators.length} validators with ${set.totalPower} voting power`,
  );
  notes.line(
    `CCV channel ${info?.consumer.channelID} <-> ${info?.provider.channelID} is open, VSC ${vsc?.vscId} applied at height ${vsc?.height}`,
  );
  notes.expect(phase === "CONSUMER_PHASE_LAUNCHED", `${chainId} is launched`);
  notes.expect(
    states.every((state) => state === State.STATE_OPEN),
    `both channels of ${chainId} are open on both ends`,
  );
  notes.expect(info !== undefined, `${chainId} knows its provider channel`);
  notes.expect(vsc !== undefined, `${chainId} has applied a validator set packet`);
}
