import { type Bytes, createAddressCodec } from "@testudo/base";
import { BECH32_PREFIX, providerGenesis } from "@testudo/chains";
import type { GenesisDoc } from "@testudo/comet";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { type TestAccount, testAccount, testValidator } from "@testudo/testkit/test-account";
import { message, signTx } from "@testudo/testkit/test-tx";

const DENOM = "stake";
const TOKEN = 1_000_000n;
const addresses = createAddressCodec(BECH32_PREFIX.provider);

/** A hub for measurements: validators of unequal stake and many funded accounts. */
export interface BenchHub {
  readonly genesis: GenesisDoc;
  readonly seeds: readonly Bytes[];
  readonly accounts: readonly TestAccount[];
  /** A signed send of one account, at its sequence. */
  send(account: number, sequence: number): Bytes;
}

export function benchHub(options: {
  readonly validators: number;
  readonly accounts: number;
}): BenchHub {
  const validators = Array.from({ length: options.validators }, (_unused, i) => ({
    ...testValidator(`validator ${i}`),
    power: BigInt(100 + i),
  }));
  const accounts = Array.from({ length: options.accounts }, (_unused, i) =>
    testAccount(`account ${i}`),
  );
  const pocket = [{ denom: DENOM, amount: 1_000_000n * TOKEN }];
  const genesis = providerGenesis({
    chainId: "bench-1",
    genesisTime: BigInt(Date.now()) * 1_000_000n,
    denom: DENOM,
    accounts: [...validators, ...accounts].map(({ address }) => ({
      address: addresses.acc.toText(address),
      coins: pocket,
    })),
    validators: validators.map(({ name, key, consensus, power }) => ({
      moniker: name,
      accountKey: key,
      consPubKey: consensus.pubKey,
      selfDelegation: power * TOKEN,
    })),
  });
  const textOf = (i: number) =>
    addresses.acc.toText(accounts[i % accounts.length]?.address ?? new Uint8Array());
  return {
    genesis,
    seeds: validators.map(({ consensus }) => consensus.seed),
    accounts,
    send(account, sequence) {
      const signer = accounts[account];
      if (signer === undefined) throw new Error(`no account ${account}`);
      return signTx({
        chainId: "bench-1",
        messages: [
          message(MsgSend, {
            fromAddress: textOf(account),
            toAddress: textOf(account + 1),
            amount: [{ denom: DENOM, amount: "1" }],
          }),
        ],
        signers: [
          {
            account: signer,
            accountNumber: BigInt(validators.length + account),
            sequence: BigInt(sequence),
          },
        ],
        gasLimit: 200_000n,
        fee: [{ denom: DENOM, amount: 200n }],
        memo: "",
        timeoutHeight: 0n,
        payer: "",
        extensionOptions: [],
      });
    },
  };
}
