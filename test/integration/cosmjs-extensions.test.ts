import { createHash } from "node:crypto";
import type { EncodeObject } from "@cosmjs/proto-signing";
import { assertIsDeliverTxSuccess } from "@cosmjs/stargate";
import { until } from "@testudo/client";
import { GenericAuthorization } from "cosmjs-types/cosmos/authz/v1beta1/authz";
import { BasicAllowance } from "cosmjs-types/cosmos/feegrant/v1beta1/feegrant";
import { ProposalStatus, TextProposal, VoteOption } from "cosmjs-types/cosmos/gov/v1beta1/gov";
import { type CosmJsChain, type CosmJsWorld, startCosmJsWorld } from "./cosmjs-world.ts";

/**
 * C12 of the clients' checklist: every query of every extension of CosmJS 0.39, on the hub and on a consumer. What a
 * chain has no module for fails as it fails on the Go binaries.
 */
let world: CosmJsWorld;

beforeAll(async () => {
  world = await startCosmJsWorld();
  await liveALittle();
}, 150_000);
afterAll(() => world?.stop());

const NO_SUCH_MODULE = /^Query failed with \(6\): unknown query path: unknown request$/;
const ON_HUB = "hub" as const;
const ON_CONSUMER = "consumer" as const;
const ON_BOTH = "both" as const;

interface Names {
  readonly dora: string;
  readonly erin: string;
  readonly operator: string;
  readonly cons: string;
  readonly denom: string;
  readonly connection: string;
  readonly client: string;
  readonly port: string;
  readonly channel: string;
  readonly voucher: string;
  readonly height: number;
  readonly revisionHeight: number;
  readonly txHash: string;
}

type Query = CosmJsChain["query"];

interface Case {
  readonly name: string;
  readonly on: "hub" | "consumer" | "both";
  readonly ask: (query: Query, names: Names) => Promise<unknown>;
  /** What a good answer has. */
  readonly has?: object;
  /** The error where it is no answer on a chain that has the module. */
  readonly refused?: RegExp;
}

