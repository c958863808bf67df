import { existsSync } from "node:fs";
import { join } from "node:path";
import { Secp256k1HdWallet } from "@cosmjs/amino";
import { DirectSecp256k1HdWallet, type GeneratedType, Registry } from "@cosmjs/proto-signing";
import {
  assertIsDeliverTxSuccess,
  defaultRegistryTypes,
  GasPrice,
  SigningStargateClient,
  type SigningStargateClientOptions,
  StargateClient,
} from "@cosmjs/stargate";
import { Comet38Client, connectComet, WebsocketClient } from "@cosmjs/tendermint-rpc";
import { accAddress, createAddressCodec, silentLogger, utf8 } from "@testudo/base";
import {
  ed25519KeyFromSeed,
  mnemonicFromEntropy,
  privKeyFromMnemonic,
  secp256k1Address,
  secp256k1PubKey,
  sha256,
} from "@testudo/crypto";
import { createWallClock } from "@testudo/engine";
import { providerGenesis, type RunningNode, startNode } from "@testudo/node";
import protobuf from "protobufjs";
import { endSocket } from "./cosmjs-world.ts";

/** An unmodified CosmJS client, as any application developer would write it, against our hub. */
const DENOM = "uatom";
const users = ["dora", "erin"].map((name) => {
  const mnemonic = mnemonicFromEntropy(sha256(utf8(name)));
  const key = privKeyFromMnemonic(mnemonic);
  return { name, mnemonic, key };
});
const [dora, erin] = users as [(typeof users)[0], (typeof users)[0]];
const codec = createAddressCodec("cosmos");
const addressOf = ({ key }: { key: Uint8Array }) =>
  codec.acc.toText(accAddress(secp256k1Address(secp256k1PubKey(key))));
const validator = { key: sha256(utf8("alice")), cons: sha256(utf8("alice/cons")) };
const operator = codec.val.toText(
  accAddress(secp256k1Address(secp256k1PubKey(validator.key))) as never,
);

let node: RunningNode;
/** By default CosmJS asks for a transaction every three seconds. */
const options = {
  gasPrice: GasPrice.fromString(`0.005${DENOM}`),
  broadcastPollIntervalMs: 50,
};
/** CosmJS leaves a timer of this length behind when a node refuses a transaction; jest waits for it. */
const REFUSED_TIMEOUT_MS = 500;

beforeAll(async () => {
  const clock = createWallClock();
  node = await startNode({
    role: "provider",
    genesis: providerGenesis({
      chainId: "hub-1",
      genesisTime: clock.now(),
      denom: DENOM,
      accounts: [...users, validator].map((one) => ({
        address: addressOf(one),
        coins: [{ denom: DENOM, amount: 1_000_000_000_000n }],
      })),
      validators: [
        {
          moniker: "alice",
          accountKey: validator.key,
          consPubKey: ed25519KeyFromSeed(validator.cons).pub,
          selfDelegation: 500_000_000n,
        },
      ],
    }),
    signerSeeds: [validator.cons],
    clock,
    mining: { mode: "auto", followUpBlocks: 1 },
    host: "127.0.0.1",
    port: 0,
    moniker: "test",
    minGasPrices: [],
    logger: silentLogger,
  });
});

afterAll(() => node.stop());

const connect = async (user: typeof dora, more: SigningStargateClientOptions = {}) =>
  SigningStargateClient.connectWithSigner(
    node.rpcUrl,
    await DirectSecp256k1HdWallet.fromMnemonic(user.mnemonic, { prefix: "cosmos" }),
    { ...options, ...more },
  );

