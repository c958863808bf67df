import { equalBytes, fromUtf8, toHex } from "@testudo/base";
import type { Ctx } from "@testudo/runtime";
import { clientErrors } from "../client/errors.ts";
import type { LightClientModule, ProofRequest } from "../client/light-client.ts";
import { commitmentErrors } from "../commitment/errors.ts";
import { hostErrors } from "../host/errors.ts";
import { selfHeight } from "../self-height.ts";
import { IBC_STORE } from "../state.ts";

/** The only proof that the localhost client takes. */
export const SENTINEL_PROOF = Uint8Array.of(1);

/**
 * The chain as its own counterparty (ICS-09): stateless, always active, proved by looking into the own store as it is at
 * this moment.
 */
export const localhostModule: LightClientModule = {
  initialize() {
    throw clientErrors.clientExists("localhost is stateless and cannot be initialized");
  },

  verifyClientMessage() {
    throw clientErrors.updateClientFailed(
      "client message verification is unsupported by the localhost client",
    );
  },

  checkForMisbehaviour: () => false,

  updateStateOnMisbehaviour() {},

  updateState: (ctx) => [selfHeight(ctx)],

  verifyMembership(ctx, request) {
    const key = provedKey(request);
    const value = ctx.store(IBC_STORE).get(key);
    if (value === undefined) {
      throw clientErrors.failedMembershipVerification(`value not found for path ${fromUtf8(key)}`);
    }
    if (!equalBytes(value, request.value)) {
      throw clientErrors.failedMembershipVerification(
        `value provided does not equal value stored at path: ${fromUtf8(key)}`,
      );
    }
  },

  verifyNonMembership(ctx: Ctx, request) {
    const key = provedKey(request);
    if (ctx.store(IBC_STORE).has(key)) {
      throw clientErrors.failedNonMembershipVerification(`value found for path ${fromUtf8(key)}`);
    }
  },

  status: () => "Active",

  latestHeight: selfHeight,

  timestampAtHeight: (ctx) => BigInt.asUintN(64, ctx.time),

  recoverClient() {
    throw clientErrors.updateClientFailed("cannot update localhost client with a proposal");
  },

  verifyUpgradeAndUpdateState() {
    throw clientErrors.invalidUpgradeClient("cannot upgrade localhost client");
  },
};

/** The key in the own store; its store name, the first element, plays no part. */
function provedKey({ proof, path }: ProofRequest): Uint8Array {
  if (!equalBytes(proof, SENTINEL_PROOF)) {
    throw commitmentErrors.invalidProof(`expected ${toHex(SENTINEL_PROOF)}, got ${toHex(proof)}`);
  }
  const [, key] = path;
  if (key === undefined || path.length !== 2) {
    throw hostErrors.invalidPath(`path must be of length 2, got ${path.length}`);
  }
  return key;
}