const CASES: readonly Case[] = [
  { name: "auth.account", on: ON_BOTH, ask: (q, n) => q.auth.account(n.dora) },
  { name: "bank.balance", on: ON_BOTH, ask: (q, n) => q.bank.balance(n.dora, n.denom) },
  { name: "bank.allBalances", on: ON_BOTH, ask: (q, n) => q.bank.allBalances(n.dora) },
  { name: "bank.totalSupply", on: ON_BOTH, ask: (q) => q.bank.totalSupply() },
  { name: "bank.supplyOf", on: ON_BOTH, ask: (q, n) => q.bank.supplyOf(n.denom) },
  {
    name: "bank.denomMetadata",
    on: ON_BOTH,
    ask: (q, n) => q.bank.denomMetadata(n.denom),
    refused:
      /^Query failed with \(22\): rpc error: code = NotFound desc = client metadata for denom/,
  },
  { name: "bank.denomsMetadata", on: ON_BOTH, ask: (q) => q.bank.denomsMetadata() },

  {
    name: "authz.grants",
    on: ON_CONSUMER,
    ask: (q, n) => q.authz.grants(n.dora, n.erin, ""),
    has: { grants: [expect.anything()] },
  },
  {
    name: "authz.granteeGrants",
    on: ON_CONSUMER,
    ask: (q, n) => q.authz.granteeGrants(n.erin),
    has: { grants: [expect.anything()] },
  },
  {
    name: "authz.granterGrants",
    on: ON_CONSUMER,
    ask: (q, n) => q.authz.granterGrants(n.dora),
    has: { grants: [expect.anything()] },
  },
  {
    name: "feegrant.allowance",
    on: ON_CONSUMER,
    ask: (q, n) => q.feegrant.allowance(n.dora, n.erin),
    has: { allowance: { allowance: expect.anything() } },
  },
  {
    name: "feegrant.allowances",
    on: ON_CONSUMER,
    ask: (q, n) => q.feegrant.allowances(n.erin),
    has: { allowances: [expect.anything()] },
  },

  { name: "distribution.communityPool", on: ON_HUB, ask: (q) => q.distribution.communityPool() },
  {
    name: "distribution.delegationRewards",
    on: ON_HUB,
    ask: (q, n) => q.distribution.delegationRewards(n.dora, n.operator),
  },
  {
    name: "distribution.delegationTotalRewards",
    on: ON_HUB,
    ask: (q, n) => q.distribution.delegationTotalRewards(n.dora),
  },
  {
    name: "distribution.delegatorValidators",
    on: ON_HUB,
    ask: (q, n) => q.distribution.delegatorValidators(n.dora),
    has: { validators: [expect.stringMatching(/^cosmosvaloper/)] },
  },
  {
    name: "distribution.delegatorWithdrawAddress",
    on: ON_HUB,
    ask: (q, n) => q.distribution.delegatorWithdrawAddress(n.dora),
  },
  { name: "distribution.params", on: ON_HUB, ask: (q) => q.distribution.params() },
  {
    name: "distribution.validatorCommission",
    on: ON_HUB,
    ask: (q, n) => q.distribution.validatorCommission(n.operator),
  },
  {
    name: "distribution.validatorOutstandingRewards",
    on: ON_HUB,
    ask: (q, n) => q.distribution.validatorOutstandingRewards(n.operator),
  },
  {
    name: "distribution.validatorSlashes",
    on: ON_HUB,
    ask: (q, n) => q.distribution.validatorSlashes(n.operator, 1, n.height),
  },

  ...(["deposit", "tallying", "voting"] as const).map(
    (kind): Case => ({ name: `gov.params ${kind}`, on: ON_HUB, ask: (q) => q.gov.params(kind) }),
  ),
  {
    name: "gov.proposals",
    on: ON_HUB,
    ask: (q) => q.gov.proposals(ProposalStatus.PROPOSAL_STATUS_VOTING_PERIOD, "", ""),
    has: { proposals: [expect.anything()] },
  },
  { name: "gov.proposal", on: ON_HUB, ask: (q) => q.gov.proposal(1) },
  {
    name: "gov.deposits",
    on: ON_HUB,
    ask: (q) => q.gov.deposits(1),
    has: { deposits: [expect.anything()] },
  },
  { name: "gov.deposit", on: ON_HUB, ask: (q, n) => q.gov.deposit(1, n.dora) },
  { name: "gov.tally", on: ON_HUB, ask: (q) => q.gov.tally(1) },
  {
    name: "gov.votes",
    on: ON_HUB,
    ask: (q) => q.gov.votes(1),
    has: { votes: [expect.anything()] },
  },
  { name: "gov.vote", on: ON_HUB, ask: (q, n) => q.gov.vote(1, n.dora) },

  { name: "mint.params", on: ON_HUB, ask: (q) => q.mint.params() },
  { name: "mint.inflation", on: ON_HUB, ask: (q) => q.mint.inflation() },
  { name: "mint.annualProvisions", on: ON_HUB, ask: (q) => q.mint.annualProvisions() },

  {
    name: "slashing.signingInfo",
    on: ON_BOTH,
    ask: (q, n) => q.slashing.signingInfo(n.cons),
    has: { valSigningInfo: { tombstoned: false } },
  },
  { name: "slashing.signingInfos", on: ON_BOTH, ask: (q) => q.slashing.signingInfos() },
  { name: "slashing.params", on: ON_BOTH, ask: (q) => q.slashing.params() },

  {
    name: "staking.delegation",
    on: ON_HUB,
    ask: (q, n) => q.staking.delegation(n.dora, n.operator),
  },
  {
    name: "staking.delegatorDelegations",
    on: ON_HUB,
    ask: (q, n) => q.staking.delegatorDelegations(n.dora),
    has: { delegationResponses: [expect.anything()] },
  },
  {
    name: "staking.delegatorUnbondingDelegations",
    on: ON_HUB,
    ask: (q, n) => q.staking.delegatorUnbondingDelegations(n.dora),
    has: { unbondingResponses: [expect.anything()] },
  },
  {
    name: "staking.delegatorValidator",
    on: ON_HUB,
    ask: (q, n) => q.staking.delegatorValidator(n.dora, n.operator),
  },
  {
    name: "staking.delegatorValidators",
    on: ON_HUB,
    ask: (q, n) => q.staking.delegatorValidators(n.dora),
  },
  { name: "staking.historicalInfo", on: ON_HUB, ask: (q, n) => q.staking.historicalInfo(n.height) },
  { name: "staking.params", on: ON_HUB, ask: (q) => q.staking.params() },
  { name: "staking.pool", on: ON_HUB, ask: (q) => q.staking.pool() },
  {
    name: "staking.redelegations",
    on: ON_HUB,
    ask: (q, n) => q.staking.redelegations(n.dora, "", ""),
    has: { redelegationResponses: [] },
  },
  {
    name: "staking.unbondingDelegation",
    on: ON_HUB,
    ask: (q, n) => q.staking.unbondingDelegation(n.dora, n.operator),
  },
  { name: "staking.validator", on: ON_HUB, ask: (q, n) => q.staking.validator(n.operator) },
  {
    name: "staking.validatorDelegations",
    on: ON_HUB,
    ask: (q, n) => q.staking.validatorDelegations(n.operator),
  },
  {
    name: "staking.validators",
    on: ON_HUB,
    ask: (q) => q.staking.validators("BOND_STATUS_BONDED"),
  },
  {
    name: "staking.validatorUnbondingDelegations",
    on: ON_HUB,
    ask: (q, n) => q.staking.validatorUnbondingDelegations(n.operator),
  },

  { name: "tx.getTx", on: ON_BOTH, ask: (q, n) => q.tx.getTx(n.txHash) },

  {
    name: "ibc.channel.channel",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.channel.channel(n.port, n.channel),
  },
  { name: "ibc.channel.channels", on: ON_BOTH, ask: (q) => q.ibc.channel.channels() },
  { name: "ibc.channel.allChannels", on: ON_BOTH, ask: (q) => q.ibc.channel.allChannels() },
  {
    name: "ibc.channel.connectionChannels",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.channel.connectionChannels(n.connection),
  },
  {
    name: "ibc.channel.allConnectionChannels",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.channel.allConnectionChannels(n.connection),
  },
  {
    name: "ibc.channel.clientState",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.channel.clientState(n.port, n.channel),
  },
  {
    name: "ibc.channel.consensusState",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.channel.consensusState(n.port, n.channel, 1, n.revisionHeight),
  },
  {
    name: "ibc.channel.packetCommitment",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.channel.packetCommitment(n.port, n.channel, 99),
    refused:
      /^Query failed with \(22\): rpc error: code = NotFound desc = packet commitment hash not found/,
  },
  {
    name: "ibc.channel.packetCommitments",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.channel.packetCommitments(n.port, n.channel),
  },
  {
    name: "ibc.channel.allPacketCommitments",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.channel.allPacketCommitments(n.port, n.channel),
  },
  {
    name: "ibc.channel.packetReceipt",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.channel.packetReceipt(n.port, n.channel, 1),
  },
  {
    name: "ibc.channel.packetAcknowledgement",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.channel.packetAcknowledgement(n.port, n.channel, 1),
  },
  {
    name: "ibc.channel.packetAcknowledgements",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.channel.packetAcknowledgements(n.port, n.channel),
    has: { acknowledgements: [expect.anything()] },
  },
  {
    name: "ibc.channel.allPacketAcknowledgements",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.channel.allPacketAcknowledgements(n.port, n.channel),
  },
  {
    name: "ibc.channel.unreceivedPackets",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.channel.unreceivedPackets(n.port, n.channel, [1, 50]),
    has: { sequences: [50n] },
  },
  {
    name: "ibc.channel.unreceivedAcks",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.channel.unreceivedAcks(n.port, n.channel, [1]),
    has: { sequences: [] },
  },
  {
    name: "ibc.channel.nextSequenceReceive",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.channel.nextSequenceReceive(n.port, n.channel),
  },
  { name: "ibc.client.state", on: ON_BOTH, ask: (q, n) => q.ibc.client.state(n.client) },
  { name: "ibc.client.states", on: ON_BOTH, ask: (q) => q.ibc.client.states() },
  { name: "ibc.client.allStates", on: ON_BOTH, ask: (q) => q.ibc.client.allStates() },
  {
    name: "ibc.client.consensusState",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.client.consensusState(n.client, n.revisionHeight),
    // CosmJS asks at revision 0, which a chain with a number in its name does not have.
    refused: /^Query failed with \(22\): rpc error: code = NotFound desc = client-id: .* not found/,
  },
  {
    name: "ibc.client.consensusState, the latest",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.client.consensusState(n.client),
  },
  {
    name: "ibc.client.consensusStates",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.client.consensusStates(n.client),
  },
  {
    name: "ibc.client.allConsensusStates",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.client.allConsensusStates(n.client),
  },
  { name: "ibc.client.params", on: ON_BOTH, ask: (q) => q.ibc.client.params() },
  { name: "ibc.client.stateTm", on: ON_BOTH, ask: (q, n) => q.ibc.client.stateTm(n.client) },
  { name: "ibc.client.statesTm", on: ON_BOTH, ask: (q) => q.ibc.client.statesTm() },
  { name: "ibc.client.allStatesTm", on: ON_BOTH, ask: (q) => q.ibc.client.allStatesTm() },
  {
    name: "ibc.client.consensusStateTm",
    on: ON_BOTH,
    ask: (q, n) =>
      q.ibc.client.consensusStateTm(n.client, {
        revisionNumber: 1n,
        revisionHeight: BigInt(n.revisionHeight),
      }),
  },
  {
    name: "ibc.connection.connection",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.connection.connection(n.connection),
  },
  { name: "ibc.connection.connections", on: ON_BOTH, ask: (q) => q.ibc.connection.connections() },
  {
    name: "ibc.connection.allConnections",
    on: ON_BOTH,
    ask: (q) => q.ibc.connection.allConnections(),
  },
  {
    name: "ibc.connection.clientConnections",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.connection.clientConnections(n.client),
  },
  {
    name: "ibc.connection.clientState",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.connection.clientState(n.connection),
  },
  {
    name: "ibc.connection.consensusState",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.connection.consensusState(n.connection, 1, n.revisionHeight),
    // CosmJS takes the first of the two numbers for the height.
    refused: /^Query failed with \(22\): rpc error: code = NotFound desc = client-id: .* not found/,
  },
  {
    name: "ibc.transfer.denomTrace",
    on: ON_BOTH,
    ask: (q, n) => q.ibc.transfer.denomTrace(n.voucher),
  },
  {
    name: "ibc.transfer.denomTrace of nothing",
    on: ON_BOTH,
    ask: (q) => q.ibc.transfer.denomTrace(""),
    refused:
      /^Query failed with \(22\): rpc error: code = NotFound desc = : denomination not found/,
  },
  {
    name: "ibc.transfer.denomTraces",
    on: ON_BOTH,
    ask: (q) => q.ibc.transfer.denomTraces(),
    has: { denoms: [expect.anything()] },
  },
  { name: "ibc.transfer.allDenomTraces", on: ON_BOTH, ask: (q) => q.ibc.transfer.allDenomTraces() },
  { name: "ibc.transfer.params", on: ON_BOTH, ask: (q) => q.ibc.transfer.params() },
];

