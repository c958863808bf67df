import { concatBytes } from "@testudo/base";
import { SignMode } from "@testudo/proto/cosmos/tx/signing/v1beta1";
import { AuthInfo, TxRaw } from "@testudo/proto/cosmos/tx/v1beta1";
import { CheckTxType } from "@testudo/proto/tendermint/abci";
import {
  alice,
  bob,
  createTinyChain,
  nestedMultisig,
  person,
  price,
  send,
  type TxChanges,
  transfer,
} from "../app/tiny-chain.fixture.ts";

async function deliver(tx: Uint8Array, options: Parameters<typeof createTinyChain>[0] = {}) {
  const chain = createTinyChain(options);
  await chain.start();
  await chain.run(1n);
  const response = await chain.run(2n, [tx]);
  const result = response.txResults[0];
  if (result === undefined) throw new Error("no result");
  return result;
}

describe("the ante chain", () => {
  it("takes a plain transfer", async () => {
    expect(await deliver(transfer())).toMatchObject({ code: 0, codespace: "", log: "" });
  });

  const refusals: (TxChanges & { why: string; code: number; codespace?: string; log?: string })[] =
    [
      {
        why: "the chain id is another",
        chainId: "other-1",
        code: 4,
        log: "signature verification failed; please verify account number (0) and chain-id (tiny-1): (unable to verify single signer signature): unauthorized",
      },
      { why: "the account number is another", accountNumber: 5n, code: 4 },
      {
        why: "the sequence is ahead",
        sequence: 3n,
        code: 32,
        log: "account sequence mismatch, expected 0, got 3: incorrect account sequence",
      },
      { why: "the sequence is the largest", sequence: (1n << 64n) - 1n, code: 32 },
      {
        why: "there is no signature",
        signatures: () => [],
        code: 15,
        log: "no signatures supplied",
      },
      { why: "there are two signatures", signatures: (good) => [good, good], code: 4 },
      { why: "the signature is short", signatures: (good) => [good.subarray(1)], code: 4 },
      { why: "the signature is nothing", signatures: () => [new Uint8Array(64)], code: 4 },
      {
        why: "the key is someone else's",
        pubKey: bob.pubKey,
        code: 8,
        log: `pubKey does not match signer address ${alice.text} with signer index: 0: invalid pubkey`,
      },
      {
        why: "there is no key at all",
        pubKey: undefined,
        code: 8,
        log: "unrecognized public key type: <nil>: invalid pubkey",
      },
      { why: "the mode is textual", mode: SignMode.SIGN_MODE_TEXTUAL, code: 4 },
      { why: "the mode is unknown", mode: 77, code: 4 },
      {
        why: "the gas limit is zero",
        gasLimit: 0n,
        code: 11,
        log: "out of gas in location: ReadFlat; gasWanted: 0, gasUsed: 1000: out of gas",
      },
      { why: "the gas limit is one", gasLimit: 1n, code: 11 },
      { why: "the gas limit does not fit an int64", gasLimit: (1n << 64n) - 1n, code: 18 },
      { why: "the fee is over the balance", fee: "1000001", code: 5 },
      { why: "the fee is negative", fee: "-1", code: 13 },
      { why: "the payer is no address", payer: "nobody", code: 7 },
      {
        why: "a granter is named where there are no grants",
        granter: bob.text,
        code: 18,
        log: "fee grants are not enabled: invalid request",
      },
      {
        why: "the memo is too long",
        memo: "elevenchars",
        code: 12,
        log: "maximum number of characters is 10 but received 11 characters: memo too large",
      },
      {
        why: "its time is over",
        timeoutHeight: 1n,
        code: 30,
        log: "block height: 2, timeout height: 1: tx timeout height",
      },
      { why: "the signer has no account", signer: person(7), code: 9 },
      {
        why: "there is no message",
        messages: [],
        code: 18,
        log: "must contain at least one message: invalid request",
      },
      { why: "a message fails its stateless check", messages: [send(alice, "")], code: 7 },
    ];

  it.each(refusals)(
    "refuses when $why",
    async ({ why: _why, code, codespace = "sdk", log, ...changes }) => {
      const result = await deliver(transfer(changes));
      expect(result).toMatchObject({ code, codespace, events: [] });
      if (log !== undefined) expect(result.log).toBe(log);
    },
  );

  it.each([
    { why: "it ends at this height", timeoutHeight: 2n },
    { why: "the memo just fits", memo: "tencharac." },
  ])("takes it when $why", async ({ why: _why, ...changes }) => {
    expect(await deliver(transfer(changes))).toMatchObject({ code: 0 });
  });

  it("refuses more gas than a block has", async () => {
    const result = await deliver(transfer({ gasLimit: 300_001n }), { maxGas: 300_000n });
    expect(result).toMatchObject({
      code: 41,
      gasWanted: 300_001n,
      gasUsed: 0n,
      log: "tx gas limit 300001 exceeds block max gas 300000: invalid gas limit",
    });
  });

  it("panics on a signer without a key, also one whose key is known", async () => {
    const chain = createTinyChain();
    await chain.start();
    const { txResults } = await chain.run(1n, [
      transfer({ accountNumber: 0n }),
      transfer({ accountNumber: 0n, sequence: 1n, pubKey: undefined }),
    ]);
    expect(txResults).toMatchObject([
      { code: 0 },
      { code: 111222, codespace: "undefined", gasWanted: 0n, events: [] },
    ]);
  });

  it("leaves nothing behind when it refuses", async () => {
    const chain = createTinyChain();
    await chain.start();
    await chain.run(1n);
    const before = chain.store.storeRoot("acc");
    await chain.run(2n, [transfer({ sequence: 9n })]);
    expect(chain.store.storeRoot("acc")).toEqual(before);
  });

  it("counts a repeated transaction once", async () => {
    const chain = createTinyChain();
    await chain.start();
    const tx = transfer({ accountNumber: 0n });
    const { txResults } = await chain.run(1n, [tx, tx]);
    expect(txResults.map(({ code }) => code)).toEqual([0, 32]);
  });
});

