import { fromUtf8, parseRfc3339, sdkErrors, toHex, utf8 } from "@testudo/base";
import { packAny, toTimestamp } from "@testudo/proto";
import { MsgSend, MsgSendResponse } from "@testudo/proto/cosmos/bank/v1beta1";
import { TxMsgData } from "@testudo/proto/cosmos/base/abci/v1beta1";
import { SimulateRequest, SimulateResponse } from "@testudo/proto/cosmos/tx/v1beta1";
import { CheckTxType, type Event, RequestQuery } from "@testudo/proto/tendermint/abci";
import { GrpcCode, grpcError } from "../grpc.ts";
import { query } from "../module.ts";
import { alice, balance, bob, createTinyChain, send, transfer } from "./tiny-chain.fixture.ts";

const EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

async function started(options: Parameters<typeof createTinyChain>[0] = {}) {
  const chain = createTinyChain(options);
  await chain.start();
  await chain.run(options.initialHeight ?? 1n);
  return chain;
}

function flat(events: readonly Event[]): string[] {
  return events.map(({ type, attributes }) =>
    [type, ...attributes.map(({ key, value }) => `${key}=${value}`)].join("|"),
  );
}

describe("InitChain", () => {
  it("commits nothing: genesis and the first block are one version", async () => {
    const chain = createTinyChain();
    const response = await chain.start();
    expect(toHex(response.appHash)).toBe(EMPTY_HASH);
    expect(
      await chain.app.info({ version: "", blockVersion: 0n, p2pVersion: 0n, abciVersion: "" }),
    ).toMatchObject({
      data: "tiny",
      lastBlockHeight: 0n,
    });
    await chain.run(1n);
    expect(chain.store.version).toBe(1n);
    expect(balance(chain.app.ctxAt(1n), alice.address)).toBe(1_000_000n);
  });

  it("starts the versions at the initial height", async () => {
    const chain = await started({ initialHeight: 10n });
    expect(chain.store.version).toBe(10n);
    expect(() => chain.app.finalizeBlock(chain.block(12n))).toThrow(
      "invalid height: 12; expected: 11",
    );
  });

  it("refuses another chain's id", () => {
    const chain = createTinyChain();
    expect(() => chain.app.initChain({ ...chain.initRequest, chainId: "other" })).toThrow(
      "invalid chain-id on InitChain; expected: tiny-1, got: other",
    );
  });

  it("refuses a validator set other than its own", () => {
    const chain = createTinyChain();
    const wrong = [{ pubKey: { ed25519: new Uint8Array(32) }, power: 1n }];
    expect(() => chain.app.initChain({ ...chain.initRequest, validators: wrong })).toThrow(
      "genesisValidators[0]",
    );
    expect(() =>
      chain.app.initChain({ ...chain.initRequest, validators: [...wrong, ...wrong] }),
    ).toThrow("(2 != 1)");
  });

  it("refuses a genesis without validators", () => {
    const chain = createTinyChain();
    const empty = { ...chain.initRequest, appStateBytes: utf8(`{"bank":null}`) };
    expect(() => chain.app.initChain(empty)).toThrow("validator set is empty after InitGenesis");
  });
});