describe("an unmodified CosmJS client", () => {
  it("connects with the 0.38 dialect and reads balances", async () => {
    const comet = await connectComet(node.rpcUrl);
    expect(comet).toBeInstanceOf(Comet38Client);
    const client = await StargateClient.connect(node.rpcUrl);
    expect(await client.getChainId()).toBe("hub-1");
    expect(await client.getBalance(addressOf(erin), DENOM)).toEqual({
      denom: DENOM,
      amount: "1000000000000",
    });
    expect(await client.getAccount("cosmos1qypqxpq9qcrsszg2pvxq6rs0zqg3yyc5lzv7xu")).toBeNull();
  });

  it("sends with SIGN_MODE_DIRECT and with LEGACY_AMINO_JSON", async () => {
    const direct = await connect(dora);
    const sent = await direct.sendTokens(
      addressOf(dora),
      addressOf(erin),
      [{ denom: DENOM, amount: "7" }],
      "auto",
      "direct <&>",
    );
    assertIsDeliverTxSuccess(sent);

    const amino = await SigningStargateClient.connectWithSigner(
      node.rpcUrl,
      await Secp256k1HdWallet.fromMnemonic(dora.mnemonic, { prefix: "cosmos" }),
      options,
    );
    const again = await amino.sendTokens(
      addressOf(dora),
      addressOf(erin),
      [{ denom: DENOM, amount: "5" }],
      "auto",
      "amino <&>",
    );
    assertIsDeliverTxSuccess(again);
    expect((await direct.getBalance(addressOf(erin), DENOM)).amount).toBe("1000000000012");
    expect(await direct.getTx(sent.transactionHash)).toMatchObject({
      code: 0,
      height: sent.height,
    });
  });

  it("delegates, simulates and finds its transactions", async () => {
    const client = await connect(dora);
    const delegated = await client.delegateTokens(
      addressOf(dora),
      operator,
      { denom: DENOM, amount: "1000000" },
      "auto",
    );
    assertIsDeliverTxSuccess(delegated);
    expect(await client.getDelegation(addressOf(dora), operator)).toEqual({
      denom: DENOM,
      amount: "1000000",
    });
    const gas = await client.simulate(
      addressOf(dora),
      [
        {
          typeUrl: "/cosmos.bank.v1beta1.MsgSend",
          value: {
            fromAddress: addressOf(dora),
            toAddress: addressOf(erin),
            amount: [{ denom: DENOM, amount: "1" }],
          },
        },
      ],
      "",
    );
    expect(gas).toBeGreaterThan(40_000);
    const found = await client.searchTx([
      { key: "message.sender", value: addressOf(dora) },
      { key: "message.action", value: "/cosmos.staking.v1beta1.MsgDelegate" },
    ]);
    expect(found.map(({ hash }) => hash)).toEqual([delegated.transactionHash]);
  });

  it("is told why a transaction is refused", async () => {
    const client = await connect(erin, { broadcastTimeoutMs: REFUSED_TIMEOUT_MS });
    await expect(
      client.sendTokens(addressOf(erin), addressOf(dora), [{ denom: DENOM, amount: "1" }], {
        amount: [{ denom: DENOM, amount: "1" }],
        gas: "1000",
      }),
    ).rejects.toThrow(/code 11/);
  });

  it("creates a consumer and opts in through a registry made from proto/", async () => {
    const root = await loadDefinitions("interchain_security/ccv/provider/v1/tx.proto");
    const type = (name: string) =>
      root.lookupType(`interchain_security.ccv.provider.v1.${name}`) as unknown as GeneratedType;
    const registry = new Registry([
      ...defaultRegistryTypes,
      ["/interchain_security.ccv.provider.v1.MsgCreateConsumer", type("MsgCreateConsumer")],
      ["/interchain_security.ccv.provider.v1.MsgOptIn", type("MsgOptIn")],
    ]);
    const client = await connect(dora, { registry });
    const created = await client.signAndBroadcast(
      addressOf(dora),
      [
        {
          typeUrl: "/interchain_security.ccv.provider.v1.MsgCreateConsumer",
          value: {
            submitter: addressOf(dora),
            chainId: "mine-1",
            metadata: { name: "mine", description: "a chain of mine", metadata: "none" },
          },
        },
      ],
      "auto",
    );
    assertIsDeliverTxSuccess(created);
    const event = created.events.find(({ type: kind }) => kind === "create_consumer");
    expect(event?.attributes.find(({ key }) => key === "consumer_id")?.value).toBe("0");

    const wallet = await import("@cosmjs/proto-signing").then(({ DirectSecp256k1Wallet }) =>
      DirectSecp256k1Wallet.fromKey(validator.key, "cosmos"),
    );
    const alice = await SigningStargateClient.connectWithSigner(node.rpcUrl, wallet, {
      ...options,
      registry,
    });
    const optedIn = await alice.signAndBroadcast(
      addressOf(validator),
      [
        {
          typeUrl: "/interchain_security.ccv.provider.v1.MsgOptIn",
          value: { providerAddr: operator, signer: addressOf(validator), consumerId: "0" },
        },
      ],
      // Simulation leaves out the gas of taking the fee, which weighs more here than CosmJS allows for.
      2,
    );
    assertIsDeliverTxSuccess(optedIn);
  });

  it("subscribes to blocks and transactions", async () => {
    const socket = new WebsocketClient(node.rpcUrl.replace("http", "ws"));
    const comet = Comet38Client.create(socket);
    const seen: string[] = [];
    const done = new Promise<void>((resolve) => {
      comet.subscribeTx().subscribe({
        next: (event) => {
          seen.push(`tx@${event.height}`);
          resolve();
        },
      });
    });
    comet
      .subscribeNewBlockHeader()
      .subscribe({ next: ({ height }) => seen.push(`block@${height}`) });
    // The socket answers in order: once this is here, the subscriptions are.
    await comet.status();
    const client = await connect(erin);
    const sent = await client.sendTokens(
      addressOf(erin),
      addressOf(dora),
      [{ denom: DENOM, amount: "1" }],
      "auto",
    );
    await done;
    expect(seen).toContain(`tx@${sent.height}`);
    expect(seen.some((one) => one.startsWith("block@"))).toBe(true);
    endSocket(socket);
  });
});

/** The standard types that the provider's messages mention, as an application would take them from a package. */
const STANDARD = {
  "ibc.core.client.v1":
    "message Height { uint64 revision_number = 1; uint64 revision_height = 2; }",
  "ibc.lightclients.tendermint.v1":
    "message ClientState {} message Misbehaviour {} message Header {}",
  "cosmos.base.v1beta1":
    "message Coin { string denom = 1; string amount = 2; } message DecCoin { string denom = 1; string amount = 2; }",
  "tendermint.types": "message DuplicateVoteEvidence {}",
  "tendermint.crypto": "message PublicKey {}",
  "tendermint.abci": "message ValidatorUpdate {} message Validator {}",
  "cosmos.staking.v1beta1": "enum Infraction { INFRACTION_UNSPECIFIED = 0; }",
  "cosmos.evidence.v1beta1": "message Equivocation {}",
};

/** Loads a file of `proto/`; imports that are not there are the standard types above. */
async function loadDefinitions(file: string): Promise<protobuf.Root> {
  const folder = join(__dirname, "..", "..", "proto");
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => {
    const path = target.startsWith(folder) ? target : join(folder, target);
    return existsSync(path) || protobuf.common.get(target) !== null ? path : null;
  };
  for (const [name, text] of Object.entries(STANDARD)) {
    protobuf.parse(`syntax = "proto3"; package ${name}; ${text}`, root);
  }
  await root.load(join(folder, file));
  return root;
}
