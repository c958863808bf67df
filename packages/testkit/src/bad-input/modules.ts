import { type JsonValue, type MessageType, messageByTypeUrl } from "@testudo/proto";
import { TxBody, TxRaw } from "@testudo/proto/cosmos/tx/v1beta1";
import { Any } from "@testudo/proto/google/protobuf";
import { MsgUpdateClient } from "@testudo/proto/ibc/core/client/v1";
import type { ChainApplication } from "@testudo/runtime";
import { namesOn } from "../consumer-messages.ts";
import { createCoordinator, type TestConsumer } from "../coordinator.ts";
import { type ConsumerChainOptions, type HubOptions, TOKEN } from "../hub.ts";
import { clientUpdates } from "../link.ts";
import { delegate, undelegate } from "../staking-messages.ts";
import { type TestAccount, testAccount, testConsKey, testValidator } from "../test-account.ts";
import type { TestChain } from "../test-chain.ts";
import type { BadInput } from "./cases.ts";
import { mutationsOf } from "./mutations.ts";

const dora = testAccount("dora");
const eve = testAccount("eve");
const alice = testValidator("alice");
const bob = testValidator("bob");

/** A chain with everything that can be wrong with the messages that it takes. */
export interface ModuleBadInput {
  readonly chain: TestChain;
  readonly cases: readonly BadInput[];
}

/** A hub and a consumer, and every message of both applications with one thing wrong at a time. */
export function createModuleBadInput(
  options: {
    readonly hub?: HubOptions;
    readonly consumer?: Partial<Omit<ConsumerChainOptions, "hub" | "consumerId">>;
  } = {},
): { readonly hub: ModuleBadInput; readonly consumer: ModuleBadInput } {
  const net = createCoordinator({ accounts: ["dora", "eve"], ...options.hub });
  const { hub } = net;
  const accounts = ["dora", "eve"];
  const consumer = net.launch({ consumer: { accounts, ...options.consumer } });
  hub.send(dora, delegate(hub, dora, alice, 10n * TOKEN));
  net.epoch();
  const { height } = hub.send(dora, undelegate(hub, dora, alice, TOKEN));
  const proposal = {
    messages: [],
    initial_deposit: coins("stake", "10000000"),
    metadata: "m",
    title: "t",
    summary: "s",
  };
  hub.send(dora, of(hub, "/cosmos.gov.v1.MsgSubmitProposal", { ...proposal, proposer: "@dora" }));
  consumer.chain.next();
  hub.next();
  consumer.chain.next();
  return {
    hub: casesOn(hub, goodOnHub(consumer, hub, height)),
    consumer: casesOn(consumer.chain, goodOnConsumer(consumer, hub)),
  };
}

interface Good {
  readonly signer: TestAccount;
  readonly value: unknown;
}

type GoodMessages = ReadonlyMap<string, Good>;

/** Every field of every message that the chain takes; what nothing good is known of starts from empty fields. */
function casesOn(chain: TestChain, good: GoodMessages): ModuleBadInput {
  const seen = relayedOn(chain);
  const types = typesOf(chain.app).filter((typeUrl) => !typeUrl.includes("ccv.provider"));
  const cases = types.flatMap((typeUrl) => {
    const type = messageByTypeUrl(typeUrl)!;
    const { signer, value } = good.get(typeUrl) ??
      seen.get(typeUrl) ?? { signer: dora, value: emptyOf(chain, type) };
    const base = {
      name: `${typeUrl}: as it is`,
      signer,
      message: { typeUrl, value: type.encode(value) },
    };
    return [base, ...fieldCases(type, { signer, value })];
  });
  return { chain, cases };
}

/**
 * The last message of each type that the relayer has sent, signed by dora: handshakes that have come to their end, packets
 * that have been received.
 */
function relayedOn(chain: TestChain): GoodMessages {
  const found = new Map<string, Good>();
  const signer = namesOn(chain, dora).account;
  for (let height = 1n; height <= chain.height; height += 1n) {
    for (const tx of chain.made(height).txs) {
      for (const { typeUrl, value } of TxBody.decode(TxRaw.decode(tx).bodyBytes).messages) {
        const message = messageByTypeUrl(typeUrl)?.decode(value);
        if (!typeUrl.startsWith("/ibc.") || !Object.hasOwn(Object(message), "signer")) continue;
        found.set(typeUrl, { signer: dora, value: { ...Object(message), signer } });
      }
    }
  }
  return found;
}

function fieldCases(type: MessageType<unknown>, { signer, value }: Good): readonly BadInput[] {
  const { descriptor, typeUrl } = type;
  const found: BadInput[] = [];
  for (const { field, what, message } of mutationsOf(descriptor, Object(value))) {
    if (descriptor.signers?.includes(field)) continue;
    const name = `${typeUrl} ${field}: ${what}`;
    found.push({ name, signer, message: { typeUrl, value: type.encode(message) } });
  }
  return found;
}

function typesOf({ router }: ChainApplication): readonly string[] {
  return [...router.typeUrls].toSorted();
}

