import { DirectSecp256k1HdWallet, Registry } from "@cosmjs/proto-signing";
import {
  assertIsDeliverTxSuccess,
  type DeliverTxResponse,
  defaultRegistryTypes,
  StargateClient,
} from "@cosmjs/stargate";
import { Comet38Client, HttpBatchClient, WebsocketClient } from "@cosmjs/tendermint-rpc";
import { utf8 } from "@testudo/base";
import { until } from "@testudo/client";
import {
  IAVL_SPEC,
  TENDERMINT_SPEC,
  verifyChainedMembership,
  verifyChainedNonMembership,
} from "@testudo/crypto";
import { CommitmentProof } from "@testudo/proto/cosmos/ics23/v1";
import { TextProposal, VoteOption } from "cosmjs-types/cosmos/gov/v1beta1/gov";
import { TxRaw } from "cosmjs-types/cosmos/tx/v1beta1/tx";
import { MsgCreatePeriodicVestingAccount } from "cosmjs-types/cosmos/vesting/v1beta1/tx";
import { type CosmJsChain, type CosmJsWorld, endSocket, startCosmJsWorld } from "./cosmjs-world.ts";

/** The lines C1 to C11 and C13 of the clients' checklist: unmodified CosmJS 0.39 against a hub and a consumer. */
let world: CosmJsWorld;
let hub: CosmJsChain;
let consumer: CosmJsChain;
/** CosmJS leaves a timer of this length behind when a node refuses a transaction; jest waits for it. */
const REFUSED_TIMEOUT_MS = 500;
/** An address that nobody has the key of. */
const NOBODY = "cosmos1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5lzv7xu";
/** The account of the gov module. */
const GOV = "cosmos10d07y265gmmuvt4z0w9aw880jnsr700j6zn9kn";

beforeAll(async () => {
  world = await startCosmJsWorld();
  ({ hub, consumer } = world);
}, 120_000);
afterAll(() => world?.stop());

const operatorOf = (name: string): string => {
  const found = world.devnet.file().validators.find((one) => one.name === name);
  return found?.operator ?? "";
};
const coins = (amount: string, chain = hub) => [{ denom: chain.entry.denom, amount }];
const send = (chain: CosmJsChain, from: string, to: string, amount = "1") => ({
  typeUrl: "/cosmos.bank.v1beta1.MsgSend",
  value: {
    fromAddress: chain.address(from),
    toAddress: chain.address(to),
    amount: coins(amount, chain),
  },
});

