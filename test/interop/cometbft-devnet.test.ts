import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromBase64, silentLogger, toBase64, toHex, toHexUpper } from "@testudo/base";
import { type CommittedTx, until } from "@testudo/client";
import { sha256 } from "@testudo/crypto";
import {
  type Devnet,
  delegate,
  newState,
  optIn,
  optOut,
  readTopology,
  startDevnet,
} from "@testudo/devnet";
import { inProcess } from "@testudo/node";
import { freePortOffset } from "@testudo/testkit/devnet-ports";
import { COMETBFT, installGoProgram, named, whyMissing } from "./go-programs.ts";

const CONSUMER = "consumer-1";
const TIMEOUT_MS = 90_000;

let devnet: Devnet | undefined;
let home: string | undefined;
afterEach(async () => {
  await devnet?.stop();
  if (home !== undefined) await rm(home, { recursive: true, force: true });
});

async function start(portOffset: number): Promise<Devnet> {
  const program = await installGoProgram(COMETBFT);
  if ("missing" in program) throw new Error(program.missing);
  home ??= await mkdtemp(join(tmpdir(), "testudo-devnet-"));
  const topology = readTopology({ engine: "cometbft", mine: "interval:200ms", portOffset });
  devnet = await startDevnet({
    home,
    state: newState(topology),
    clock: "wall",
    cometBft: { program: async () => program.path, applicationHost: inProcess },
    logger: silentLogger,
  });
  return devnet;
}

const reason = whyMissing(COMETBFT);
const describeWithCometBft = reason === undefined ? describe : describe.skip;

describeWithCometBft(
  named("a hub and a consumer under CometBFT v0.38.17, four nodes each", reason),
  () => {
    it("carries validator sets from the hub to the consumer, where they change who signs", async () => {
      const { network, stop } = await start(await freePortOffset());
      const consumer = network.chain(CONSUMER);
      const keyOf = (name: string) => network.validator(name).consKeys[CONSUMER];
      const powers = async () => {
        const { client } = consumer;
        const { validators } = await client.validators((await client.status()).latestHeight);
        return new Map(validators.map(({ pubKey, power }) => [toBase64(pubKey.bytes), power]));
      };
      /** Addresses of those that signed the last block. */
      const signers = async () => {
        const { signatures } = (await consumer.client.commit()).commit;
        return signatures.map(({ validatorAddress }) => toHex(validatorAddress));
      };
      const { address: dave } = (await consumer.client.validators(1n)).validators.find(
        ({ pubKey }) => toBase64(pubKey.bytes) === keyOf("dave"),
      )!;
      expect((await powers()).get(keyOf("dave")!)).toBe(50n);

      const amount = { denom: "uatom", amount: 900_000_000n };
      const tx = await delegate(network, { from: "dora", validator: "dave", amount });
      await showOverRest(network.hub().entry.rest ?? "", tx);
      await until(async () => (await powers()).get(keyOf("dave")!) === 950n, {
        timeoutMs: TIMEOUT_MS,
        what: "dave's power on the consumer",
      });
      // With half of the power the consumer could not go on without its node.
      await until(async () => (await signers()).includes(toHex(dave)), {
        timeoutMs: TIMEOUT_MS,
        what: "a signature of dave",
      });

      const consumerId = consumer.entry.consumerId ?? "";
      await optOut(network, { consumerId, validator: "dave" });
      await until(async () => !(await powers()).has(keyOf("dave")!), {
        timeoutMs: TIMEOUT_MS,
        what: "a consumer without dave",
      });
      await until(async () => (await signers()).length === 3, {
        timeoutMs: TIMEOUT_MS,
        what: "blocks of three",
      });
      expect(await signers()).not.toContain(toHex(dave));

      await optIn(network, { consumerId, validator: "dave" });
      await until(async () => (await powers()).size === 4, {
        timeoutMs: TIMEOUT_MS,
        what: "dave among the consumer's validators",
      });
      await until(async () => (await signers()).includes(toHex(dave)), {
        timeoutMs: TIMEOUT_MS,
        what: "a signature of dave",
      });
      await stop();
    });
  },
);

/** gRPC and REST are ours also here; what only CometBFT knows is asked of it. */
async function showOverRest(rest: string, { hash, height }: CommittedTx): Promise<void> {
  const get = async (path: string) => {
    const response = await fetch(`${rest}${path}`);
    return { status: response.status, body: JSON.parse(await response.text()) };
  };
  const comet = "/cosmos/base/tendermint/v1beta1";
  const info = await get(`${comet}/node_info`);
  expect(info.body.default_node_info).toMatchObject({ moniker: "alice", network: "hub-1" });
  expect(info.body.default_node_info.default_node_id).toMatch(/^[0-9a-f]{40}$/);
  expect((await get(`${comet}/syncing`)).body).toEqual({ syncing: false });
  const latest = await get(`${comet}/blocks/latest`);
  expect(BigInt(latest.body.block.header.height)).toBeGreaterThanOrEqual(height);
  // The relayer's transactions may stand in the same block.
  const { txs } = (await get(`${comet}/blocks/${height}`)).body.block.data;
  expect(txs.map((text: string) => toHexUpper(sha256(fromBase64(text))))).toContain(hash);
  expect((await get(`${comet}/validatorsets/latest`)).body.validators).toHaveLength(4);
  expect((await get(`${comet}/blocks/100000`)).status).toBe(400);

  const one = await get(`/cosmos/tx/v1beta1/txs/${hash}`);
  expect(one.body.tx_response).toMatchObject({ height: `${height}`, txhash: hash, code: 0 });
  expect(one.body.tx_response.timestamp).toMatch(/^20\d\d-/);
  const none = await get(`/cosmos/tx/v1beta1/txs/${"00".repeat(32)}`);
  expect(none.status).toBe(404);
  const query = encodeURIComponent(`tx.height=${height}`);
  const found = await get(`/cosmos/tx/v1beta1/txs?query=${query}`);
  expect(found.body.total).toBe(String(txs.length));
  expect(found.body.tx_responses).toContainEqual(expect.objectContaining({ txhash: hash }));
  const block = await get(`/cosmos/tx/v1beta1/txs/block/${height}`);
  expect(block.body.txs).toHaveLength(txs.length);
}