/** Nothing but the signer. */
function emptyOf(chain: TestChain, type: MessageType<unknown>): unknown {
  const signers = (type.descriptor.signers ?? []).map((name) => {
    const field = type.descriptor.fields.find((one) => one.name === name);
    return [field?.key ?? name, namesOn(chain, dora).account];
  });
  return type.create(Object.fromEntries(signers));
}

function goodOnHub(consumer: TestConsumer, hub: TestChain, unbondingHeight: bigint): GoodMessages {
  const operator = namesOn(hub, alice).operator;
  const amount = { denom: "stake", amount: "5" };
  const description = {
    moniker: "m",
    identity: "i",
    website: "w",
    security_contact: "s",
    details: "d",
  };
  const stake = { delegator_address: "@dora", validator_address: operator, amount };
  return goodMessages(
    hub,
    [
      ...commonGood(hub, "stake", consumer.transfer.b.channelId),
      [alice, "/cosmos.slashing.v1beta1.MsgUnjail", { validator_addr: operator }],
      [
        eve,
        "/cosmos.staking.v1beta1.MsgCreateValidator",
        {
          description,
          commission: { rate: "0.1", max_rate: "0.2", max_change_rate: "0.01" },
          min_self_delegation: "1",
          delegator_address: "",
          validator_address: namesOn(hub, eve).operator,
          pubkey: {
            "@type": "/cosmos.crypto.ed25519.PubKey",
            key: Buffer.from(testConsKey("eve").pubKey).toString("base64"),
          },
          value: { denom: "stake", amount: "5000000" },
        },
      ],
      [
        alice,
        "/cosmos.staking.v1beta1.MsgEditValidator",
        { description, validator_address: operator, min_self_delegation: "2" },
      ],
      [dora, "/cosmos.staking.v1beta1.MsgDelegate", stake],
      [dora, "/cosmos.staking.v1beta1.MsgUndelegate", stake],
      [
        dora,
        "/cosmos.staking.v1beta1.MsgBeginRedelegate",
        {
          delegator_address: "@dora",
          validator_src_address: operator,
          validator_dst_address: namesOn(hub, bob).operator,
          amount,
        },
      ],
      [
        dora,
        "/cosmos.staking.v1beta1.MsgCancelUnbondingDelegation",
        { ...stake, creation_height: String(unbondingHeight) },
      ],
      [
        dora,
        "/cosmos.distribution.v1beta1.MsgSetWithdrawAddress",
        { delegator_address: "@dora", withdraw_address: "@eve" },
      ],
      [
        dora,
        "/cosmos.distribution.v1beta1.MsgWithdrawDelegatorReward",
        { delegator_address: "@dora", validator_address: operator },
      ],
      [
        alice,
        "/cosmos.distribution.v1beta1.MsgWithdrawValidatorCommission",
        { validator_address: operator },
      ],
      [
        dora,
        "/cosmos.distribution.v1beta1.MsgFundCommunityPool",
        { depositor: "@dora", amount: coins("stake", "5") },
      ],
      [
        dora,
        "/cosmos.distribution.v1beta1.MsgDepositValidatorRewardsPool",
        { depositor: "@dora", validator_address: operator, amount: coins("stake", "5") },
      ],
      [
        dora,
        "/cosmos.gov.v1.MsgSubmitProposal",
        {
          messages: [],
          initial_deposit: coins("stake", "10000000"),
          proposer: "@dora",
          metadata: "m",
          title: "t",
          summary: "s",
        },
      ],
      [
        dora,
        "/cosmos.gov.v1.MsgVote",
        { proposal_id: "1", voter: "@dora", option: 1, metadata: "m" },
      ],
      [
        dora,
        "/cosmos.gov.v1.MsgVoteWeighted",
        { proposal_id: "1", voter: "@dora", options: [{ option: 1, weight: "1" }], metadata: "m" },
      ],
      [
        dora,
        "/cosmos.gov.v1.MsgDeposit",
        { proposal_id: "1", depositor: "@dora", amount: coins("stake", "5") },
      ],
      [dora, "/cosmos.gov.v1.MsgCancelProposal", { proposal_id: "1", proposer: "@dora" }],
      [dora, "/cosmos.gov.v1beta1.MsgVote", { proposal_id: "1", voter: "@dora", option: 1 }],
      [
        dora,
        "/cosmos.gov.v1beta1.MsgVoteWeighted",
        { proposal_id: "1", voter: "@dora", options: [{ option: 1, weight: "1" }] },
      ],
      [
        dora,
        "/cosmos.gov.v1beta1.MsgDeposit",
        { proposal_id: "1", depositor: "@dora", amount: coins("stake", "5") },
      ],
      [
        dora,
        "/cosmos.gov.v1beta1.MsgSubmitProposal",
        {
          content: { "@type": "/cosmos.gov.v1beta1.TextProposal", title: "t", description: "d" },
          initial_deposit: coins("stake", "10000000"),
          proposer: "@dora",
        },
      ],
      [
        dora,
        "/cosmos.evidence.v1beta1.MsgSubmitEvidence",
        {
          submitter: "@dora",
          evidence: {
            "@type": "/cosmos.evidence.v1beta1.Equivocation",
            height: "1",
            time: "2026-01-01T00:00:00Z",
            power: "1",
            consensus_address: "x",
          },
        },
      ],
    ],
    clientUpdates(hub, consumer.link.b.clientId, consumer.chain),
  );
}

