import { consAddress, createAddressCodec, SECOND, toHex, valAddress } from "@testudo/base";
import {
  attributeOf,
  createTxSender,
  signerFromKey,
  signerFromMnemonic,
  until,
} from "@testudo/client";
import type { GenesisDoc } from "@testudo/comet";
import { writeHermesFiles } from "@testudo/devnet";
import { consumerGenesis, providerGenesis } from "@testudo/node";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  QueryConsumerGenesisRequest,
  QueryConsumerGenesisResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { ConsumerGenesisState } from "@testudo/proto/interchain_security/ccv/v1";
import { createConsumer, initParams, optIn } from "@testudo/testkit/consumer-messages";
import { delegate } from "@testudo/testkit/staking-messages";
import { testAccount, testConsKey, testValidator } from "@testudo/testkit/test-account";
import { temporaryFolder } from "../../e2e/command.ts";
import { createHermes, type Hermes } from "../hermes-program.ts";
import { ask, HUB } from "../two-by-two/hub-queries.ts";
import type { MixedChain, StartMixedChain } from "./chains.ts";

const HUB_ID = "hub-1";
const CONSUMER_ID = "consumer-1";
const DENOM = "stake";
const CONSUMER_DENOM = "ucon";
const UNIT = 1_000_000n;
const POCKET = 1_000_000_000_000n;
const GAS = 3_000_000n;
const TIMEOUT_MS = 180_000;
const DAY = 86_400n * SECOND;

/** The mnemonic that every tool's documentation uses. */
const RELAYER = `${"abandon ".repeat(11)}about`;

export const POWERS = { alice: 400n, bob: 300n, carol: 200n, dave: 100n };
export type Name = keyof typeof POWERS;
const NAMES = Object.keys(POWERS) as Name[];
/** Bob has a key of his own on the consumer. */
const keyOf = (name: Name) => testConsKey(name === "bob" ? "bob on the consumer" : name);
const addresses = createAddressCodec("cosmos");
const FORMS = { addresses, denom: DENOM };

const WINDOW = {
  slashing: { params: { signed_blocks_window: "15", min_signed_per_window: "0.5" } },
};

/** A hub that secures a consumer over Hermes. */
export interface SecuredConsumer {
  readonly hub: MixedChain;
  readonly consumer: MixedChain;
  readonly hermes: Hermes;
  readonly consumerId: string;
  /** Makes the connection and the CCV channel, and begins to relay. */
  connect(): Promise<void>;
  delegate(to: Name, amount: bigint): Promise<unknown>;
  /** The set that signs the consumer's next block. */
  powers(): Promise<Partial<Record<Name, bigint>>>;
  /** What the hub says of a validator. */
  standing(name: Name): Promise<{ jailed: boolean; tombstoned: boolean; tokens: bigint }>;
  silence(name: Name): Promise<void>;
  doubleSign(name: Name): Promise<void>;
  stop(): Promise<void>;
}

/** Waits for something that relaying brings about. */
export function eventually(what: string, condition: () => Promise<boolean>): Promise<boolean> {
  return until(condition, { what, timeoutMs: TIMEOUT_MS, pauseMs: 300 });
}

/** Starts a hub, has it launch a consumer, and starts the consumer out of what the hub says. */
export async function secure(options: {
  readonly hub: StartMixedChain;
  readonly consumer: StartMixedChain;
  readonly hermes: string;
}): Promise<SecuredConsumer> {
  const hub = await options.hub({
    role: "provider",
    genesis: await hubGenesis(),
    seeds: NAMES.map((name) => testConsKey(name).seed),
  });
  const chains: MixedChain[] = [hub];
  const stopAll = async () => {
    for (const chain of chains.toReversed()) await chain.stop();
  };
  try {
    await firstBlocks(hub);
    const consumerId = await launch(hub);
    const consumer = await options.consumer({
      role: "consumer",
      genesis: await genesisFrom(hub, consumerId),
      seeds: NAMES.map((name) => keyOf(name).seed),
    });
    chains.push(consumer);
    await firstBlocks(consumer);
    const hermes = await hermesFor(options.hermes, hub, consumer);
    return securedConsumer({ hub, consumer, hermes, consumerId }, stopAll);
  } catch (error) {
    await stopAll();
    throw error;
  }
}

function securedConsumer(
  net: Pick<SecuredConsumer, "hub" | "consumer" | "hermes" | "consumerId">,
  stopAll: () => Promise<void>,
): SecuredConsumer {
  const { hub, consumer, hermes } = net;
  return {
    ...net,
    async connect() {
      const side = ["--a-chain", CONSUMER_ID];
      // A launch makes the clients, the first of their kind on either chain.
      const clients = ["--a-client", "07-tendermint-0", "--b-client", "07-tendermint-0"];
      const made = await hermes.result("create", "connection", ...side, ...clients);
      const { a_side: end } = made as { a_side: { connection_id: string } };
      await hermes.result(
        ...["create", "channel", ...side, "--a-connection", end.connection_id],
        ...["--a-port", "consumer", "--b-port", "provider"],
        ...["--order", "ordered", "--channel-version", "1"],
      );
      await hermes.begin("start").says("Hermes has started");
    },
    delegate: (to, amount) =>
      send(hub, "dora", delegate(FORMS, testAccount("dora"), testAccount(to), amount)),
    async powers() {
      const { client } = consumer;
      const set = await client.validators((await client.status()).latestHeight + 1n);
      return Object.fromEntries(
        set.validators.map(({ address, power }) => [
          NAMES.find((name) => toHex(keyOf(name).address) === toHex(address)) ?? toHex(address),
          power,
        ]),
      );
    },
    async standing(name) {
      const validatorAddr = addresses.val.toText(valAddress(testAccount(name).address));
      const { validator } = await ask(hub.client, HUB.validator, { validatorAddr });
      const key = consAddress(testConsKey(name).address);
      const signing = { consAddress: addresses.cons.toText(key) };
      const { valSigningInfo } = await ask(hub.client, HUB.signing, signing);
      const { jailed, tokens } = validator;
      return { jailed, tokens: BigInt(tokens), tombstoned: valSigningInfo.tombstoned };
    },
    silence: (name) => consumer.silence(keyOf(name).seed),
    doubleSign: (name) => consumer.doubleSign(keyOf(name).seed),
    async stop() {
      await hermes.stop();
      await stopAll();
    },
  };
}

