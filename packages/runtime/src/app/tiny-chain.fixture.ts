import {
  type AccAddress,
  accAddress,
  type Coin,
  createAddressCodec,
  Dec,
  fromUtf8,
  parseRfc3339,
  sdkErrors,
  utf8,
} from "@testudo/base";
import {
  multisigKey,
  secp256k1Address,
  secp256k1Key,
  secp256k1PubKey,
  secp256k1Sign,
} from "@testudo/crypto";
import { packAny, toTimestamp } from "@testudo/proto";
import { MsgSend, MsgSendResponse } from "@testudo/proto/cosmos/bank/v1beta1";
import { SignMode } from "@testudo/proto/cosmos/tx/signing/v1beta1";
import { AuthInfo, SignDoc, TxBody, TxRaw } from "@testudo/proto/cosmos/tx/v1beta1";
import { Any } from "@testudo/proto/google/protobuf";
import { CheckTxType, RequestFinalizeBlock } from "@testudo/proto/tendermint/abci";
import { ConsensusParams } from "@testudo/proto/tendermint/types";
import { createMemoryMultiStore } from "@testudo/store";
import { createAnteHandler } from "../ante/chain.ts";
import type { AccountKeeper, BankKeeper, SignerAccount } from "../ante/needs.ts";
import type { Ctx } from "../ctx.ts";
import { event } from "../events.ts";
import { type AppModule, route } from "../module.ts";
import { panic } from "../panic.ts";
import { createApplication } from "./application.ts";
import type { ApplicationOptions } from "./application-options.ts";

export const CHAIN_ID = "tiny-1";
export const GENESIS_TIME = parseRfc3339("2024-01-01T00:00:00Z");
export const addresses = createAddressCodec("cosmos");

/** A person with a key. */
export interface Person {
  readonly privKey: Uint8Array;
  readonly pubKey: Any;
  readonly address: AccAddress;
  readonly text: string;
}

export function person(seed: number): Person {
  const privKey = new Uint8Array(32).fill(seed);
  const pub = secp256k1PubKey(privKey);
  const address = accAddress(secp256k1Address(pub));
  return { privKey, pubKey: secp256k1Key(pub).any(), address, text: addresses.acc.toText(address) };
}

export const alice = person(1);
export const bob = person(2);

/** Accounts as JSON in the store `acc`, one access per call. */
export const accounts: AccountKeeper = {
  params: (ctx) => {
    ctx.store("acc").get(utf8("params"));
    return {
      maxMemoCharacters: 10n,
      txSigLimit: 3n,
      txSizeCostPerByte: 10n,
      sigVerifyCostEd25519: 590n,
      sigVerifyCostSecp256k1: 1000n,
    };
  },
  getAccount(ctx, address) {
    const bytes = ctx.store("acc").get(address);
    if (bytes === undefined) return undefined;
    const { address: text, key, accountNumber, sequence } = JSON.parse(fromUtf8(bytes));
    return {
      address: text,
      pubKey: key === "" ? undefined : Any.decode(Uint8Array.from(key)),
      accountNumber: BigInt(accountNumber),
      sequence: BigInt(sequence),
    };
  },
  setAccount(ctx, { address, pubKey, accountNumber, sequence }: SignerAccount) {
    const key = pubKey === undefined ? "" : [...Any.encode(pubKey)];
    const fields = {
      address,
      key,
      accountNumber: String(accountNumber),
      sequence: String(sequence),
    };
    ctx.store("acc").set(addresses.acc.fromText(address), utf8(JSON.stringify(fields)));
  },
};

export function balance(ctx: Ctx, owner: AccAddress): bigint {
  return BigInt(fromUtf8(ctx.store("bank").get(owner) ?? utf8("0")));
}

function setBalance(ctx: Ctx, owner: AccAddress, amount: bigint): void {
  ctx.store("bank").set(owner, utf8(String(amount)));
}

const FEES = accAddress(new Uint8Array(20).fill(0xfe));

function pay(ctx: Ctx, from: AccAddress, to: AccAddress, [coin]: readonly Coin[]): void {
  const amount = coin?.amount ?? 0n;
  const held = balance(ctx, from);
  if (held < amount) throw sdkErrors.insufficientFunds(`${held} is smaller than ${amount}`);
  setBalance(ctx, from, held - amount);
  setBalance(ctx, to, balance(ctx, to) + amount);
  ctx.emit(event("transfer", ["recipient", addresses.acc.toText(to)]));
}

const bankKeeper: BankKeeper = {
  sendCoinsFromAccountToModule: (ctx, from, _module, coins) => pay(ctx, from, FEES, coins),
};

/** A bank of one denomination. A send of 13 panics, of 14 is refused after it has written, of 15 never ends. */
const bank: AppModule = {
  name: "bank",
  messages: [
    route(MsgSend, MsgSendResponse, {
      validateBasic: ({ toAddress }) => {
        if (toAddress === "") throw sdkErrors.invalidAddress("no recipient");
      },
      handle(ctx, { fromAddress, toAddress, amount }) {
        const coins = amount.map((coin) => ({ denom: coin.denom, amount: BigInt(coin.amount) }));
        pay(ctx, addresses.acc.fromText(fromAddress), addresses.acc.fromText(toAddress), coins);
        if (coins[0]?.amount === 13n) panic("unlucky");
        while (coins[0]?.amount === 15n) ctx.store("bank").has(addresses.acc.fromText(toAddress));
        if (coins[0]?.amount === 14n) throw sdkErrors.logic("too late");
        return {};
      },
    }),
  ],
  beginBlock: (ctx) => ctx.emit(event("begun", ["height", String(ctx.height)])),
  endBlock(ctx) {
    ctx.emit(event("ended"));
    return ctx.height === 3n ? [{ pubKey: { ed25519: new Uint8Array(32) }, power: 7n }] : [];
  },
  initGenesis(ctx) {
    for (const [index, { text, address }] of [alice, bob].entries()) {
      accounts.setAccount(ctx, {
        address: text,
        pubKey: undefined,
        accountNumber: BigInt(index),
        sequence: 0n,
      });
      setBalance(ctx, address, 1_000_000n);
    }
    return [{ pubKey: { ed25519: new Uint8Array(32).fill(9) }, power: 10n }];
  },
  exportGenesis: (ctx) => ({ alice: String(balance(ctx, alice.address)) }),
};

