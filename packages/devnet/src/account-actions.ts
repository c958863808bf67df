import type { Coin } from "@testudo/base";
import type { CommittedTx } from "@testudo/client";
import { packAny } from "@testudo/proto";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { MsgUnjail } from "@testudo/proto/cosmos/slashing/v1beta1";
import {
  MsgBeginRedelegate,
  MsgDelegate,
  MsgUndelegate,
} from "@testudo/proto/cosmos/staking/v1beta1";
import { InputError } from "./errors.ts";
import type { Network, NetworkChain } from "./network.ts";

/** Moves coins on one chain; `to` may be a name. */
export async function sendCoins(
  network: Network,
  request: {
    readonly chain: NetworkChain;
    readonly from: string;
    readonly to: string;
    readonly coins: readonly Coin[];
  },
): Promise<CommittedTx> {
  const { chain, from, to, coins } = request;
  const sender = await chain.sender(from);
  return sender.send([
    packAny(MsgSend, {
      fromAddress: sender.signer.addressText,
      toAddress: network.address(chain, to),
      amount: coins.map(coinToWire),
    }),
  ]);
}

export interface StakeRequest {
  /** Name of the delegator's account. */
  readonly from: string;
  readonly validator: string;
  readonly amount: Coin;
}

export async function delegate(network: Network, request: StakeRequest): Promise<CommittedTx> {
  const sender = await network.hub().sender(request.from);
  return sender.send([packAny(MsgDelegate, stakeMessage(network, request, sender))]);
}

export async function undelegate(network: Network, request: StakeRequest): Promise<CommittedTx> {
  const sender = await network.hub().sender(request.from);
  return sender.send([packAny(MsgUndelegate, stakeMessage(network, request, sender))]);
}

/** Moves stake to another validator without waiting for the unbonding period. */
export async function redelegate(
  network: Network,
  request: StakeRequest & { readonly to: string },
): Promise<CommittedTx> {
  const sender = await network.hub().sender(request.from);
  const source = network.validator(request.validator);
  const target = network.validator(request.to);
  if (source === target) {
    throw new InputError(`stake with ${source.name} cannot move to ${target.name}: name another`);
  }
  return sender.send([
    packAny(MsgBeginRedelegate, {
      delegatorAddress: sender.signer.addressText,
      validatorSrcAddress: source.operator,
      validatorDstAddress: target.operator,
      amount: coinToWire(request.amount),
    }),
  ]);
}

/** Ends a validator's jail, once its time is over. */
export async function unjail(network: Network, validator: string): Promise<CommittedTx> {
  const entry = network.validator(validator);
  const sender = await network.hub().sender(entry.name);
  return sender.send([packAny(MsgUnjail, { validatorAddr: entry.operator })]);
}

function stakeMessage(
  network: Network,
  { validator, amount }: StakeRequest,
  sender: { readonly signer: { readonly addressText: string } },
) {
  return {
    delegatorAddress: sender.signer.addressText,
    validatorAddress: network.validator(validator).operator,
    amount: coinToWire(amount),
  };
}

function coinToWire({ denom, amount }: Coin) {
  return { denom, amount: String(amount) };
}