describe.each(["hub", "consumer"] as const)("C12: on the %s", (which) => {
  let names: Names;
  beforeAll(async () => {
    names = await namesOn(which);
  });

  it.each(CASES)("$name", async ({ on, ask, has = {}, refused }) => {
    const { query } = world[which];
    const answer = ask(query, names).then((value) => ({ value }));
    if (on !== which && on !== ON_BOTH) return expect(answer).rejects.toThrow(NO_SUCH_MODULE);
    if (refused !== undefined) return expect(answer).rejects.toThrow(refused);
    expect((await answer).value).toMatchObject(has);
  });

  it("tx.simulate", async () => {
    const client = await world[which].direct("dora");
    expect(await client.simulate(names.dora, [send(world[which])], "")).toBeGreaterThan(40_000);
    client.disconnect();
  });
});

const send = ({ entry, address }: CosmJsChain) => ({
  typeUrl: "/cosmos.bank.v1beta1.MsgSend",
  value: {
    fromAddress: address("dora"),
    toAddress: address("erin"),
    amount: [{ denom: entry.denom, amount: "1" }],
  },
});

/** What the queries ask for: a proposal, a vote, an unbonding, grants, and a transfer each way. */
async function liveALittle(): Promise<void> {
  const { hub, consumer, devnet } = world;
  const transfer = devnet.file().chains[1]?.channels?.transfer;
  const [dora, there] = [hub.address("dora"), consumer.address("dora")];
  const staked = {
    delegatorAddress: dora,
    validatorAddress: devnet.file().validators[0]?.operator ?? "",
  };
  const coin = (chain: CosmJsChain, amount: string) => ({ denom: chain.entry.denom, amount });
  const sendAway = (from: CosmJsChain, to: CosmJsChain, channel = "") => ({
    typeUrl: "/ibc.applications.transfer.v1.MsgTransfer",
    value: {
      sourcePort: "transfer",
      sourceChannel: channel,
      token: coin(from, "3"),
      sender: from.address("dora"),
      receiver: to.address("dora"),
      timeoutHeight: undefined,
      timeoutTimestamp: (BigInt(Date.now()) + 3_600_000n) * 1_000_000n,
      memo: "",
    },
  });
  await commit(hub, dora, [
    {
      typeUrl: "/cosmos.staking.v1beta1.MsgDelegate",
      value: { ...staked, amount: coin(hub, "5000000") },
    },
    {
      typeUrl: "/cosmos.staking.v1beta1.MsgUndelegate",
      value: { ...staked, amount: coin(hub, "1000000") },
    },
    {
      typeUrl: "/cosmos.gov.v1beta1.MsgSubmitProposal",
      value: {
        content: {
          typeUrl: "/cosmos.gov.v1beta1.TextProposal",
          value: TextProposal.encode({ title: "a title", description: "words" }).finish(),
        },
        proposer: dora,
        initialDeposit: [coin(hub, "10000000")],
      },
    },
    {
      typeUrl: "/cosmos.gov.v1beta1.MsgVote",
      value: { proposalId: 1n, voter: dora, option: VoteOption.VOTE_OPTION_YES },
    },
    sendAway(hub, consumer, transfer?.onHub.channel),
  ]);
  const inADay = { seconds: BigInt(Math.floor(Date.now() / 1000)) + 86_400n, nanos: 0 };
  const msg = "/cosmos.bank.v1beta1.MsgSend";
  await commit(consumer, there, [
    {
      typeUrl: "/cosmos.authz.v1beta1.MsgGrant",
      value: {
        granter: there,
        grantee: consumer.address("erin"),
        grant: {
          authorization: {
            typeUrl: "/cosmos.authz.v1beta1.GenericAuthorization",
            value: GenericAuthorization.encode({ msg }).finish(),
          },
          expiration: inADay,
        },
      },
    },
    {
      typeUrl: "/cosmos.feegrant.v1beta1.MsgGrantAllowance",
      value: {
        granter: there,
        grantee: consumer.address("erin"),
        allowance: {
          typeUrl: "/cosmos.feegrant.v1beta1.BasicAllowance",
          value: BasicAllowance.encode({
            spendLimit: [coin(consumer, "5")],
            expiration: inADay,
          }).finish(),
        },
      },
    },
    sendAway(consumer, hub, transfer?.onConsumer.channel),
  ]);
  await until(
    async () => {
      const traces = await Promise.all(
        [hub, consumer].map(({ query }) => query.ibc.transfer.denomTraces()),
      );
      return traces.every(({ denoms }) => denoms.length > 0);
    },
    { what: "coins of the other chain on both", timeoutMs: 60_000 },
  );
}