describe("reading", () => {
  it("C1: both chains are taken for CometBFT 0.38", async () => {
    for (const { comet } of [hub, consumer]) {
      expect(comet).toBeInstanceOf(Comet38Client);
      expect((await comet.status()).nodeInfo.version).toMatch(/^0\.38\./);
    }
  });

  it("C2: heights, chain ids and blocks are read, the first and the latest too", async () => {
    for (const { entry, comet } of [hub, consumer]) {
      const client = await StargateClient.connect(entry.rpc);
      expect(await client.getChainId()).toBe(entry.chainId);
      expect(await client.getHeight()).toBeGreaterThan(1);
      const first = await client.getBlock(1);
      expect(first).toMatchObject({ txs: [], header: { height: 1, chainId: entry.chainId } });
      const latest = await client.getBlock();
      expect(latest.header.height).toBeGreaterThan(1);
      const { block } = await comet.block(1);
      expect([block.lastCommit, block.evidence]).toEqual([null, []]);
      client.disconnect();
    }
  });

  it("C3: absent accounts, delegations and balances are no errors", async () => {
    const client = await StargateClient.connect(hub.entry.rpc);
    const { denom } = hub.entry;
    expect(await client.getAccount(NOBODY)).toBeNull();
    expect(await client.getDelegation(NOBODY, operatorOf("alice"))).toBeNull();
    expect(await client.getBalance(NOBODY, denom)).toEqual({ denom, amount: "0" });
    expect(await client.getAllBalances(NOBODY)).toEqual([]);
    client.disconnect();
  });

  it("C8: store queries are proved by two operations against the next header", async () => {
    for (const { comet } of [hub, consumer]) {
      const { syncInfo } = await comet.status();
      const height = syncInfo.latestBlockHeight - 1;
      const header = (await comet.commit(height + 1)).header;
      const read = async (key: string) => {
        const path = "/store/ibc/key";
        const answer = await comet.abciQuery({ path, data: utf8(key), height, prove: true });
        expect(answer).toMatchObject({ code: 0, height });
        const ops = answer.proof?.ops ?? [];
        expect(ops.map(({ type }) => type)).toEqual(["ics23:iavl", "ics23:simple"]);
        return {
          value: answer.value,
          chain: {
            specs: [IAVL_SPEC, TENDERMINT_SPEC],
            root: header.appHash,
            proofs: ops.map(({ data }) => CommitmentProof.decode(data)),
            path: [utf8("ibc"), utf8(key)],
          },
        };
      };
      const present = await read("clients/07-tendermint-0/clientState");
      expect(present.value.length).toBeGreaterThan(0);
      verifyChainedMembership(present.chain, present.value);
      const absent = await read("clients/07-tendermint-9/clientState");
      expect(absent.value).toHaveLength(0);
      verifyChainedNonMembership(absent.chain);
    }
  });

  it("C10: twenty requests through HttpBatchClient are all answered", async () => {
    const batch = new HttpBatchClient(hub.entry.rpc, {
      batchSizeLimit: 10, // CometBFT's `max_request_batch_size`
      dispatchInterval: 10,
    });
    const comet = Comet38Client.create(batch);
    const heights = Array.from({ length: 20 }, (_, i) => 1 + (i % 2));
    const blocks = await Promise.all(heights.map((height) => comet.block(height)));
    expect(blocks.map(({ block }) => block.header.height)).toEqual(heights);
    comet.disconnect();
  });

  it("C10: one batch of twenty gets CometBFT's refusal, which names no request", async () => {
    const requests = Array.from({ length: 20 }, (_, id) => ({
      jsonrpc: "2.0",
      id,
      method: "health",
    }));
    const response = await fetch(hub.entry.rpc, { method: "POST", body: JSON.stringify(requests) });
    const answer = JSON.parse(await response.text());
    expect([response.status, answer.id, answer.error.code]).toEqual([200, undefined, -32600]);
  });

  it("C11: results of blocks with and without transactions are read", async () => {
    const client = await hub.direct("dora");
    const sent = await client.signAndBroadcast(
      hub.address("dora"),
      [send(hub, "dora", "erin")],
      "auto",
    );
    const comet = hub.comet as Comet38Client;
    const full = await comet.blockResults(sent.height);
    expect(full.results.map(({ code }) => code)).toContain(0);
    expect(full.finalizeBlockEvents.length).toBeGreaterThan(0);
    const first = await comet.blockResults(1);
    expect(first).toMatchObject({ height: 1, results: [] });
    client.disconnect();
  });
});

