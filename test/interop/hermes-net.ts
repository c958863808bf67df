import { toBase64, toHexUpper, utf8 } from "@testudo/base";
import { until } from "@testudo/client";
import { sha256 } from "@testudo/crypto";
import {
  allBalances,
  createNetwork,
  type DevnetFile,
  type Network,
  type NetworkChain,
  readDevnetFile,
} from "@testudo/devnet";
import { packAny, unpackAs } from "@testudo/proto";
import { MsgTransfer } from "@testudo/proto/ibc/applications/transfer/v1";
import {
  type IdentifiedChannel,
  QueryChannelsRequest,
  QueryChannelsResponse,
  State,
} from "@testudo/proto/ibc/core/channel/v1";
import {
  QueryClientStatesRequest,
  QueryClientStatesResponse,
} from "@testudo/proto/ibc/core/client/v1";
import { ClientState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import { temporaryFolder, testudo, type UpProcess, up } from "../e2e/command.ts";
import { createHermes, type Hermes, installHermes } from "./hermes-program.ts";

/** Relaying takes blocks of both chains, which rest for a second where nobody needs them. */
const WAIT_TIMEOUT_MS = 120_000;
const HOUR = 3_600_000_000_000n;

/** A devnet in a process of its own, and a Hermes that was given its files. */
export interface HermesNet {
  readonly home: string;
  readonly network: Network;
  readonly hermes: Hermes;
  /** Runs `testudo`, which has to succeed, and gives what it printed as JSON. */
  testudo(...args: readonly string[]): Promise<Record<string, unknown>>;
  /** A further Hermes with files of its own. */
  another(...options: readonly string[]): Promise<Hermes>;
  /** Stops the devnet, runs something, and continues it. */
  restart(meanwhile?: () => Promise<void>): Promise<void>;
  /** Reads again what runs where. */
  refresh(): Promise<DevnetFile>;
  stop(): Promise<void>;
}

/** Starts `testudo up` with these options on free ports, and has it write the files of Hermes. */
export async function startHermesNet(...options: readonly string[]): Promise<HermesNet> {
  const [program, home] = [await installHermes(), temporaryFolder()];
  const all = [...options, "--port-offset", String(await freePortOffset())];
  let running: UpProcess = await up(home, ...all);
  let file = running.file;
  const network = createNetwork({ file: () => file });
  const others: Hermes[] = [];

  async function command(...args: readonly string[]): Promise<Record<string, unknown>> {
    const { code, out, err } = await testudo(...args, "--home", home, "--json");
    if (code !== 0) throw new Error(`testudo ${args.join(" ")}: ${err}`);
    return JSON.parse(out);
  }

  async function another(...more: readonly string[]): Promise<Hermes> {
    const { config } = await command("export", "hermes", "--out", temporaryFolder(), ...more);
    const hermes = createHermes(program, String(config));
    others.push(hermes);
    return hermes;
  }

  return {
    home,
    network,
    hermes: await another(),
    testudo: command,
    another,
    async restart(meanwhile) {
      await running.end("SIGTERM");
      await meanwhile?.();
      running = await up(home, ...all);
      file = running.file;
    },
    async refresh() {
      file = await readDevnetFile(home);
      return file;
    },
    async stop() {
      await Promise.all(others.map((one) => one.stop()));
      network.close();
      await running.end("SIGTERM");
    },
  };
}

/** Has Hermes make the connection of a consumer over the clients of its launch, and the CCV channel on it. */
export async function connect(hermes: Hermes, { entry }: NetworkChain): Promise<void> {
  const { chainId, clientIds } = entry;
  const connection = await hermes.result(
    ...["create", "connection", "--a-chain", chainId],
    ...["--a-client", clientIds?.onConsumer ?? "", "--b-client", clientIds?.onHub ?? ""],
  );
  const { a_side: made } = connection as { a_side: { connection_id: string } };
  await hermes.result(
    ...["create", "channel", "--a-chain", chainId, "--a-connection", made.connection_id],
    ...["--a-port", "consumer", "--b-port", "provider"],
    ...["--order", "ordered", "--channel-version", "1"],
  );
}

/** Waits for something that Hermes brings about. */
export function eventually<T>(
  what: string,
  condition: () => Promise<T | undefined | false>,
): Promise<T> {
  return until(condition, { what, timeoutMs: WAIT_TIMEOUT_MS, pauseMs: 200 });
}

/** The ends of channels on a chain, by port, in the order of their making. */
export async function channelEnds(chain: NetworkChain): Promise<readonly IdentifiedChannel[]> {
  const { channels } = await chain.client.query(
    "/ibc.core.channel.v1.Query/Channels",
    { request: QueryChannelsRequest, response: QueryChannelsResponse },
    QueryChannelsRequest.create(),
  );
  return channels;
}

/** The open channel of a port, on this chain's side; `undefined` until there is one. */
export async function openChannel(
  chain: NetworkChain,
  portId: string,
): Promise<IdentifiedChannel | undefined> {
  const ends = await channelEnds(chain);
  return ends.find((end) => end.portId === portId && end.state === State.STATE_OPEN);
}

/** The newest height of another chain that a chain's client of it has seen. */
export async function clientHeight(on: NetworkChain, of: NetworkChain): Promise<bigint> {
  const { clientStates } = await on.client.query(
    "/ibc.core.client.v1.Query/ClientStates",
    { request: QueryClientStatesRequest, response: QueryClientStatesResponse },
    QueryClientStatesRequest.create(),
  );
  const states = clientStates.flatMap(({ clientState }) => {
    const state = clientState && unpackAs(ClientState, clientState);
    return state?.chainId === of.entry.chainId ? [state] : [];
  });
  return states[0]?.latestHeight.revisionHeight ?? 1n;
}

/** How long ago the header of that height was made, in nanoseconds. */
export async function clientAge(on: NetworkChain, of: NetworkChain): Promise<bigint> {
  const { header } = await of.client.commit(await clientHeight(on, of));
  return (await on.client.status()).latestTime - header.time;
}

/** The power of a validator in the newest set of a chain; 0 outside of it. */
export async function powerOn(
  network: Network,
  chain: NetworkChain,
  validator: string,
): Promise<bigint> {
  const key = network.validator(validator).consKeys[chain.entry.chainId];
  const { latestHeight } = await chain.client.status();
  const { validators } = await chain.client.validators(latestHeight);
  return validators.find(({ pubKey }) => toBase64(pubKey.bytes) === key)?.power ?? 0n;
}

export interface TransferRequest {
  readonly from: NetworkChain;
  readonly to: NetworkChain;
  readonly channel: string;
  readonly amount: bigint;
  /** Nanoseconds of the receiving chain's time from now; an hour by default. */
  readonly timeout?: bigint;
}

export const SENDER = "dora";
export const RECEIVER = "erin";

/** Sends the chain's own token from one account of the devnet to another's address on the other chain. */
export async function transfer(network: Network, request: TransferRequest): Promise<void> {
  const { from, to, channel, amount, timeout = HOUR } = request;
  const sender = await from.sender(SENDER);
  const { latestTime } = await to.client.status();
  await sender.send([
    packAny(MsgTransfer, {
      sourcePort: "transfer",
      sourceChannel: channel,
      token: { denom: from.entry.denom, amount: String(amount) },
      sender: sender.signer.addressText,
      receiver: network.address(to, RECEIVER),
      timeoutHeight: { revisionNumber: 0n, revisionHeight: 0n },
      timeoutTimestamp: latestTime + timeout,
      memo: "",
      encoding: "",
    }),
  ]);
}

/** The receiver's coins of a denom. */
export async function received(network: Network, on: NetworkChain, denom: string): Promise<bigint> {
  const coins = await allBalances(on, network.address(on, RECEIVER));
  return coins.find((coin) => coin.denom === denom)?.amount ?? 0n;
}

/** The name that a chain gives to a token that came over one of its channels. */
export function voucher(channel: string, denom: string): string {
  return `ibc/${toHexUpper(sha256(utf8(`transfer/${channel}/${denom}`)))}`;
}
