import { accAddress, createAddressCodec, fromHex, toHex } from "@testudo/base";
import { secp256k1Address, secp256k1PubKey } from "@testudo/crypto";
import { allMessages } from "@testudo/proto";
import { AuthInfo } from "@testudo/proto/cosmos/tx/v1beta1";
import {
  createAnteHandler,
  createCtx,
  createMessageRouter,
  createTxDecoder,
  createTypeRegistry,
  type SignerAccount,
} from "@testudo/runtime";
import { createMemoryStore } from "@testudo/store";
import { vectorCases } from "@testudo/testkit/vectors";

/**
 * Transactions that the Go stack made, through our decoder and ante chain: whatever it signed, in whichever mode, is
 * accepted here, and not with one byte of the signature changed. What asks for no gas is refused for that alone.
 */
const addresses = createAddressCodec("cosmos");
const decoder = createTxDecoder({
  addresses,
  types: createTypeRegistry({ handled: allMessages().map(({ typeUrl }) => typeUrl) }),
  router: createMessageRouter([]),
});

interface Signer {
  readonly account_number: string;
  readonly sequence: string;
}

interface SignedTx {
  readonly input: {
    readonly chain_id: string;
    readonly signers?: readonly (Signer & { readonly private_key: string })[];
    readonly fee_granter?: string;
  } & Partial<Signer>;
  readonly expected: { readonly tx_raw: string; readonly tx_hash: string };
}

describe.each(["tx.json", "tx_ibc.json", "tx_provider.json"])("%s", (file) => {
  const cases = vectorCases(file)
    .filter(({ kind }) => kind !== "tx_sign_refused")
    .map(({ name, input, expected }) => ({ name, ...({ input, expected } as SignedTx) }));

  if (cases.length === 0) return it.skip("has no signed transaction here", () => undefined);
  it.each(cases)("$name", ({ input, expected }) => {
    const bytes = fromHex(expected.tx_raw);
    const tx = decoder.decode(bytes);
    expect(tx.hash).toBe(expected.tx_hash);
    const isFree = AuthInfo.decode(tx.authInfoBytes).fee?.gasLimit === 0n;
    expect(verdict(input, bytes)).toBe(isFree ? "sdk/41" : "accepted");
    if (isFree) return;

    const forged = Uint8Array.from(bytes);
    forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
    expect(verdict(input, forged)).toBe("sdk/4");
  });
});

function verdict(input: SignedTx["input"], bytes: Uint8Array): string {
  const tx = decoder.decode(bytes);
  const accounts = new Map<string, SignerAccount>();
  for (const [index, address] of tx.signers().entries()) {
    const { account_number, sequence } = signerAt(input, address) ?? input;
    accounts.set(toHex(address), {
      address: addresses.acc.toText(address),
      pubKey: tx.authInfo.signerInfos[index]?.publicKey,
      accountNumber: BigInt(account_number ?? 0),
      sequence: BigInt(sequence ?? 0),
    });
  }
  const granter = AuthInfo.decode(tx.authInfoBytes).fee?.granter ?? "";
  if (granter !== "") {
    const address = addresses.acc.fromText(granter);
    const stranger = { pubKey: undefined, accountNumber: 0n, sequence: 0n };
    accounts.set(toHex(address), { address: granter, ...stranger });
  }

  const ante = createAnteHandler({
    addresses,
    accounts: {
      params: () => ({
        // Memos, numbers of signatures and gas limits of the vectors are arbitrary, so nothing is limited and gas is free.
        maxMemoCharacters: 1n << 32n,
        txSigLimit: 1n << 32n,
        txSizeCostPerByte: 0n,
        sigVerifyCostEd25519: 0n,
        sigVerifyCostSecp256k1: 0n,
      }),
      getAccount: (_ctx, address) => accounts.get(toHex(address)),
      setAccount: () => undefined,
    },
    bank: { sendCoinsFromAccountToModule: () => undefined },
    feegrant: { useGrantedFees: () => undefined },
  });
  const store = createMemoryStore();
  const ctx = createCtx({
    state: { store: () => store },
    chainId: input.chain_id,
    height: 1n,

    txBytes: bytes,
  });
  const { refusal } = ante(ctx, tx);
  return refusal === undefined ? "accepted" : `${refusal.codespace}/${refusal.code}`;
}

function signerAt({ signers = [] }: SignedTx["input"], address: Uint8Array): Signer | undefined {
  return signers.find(({ private_key }) => {
    const own = accAddress(secp256k1Address(secp256k1PubKey(fromHex(private_key))));
    return toHex(own) === toHex(address);
  });
}
