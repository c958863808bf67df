import { AppError } from "@testudo/base";
import { type JsonValue, packAny } from "@testudo/proto";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { Tx, TxRaw } from "@testudo/proto/cosmos/tx/v1beta1";
import { createStakeChain } from "@testudo/testkit/stake-chain";
import { defaultGenesis, initGenesis, validateGenesis } from "./genesis.ts";

const tx: Tx = {
  body: {
    messages: [packAny(MsgSend, { fromAddress: "a", toAddress: "b", amount: [] })],
    memo: "note",
    timeoutHeight: 0n,
    extensionOptions: [],
    nonCriticalExtensionOptions: [],
  },
  authInfo: {
    signerInfos: [],
    fee: { amount: [], gasLimit: 200_000n, payer: "", granter: "" },
    tip: undefined,
  },
  signatures: [Uint8Array.of(1, 2, 3)],
};
const genesis = { gen_txs: [Tx.toJSON(tx)] };

function setUp(code = 0) {
  const { ctx } = createStakeChain();
  const delivered: Uint8Array[] = [];
  const updates = [{ pubKey: { ed25519: new Uint8Array(32) }, power: 7n }];
  const needs = {
    deliverTx: (_: unknown, bytes: Uint8Array) => {
      delivered.push(bytes);
      return { code, log: "no" };
    },
    staking: { applyValidatorSetUpdates: () => updates },
  };
  return { ctx, delivered, updates, needs };
}

describe("genutil genesis", () => {
  it("delivers the transactions as they were signed and returns the set they made", () => {
    const { ctx, delivered, updates, needs } = setUp();

    expect(initGenesis(needs, ctx, genesis)).toEqual(updates);

    const raw = TxRaw.decode(delivered[0]!);
    expect(raw.signatures).toEqual(tx.signatures);
    expect(Tx.decode(delivered[0]!)).toEqual(tx);
  });

  it("leaves the set alone without transactions", () => {
    const { ctx, delivered, needs } = setUp();

    expect(initGenesis(needs, ctx, defaultGenesis())).toEqual([]);
    expect(delivered).toEqual([]);
  });

  it("stops the chain from being made when one fails", () => {
    const { ctx, needs } = setUp(5);

    expect(() => initGenesis(needs, ctx, genesis)).toThrow(AppError);
  });

  it.each<{ why: string; json: JsonValue }>([
    { why: "a transaction does something else than make a validator", json: genesis },
    { why: "the list is no list", json: { gen_txs: 1 } },
    { why: "it is no object", json: [] },
    { why: "it has a field that nobody knows", json: { gen_txs: [], other: 1 } },
  ])("is refused when $why", ({ json }) => {
    expect(() => validateGenesis(json)).toThrow(AppError);
  });
});
