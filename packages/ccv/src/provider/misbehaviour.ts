import {
  AppError,
  ByteMap,
  type ConsumerId,
  consumerConsAddress,
  equalBytes,
  plainError,
  toHexUpper,
} from "@testudo/base";
import {
  BlockIdFlag,
  commitSignBytes,
  isConflictingHeaderInvalid,
  type LightBlock,
  pubKeyAddress,
  type Validator,
  verifySignature,
} from "@testudo/comet";
import { clientErrors } from "@testudo/ibc/client";
import { compareHeights } from "@testudo/ibc/host";
import { blockHeaderOf, heightOf, signedHeaderOf, validatorSetOf } from "@testudo/ibc/tendermint";
import type { Header, Misbehaviour } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { type Ctx, panic } from "@testudo/runtime";
import { requireChainId } from "./consumers.ts";
import { requireRecent } from "./double-voting.ts";
import { NIL_POINTER } from "./go-text.ts";
import { requireInfractionParameters } from "./infraction-parameters.ts";
import { providerAddressOf } from "./key-assignment.ts";
import type { Needs } from "./needs.ts";
import type { Punishment } from "./punishment.ts";
import { state } from "./state.ts";

/** Attacks on light clients with two headers of a consumer at one height. */
export type MisbehaviourHandling = ReturnType<typeof createMisbehaviourHandling>;

export function createMisbehaviourHandling(
  { lightClient, logger }: Pick<Needs, "lightClient" | "logger">,
  { slash, jailAndTombstone }: Punishment,
) {
  /**
   * Verifies an attack and punishes those who signed both headers. Who cannot be slashed is passed over; the client is
   * not frozen here.
   *
   * @throws undefined/1 when nobody was punished, and what `checkMisbehaviour` refuses
   */
  function handleMisbehaviour(ctx: Ctx, id: ConsumerId, misbehaviour: Misbehaviour): void {
    checkMisbehaviour(ctx, id, misbehaviour);
    const byzantine = byzantineValidators(misbehaviour);
    const { doubleSign } = requireInfractionParameters(ctx, id);

    let punished = 0;
    for (const { address } of byzantine) {
      const target = providerAddressOf(ctx, id, consumerConsAddress(address));
      const punishment = doubleSign ?? panic(NIL_POINTER);
      try {
        slash(ctx, target, punishment);
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        logger.error({ consumer: id, err: error }, "failed to slash validator");
        continue;
      }
      orPanic(() => jailAndTombstone(ctx, target, punishment));
      punished += 1;
    }
    if (punished > 0) return;
    throw plainError(
      `failed to slash, jail, or tombstone all validators: [${byzantine.map(validatorText).join(" ")}]`,
    );
  }

  /**
   * Whether two headers of the consumer's client exclude each other, both within trust. A frozen client does not
   * matter.
   *
   * @throws undefined/1 for another chain or client, client/13 for unequal heights or headers that agree, CCV/16 when
   *   too old, and what the light client refuses
   */
  function checkMisbehaviour(ctx: Ctx, id: ConsumerId, misbehaviour: Misbehaviour): void {
    const { header1, header2 } = headersOf(misbehaviour);
    const { chainId } = blockHeaderOf(header1);
    const consumerChainId = requireChainId(ctx, id);
    if (consumerChainId !== chainId) {
      throw plainError(
        `incorrect misbehaviour for a different chain id (${chainId}) than that of the consumer chain ${consumerChainId} (consumerId: ${id})`,
      );
    }
    const clientId = state.clients.require(ctx, id, () =>
      plainError(
        `incorrect misbehaviour with conflicting headers from a non-existent consumer chain (consumerId: ${id})`,
      ),
    );
    if (misbehaviour.clientId !== clientId) {
      throw plainError(
        `incorrect misbehaviour: expected client ID for consumer chain with id ${id} is ${clientId} got ${misbehaviour.clientId}`,
      );
    }
    const height = heightOf(header1);
    if (compareHeights(height, heightOf(header2)) !== 0) {
      throw clientErrors.invalidMisbehaviour("headers are not at same height");
    }
    requireRecent(ctx, id, height.revisionHeight);

    const message = { kind: "misbehaviour", misbehaviour } as const;
    if (!lightClient.checkForMisbehaviour(ctx, clientId, message)) {
      throw clientErrors.invalidMisbehaviour(
        `invalid misbehaviour for client-id: ${misbehaviour.clientId}`,
      );
    }
    lightClient.verifyClientMessage(ctx, clientId, message);
  }

  return { handleMisbehaviour };
}