describe("decoding a transaction", () => {
  const raw = TxRaw.decode(transfer());
  const encoded = TxRaw.encode(raw);
  const field = (number: number, bytes: number[]) =>
    Uint8Array.of(number * 8 + 2, bytes.length, ...bytes);
  const join = (...parts: Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
  const parts = [
    TxRaw.encode({ ...raw, authInfoBytes: new Uint8Array(), signatures: [] }),
    TxRaw.encode({ ...raw, bodyBytes: new Uint8Array(), signatures: [] }),
    TxRaw.encode({
      bodyBytes: new Uint8Array(),
      authInfoBytes: new Uint8Array(),
      signatures: raw.signatures,
    }),
  ] as const;
  const any = (typeUrl: string) => ({ typeUrl, value: new Uint8Array() });

  it.each([
    { why: "one zero byte", tx: Uint8Array.of(0) },
    { why: "64 times 0xff", tx: new Uint8Array(64).fill(0xff) },
    { why: "an unknown field in the raw form", tx: join(encoded, field(4, [1])) },
    { why: "fields out of order", tx: join(parts[1], parts[0], parts[2]) },
    { why: "a body twice, later", tx: join(encoded, parts[0]) },
    {
      why: "a padded length",
      tx: join(parts[0], parts[1], Uint8Array.of(0x1a, 0xc0, 0x00), raw.signatures[0]!),
    },
    { why: "a cut end", tx: encoded.subarray(0, encoded.length - 1) },
    {
      why: "an unknown field in the auth info",
      tx: transfer({ authInfo: join(raw.authInfoBytes, field(9, [1])) }),
    },
    {
      why: "an unknown critical field in the body",
      tx: transfer({ body: join(raw.bodyBytes, field(9, [1])) }),
    },
    { why: "a message type nobody knows", tx: transfer({ messages: [any("/no.such.Type")] }) },
    {
      why: "a type without a slash",
      tx: transfer({ messages: [any("cosmos.bank.v1beta1.MsgSend")] }),
    },
    {
      why: "a type behind another prefix",
      tx: transfer({ messages: [any("x/cosmos.bank.v1beta1.MsgSend")] }),
    },
    {
      why: "a type that is no message",
      tx: transfer({ messages: [any("/cosmos.bank.v1beta1.Params")] }),
    },
    {
      why: "a message the chain does not have",
      tx: transfer({ messages: [any("/cosmos.gov.v1.MsgVote")] }),
    },
    { why: "a key that is no key", tx: transfer({ pubKey: any("/cosmos.bank.v1beta1.Params") }) },
    { why: "a key nested 17 times", tx: transfer({ pubKey: nestedMultisig(17) }) },
    { why: "an amount that is no number", tx: transfer({ amount: "lots" }) },
    { why: "an amount of 257 bits", tx: transfer({ amount: String(1n << 256n) }) },
  ])("refuses $why, with an empty slot in the block", async ({ tx }) => {
    expect(await deliver(tx)).toEqual({
      code: 2,
      codespace: "sdk",
      log: "tx parse error",
      data: new Uint8Array(),
      info: "",
      gasWanted: 0n,
      gasUsed: 0n,
      events: [],
    });
  });

  it("refuses a key nested 2,000 times", async () => {
    let key = nestedMultisig(1);
    for (let level = 0; level < 2000; level++) {
      key = { typeUrl: key.typeUrl, value: wrapKey(key) };
    }
    const tx = transfer({ pubKey: key });
    expect(await deliver(tx)).toMatchObject({ code: 2, codespace: "sdk" });
  });

  it("tells CheckTx what was wrong, and what reading the params cost", async () => {
    const chain = createTinyChain();
    await chain.start();
    await chain.run(1n);
    const response = await chain.check(Uint8Array.of(0));
    expect(response).toMatchObject({ code: 2, codespace: "sdk", gasWanted: 0n });
    expect(response.log).toMatch(/: tx parse error$/);
    expect(response.gasUsed).toBeGreaterThan(1000n);
  });

  it("takes nothing at all for a transaction without messages", async () => {
    expect(await deliver(new Uint8Array())).toMatchObject({ code: 18, gasWanted: 0n });
  });

  it("panics, as the reference does, where the auth info has no fee", async () => {
    const authInfo = AuthInfo.encode({ signerInfos: [], fee: undefined, tip: undefined });
    const result = await deliver(transfer({ authInfo }));
    expect(result).toMatchObject({ code: 111222, codespace: "undefined", gasWanted: 0n });
  });
});

describe("minimum gas prices", () => {
  it("bind CheckTx and nothing else", async () => {
    const chain = createTinyChain({ minGasPrices: [price("0.01")] });
    await chain.start();
    await chain.run(1n);
    expect(await chain.check(transfer({ fee: "1999" }))).toMatchObject({
      code: 13,
      log: "insufficient fees; got: 1999stake required: 2000stake: insufficient fee",
    });
    expect(await chain.check(transfer({ fee: "2000" }))).toMatchObject({ code: 0 });
    const { txResults } = await chain.run(2n, [transfer({ fee: "0" })]);
    expect(txResults[0]).toMatchObject({ code: 0 });
  });

  it("panic on a gas limit whose price is negative, where nobody has looked at it before", async () => {
    const chain = createTinyChain({ minGasPrices: [price("0.01")] });
    await chain.start();
    await chain.run(1n);
    const tx = transfer({ gasLimit: 1n << 63n });
    expect(await chain.check(tx, CheckTxType.RECHECK)).toMatchObject({
      code: 111222,
      codespace: "undefined",
      gasWanted: 0n,
    });
  });

  it("panic on a denom that is none", async () => {
    const chain = createTinyChain({ minGasPrices: [price("0.01")] });
    await chain.start();
    await chain.run(1n);
    const authInfo = AuthInfo.decode(TxRaw.decode(transfer()).authInfoBytes);
    const fee = { ...authInfo.fee!, amount: [{ denom: "1x", amount: "5" }] };
    const tx = transfer({ authInfo: AuthInfo.encode({ ...authInfo, fee }) });
    expect(await chain.check(tx)).toMatchObject({ code: 111222, codespace: "undefined" });
  });
});

/** A multisig of one member, by hand: making it out of objects would count every level again. */
function wrapKey({ typeUrl, value }: { typeUrl: string; value: Uint8Array }): Uint8Array {
  const varint = (n: number): number[] =>
    n < 0x80 ? [n] : [(n % 0x80) + 0x80, ...varint(Math.floor(n / 0x80))];
  const url = [...typeUrl].map((char) => char.charCodeAt(0));
  const head = [0x0a, ...varint(url.length), ...url, 0x12, ...varint(value.length)];
  const size = head.length + value.length;
  return concatBytes(Uint8Array.of(0x08, 1, 0x12, ...varint(size), ...head), value);
}