describe("FinalizeBlock", () => {
  it("frames block events, passes updates on and always returns the whole params", async () => {
    const chain = await started();
    const second = await chain.run(2n);
    expect(flat(second.events)).toEqual(["begun|height=2|mode=BeginBlock", "ended|mode=EndBlock"]);
    expect(second.validatorUpdates).toEqual([]);
    expect(second.consensusParamUpdates?.block).toEqual({ maxBytes: 200_000n, maxGas: -1n });
    const third = await chain.run(3n);
    expect(third.validatorUpdates).toHaveLength(1);
  });

  it("answers with the hash that Commit then saves", async () => {
    const chain = await started();
    const { appHash } = await chain.app.finalizeBlock(chain.block(2n, [transfer()]));
    expect(chain.store.version).toBe(1n);
    await chain.app.commit({});
    expect(chain.store.appHash).toEqual(appHash);
  });

  it("frames the events of a transaction: ante, then per message, with its index", async () => {
    const chain = await started();
    const messages = [send(alice, bob.text), send(alice, bob.text)];
    const { txResults } = await chain.run(2n, [transfer({ messages })]);
    const events = flat(txResults[0]?.events ?? []);
    expect(
      events.map((text) =>
        text.replace(/signature=.*/, "signature=…").replaceAll(alice.text, "alice"),
      ),
    ).toEqual([
      expect.stringMatching(/^transfer\|recipient=cosmos1[a-z0-9]+$/),
      "tx|fee=100stake|fee_payer=alice",
      "tx|acc_seq=alice/0",
      "tx|signature=…",
      "message|action=/cosmos.bank.v1beta1.MsgSend|sender=alice|module=bank|msg_index=0",
      `transfer|recipient=${bob.text}|msg_index=0`,
      "message|action=/cosmos.bank.v1beta1.MsgSend|sender=alice|module=bank|msg_index=1",
      `transfer|recipient=${bob.text}|msg_index=1`,
    ]);
    expect(
      txResults[0]?.events.every(({ attributes }) => attributes.every(({ index }) => index)),
    ).toBe(true);
    const response = packAny(MsgSendResponse, {});
    expect(TxMsgData.decode(txResults[0]?.data ?? new Uint8Array()).msgResponses).toEqual([
      response,
      response,
    ]);
  });

  it.each([
    {
      why: "is refused",
      amount: "14",
      code: 35,
      codespace: "sdk",
      log: "failed to execute message; message index: 1: too late: internal logic error",
    },
    {
      why: "panics",
      amount: "13",
      code: 111222,
      codespace: "undefined",
      log: "recovered: unlucky: panic",
    },
  ])(
    "undoes all messages when one $why, but keeps fee, sequence and ante events",
    async ({ amount, ...result }) => {
      const chain = await started();
      const messages = [send(alice, bob.text, "5"), send(alice, bob.text, amount)];
      const { txResults } = await chain.run(2n, [transfer({ messages })]);
      const { why: _why, ...expected } = result;
      expect(txResults[0]).toMatchObject({
        ...expected,
        gasWanted: 200_000n,
        data: new Uint8Array(),
      });
      expect(txResults[0]?.events).toHaveLength(4);
      const ctx = chain.app.ctxAt(2n);
      expect(balance(ctx, alice.address)).toBe(999_900n);
      expect(balance(ctx, bob.address)).toBe(1_000_000n);
      const { txResults: next } = await chain.run(3n, [transfer({ sequence: 1n })]);
      expect(next[0]).toMatchObject({ code: 0 });
    },
  );

  it("keeps the fee when a message runs out of gas, and reports more gas than the limit", async () => {
    const chain = await started();
    await chain.run(2n, [transfer()]);
    const { txResults: measured } = await chain.run(3n, [transfer({ sequence: 1n })]);
    const used = measured[0]?.gasUsed ?? 0n;
    const tight = transfer({ sequence: 2n, gasLimit: used - 1n });
    const { txResults } = await chain.run(4n, [tight]);
    expect(txResults[0]).toMatchObject({ code: 11, codespace: "sdk", gasWanted: used - 1n });
    expect(txResults[0]?.log).toMatch(
      /^out of gas in location: [A-Za-z]+; gasWanted: \d+, gasUsed: \d+: out of gas$/,
    );
    expect(txResults[0]?.gasUsed).toBeGreaterThan(used - 1n);
    expect(txResults[0]?.events).toHaveLength(4);
  });

  it("fails the transaction that fills the block, and runs none after it", async () => {
    const free = await started();
    const { txResults: measured } = await free.run(2n, [transfer()]);
    const used = measured[0]?.gasUsed ?? 0n;
    const chain = await started({ maxGas: used + 10n });
    const limit = used + 10n;
    const txs = [0n, 1n, 2n].map((sequence) => transfer({ sequence, gasLimit: limit }));
    const { txResults } = await chain.run(2n, txs);
    expect(txResults.map(({ code }) => code)).toEqual([0, 11, 11]);
    expect(txResults[1]?.log).toMatch(/^out of gas in location: block gas meter; /);
    expect(txResults[1]?.events).toHaveLength(4);
    expect(txResults[2]).toMatchObject({
      log: "no block gas left to run tx: out of gas",
      gasUsed: 0n,
      gasWanted: 0n,
    });
    expect(balance(chain.app.ctxAt(2n), bob.address)).toBe(1_000_005n);
  });

  it("forgets a block that was not committed when the engine sends it again", async () => {
    const chain = await started();
    await chain.app.finalizeBlock(chain.block(2n, [transfer()]));
    const again = await chain.run(2n, [transfer()]);
    const once = await (await started()).run(2n, [transfer()]);
    expect(again).toEqual(once);
    expect(balance(chain.app.ctxAt(2n), bob.address)).toBe(1_000_005n);
  });

  it("begins again with InitChain when the engine has gone before the first block was committed", async () => {
    const chain = createTinyChain();
    await chain.start();
    await chain.app.finalizeBlock(chain.block(1n));
    expect(() => chain.app.finalizeBlock(chain.block(1n))).toThrow("again without InitChain");
    await chain.start();
    const again = await chain.run(1n);
    const fresh = createTinyChain();
    await fresh.start();
    expect(again.appHash).toEqual((await fresh.run(1n)).appHash);
  });

  it("refuses a block that leaves one out", async () => {
    const chain = await started();
    expect(() => chain.app.finalizeBlock(chain.block(3n))).toThrow(
      "invalid height: 3; expected: 2",
    );
  });

  it("halts where it is told to", async () => {
    const chain = await started({ haltHeight: 1n });
    expect(() => chain.app.finalizeBlock(chain.block(2n))).toThrow(
      "halt per configuration height 1 time 0",
    );
  });
});