function goodOnConsumer({ chain, link, transfer }: TestConsumer, hub: TestChain): GoodMessages {
  const expiration = "2099-01-01T00:00:00Z";
  const authorization = { "@type": "/cosmos.authz.v1beta1.GenericAuthorization", msg: "/x.Y" };
  const allowance = {
    "@type": "/cosmos.feegrant.v1beta1.BasicAllowance",
    spend_limit: coins("ucon", "5"),
    expiration,
  };
  const send = {
    "@type": "/cosmos.bank.v1beta1.MsgSend",
    from_address: "@dora",
    to_address: "@eve",
    amount: coins("ucon", "5"),
  };
  const parties = { granter: "@dora", grantee: "@eve" };
  return goodMessages(
    chain,
    [
      ...commonGood(chain, "ucon", transfer.a.channelId),
      [
        dora,
        "/cosmos.authz.v1beta1.MsgGrant",
        { ...parties, grant: { authorization, expiration } },
      ],
      [dora, "/cosmos.authz.v1beta1.MsgExec", { grantee: "@dora", msgs: [send] }],
      [dora, "/cosmos.authz.v1beta1.MsgRevoke", { ...parties, msg_type_url: "/x.Y" }],
      [dora, "/cosmos.feegrant.v1beta1.MsgGrantAllowance", { ...parties, allowance }],
      [dora, "/cosmos.feegrant.v1beta1.MsgRevokeAllowance", parties],
      [dora, "/cosmos.feegrant.v1beta1.MsgPruneAllowances", { pruner: "@dora" }],
    ],
    clientUpdates(chain, link.a.clientId, hub),
  );
}

type Row = readonly [signer: TestAccount, typeUrl: string, json: Record<string, JsonValue>];

/** What both applications take. */
function commonGood(chain: TestChain, denom: string, channel: string): readonly Row[] {
  const amount = coins(denom, "5");
  const fresh = chain.addresses.acc.toText(testAccount("somebody new").address);
  const vest = { from_address: "@dora", to_address: fresh };
  return [
    [dora, "/cosmos.bank.v1beta1.MsgSend", { from_address: "@dora", to_address: "@eve", amount }],
    [
      dora,
      "/cosmos.bank.v1beta1.MsgMultiSend",
      {
        inputs: [{ address: "@dora", coins: amount }],
        outputs: [{ address: "@eve", coins: amount }],
      },
    ],
    [
      dora,
      "/cosmos.crisis.v1beta1.MsgVerifyInvariant",
      { sender: "@dora", invariant_module_name: "bank", invariant_route: "total-supply" },
    ],
    [
      dora,
      "/cosmos.vesting.v1beta1.MsgCreateVestingAccount",
      { ...vest, amount, end_time: "4000000000", delayed: false },
    ],
    [dora, "/cosmos.vesting.v1beta1.MsgCreatePermanentLockedAccount", { ...vest, amount }],
    [
      dora,
      "/cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount",
      { ...vest, start_time: "1700000000", vesting_periods: [{ length: "100", amount }] },
    ],
    [
      dora,
      "/ibc.applications.transfer.v1.MsgTransfer",
      {
        source_port: "transfer",
        source_channel: channel,
        token: { denom, amount: "5" },
        sender: "@dora",
        receiver: "somebody",
        timeout_timestamp: "4000000000000000000",
        memo: "m",
      },
    ],
  ];
}

/** `updates` are made by the relayer; here dora signs them. */
function goodMessages(
  chain: TestChain,
  rows: readonly Row[],
  updates: readonly Any[],
): GoodMessages {
  const known = rows.map(([signer, typeUrl, json]): readonly [string, Good] => {
    const { value } = of(chain, typeUrl, json);
    return [typeUrl, { signer, value: messageByTypeUrl(typeUrl)!.decode(value) }];
  });
  const update = updates.map(({ typeUrl, value }): readonly [string, Good] => {
    const message = { ...MsgUpdateClient.decode(value), signer: namesOn(chain, dora).account };
    return [typeUrl, { signer: dora, value: message }];
  });
  return new Map([...known, ...update]);
}

/** A message out of JSON in which `@dora` stands for her address. */
function of(chain: TestChain, typeUrl: string, json: Record<string, JsonValue>): Any {
  const text = JSON.stringify({ "@type": typeUrl, ...json }).replace(
    /"@(dora|eve)"/g,
    (_all, name) => JSON.stringify(namesOn(chain, testAccount(name)).account),
  );
  return Any.fromJSON(JSON.parse(text));
}

function coins(denom: string, amount: string) {
  return [{ denom, amount }];
}
