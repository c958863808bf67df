import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { consAddress, createAddressCodec, toHexUpper, valAddress } from "@testudo/base";
import { createChainClient, createTxSender, signerFromKey, until } from "@testudo/client";
import { genesisToText } from "@testudo/comet";
import { providerGenesis } from "@testudo/node";
import type { JsonValue } from "@testudo/proto";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { MsgUnjail } from "@testudo/proto/cosmos/slashing/v1beta1";
import {
  MsgDelegate,
  MsgUndelegate,
  QueryValidatorRequest,
  QueryValidatorResponse,
} from "@testudo/proto/cosmos/staking/v1beta1";
import { freePorts } from "@testudo/testkit/free-ports";
import { type TestAccount, testAccount, testValidator } from "@testudo/testkit/test-account";
import { message } from "@testudo/testkit/test-tx";
import { buildCommand, call, cleanUp, type Serving, serve, testudo } from "../e2e/command.ts";
import { findGoApplication } from "./go-applications.ts";
import { type GoProcess, startGoProcess } from "./go-process.ts";
import { keyFile } from "./key-file.ts";

const DENOM = "uatom";
const CHAIN_ID = "hub-1";
const UNIT = 1_000_000n;
const POWERS = { alice: 500n, bob: 300n, carol: 150n, dave: 50n };
const VALIDATORS = Object.keys(POWERS).map(testValidator);
const addresses = createAddressCodec("cosmos");

const found = findGoApplication("provider");
const reason = "missing" in found ? ` (${found.missing})` : "";

let folder: string;
let app: GoProcess;
let node: Serving;
let ports: { app: number; grpc: number; rest: number; rpc: number };
const rpc = () => `http://127.0.0.1:${ports.rpc}`;

function genesisText(): string {
  const appState: { readonly [module: string]: JsonValue } = {
    slashing: {
      params: {
        signed_blocks_window: "10",
        min_signed_per_window: "0.5",
        downtime_jail_duration: "60s",
      },
    },
    provider: { params: { blocks_per_epoch: "5" } },
  };
  const everybody: readonly TestAccount[] = [testAccount("dora"), ...VALIDATORS];
  return genesisToText(
    providerGenesis({
      chainId: CHAIN_ID,
      genesisTime: BigInt(Date.now()) * 1_000_000n,
      denom: DENOM,
      accounts: everybody.map(({ address }) => ({
        address: addresses.acc.toText(address),
        coins: [{ denom: DENOM, amount: 10_000n * UNIT }],
      })),
      validators: VALIDATORS.map(({ name, key, consensus }) => ({
        moniker: name,
        accountKey: key,
        consPubKey: consensus.pubKey,
        selfDelegation: POWERS[name as keyof typeof POWERS] * UNIT,
      })),
      appState,
    }),
  );
}

async function startApp(): Promise<GoProcess> {
  return startGoProcess({
    binary: "path" in found ? found.path : "",
    home: join(folder, "go"),
    chainId: CHAIN_ID,
    minGasPrices: `0.005${DENOM}`,
    appPort: ports.app,
    grpcPort: ports.grpc,
    restPort: ports.rest,
    rpcPort: ports.rpc,
  });
}
const startNode = () => serve("node", "start", "--home", join(folder, "node"));

const mine = (count: number) => call(rpc(), "advance_blocks", { num_blocks: String(count) });
const consHex = (name: string) => toHexUpper(testValidator(name).consensus.address);
const height = async () => BigInt((await call(rpc(), "status")).sync_info.latest_block_height);

/** An answer of the Go node's own REST server. */
async function getJson(path: string) {
  const response = await fetch(`http://127.0.0.1:${ports.rest}/${path}`);
  const text = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return JSON.parse(text);
}