describe("CheckTx", () => {
  it("remembers within a height, forgets at Commit, and runs no message", async () => {
    const chain = await started();
    expect(await chain.check(transfer())).toMatchObject({
      code: 0,
      events: [],
      data: new Uint8Array(),
    });
    expect(await chain.check(transfer())).toMatchObject({ code: 32 });
    expect(await chain.check(transfer({ sequence: 1n, amount: "13" }))).toMatchObject({ code: 0 });
    await chain.run(2n);
    expect(await chain.check(transfer())).toMatchObject({ code: 0 });
    expect(balance(chain.app.ctxAt(2n), alice.address)).toBe(1_000_000n);
  });

  it("rechecks a transaction without looking at its signers: then nobody pays", async () => {
    const chain = await started();
    const tx = transfer({ messages: [send({ ...alice, text: "" }, bob.text)] });
    expect(await chain.check(tx)).toMatchObject({ code: 1, codespace: "undefined" });
    expect(await chain.check(tx, CheckTxType.RECHECK)).toMatchObject({
      code: 9,
      log: "fee payer address:  does not exist: unknown address",
    });
  });

  it("rechecks sequence but no signature", async () => {
    const chain = await started();
    const forged = transfer({ signatures: () => [new Uint8Array(64)] });
    expect(await chain.check(forged)).toMatchObject({ code: 4 });
    expect(await chain.check(forged, CheckTxType.RECHECK)).toMatchObject({ code: 0 });
    expect(await chain.check(forged, CheckTxType.RECHECK)).toMatchObject({ code: 32 });
  });

  it("does not see a block before it is committed", async () => {
    const chain = await started();
    await chain.app.finalizeBlock(chain.block(2n, [transfer()]));
    expect(await chain.check(transfer())).toMatchObject({ code: 0 });
    await chain.app.commit({});
    expect(await chain.check(transfer())).toMatchObject({ code: 32 });
  });
});

describe("PrepareProposal", () => {
  const request = {
    maxTxBytes: 10_000n,
    localLastCommit: { round: 0, votes: [] },
    misbehavior: [],
    height: 2n,
    time: toTimestamp(parseRfc3339("2024-01-01T00:00:02Z")),
    nextValidatorsHash: new Uint8Array(),
    proposerAddress: new Uint8Array(),
  };
  const txs = [0n, 1n, 2n].map((sequence) => transfer({ sequence, gasLimit: 100n }));
  const size = BigInt(txs[0]?.length ?? 0);

  it("takes what fits the bytes and the gas of a block, in order", async () => {
    const chain = await started({ maxGas: 250n });
    const byGas = await chain.app.prepareProposal({ ...request, txs });
    expect(byGas.txs).toEqual(txs.slice(0, 2));
    const byBytes = await chain.app.prepareProposal({ ...request, txs, maxTxBytes: size });
    expect(byBytes.txs).toEqual(txs.slice(0, 1));
  });

  it("counts gas in 64 bits, so that a limit too large for a block may come after a small one", async () => {
    const chain = await started({ maxGas: 250n });
    const huge = transfer({ sequence: 1n, gasLimit: (1n << 64n) - 50n });
    const chosen = await chain.app.prepareProposal({ ...request, txs: [huge, txs[0]!, huge] });
    expect(chosen.txs).toEqual([txs[0], huge]);
  });

  it("gives all back when one cannot be decoded", async () => {
    const chain = await started();
    const withJunk = [...txs, Uint8Array.of(1)];
    expect(
      (await chain.app.prepareProposal({ ...request, txs: withJunk, maxTxBytes: 1_000_000n })).txs,
    ).toEqual(withJunk);
  });
});

