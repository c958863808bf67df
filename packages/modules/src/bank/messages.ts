import {
  accAddress,
  addCoins,
  type Coins,
  coinsAreEqual,
  coinsAreValid,
  coinsToText,
  isAllPositive,
  isValidDenom,
  sdkErrors,
} from "@testudo/base";
import {
  type Input,
  MsgMultiSend,
  MsgMultiSendResponse,
  MsgSend,
  MsgSendResponse,
  MsgSetSendEnabled,
  MsgSetSendEnabledResponse,
  MsgUpdateParams,
  MsgUpdateParamsResponse,
  type Output,
} from "@testudo/proto/cosmos/bank/v1beta1";
import { type MessageRoute, route } from "@testudo/runtime";
import { requireAuthority } from "../gov/errors.ts";
import { addressFromBech32, addressFromWire, coinsFromWire } from "../wire.ts";
import { errors } from "./errors.ts";
import type { BankKeeper } from "./keeper.ts";
import { validateParams } from "./params.ts";

/** Message handlers of bank. */
export function messages(keeper: BankKeeper): readonly MessageRoute[] {
  const { addresses } = keeper;

  /** @throws bank/4 when the sums differ, and what the parts of the list are refused for */
  function validateMultiSend(input: Input, outputs: readonly Output[]): void {
    const total = validateParty("input", input);
    let sum: Coins = [];
    for (const output of outputs) sum = addCoins(sum, validateParty("output", output));
    if (!coinsAreEqual(total, sum)) throw errors.inputOutputMismatch();
  }

  function validateParty(side: string, { address, coins: wire }: Input | Output): Coins {
    addressFromBech32(addresses.acc, address, (complaint) =>
      sdkErrors.invalidAddress(`invalid ${side} address: ${complaint}`),
    );
    const coins = coinsFromWire(wire);
    if (!coinsAreValid(coins) || !isAllPositive(coins)) {
      throw sdkErrors.invalidCoins(coinsToText(coins));
    }
    return coins;
  }

  function requireReceiver(address: Parameters<BankKeeper["isBlocked"]>[0], text: string): void {
    if (keeper.isBlocked(address)) {
      throw sdkErrors.unauthorized(`${text} is not allowed to receive funds`);
    }
  }

  return [
    route(MsgSend, MsgSendResponse, {
      handle(ctx, { fromAddress, toAddress, amount }) {
        const from = addressFromWire(addresses.acc, fromAddress, (complaint) =>
          sdkErrors.invalidAddress(`invalid from address: ${complaint}`),
        );
        const to = addressFromWire(addresses.acc, toAddress, (complaint) =>
          sdkErrors.invalidAddress(`invalid to address: ${complaint}`),
        );
        const coins = coinsFromWire(amount);
        if (!coinsAreValid(coins) || !isAllPositive(coins)) {
          throw sdkErrors.invalidCoins(coinsToText(coins));
        }
        keeper.requireSendEnabled(ctx, coins);
        requireReceiver(to, toAddress);
        keeper.sendCoins(ctx, from, to, coins);
        return {};
      },
    }),

    route(MsgMultiSend, MsgMultiSendResponse, {
      handle(ctx, { inputs, outputs }) {
        const [input, ...more] = inputs;
        if (input === undefined) throw errors.noInputs();
        if (more.length > 0) throw errors.multipleSenders();
        if (outputs.length === 0) throw errors.noOutputs();
        validateMultiSend(input, outputs);
        const coins = coinsFromWire(input.coins);
        keeper.requireSendEnabled(ctx, coins);
        const payments = outputs.map((output) => {
          const address = addressFromWire(addresses.acc, output.address);
          requireReceiver(address, output.address);
          return { address, coins: coinsFromWire(output.coins) };
        });
        const from = accAddress(addresses.acc.fromText(input.address));
        keeper.multiSend(ctx, { sender: input.address, address: from, coins }, payments);
        return {};
      },
    }),

    route(MsgUpdateParams, MsgUpdateParamsResponse, {
      handle(ctx, { authority, params }) {
        requireAuthority(keeper.authority, authority);
        validateParams(params);
        keeper.setParams(ctx, params);
        return {};
      },
    }),

    route(MsgSetSendEnabled, MsgSetSendEnabledResponse, {
      handle(ctx, { authority, sendEnabled, useDefaultFor }) {
        requireAuthority(keeper.authority, authority);
        const seen = new Set<string>();
        for (const { denom } of sendEnabled) {
          if (seen.has(denom)) {
            throw sdkErrors.invalidRequest(
              `duplicate denom entries found for ${JSON.stringify(denom)}`,
            );
          }
          seen.add(denom);
          requireDenom(denom, "SendEnabled");
        }
        for (const denom of useDefaultFor) requireDenom(denom, "UseDefaultFor");
        keeper.setAllSendEnabled(ctx, sendEnabled);
        keeper.deleteSendEnabled(ctx, useDefaultFor);
        return {};
      },
    }),
  ];
}

function requireDenom(denom: string, list: string): void {
  if (!isValidDenom(denom)) {
    throw sdkErrors.invalidRequest(
      `invalid ${list} denom ${JSON.stringify(denom)}: invalid denom: ${denom}`,
    );
  }
}