async function hubGenesis(): Promise<GenesisDoc> {
  const { addressText } = await signerFromMnemonic(RELAYER, "cosmos");
  const coins = [{ denom: DENOM, amount: POCKET }];
  return providerGenesis({
    chainId: HUB_ID,
    genesisTime: now(),
    denom: DENOM,
    accounts: [
      ...["dora", ...NAMES].map((name) => addresses.acc.toText(testAccount(name).address)),
      addressText,
    ].map((address) => ({ address, coins })),
    validators: NAMES.map(testValidator).map(({ name, key, consensus }) => ({
      moniker: name,
      accountKey: key,
      consPubKey: consensus.pubKey,
      selfDelegation: POWERS[name as Name] * UNIT,
    })),
    appState: {
      provider: { params: { blocks_per_epoch: "5", slash_meter_replenish_fraction: "1.0" } },
    },
  });
}

/** A chain answers for its genesis once it has a block. */
async function firstBlocks({ chainId, client }: MixedChain): Promise<void> {
  const has = async () => (await client.status()).latestHeight >= 2n;
  await until(has, { what: `the first blocks of ${chainId}`, timeoutMs: TIMEOUT_MS });
}

/** Registers a consumer, has everybody opt in, and waits until the hub has launched it. */
async function launch(hub: MixedChain): Promise<string> {
  const terms = {
    chainId: CONSUMER_ID,
    initializationParameters: initParams({ spawnTime: now() + 15n * SECOND }),
  };
  const created = await send(hub, "dora", createConsumer(FORMS, testAccount("dora"), terms));
  const event = created.result.events.find(({ type }) => type === "create_consumer");
  const consumerId = (event && attributeOf(event, "consumer_id")) ?? "";
  for (const name of NAMES) {
    const key = name === "bob" ? keyOf(name).pubKey : undefined;
    await send(hub, name, optIn(FORMS, testAccount(name), consumerId, key));
  }
  await eventually("the launch", async () => {
    const { phase } = await ask(hub.client, HUB.chain, { consumerId });
    return phase === "CONSUMER_PHASE_LAUNCHED";
  });
  return consumerId;
}

async function genesisFrom(hub: MixedChain, consumerId: string): Promise<GenesisDoc> {
  const { genesisState } = await hub.client.query(
    "/interchain_security.ccv.provider.v1.Query/QueryConsumerGenesis",
    { request: QueryConsumerGenesisRequest, response: QueryConsumerGenesisResponse },
    { consumerId },
  );
  const { addressText } = await signerFromMnemonic(RELAYER, "consumer");
  return consumerGenesis({
    chainId: CONSUMER_ID,
    genesisTime: now(),
    denom: CONSUMER_DENOM,
    accounts: [{ address: addressText, coins: [{ denom: CONSUMER_DENOM, amount: POCKET }] }],
    ccv: ConsumerGenesisState.toJSON(genesisState),
    appState: WINDOW,
  });
}

async function hermesFor(program: string, hub: MixedChain, consumer: MixedChain): Promise<Hermes> {
  const common = { gasPrice: "0.01", blockTimeMax: 2n * SECOND };
  const { config } = await writeHermesFiles({
    folder: temporaryFolder(),
    mnemonic: RELAYER,
    keyName: "relayer",
    chains: [
      {
        ...common,
        ...endpoints(hub),
        bech32Prefix: "cosmos",
        denom: DENOM,
        isConsumer: false,
        trustingPeriod: 14n * DAY,
      },
      {
        ...common,
        ...endpoints(consumer),
        bech32Prefix: "consumer",
        denom: CONSUMER_DENOM,
        isConsumer: true,
        trustingPeriod: 13n * DAY,
      },
    ],
  });
  return createHermes(program, config);
}

const endpoints = ({ chainId, rpcUrl, grpcUrl }: MixedChain) => ({ chainId, rpcUrl, grpcUrl });
const now = () => BigInt(Date.now()) * 1_000_000n;

/** Sends a message in a transaction that has to go through. */
async function send({ client, chainId }: MixedChain, by: string, packed: Any) {
  const sender = createTxSender({
    client,
    signer: await signerFromKey(testAccount(by).key, "cosmos"),
    chainId,
    gasPrice: { amount: "0", denom: DENOM },
    timeoutMs: TIMEOUT_MS,
  });
  return sender.send([packed], { gasLimit: GAS });
}