describe("sending", () => {
  it("C4: fee auto gives events and answers of the messages", async () => {
    for (const chain of [hub, consumer]) {
      const client = await chain.direct("dora");
      const from = chain.address("dora");
      const sent = await client.signAndBroadcast(from, [send(chain, "dora", "erin", "7")], "auto");
      assertIsDeliverTxSuccess(sent);
      expect(sent.gasUsed).toBeLessThanOrEqual(sent.gasWanted);
      expect(sent.msgResponses.map(({ typeUrl }) => typeUrl)).toEqual([
        "/cosmos.bank.v1beta1.MsgSendResponse",
      ]);
      const moved = sent.events.filter(({ type }) => type === "transfer");
      expect(moved.flatMap(({ attributes }) => attributes)).toContainEqual({
        key: "amount",
        value: `7${chain.entry.denom}`,
      });
      client.disconnect();
    }
  });

  it("C5: MsgSend, MsgDelegate, MsgTransfer and MsgVote are signed in both modes", async () => {
    const from = hub.address("erin");
    const direct = await hub.direct("erin");
    const amino = await hub.amino("erin");
    const proposed = await direct.signAndBroadcast(from, [textProposal(from)], "auto");
    assertIsDeliverTxSuccess(proposed);
    for (const client of [direct, amino]) {
      for (const message of everyKind(from, proposalIdOf(proposed))) {
        const result = await client.signAndBroadcast(from, [message], 1.6, "memo <&> für");
        expect([message.typeUrl, result.code, result.rawLog ?? ""]).toEqual([
          message.typeUrl,
          0,
          "",
        ]);
      }
    }
    direct.disconnect();
    amino.disconnect();
  });

  it("C6: too small a fee is refused with its code and Go's text", async () => {
    const client = await hub.direct("frank", { broadcastTimeoutMs: REFUSED_TIMEOUT_MS });
    const fee = { amount: coins("1"), gas: "200000" };
    await expect(
      client.signAndBroadcast(hub.address("frank"), [send(hub, "frank", "erin")], fee),
    ).rejects.toThrow(/code 13.*insufficient fees; got: 1uatom required: 1000uatom/s);
    client.disconnect();
  });

  it("C7: searches turn all pages, in order", async () => {
    const client = await hub.direct("frank");
    const from = hub.address("frank");
    const { accountNumber, sequence } = await client.getSequence(from);
    const fee = { amount: coins("1000"), gas: "100000" };
    const chainId = hub.entry.chainId;
    for (let i = 0; i < 33; i += 1) {
      const signer = { accountNumber, sequence: sequence + i, chainId };
      const tx = await client.sign(from, [send(hub, "frank", "erin")], fee, "", signer);
      await client.broadcastTxSync(TxRaw.encode(tx).finish());
    }
    const query = [{ key: "message.sender", value: from }];
    const found = await until(
      async () => {
        const txs = await client.searchTx(query);
        return txs.length >= 33 && txs;
      },
      { what: "33 transactions", timeoutMs: 30_000 },
    );
    const heights = found.map(({ height }) => height);
    expect(heights).toEqual(heights.toSorted((a, b) => a - b));
    const asText = await client.searchTx(`message.sender='${from}'`);
    expect(asText.map(({ hash }) => hash)).toEqual(found.map(({ hash }) => hash));
    client.disconnect();
  });

  it("C9: subscriptions bring transactions and blocks", async () => {
    const socket = new WebsocketClient(hub.entry.rpc.replace("http", "ws"));
    const comet = Comet38Client.create(socket);
    const seen: { readonly hash: string; readonly height: number }[] = [];
    const blocks: number[] = [];
    const headers: number[] = [];
    const listeners = [
      comet.subscribeTx().subscribe({
        next: ({ hash, height }) =>
          seen.push({ hash: Buffer.from(hash).toString("hex").toUpperCase(), height }),
      }),
      comet.subscribeNewBlock().subscribe({ next: ({ header }) => blocks.push(header.height) }),
      comet.subscribeNewBlockHeader().subscribe({ next: ({ height }) => headers.push(height) }),
    ];
    // The socket answers in order: once this is here, the subscriptions are.
    await comet.status();
    const client = await hub.direct("dora");
    const from = hub.address("dora");
    const sent = await client.signAndBroadcast(from, [send(hub, "dora", "erin")], "auto");
    const { transactionHash: hash, height } = sent;
    await until(() => seen.length > 0 && blocks.includes(height) && headers.includes(height), {
      what: "events of the transaction's block",
      timeoutMs: 30_000,
    });
    expect(seen).toContainEqual({ hash, height });
    for (const one of listeners) one.unsubscribe();
    endSocket(socket);
    client.disconnect();
  });
});

