import type { AddressCodec } from "@testudo/base";
import {
  checkTimeoutHeight,
  rejectExtensionOptions,
  validateBasic,
  validateMemo,
} from "./basic-steps.ts";
import { deductFee } from "./fee-step.ts";
import { type AnteHandler, type AnteStep, createAnteChain } from "./handler.ts";
import type { AccountKeeper, BankKeeper, FeegrantKeeper } from "./needs.ts";
import {
  consumeSigGas,
  incrementSequences,
  setPubKeys,
  validateSigCount,
  verifySignatures,
} from "./signature-steps.ts";
import { createSignatureVerifier } from "./signature-verifier.ts";
import { consumeTxSizeGas } from "./size-step.ts";

/** What a chain brings to its ante chain. */
export interface AnteOptions {
  readonly addresses: AddressCodec;
  readonly accounts: AccountKeeper;
  readonly bank: BankKeeper;
  /** Without it a fee granter is refused. */
  readonly feegrant?: FeegrantKeeper | undefined;
  /** Right after the extension options: the consumer's message filters. */
  readonly filters?: readonly AnteStep[];
  /** At the end: the relay filter of IBC. */
  readonly last?: readonly AnteStep[];
}

/** The SDK's ante chain in its order. The order is consensus: the first rule that fails decides code and gas. */
export function createAnteHandler(options: AnteOptions): AnteHandler {
  const { accounts, bank, feegrant, filters = [], last = [] } = options;
  const addresses = options.addresses.acc;
  const signatureNeeds = { addresses, accounts };
  return createAnteChain([
    rejectExtensionOptions,
    ...filters,
    validateBasic(addresses),
    checkTimeoutHeight,
    validateMemo(accounts),
    consumeTxSizeGas(signatureNeeds),
    deductFee({ addresses, accounts, bank, feegrant }),
    setPubKeys(signatureNeeds),
    validateSigCount(signatureNeeds),
    consumeSigGas(signatureNeeds),
    verifySignatures(signatureNeeds, createSignatureVerifier()),
    incrementSequences(signatureNeeds),
    ...last,
  ]);
}