/** Powers of the set of the next block, by name. */
async function powers(): Promise<Record<string, bigint>> {
  const client = createChainClient({ rpcUrl: rpc() });
  try {
    const set = await client.validators((await client.status()).latestHeight + 1n);
    return Object.fromEntries(
      VALIDATORS.flatMap(({ name, consensus }) => {
        const power = set.byAddress(consAddress(consensus.address))?.power;
        return power === undefined ? [] : [[name, power]];
      }),
    );
  } finally {
    client.close();
  }
}

async function validator(name: string) {
  const client = createChainClient({ rpcUrl: rpc() });
  try {
    const answer = await client.query(
      "/cosmos.staking.v1beta1.Query/Validator",
      { request: QueryValidatorRequest, response: QueryValidatorResponse },
      { validatorAddr: operator(name) },
    );
    return answer.validator;
  } finally {
    client.close();
  }
}

const operator = (name: string) => addresses.val.toText(valAddress(testAccount(name).address));
const account = (name: string) => addresses.acc.toText(testAccount(name).address);

/** Sends a message through a block of its own. */
async function send(by: string, packed: ReturnType<typeof message>) {
  const client = createChainClient({ rpcUrl: rpc() });
  try {
    const sender = createTxSender({
      client,
      signer: await signerFromKey(testAccount(by).key, "cosmos"),
      chainId: CHAIN_ID,
      gasPrice: { amount: "0.005", denom: DENOM },
      afterBroadcast: async () => void (await mine(1)),
    });
    return await sender.send([packed]);
  } finally {
    client.close();
  }
}

const delegation = (by: string, to: string, amount: bigint) => ({
  delegatorAddress: account(by),
  validatorAddress: operator(to),
  amount: { denom: DENOM, amount: String(amount) },
});