/**
 * Who signed both headers, for the block or for nil, in the order of the second header. Nobody, when both headers are
 * possible outcomes of one history in different rounds (amnesia): that shows who, but not who lied.
 *
 * @throws undefined/1 for a bad signature of one of them, or a signer outside its header's validators
 */
export function byzantineValidators(misbehaviour: Misbehaviour): readonly Validator[] {
  const { header1, header2 } = headersOf(misbehaviour);
  const [block1, block2] = [lightBlockOf(header1), lightBlockOf(header2)];
  const [signed1, signed2] = [block1.signedHeader, block2.signedHeader];
  const isPossible = !isConflictingHeaderInvalid(signed1.header, signed2.header);
  if (isPossible && signed1.commit.round !== signed2.commit.round) return [];

  const signers1 = new ByteMap<number>();
  for (const [index, { blockIdFlag, validatorAddress }] of signed1.commit.signatures.entries()) {
    if (blockIdFlag !== BlockIdFlag.absent) signers1.set(validatorAddress, index);
  }
  const byzantine: Validator[] = [];
  for (const [index2, { blockIdFlag, validatorAddress }] of signed2.commit.signatures.entries()) {
    const index1 = signers1.get(validatorAddress);
    if (blockIdFlag === BlockIdFlag.absent || index1 === undefined) continue;
    byzantine.push(verifySigner(block1, index1));
    verifySigner(block2, index2);
  }
  return byzantine;
}

function verifySigner({ signedHeader, validatorSet }: LightBlock, index: number): Validator {
  const { header, commit } = signedHeader;
  const signature = commit.signatures[index];
  const address = signature?.validatorAddress ?? new Uint8Array();
  const validator = validatorSet.byAddress(address);
  if (signature === undefined || validator === undefined) {
    throw plainError(
      `incorrect signature: validator address ${toHexUpper(address)} isn't part of the validator set`,
    );
  }
  const derived = pubKeyAddress(validator.pubKey);
  if (!equalBytes(derived, address)) {
    throw plainError(
      `validator public key doesn't correspond to signature validator address: ${toHexUpper(derived)}!= ${toHexUpper(address)}`,
    );
  }
  const signBytes = commitSignBytes(header.chainId, commit)(index);
  if (!verifySignature(validator.pubKey, signBytes, signature.signature)) {
    throw plainError(`wrong signature (#${index}): ${toHexUpper(signature.signature)}`);
  }
  return validator;
}

function lightBlockOf(header: Header): LightBlock {
  return {
    signedHeader: signedHeaderOf(header.signedHeader),
    validatorSet: validatorSetOf(header.validatorSet),
  };
}

function headersOf({ header1, header2 }: Misbehaviour) {
  return { header1: header1 ?? panic(NIL_POINTER), header2: header2 ?? panic(NIL_POINTER) };
}

/** Cannot fail after slashing went through; the reference panics if it does. */
function orPanic(step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    panic(error.message);
  }
}

function validatorText({ address, pubKey, power, proposerPriority }: Validator): string {
  const kind = pubKey.type === "ed25519" ? "PubKeyEd25519" : "PubKeySecp256k1";
  return `Validator{${toHexUpper(address)} ${kind}{${toHexUpper(pubKey.bytes)}} VP:${power} A:${proposerPriority}}`;
}
