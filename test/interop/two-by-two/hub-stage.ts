import { type AddressCodec, consAddress, createAddressCodec, SECOND, toHex } from "@testudo/base";
import {
  attributeOf,
  type CommittedTx,
  createChainClient,
  createTxSender,
  signerFromKey,
  TxFailed,
  type TxSender,
} from "@testudo/client";
import {
  type Action,
  type ActionKind,
  type ActionOutcome,
  durationOf,
  type Expectations,
  type ScenarioStage,
} from "@testudo/devnet/scenario";
import {
  MsgSubmitProposal,
  MsgVote,
  ProposalStatus,
  VoteOption,
} from "@testudo/proto/cosmos/gov/v1";
import type { Any } from "@testudo/proto/google/protobuf";
import { MsgUpdateConsumer } from "@testudo/proto/interchain_security/ccv/provider/v1";
import {
  assignKey,
  createConsumer,
  namesOn,
  optIn,
  optOut,
  removeConsumer,
  updateConsumer,
} from "@testudo/testkit/consumer-messages";
import { govOn } from "@testudo/testkit/governance";
import { delegate, redelegate, undelegate, unjail } from "@testudo/testkit/staking-messages";
import { testAccount, testConsKey } from "@testudo/testkit/test-account";
import { message } from "@testudo/testkit/test-tx";
import { creationTerms, type Speaker, updateTerms } from "@testudo/testkit/world";
import { ask, HUB } from "./hub-queries.ts";
import type { RunningHub } from "./pairs.ts";

/** A hub without the chains of its consumers: their sets are read where the hub keeps them. */
export interface HubStage extends ScenarioStage {
  readonly client: ReturnType<typeof createChainClient>;
  readonly addresses: AddressCodec;
  /** Ids by the names of the scenario. */
  readonly consumers: ReadonlyMap<string, string>;
  /** Ids of proposals. */
  readonly proposals: readonly bigint[];
  close(): void;
}

export const DENOM = "stake";
const OWNER = "dora";
const GAS = 3_000_000n;
/** More than any window of a scenario. */
const DOWNTIME_BLOCKS = 60;
/** Genesis has proposals decided within ten seconds. */
const VOTING = 11n * SECOND;
const VOTES = {
  yes: VoteOption.VOTE_OPTION_YES,
  no: VoteOption.VOTE_OPTION_NO,
  veto: VoteOption.VOTE_OPTION_NO_WITH_VETO,
  abstain: VoteOption.VOTE_OPTION_ABSTAIN,
} as const;

type Performers = {
  readonly [K in ActionKind]?: (action: Action<K>) => Promise<ActionOutcome>;
};

