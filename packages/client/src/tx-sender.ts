import { calculateFee, GasPrice } from "@cosmjs/stargate";
import { type Bytes, fromHex } from "@testudo/base";
import { packAny, unpackAs } from "@testudo/proto";
import {
  BaseAccount,
  QueryAccountRequest,
  QueryAccountResponse,
} from "@testudo/proto/cosmos/auth/v1beta1";
import { PubKey } from "@testudo/proto/cosmos/crypto/secp256k1";
import { SignMode } from "@testudo/proto/cosmos/tx/signing/v1beta1";
import {
  AuthInfo,
  type Fee,
  SignDoc,
  SimulateRequest,
  SimulateResponse,
  TxBody,
  TxRaw,
} from "@testudo/proto/cosmos/tx/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { ChainClient, CommittedTx } from "./chain-client.ts";
import { ClientError, TxFailed } from "./errors.ts";
import type { Signer } from "./signer.ts";
import { until } from "./until.ts";

export interface TxSenderOptions {
  readonly client: ChainClient;
  readonly signer: Signer;
  readonly chainId: string;
  /** Price of one unit of gas. */
  readonly gasPrice: { readonly amount: string; readonly denom: string };
  /** Gas asked for is the simulated gas times this. Default 1.4. */
  readonly gasAdjustment?: number;
  /** Called after a transaction was taken: a devnet that mines on demand makes a block. */
  readonly afterBroadcast?: () => Promise<void>;
  /** How long to wait for a block, in milliseconds. Default 30,000. */
  readonly timeoutMs?: number;
}

export interface SendOptions {
  readonly memo?: string;
  /** Skips the simulation. */
  readonly gasLimit?: bigint;
  /** Address of an account that has allowed this one to spend its coins on fees. */
  readonly feeGranter?: string;
}

/** Builds, signs and broadcasts the transactions of one account, one after another. */
export type TxSender = ReturnType<typeof createTxSender>;

/** Attempts with a fresh sequence before the clash is given back. */
const SEQUENCE_ATTEMPTS = 4;
const EXPECTED_SEQUENCE = /account sequence mismatch, expected (\d+), got \d+/;

export function createTxSender(options: TxSenderOptions) {
  const { client, signer, chainId, gasPrice, afterBroadcast } = options;
  const { gasAdjustment = 1.4, timeoutMs = 30_000 } = options;
  let account: { number: bigint; sequence: bigint } | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  /**
   * Sends messages in one transaction and waits until it is in a block.
   *
   * @throws TxFailed when the chain refuses it or it fails in its block
   */
  function send(messages: readonly Any[], sendOptions: SendOptions = {}): Promise<CommittedTx> {
    const result = queue.then(() => sendNow(messages, sendOptions));
    queue = result.catch(() => undefined);
    return result;
  }

  async function sendNow(messages: readonly Any[], sendOptions: SendOptions): Promise<CommittedTx> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        const hash = await broadcastOnce(messages, sendOptions);
        await afterBroadcast?.();
        return await inBlock(hash);
      } catch (error) {
        const expected = expectedSequence(error);
        if (expected === undefined || attempt >= SEQUENCE_ATTEMPTS) {
          account = undefined;
          throw error;
        }
        if (account !== undefined) account.sequence = expected;
      }
    }
  }

  async function broadcastOnce(
    messages: readonly Any[],
    { memo = "", gasLimit, feeGranter = "" }: SendOptions,
  ): Promise<string> {
    account ??= await loadAccount();
    const limit = gasLimit ?? (await simulate(messages, { memo, feeGranter }));
    const tx = await sign(messages, memo, { ...feeFor(limit), granter: feeGranter });
    const answer = await client.broadcast(tx);
    if (answer.code !== 0) {
      throw new TxFailed(answer.hash, answer.codespace, answer.code, answer.log);
    }
    account.sequence += 1n;
    return answer.hash;
  }

  async function inBlock(hash: string): Promise<CommittedTx> {
    const bytes = fromHex(hash.toLowerCase());
    const found = await until(() => client.tx(bytes), {
      timeoutMs,
      what: `transaction ${hash} in a block`,
      pauseMs: 5,
    });
    const { code, codespace, log } = found.result;
    if (code !== 0) throw new TxFailed(hash, codespace, code, log);
    return found;
  }

  /** Gas that the messages use, with the margin of `gasAdjustment`. */
  async function simulate(
    messages: readonly Any[],
    { memo = "", feeGranter = "" }: SendOptions = {},
  ): Promise<bigint> {
    account ??= await loadAccount();
    // A fee of one unit, so that the gas of taking a fee is counted too.
    const amount = [{ denom: gasPrice.denom, amount: "1" }];
    const fee = { ...feeFor(0n), amount, granter: feeGranter };
    const txBytes = await sign(messages, memo, fee);
    const answer = await client
      .query(
        "/cosmos.tx.v1beta1.Service/Simulate",
        { request: SimulateRequest, response: SimulateResponse },
        { tx: undefined, txBytes },
      )
      .catch((error: unknown) => {
        const expected = expectedSequence(error);
        if (expected !== undefined && account !== undefined) account.sequence = expected;
        throw error;
      });
    const used = answer.gasInfo?.gasUsed ?? 0n;
    return (used * BigInt(Math.round(gasAdjustment * 1000))) / 1000n;
  }

  function feeFor(gasLimit: bigint): Fee {
    const price = GasPrice.fromString(`${gasPrice.amount}${gasPrice.denom}`);
    const { amount } = calculateFee(Number(gasLimit), price);
    return {
      amount: amount.filter((coin) => coin.amount !== "0"),
      gasLimit,
      payer: "",
      granter: "",
    };
  }

  async function sign(messages: readonly Any[], memo: string, fee: Fee): Promise<Bytes> {
    if (account === undefined) throw new ClientError("the account has not been loaded");
    const bodyBytes = TxBody.encode(TxBody.create({ messages: [...messages], memo }));
    const authInfoBytes = AuthInfo.encode({
      signerInfos: [
        {
          publicKey: packAny(PubKey, { key: signer.pubKey }),
          modeInfo: { single: { mode: SignMode.SIGN_MODE_DIRECT } },
          sequence: account.sequence,
        },
      ],
      fee,
      tip: undefined,
    });
    const signature = await signer.sign(
      SignDoc.create({ bodyBytes, authInfoBytes, chainId, accountNumber: account.number }),
    );
    return TxRaw.encode({ bodyBytes, authInfoBytes, signatures: [signature] });
  }

  async function loadAccount(): Promise<{ number: bigint; sequence: bigint }> {
    const answer = await client.query(
      "/cosmos.auth.v1beta1.Query/Account",
      { request: QueryAccountRequest, response: QueryAccountResponse },
      { address: signer.addressText },
    );
    const base = answer.account && unpackAs(BaseAccount, answer.account);
    if (base === undefined) {
      throw new ClientError(`${signer.addressText} is not a plain account on ${chainId}`);
    }
    return { number: base.accountNumber, sequence: base.sequence };
  }

  return { send, simulate, signer, chainId, client };
}

/** The sequence that the chain wanted, from the text of its refusal. */
function expectedSequence(error: unknown): bigint | undefined {
  const match = EXPECTED_SEQUENCE.exec(error instanceof Error ? error.message : String(error));
  return match?.[1] === undefined ? undefined : BigInt(match[1]);
}