describe("Query", () => {
  const echo = query("/test.Query/Echo", MsgSend, MsgSend, (ctx, request) => {
    if (request.fromAddress === "missing") throw grpcError(GrpcCode.NOT_FOUND, "nobody");
    if (request.fromAddress === "plain") throw sdkErrors.invalidCoins("bad");
    ctx.store("bank").set(utf8("written"), utf8("by a query"));
    return { ...request, toAddress: `${ctx.height}` };
  });
  const ask = async (chain: Awaited<ReturnType<typeof started>>, fields: Partial<RequestQuery>) =>
    chain.app.query(RequestQuery.create(fields));
  const echoed = (fromAddress: string, height = 0n) => ({
    path: "/test.Query/Echo",
    height,
    data: MsgSend.encode({ fromAddress, toAddress: "", amount: [] }),
  });

  it("answers gRPC methods at the height asked for and drops what they write", async () => {
    const chain = await started({ queries: [echo] });
    await chain.run(2n);
    const latest = await ask(chain, echoed("x"));
    expect(latest).toMatchObject({ code: 0, height: 2n });
    expect(MsgSend.decode(latest.value).toAddress).toBe("2");
    const older = await ask(chain, echoed("x", 1n));
    expect(MsgSend.decode(older.value).toAddress).toBe("1");
    expect(chain.app.ctxAt(0n).store("bank").has(utf8("written"))).toBe(false);
  });

  it.each([
    {
      why: "the handler finds nothing",
      fields: echoed("missing"),
      code: 22,
      log: "rpc error: code = NotFound desc = nobody: key not found",
    },
    {
      why: "the handler throws a registered error",
      fields: echoed("plain"),
      code: 6,
      log: "bad: invalid coins: unknown request",
    },
    {
      why: "the request is garbage",
      fields: { path: "/test.Query/Echo", data: Uint8Array.of(0xff) },
      code: 18,
    },
    {
      why: "the height is in the future",
      fields: echoed("x", 9n),
      code: 26,
      log: "cannot query with height in the future; please provide a valid height: invalid height",
    },
    {
      why: "the height is negative",
      fields: echoed("x", -1n),
      code: 18,
      log: "cannot query with height < 0; please provide a valid height: invalid request",
    },
    {
      why: "the path is unknown",
      fields: { path: "/no.such/Path" },
      code: 6,
      log: "unknown query path: unknown request",
    },
    { why: "the path is empty", fields: { path: "" }, code: 6 },
    {
      why: "a broadcast is tried",
      fields: { path: "/cosmos.tx.v1beta1.Service/BroadcastTx" },
      code: 18,
    },
    {
      why: "an empty transaction is simulated",
      fields: { path: "/app/simulate" },
      code: 18,
      log: "failed to simulate tx: must contain at least one message: invalid request",
    },
    {
      why: "a proof of the first height is asked for",
      fields: { path: "/store/bank/key", data: utf8("k"), height: 1n, prove: true },
      code: 18,
    },
    {
      why: "the store is unknown",
      fields: { path: "/store/nope/key", data: utf8("k") },
      code: 4,
      codespace: "store",
      log: "no such store: nope: unknown request",
    },
    { why: "the key is empty", fields: { path: "/store/bank/key" }, code: 3, codespace: "store" },
    {
      why: "an empty key is to be proved",
      fields: { path: "/store/bank/key", prove: true },
      code: 7,
      codespace: "store",
    },
    {
      why: "a future proof is asked for",
      fields: { path: "/store/bank/key", data: utf8("k"), height: 9n, prove: true },
      code: 7,
      codespace: "store",
      log: "proof is unexpectedly empty; ensure height has not been pruned: invalid request",
    },
  ])("refuses when $why", async ({ fields, code, codespace = "sdk", log }) => {
    const chain = await started({ queries: [echo] });
    await chain.run(2n);
    const response = await ask(chain, fields);
    expect(response).toMatchObject({ code, codespace });
    if (log !== undefined) expect(response.log).toBe(log);
  });

  it("reads stores, with and without a leading slash, and says so where there is no such version", async () => {
    const chain = await started();
    await chain.run(2n);
    const found = await ask(chain, { path: "store/bank/key", data: alice.address, prove: true });
    expect(found).toMatchObject({ code: 0, height: 2n, key: alice.address });
    expect(fromUtf8(found.value)).toBe("1000000");
    expect(found.proofOps?.ops.map(({ type }) => type)).toEqual(["ics23:iavl", "ics23:simple"]);
    const future = await ask(chain, { path: "/store/bank/key", data: alice.address, height: 7n });
    expect(future).toMatchObject({
      code: 0,
      height: 7n,
      log: "version does not exist",
      value: new Uint8Array(),
    });
    const subspace = await ask(chain, {
      path: "/store/bank/subspace",
      data: alice.address.subarray(0, 3),
    });
    expect(toHex(subspace.value)).toBe(
      `0a1f0a14${toHex(alice.address)}1207${toHex(utf8("1000000"))}`,
    );
  });

  it("simulates without fee check and signature, on what the mempool believes", async () => {
    const chain = await started();
    await chain.check(transfer());
    const unsigned = transfer({
      sequence: 1n,
      gasLimit: 0n,
      fee: "0",
      signatures: () => [new Uint8Array()],
    });
    const simulate = async (txBytes: Uint8Array) =>
      ask(chain, {
        path: "/cosmos.tx.v1beta1.Service/Simulate",
        data: SimulateRequest.encode({ tx: undefined, txBytes }),
      });
    const response = await simulate(unsigned);
    expect(response.log).toBe("");
    const { gasInfo, result } = SimulateResponse.decode(response.value);
    expect(gasInfo?.gasWanted).toBe((1n << 64n) - 1n);
    expect(flat(result?.events ?? [])).toContain(
      "message|action=/cosmos.bank.v1beta1.MsgSend|sender=" +
        `${alice.text}|module=bank|msg_index=0`,
    );
    expect(await simulate(transfer())).toMatchObject({
      code: 6,
      log: expect.stringContaining("account sequence mismatch, expected 1, got 0"),
    });
    expect(await simulate(new Uint8Array())).toMatchObject({
      code: 18,
      log: "rpc error: code = InvalidArgument desc = empty txBytes is not allowed: invalid request",
    });
    expect(await chain.check(transfer({ sequence: 1n }))).toMatchObject({ code: 0 });
  });
});