const PARAMS_KEY = utf8("Consensus");

/** An application of one module; `start` has already run InitChain. */
export function createTinyChain(
  options: Partial<ApplicationOptions> & {
    readonly maxGas?: bigint;
    readonly initialHeight?: bigint;
  } = {},
) {
  const { maxGas = -1n, initialHeight = 1n, ...rest } = options;
  const store = createMemoryMultiStore(["acc", "bank", "consensus"]);
  const app = createApplication({
    name: "tiny",
    chainId: CHAIN_ID,
    addresses,
    store,
    modules: [bank],
    orders: { initGenesis: ["bank"], preBlock: [], beginBlock: ["bank"], endBlock: ["bank"] },
    ante: createAnteHandler({ addresses, accounts, bank: bankKeeper }),
    consensusParams: {
      get(ctx) {
        const bytes = ctx.store("consensus").get(PARAMS_KEY);
        return bytes && ConsensusParams.decode(bytes);
      },
      set: (ctx, params) => ctx.store("consensus").set(PARAMS_KEY, ConsensusParams.encode(params)),
    },
    ...rest,
  });

  const initRequest = {
    time: toTimestamp(GENESIS_TIME),
    chainId: CHAIN_ID,
    consensusParams: { block: { maxBytes: 200_000n, maxGas } },
    validators: [],
    appStateBytes: utf8(`{"bank":{},"unknown":1}`),
    initialHeight,
  };

  function block(height: bigint, txs: readonly Uint8Array[] = []): RequestFinalizeBlock {
    return RequestFinalizeBlock.create({
      height,
      txs: [...txs],
      time: toTimestamp(GENESIS_TIME + height * 1_000_000_000n),
      hash: new Uint8Array(32).fill(Number(height)),
      proposerAddress: new Uint8Array(20),
      nextValidatorsHash: new Uint8Array(32),
    });
  }

  return {
    app,
    store,
    initRequest,
    block,
    start: () => app.initChain(initRequest),
    async run(height: bigint, txs: readonly Uint8Array[] = []) {
      const response = await app.finalizeBlock(block(height, txs));
      await app.commit({});
      return response;
    },
    check: async (tx: Uint8Array, type: CheckTxType = CheckTxType.NEW) => app.checkTx({ tx, type }),
  };
}

/** What a test changes about an ordinary transfer of Alice's. */
export interface TxChanges {
  readonly signer?: Person;
  readonly messages?: readonly Any[];
  readonly amount?: string;
  readonly sequence?: bigint;
  readonly accountNumber?: bigint;
  readonly chainId?: string;
  readonly gasLimit?: bigint;
  readonly fee?: string;
  readonly payer?: string;
  readonly granter?: string;
  readonly memo?: string;
  readonly timeoutHeight?: bigint;
  readonly pubKey?: Any | undefined;
  readonly mode?: number;
  readonly signatures?: (good: Uint8Array) => readonly Uint8Array[];
  readonly authInfo?: Uint8Array;
  readonly body?: Uint8Array;
}

export function send(from: Person, to: string, amount = "5"): Any {
  return packAny(MsgSend, {
    fromAddress: from.text,
    toAddress: to,
    amount: [{ denom: "stake", amount }],
  });
}

/** A transaction signed in DIRECT mode, as bytes. */
export function transfer(changes: TxChanges = {}): Uint8Array {
  const { signer = alice, sequence = 0n, accountNumber = 0n, chainId = CHAIN_ID } = changes;
  const {
    messages = [send(signer, bob.text, changes.amount)],
    memo = "",
    timeoutHeight = 0n,
  } = changes;
  const { gasLimit = 200_000n, fee = "100", payer = "", granter = "" } = changes;
  const bodyBytes =
    changes.body ??
    TxBody.encode({
      messages: [...messages],
      memo,
      timeoutHeight,
      extensionOptions: [],
      nonCriticalExtensionOptions: [],
    });
  const pubKey = "pubKey" in changes ? changes.pubKey : signer.pubKey;
  const { mode = SignMode.SIGN_MODE_DIRECT } = changes;
  const authInfoBytes =
    changes.authInfo ??
    AuthInfo.encode({
      signerInfos: [{ publicKey: pubKey, modeInfo: { single: { mode } }, sequence }],
      fee: { amount: [{ denom: "stake", amount: fee }], gasLimit, payer, granter },
      tip: undefined,
    });
  const signBytes = SignDoc.encode({ bodyBytes, authInfoBytes, chainId, accountNumber });
  const good = secp256k1Sign(signer.privKey, signBytes);
  const signatures = changes.signatures?.(good) ?? [good];
  return TxRaw.encode({ bodyBytes, authInfoBytes, signatures: [...signatures] });
}

/** A key of two out of two, nested in itself so often. */
export function nestedMultisig(depth: number): Any {
  let key = secp256k1Key(secp256k1PubKey(alice.privKey)) as Parameters<
    typeof multisigKey
  >[1][number];
  for (let level = 0; level < depth; level++) key = multisigKey(1, [key]);
  return key.any();
}

export const price = (text: string) => ({ denom: "stake", amount: Dec.fromText(text) });
