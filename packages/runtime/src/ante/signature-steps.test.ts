import { type AccAddress, accAddress, createAddressCodec, plainError } from "@testudo/base";
import { createMemoryMultiStore } from "@testudo/store";
import { createCtx, type ExecMode } from "../ctx.ts";
import type { DecodedTx } from "../tx/decoded-tx.ts";
import { createAnteChain } from "./handler.ts";
import type { AccountKeeper } from "./needs.ts";
import { setPubKeys } from "./signature-steps.ts";

const { acc } = createAddressCodec("cosmos");
const gov = accAddress(new Uint8Array(20).fill(7));
const GAS_LIMIT = 5_000n;

const accounts: AccountKeeper = {
  params: () => {
    throw new Error("no parameters are asked for");
  },
  getAccount: () => ({
    kind: "module",
    address: acc.toText(gov),
    pubKey: undefined,
    accountNumber: 3n,
    sequence: 0n,
  }),
  setAccount: () => {
    throw new Error("nothing is written");
  },
};

/** Runs the step alone on a transaction with one signer, who brings no key; 900 gas have been used before. */
function outcome(mode: ExecMode, signers: () => readonly AccAddress[]) {
  const ctx = createCtx({ state: createMemoryMultiStore([]), height: 2n, mode });
  ctx.gas.consume(900n, "before");
  const tx = { signers, publicKeys: [undefined], fee: { gasLimit: GAS_LIMIT } };
  return createAnteChain([setPubKeys({ addresses: acc, accounts })])(
    ctx,
    tx as unknown as DecodedTx,
  );
}

describe("taking the keys of signers", () => {
  it("gives no key to the account of a module, which only a simulation comes to try", () => {
    expect(outcome("simulate", () => [gov]).refusal).toMatchObject({ codespace: "sdk", code: 8 });
  });

  it("tells the gas that was used before the transaction's own when signers are no addresses", () => {
    const { ctx, refusal } = outcome("recheck", () => {
      throw plainError("empty address string is not allowed");
    });

    expect(refusal).toMatchObject({ codespace: "undefined", code: 1 });
    expect([ctx.gas.consumed, ctx.gas.limit]).toEqual([900n, 2n ** 64n - 1n]);
  });
});
