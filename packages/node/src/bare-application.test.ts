import { connect } from "node:net";
import { type AbciClient, connectSocketClient, frame } from "@testudo/abci";
import { createAddressCodec, silentLogger, toHex, utf8 } from "@testudo/base";
import { providerGenesis } from "@testudo/chains";
import { consensusParamsToProto, type GenesisDoc } from "@testudo/comet";
import { toTimestamp } from "@testudo/proto";
import { Request, RequestFinalizeBlock, Response } from "@testudo/proto/tendermint/abci";
import { testValidator } from "@testudo/testkit/test-account";
import { type RunningApplication, serveApplication } from "./bare-application.ts";

const SECOND = 1_000_000_000n;
const START = 1_700_000_000n * SECOND;

let app: RunningApplication;
const clients: AbciClient[] = [];
beforeEach(async () => {
  app = await serveApplication({
    role: "provider",
    listen: "tcp://127.0.0.1:0",
    minGasPrices: [],
    logger: silentLogger,
  });
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  await app.stop();
});

async function engine(): Promise<AbciClient> {
  const client = await connectSocketClient({ address: app.address });
  clients.push(client);
  return client;
}

const height = async (client: AbciClient) => {
  const request = { version: "0.38.17", blockVersion: 11n, p2pVersion: 8n, abciVersion: "2.0.0" };
  return (await client.info(request)).lastBlockHeight;
};

describe("an application whose engine dies", () => {
  it("begins again from InitChain before the first block is committed", async () => {
    const first = await engine();
    await first.initChain(initRequest());
    await first.finalizeBlock(block(1n));
    await first.close();

    const second = await engine();
    expect(await height(second)).toBe(0n);
    await second.initChain(initRequest());
    await second.finalizeBlock(block(1n));
    await second.commit({});
    expect(await height(second)).toBe(1n);
  });

  it("takes the block that was under way again, with the same app hash", async () => {
    const first = await engine();
    await first.initChain(initRequest());
    await first.finalizeBlock(block(1n));
    await first.commit({});
    const before = await first.finalizeBlock(block(2n));
    await first.close();

    const second = await engine();
    expect(await height(second)).toBe(1n);
    const again = await second.finalizeBlock(block(2n));
    expect(toHex(again.appHash)).toBe(toHex(before.appHash));
    await second.commit({});
    expect(await height(second)).toBe(2n);
  });

  it("takes another block in its place, as an engine does that never saw the first decided", async () => {
    const first = await engine();
    await first.initChain(initRequest());
    await first.finalizeBlock(block(1n));
    await first.commit({});
    await first.finalizeBlock(block(2n));
    await first.close();
    const second = await engine();
    const { appHash } = await second.finalizeBlock({
      ...block(2n),
      time: toTimestamp(START + 90n * SECOND),
    });
    await second.commit({});

    await app.stop();
    app = await serveApplication({
      role: "provider",
      listen: "tcp://127.0.0.1:0",
      minGasPrices: [],
      logger: silentLogger,
    });
    const fresh = await engine();
    await fresh.initChain(initRequest());
    await fresh.finalizeBlock(block(1n));
    await fresh.commit({});
    const undisturbed = await fresh.finalizeBlock({
      ...block(2n),
      time: toTimestamp(START + 90n * SECOND),
    });
    expect(toHex(undisturbed.appHash)).toBe(toHex(appHash));
  });
});

describe("an application that is sent what is no ABCI", () => {
  it.each<{ why: string; bytes: Uint8Array; says: RegExp }>([
    {
      why: "a length over the limit",
      bytes: Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x0f),
      says: /message of 4294967295 bytes is over the limit of 104857600/,
    },
    {
      why: "a length without an end",
      bytes: new Uint8Array(6).fill(0x80),
      says: /malformed message length/,
    },
    {
      why: "a request of an unknown kind",
      bytes: frame(Uint8Array.of(0xfa, 0x07, 0x00)),
      says: /request of an unknown kind/,
    },
    {
      why: "a request cut short inside its frame",
      bytes: frame(Request.encode({ echo: { message: "hello" } }).subarray(0, 4)),
      says: /malformed request/,
    },
  ])("answers $why with an exception, and goes on for others", async ({ bytes, says }) => {
    const other = await engine();
    await other.initChain(initRequest());
    expect(await answerTo(bytes)).toMatch(says);
    await other.finalizeBlock(block(1n));
    await other.commit({});
    expect(await height(other)).toBe(1n);
  });

  it("goes on when a connection ends inside a frame", async () => {
    const bytes = frame(Request.encode({ echo: { message: "hello" } }));
    expect(await answerTo(bytes.subarray(0, bytes.length - 2))).toBe("");
    expect(await height(await engine())).toBe(0n);
  });
});

/** The text of the exception that comes back on a connection of its own; empty when it just ends. */
function answerTo(bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port: Number(app.address.split(":").at(-1)) });
    const parts: Buffer[] = [];
    socket.on("data", (part) => parts.push(part));
    socket.on("error", reject);
    socket.on("end", () => {
      const answer = Buffer.concat(parts);
      // One byte of length: exceptions are short.
      resolve(
        answer.length === 0 ? "" : (Response.decode(answer.subarray(1)).exception?.error ?? ""),
      );
    });
    socket.end(bytes);
  });
}

function block(number: bigint): RequestFinalizeBlock {
  return RequestFinalizeBlock.create({
    height: number,
    time: toTimestamp(START + number * SECOND),
    hash: new Uint8Array(32).fill(Number(number)),
    proposerAddress: testValidator("alice").consensus.address,
    nextValidatorsHash: new Uint8Array(32),
  });
}

function initRequest() {
  const alice = testValidator("alice");
  const genesis: GenesisDoc = providerGenesis({
    chainId: "hub-1",
    genesisTime: START,
    denom: "uatom",
    accounts: [
      {
        address: createAddressCodec("cosmos").acc.toText(alice.address),
        coins: [{ denom: "uatom", amount: 200_000_000n }],
      },
    ],
    validators: [
      {
        moniker: alice.name,
        accountKey: alice.key,
        consPubKey: alice.consensus.pubKey,
        selfDelegation: 100_000_000n,
      },
    ],
  });
  return {
    time: toTimestamp(genesis.genesisTime),
    chainId: genesis.chainId,
    consensusParams: consensusParamsToProto(genesis.consensusParams),
    validators: [],
    appStateBytes: utf8(genesis.appState ?? "{}"),
    initialHeight: 1n,
  };
}