("path" in found ? describe : describe.skip)(
  `our engine drives interchain-security-pd v7.0.0${reason}`,
  () => {
    beforeAll(async () => {
      buildCommand();
      folder = await mkdtemp(join(tmpdir(), "testudo-go-"));
      const [appPort = 0, grpc = 0, rest = 0, rpcPort = 0] = await freePorts(4);
      ports = { app: appPort, grpc, rest, rpc: rpcPort };
      await writeFile(join(folder, "genesis.json"), genesisText());
      const keys = await Promise.all(
        VALIDATORS.map(async ({ name, consensus }) => {
          const file = join(folder, `${name}.json`);
          await writeFile(file, keyFile(consensus.seed));
          return ["--key", file];
        }),
      );
      const { code, err } = await testudo(
        ...["node", "init", "--home", join(folder, "node"), "--mine", "manual"],
        ...["--app", `tcp://127.0.0.1:${ports.app}`, "--rpc-port", String(ports.rpc)],
        ...["--genesis", join(folder, "genesis.json"), ...keys.flat()],
      );
      expect({ code, err }).toEqual({ code: 0, err: "" });
      [app, node] = await Promise.all([startApp(), startNode()]);
    });
    afterAll(async () => {
      await node?.end("SIGTERM");
      await app?.end("SIGTERM");
      cleanUp();
      await rm(folder, { recursive: true, force: true });
    });

    it("makes its chain out of the genesis", async () => {
      await mine(3);
      expect(await powers()).toEqual(POWERS);
      expect(await height()).toBe(3n);
    });

    it("puts transactions into blocks, and new powers into the validator set", async () => {
      const { result } = await send(
        "dora",
        message(MsgDelegate, delegation("dora", "dave", 7n * UNIT)),
      );
      expect(result.events.map(({ type }) => type)).toContain("delegate");
      // CheckTx refuses like everywhere.
      const tooMuch = {
        ...delegation("dora", "dave", 0n),
        amount: { denom: DENOM, amount: `1${"0".repeat(30)}` },
      };
      await expect(send("dora", message(MsgDelegate, tooMuch))).rejects.toThrow(
        /insufficient funds/,
      );
      await mine(2);
      expect(await powers()).toEqual({ ...POWERS, dave: 57n });
    });

    it("lets the Go node's own REST and gRPC gateways see the chain through our RPC", async () => {
      const isUp = () => getJson("cosmos/base/tendermint/v1beta1/node_info").catch(() => undefined);
      await until(isUp, { what: "the Go node's REST", timeoutMs: 60_000, pauseMs: 100 });
      const latest = await getJson(`cosmos/base/tendermint/v1beta1/blocks/latest`);
      expect(latest.block.header).toMatchObject({
        chain_id: CHAIN_ID,
        height: String(await height()),
      });
      const send1 = {
        fromAddress: account("dora"),
        toAddress: account("alice"),
        amount: [{ denom: DENOM, amount: "5" }],
      };
      const { hash } = await send("dora", message(MsgSend, send1));
      const tx = await getJson(`cosmos/tx/v1beta1/txs/${hash}`);
      expect(tx.tx_response).toMatchObject({ code: 0, txhash: hash });
    });

    it("moves time: an undelegation ends three weeks later", async () => {
      await send("dora", message(MsgUndelegate, delegation("dora", "dave", 7n * UNIT)));
      const before = await balance("dora");
      await call(rpc(), "advance_time", { duration_in_seconds: String(21 * 86_400 + 60) });
      await mine(2);
      expect((await balance("dora")) - before).toBe(7n * UNIT);
    });

    it("has who does not sign jailed, and brings it back", async () => {
      await call(rpc(), "set_signing_status", {
        private_key_address: consHex("carol"),
        status: "down",
      });
      await mine(20);
      expect((await validator("carol")).jailed).toBe(true);
      await call(rpc(), "set_signing_status", {
        private_key_address: consHex("carol"),
        status: "up",
      });
      expect(await powers()).toEqual({ alice: 500n, bob: 300n, dave: 50n });

      await call(rpc(), "advance_time", { duration_in_seconds: "120" });
      // Votes bear the time of the block after theirs.
      await mine(2);
      await send("carol", message(MsgUnjail, { validatorAddr: operator("carol") }));
      await mine(3);
      expect((await validator("carol")).jailed).toBe(false);
    });

    it("has a double signer slashed and removed", async () => {
      const { tokens } = await validator("dave");
      await call(rpc(), "cause_double_sign", { private_key_address: consHex("dave") });
      await mine(3);
      const punished = await validator("dave");
      expect(punished.jailed).toBe(true);
      // The Go hub takes 5 percent.
      expect(BigInt(punished.tokens)).toBe((BigInt(tokens) * 95n) / 100n);
      expect(await powers()).not.toHaveProperty("dave");
    });

    it("takes evidence of an attack on light clients", async () => {
      await call(rpc(), "cause_light_client_attack", {
        private_key_address: consHex("alice"),
        misbehaviour_type: "Lunatic",
      });
      await mine(3);
      expect((await validator("alice")).jailed).toBe(true);
      expect(await powers()).not.toHaveProperty("alice");
    });

    it("goes on after kill -9 of either side", async () => {
      const at = await height();
      await node.end("SIGKILL");
      node = await startNode();
      expect(await height()).toBe(at);
      await mine(2);

      await app.end("SIGKILL");
      expect(await node.end()).toBe(1);
      expect(node.complaints()).toMatch(/the application at tcp:\S+ is gone/);
      [app, node] = await Promise.all([startApp(), startNode()]);
      await mine(2);
      expect(await height()).toBe(at + 4n);
    });

    it("makes a Go application that lost its state execute every block again", async () => {
      const at = await height();
      await app.end("SIGTERM");
      await node.end();
      await rm(join(folder, "go", "data"), { recursive: true });
      [app, node] = await Promise.all([startApp(), startNode()]);
      await until(async () => (await height()) === at, {
        what: "the same height",
        timeoutMs: 60_000,
      });
      await mine(1);
      expect((await validator("dave")).jailed).toBe(true);
    });

    async function balance(name: string): Promise<bigint> {
      const path = `cosmos/bank/v1beta1/balances/${account(name)}/by_denom?denom=${DENOM}`;
      const answer = await getJson(path);
      return BigInt(answer.balance.amount);
    }
  },
);