/** A stage for scenarios on a hub that is reached over RPC alone. */
export function createHubStage(
  hub: RunningHub,
  { chainId, validators }: { readonly chainId: string; readonly validators: readonly string[] },
): HubStage {
  const client = createChainClient({ rpcUrl: hub.rpcUrl });
  const addresses = createAddressCodec("cosmos");
  const forms = { addresses, denom: DENOM };
  const speaker: Speaker = { addresses, now: hub.now, account: testAccount };
  const consumers = new Map<string, string>();
  const proposals: bigint[] = [];
  const senders = new Map<string, TxSender>();

  async function senderOf(name: string): Promise<TxSender> {
    const known = senders.get(name);
    if (known !== undefined) return known;
    const sender = createTxSender({
      client,
      signer: await signerFromKey(testAccount(name).key, "cosmos"),
      chainId,
      gasPrice: { amount: "0", denom: DENOM },
      afterBroadcast: () => hub.broadcast(),
      timeoutMs: 60_000,
    });
    senders.set(name, sender);
    return sender;
  }

  async function send(by: string, messages: Any): Promise<CommittedTx> {
    return (await senderOf(by)).send([messages], { gasLimit: GAS });
  }

  /** What refuses a transaction is an outcome. */
  async function transact(by: string, messages: Any): Promise<ActionOutcome> {
    try {
      await send(by, messages);
      return {};
    } catch (error) {
      if (!(error instanceof TxFailed)) throw error;
      return { refusal: `${error.codespace}/${error.code}`, log: error.message };
    }
  }

  const idOf = (name: string): string => consumers.get(name) ?? name;
  const chainOf = (name: string) => ask(client, HUB.chain, { consumerId: idOf(name) });

  async function endEpoch(): Promise<void> {
    const { blocksUntilNextEpoch: left } = await ask(client, HUB.untilEpoch, {});
    const { params } = await ask(client, HUB.params, {});
    await hub.blocks(left === 0n ? (params?.blocksPerEpoch ?? 1n) : left);
  }

  async function govern({ votes, change }: Action<"govern">): Promise<ActionOutcome> {
    const { update } = change;
    if (update === undefined) return beyond("govern");
    const owner = govOn(forms);
    const terms = updateTerms(speaker, await chainOf(update.consumer), update);
    const nothing = {
      owner,
      consumerId: idOf(update.consumer),
      newOwnerAddress: "",
      newChainId: "",
    };
    const proposal = await send(
      OWNER,
      message(MsgSubmitProposal, {
        messages: [message(MsgUpdateConsumer, { ...nothing, ...terms })],
        initialDeposit: [{ denom: DENOM, amount: "10000000" }],
        proposer: namesOn(forms, testAccount(OWNER)).account,
        metadata: "",
        title: "a change",
        summary: "a change of the hub",
        expedited: false,
      }),
    );
    const proposalId = BigInt(attributeIn(proposal, "submit_proposal", "proposal_id"));
    proposals.push(proposalId);
    await Promise.all(
      Object.entries(votes).map(([name, vote]) => {
        const voter = namesOn(forms, testAccount(name)).account;
        return send(
          name,
          message(MsgVote, { proposalId, voter, option: VOTES[vote], metadata: "" }),
        );
      }),
    );
    await hub.pass(VOTING);
    await hub.blocks(1n);
    const { proposal: decided } = await ask(client, HUB.proposal, { proposalId });
    if (decided?.status === ProposalStatus.PROPOSAL_STATUS_PASSED) return {};
    if (decided?.status !== ProposalStatus.PROPOSAL_STATUS_FAILED) return { refusal: "rejected" };
    return { refusal: "failed", log: decided.failedReason };
  }

  const performers: Performers = {
    async "create-consumer"(action) {
      const { by = OWNER } = action;
      const terms = creationTerms(speaker, action);
      try {
        const tx = await send(by, createConsumer(forms, testAccount(by), terms));
        consumers.set(action.consumer, attributeIn(tx, "create_consumer", "consumer_id"));
        return {};
      } catch (error) {
        if (!(error instanceof TxFailed)) throw error;
        return { refusal: `${error.codespace}/${error.code}`, log: error.message };
      }
    },
    async "update-consumer"(action) {
      const { by = OWNER, consumer } = action;
      const terms = updateTerms(speaker, await chainOf(consumer), action);
      return transact(by, updateConsumer(forms, testAccount(by), idOf(consumer), terms));
    },
    "remove-consumer": ({ by = OWNER, consumer }) =>
      transact(by, removeConsumer(forms, testAccount(by), idOf(consumer))),
    /** The chain itself is not run: the hub's view of it is what is looked at. */
    async "start-chain"({ consumer }) {
      const { phase } = await chainOf(consumer);
      return phase === "CONSUMER_PHASE_LAUNCHED" ? {} : { refusal: "world", log: phase };
    },
    "opt-in": ({ validator, consumer, key }) => {
      const pubKey = key === undefined ? undefined : testConsKey(key).pubKey;
      return transact(validator, optIn(forms, testAccount(validator), idOf(consumer), pubKey));
    },
    "opt-out": ({ validator, consumer }) =>
      transact(validator, optOut(forms, testAccount(validator), idOf(consumer))),
    "assign-key": ({ validator, consumer, key }) =>
      transact(
        validator,
        assignKey(forms, testAccount(validator), idOf(consumer), testConsKey(key).pubKey),
      ),
    delegate: ({ from, validator, amount }) =>
      transact(from, delegate(forms, testAccount(from), testAccount(validator), amount)),
    undelegate: ({ from, validator, amount }) =>
      transact(from, undelegate(forms, testAccount(from), testAccount(validator), amount)),
    redelegate: ({ from, validator, to, amount }) => {
      const move = { from: testAccount(validator), to: testAccount(to), amount };
      return transact(from, redelegate(forms, testAccount(from), move));
    },
    async blocks({ chain, count }) {
      if (chain !== undefined && chain !== "hub") return beyond("blocks");
      await hub.blocks(BigInt(count));
      return {};
    },
    async "end-epoch"() {
      await endEpoch();
      return {};
    },
    async epoch() {
      await endEpoch();
      // A set signs two blocks after the one that made it.
      await hub.blocks(2n);
      return {};
    },
    async wait({ span }) {
      await hub.pass(durationOf(span));
      return {};
    },
    unjail: ({ validator }) => transact(validator, unjail(forms, testAccount(validator))),
    async downtime({ validator, chain }) {
      if (chain !== "hub") return beyond("downtime");
      await hub.setSigning(validator, false);
      for (let blocks = 0; !(await isJailed(validator)); blocks += 1) {
        if (blocks > DOWNTIME_BLOCKS) return { refusal: "world", log: "nobody jailed it" };
        await hub.blocks(1n);
      }
      await hub.setSigning(validator, true);
      return {};
    },
    async "double-sign"({ validator, chain }) {
      if (chain !== "hub") return beyond("double-sign");
      await hub.doubleSign(validator);
      return {};
    },
    govern,
  };

  async function isJailed(name: string): Promise<boolean> {
    const validatorAddr = namesOn(forms, testAccount(name)).operator;
    return (await ask(client, HUB.validator, { validatorAddr })).validator.jailed;
  }

  async function powersOn(name: string): Promise<Record<string, number>> {
    const found =
      name === "hub"
        ? (await client.validators((await client.status()).latestHeight + 1n)).validators.map(
            ({ address, power }) => [toHex(address), power] as const,
          )
        : (await ask(client, HUB.set, { consumerId: idOf(name) })).validators.map(
            ({ providerAddress, consumerPower }) =>
              [toHex(addresses.cons.fromText(providerAddress)), consumerPower] as const,
          );
    const nameOf = (hex: string) =>
      validators.find((one) => toHex(testConsKey(one).address) === hex) ?? hex;
    return Object.fromEntries(found.map(([hex, power]) => [nameOf(hex), Number(power)]));
  }

  async function observe(expected: Expectations): Promise<Expectations> {
    const seen: Record<string, unknown> = {};
    for (const [key, names] of Object.entries(expected)) {
      const observer = observers[key];
      if (observer === undefined) throw new Error(`${key} cannot be seen on a hub alone`);
      seen[key] = await byName(names, observer);
    }
    return seen;
  }

  const observers: Readonly<Record<string, (name: string, wanted: object) => Promise<unknown>>> = {
    powers: powersOn,
    phase: async (name) => (await chainOf(name)).phase.replace("CONSUMER_PHASE_", ""),
    jailed: isJailed,
    async tombstoned(name) {
      const { valSigningInfo } = await ask(client, HUB.signing, { consAddress: consText(name) });
      return valSigningInfo.tombstoned;
    },
    async tokens(name) {
      const validatorAddr = namesOn(forms, testAccount(name)).operator;
      return Number((await ask(client, HUB.validator, { validatorAddr })).validator.tokens);
    },
    async optedIn(name, wanted) {
      const consumerId = idOf(name);
      const found = await ask(client, HUB.optedIn, { consumerId });
      return byName(wanted, async (validator) =>
        found.validatorsProviderAddresses.includes(consText(validator)),
      );
    },
    async minPower(name) {
      const { chains } = await ask(client, HUB.chains, { phase: 0 });
      const chain = chains.find(({ consumerId }) => consumerId === idOf(name));
      return Number(chain?.minPowerInTopN ?? -1n);
    },
    async hasToValidate(name) {
      const { consumerIds } = await ask(client, HUB.hasToValidate, {
        providerAddress: consText(name),
      });
      return [...consumers].flatMap(([label, id]) => (consumerIds.includes(id) ? [label] : []));
    },
  };

  const consText = (name: string) => addresses.cons.toText(consAddress(testConsKey(name).address));

  return {
    client,
    addresses,
    consumers,
    proposals,
    close: () => client.close(),
    perform(action) {
      const performer = performers[action.do] as
        | ((action: Action) => Promise<ActionOutcome>)
        | undefined;
      return performer?.(action) ?? beyond(action.do);
    },
    observe,
  };
}

function beyond(what: string): ActionOutcome {
  return { refusal: "beyond", log: `${what} needs more than a hub` };
}

async function byName(
  names: object,
  read: (name: string, wanted: object) => Promise<unknown>,
): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [name, wanted] of Object.entries(names)) found[name] = await read(name, wanted);
  return found;
}

/** An attribute of an event that a transaction must have. */
function attributeIn(tx: CommittedTx, type: string, key: string): string {
  const event = tx.result.events.find((one) => one.type === type);
  const value = event && attributeOf(event, key);
  if (value === undefined) throw new Error(`no ${type}.${key} in transaction ${tx.hash}`);
  return value;
}