describe("accounts", () => {
  it("C13: module and vesting accounts are read", async () => {
    const registry = new Registry([
      ...defaultRegistryTypes,
      ["/cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount", MsgCreatePeriodicVestingAccount],
    ]);
    const client = await hub.direct("dora", { registry });
    const from = hub.address("dora");
    const newAddress = async () => {
      const wallet = await DirectSecp256k1HdWallet.generate(12, { prefix: "cosmos" });
      const [account] = await wallet.getAccounts();
      return account?.address ?? "";
    };
    const [delayed, continuous, periodic] = [
      await newAddress(),
      await newAddress(),
      await newAddress(),
    ];
    const amount = coins("1000");
    const endTime = BigInt(Math.floor(Date.now() / 1000)) + 86_400n;
    const common = { fromAddress: from, amount, endTime };
    const created = await client.signAndBroadcast(
      from,
      [
        {
          typeUrl: "/cosmos.vesting.v1beta1.MsgCreateVestingAccount",
          value: { ...common, toAddress: delayed, delayed: true },
        },
        {
          typeUrl: "/cosmos.vesting.v1beta1.MsgCreateVestingAccount",
          value: { ...common, toAddress: continuous, delayed: false },
        },
        {
          typeUrl: "/cosmos.vesting.v1beta1.MsgCreatePeriodicVestingAccount",
          value: {
            fromAddress: from,
            toAddress: periodic,
            startTime: endTime,
            vestingPeriods: [{ length: 60n, amount }],
          },
        },
      ],
      1.6,
    );
    assertIsDeliverTxSuccess(created);
    const expected = [
      [GOV, "/cosmos.auth.v1beta1.ModuleAccount"],
      [from, "/cosmos.auth.v1beta1.BaseAccount"],
      [delayed, "/cosmos.vesting.v1beta1.DelayedVestingAccount"],
      [continuous, "/cosmos.vesting.v1beta1.ContinuousVestingAccount"],
      [periodic, "/cosmos.vesting.v1beta1.PeriodicVestingAccount"],
    ] as const;
    for (const [address, typeUrl] of expected) {
      expect((await hub.query.auth.account(address))?.typeUrl).toBe(typeUrl);
      expect(await client.getAccount(address)).toMatchObject({ address });
    }
    client.disconnect();
  });
});

function textProposal(proposer: string) {
  return {
    typeUrl: "/cosmos.gov.v1beta1.MsgSubmitProposal",
    value: {
      content: {
        typeUrl: "/cosmos.gov.v1beta1.TextProposal",
        value: TextProposal.encode({ title: "a title", description: "words" }).finish(),
      },
      proposer,
      initialDeposit: coins("10000000"),
    },
  };
}

function proposalIdOf({ events }: DeliverTxResponse): bigint {
  const { attributes } = events.find(({ type }) => type === "submit_proposal") ?? {};
  return BigInt(attributes?.find(({ key }) => key === "proposal_id")?.value ?? "0");
}

/** One message of each kind that wallets send. */
function everyKind(from: string, proposalId: bigint) {
  const { onHub } = world.devnet.file().chains[1]?.channels?.transfer ?? {};
  const inAnHour = (BigInt(Date.now()) + 3_600_000n) * 1_000_000n;
  return [
    send(hub, "erin", "dora"),
    {
      typeUrl: "/cosmos.staking.v1beta1.MsgDelegate",
      value: {
        delegatorAddress: from,
        validatorAddress: operatorOf("alice"),
        amount: coins("1000000")[0],
      },
    },
    {
      typeUrl: "/ibc.applications.transfer.v1.MsgTransfer",
      value: {
        sourcePort: "transfer",
        sourceChannel: onHub?.channel ?? "",
        token: coins("3")[0],
        sender: from,
        receiver: consumer.address("dora"),
        timeoutHeight: undefined,
        timeoutTimestamp: inAnHour,
        memo: "a memo",
      },
    },
    {
      typeUrl: "/cosmos.gov.v1beta1.MsgVote",
      value: { proposalId, voter: from, option: VoteOption.VOTE_OPTION_YES },
    },
  ];
}