describe("faults 119: a message without end", () => {
  it("ends at the gas of a simulation when it is simulated, again and again, and blocks go on", async () => {
    const chain = await started();
    const data = SimulateRequest.encode({ tx: undefined, txBytes: transfer({ amount: "15" }) });
    for (let round = 0; round < 5; round += 1) {
      const answer = await chain.app.query({
        path: "/cosmos.tx.v1beta1.Service/Simulate",
        data,
        height: 0n,
        prove: false,
      });
      expect(answer.code).toBe(6);
      expect(answer.log).toMatch(/out of gas in location: Has;.*gasUsed: 5000\d{4}/);
    }
    const { txResults } = await chain.run(2n, [transfer()]);
    expect(txResults[0]?.code).toBe(0);
  });

  it("ends at the limit that the transaction names when it is executed, whatever it claims", async () => {
    const chain = await started();
    const endless = { amount: "15" };
    const { txResults } = await chain.run(2n, [
      transfer({ ...endless, gasLimit: 300_000n }),
      transfer({ ...endless, gasLimit: 1n << 63n, sequence: 1n }),
    ]);
    expect(txResults.map(({ codespace, code }) => `${codespace}/${code}`)).toEqual([
      "sdk/11",
      "sdk/18",
    ]);
  });
});

describe("the node's side", () => {
  it("exports what a new chain starts from, and goes back to an older version", async () => {
    const chain = await started();
    await chain.run(2n, [transfer()]);
    expect(chain.app.exportGenesis()).toMatchObject({
      appState: { bank: { alice: "999895" } },
      initialHeight: 3n,
    });
    await chain.app.rollback(1n);
    expect(chain.app.exportGenesis()).toMatchObject({
      appState: { bank: { alice: "1000000" } },
      initialHeight: 2n,
    });
    const { txResults } = await chain.run(2n, [transfer()]);
    expect(txResults[0]).toMatchObject({ code: 0 });
  });
});