async function commit(chain: CosmJsChain, from: string, messages: readonly EncodeObject[]) {
  const client = await chain.direct("dora");
  assertIsDeliverTxSuccess(await client.signAndBroadcast(from, messages, 1.6));
  client.disconnect();
}

async function namesOn(which: "hub" | "consumer"): Promise<Names> {
  const { devnet, hub } = world;
  const chain = world[which];
  const { network } = devnet;
  const [, consumerEntry] = devnet.file().chains;
  const transfer = consumerEntry?.channels?.transfer;
  const end = which === "hub" ? transfer?.onHub : transfer?.onConsumer;
  const clientIds = consumerEntry?.clientIds;
  const client = (which === "hub" ? clientIds?.onHub : clientIds?.onConsumer) ?? "";
  const { latestHeight } = await chain.query.ibc.client.stateTm(client);
  const { channel } = await chain.query.ibc.channel.channel(end?.port ?? "", end?.channel ?? "");
  const { denoms } = await chain.query.ibc.transfer.denomTraces();
  const [denom] = denoms;
  const path = [
    ...(denom?.trace ?? []).map((hop) => `${hop.portId}/${hop.channelId}`),
    denom?.base,
  ];
  const search = `message.sender='${chain.address("dora")}'`;
  const { txs } = await chain.comet.txSearch({ query: search });
  const { info } = await chain.query.slashing.signingInfos();
  const { latestHeight: height } = await network.chain(chain.entry.chainId).client.status();
  return {
    dora: chain.address("dora"),
    erin: chain.address("erin"),
    operator: devnet.file().validators[0]?.operator ?? hub.entry.chainId,
    cons: info[0]?.address ?? "",
    denom: chain.entry.denom,
    connection: channel?.connectionHops[0] ?? "",
    client,
    port: end?.port ?? "",
    channel: end?.channel ?? "",
    voucher: createHash("sha256").update(path.join("/")).digest("hex").toUpperCase(),
    height: Number(height),
    revisionHeight: Number(latestHeight?.revisionHeight ?? 0n),
    txHash: Buffer.from(txs[0]?.hash ?? [])
      .toString("hex")
      .toUpperCase(),
  };
}
