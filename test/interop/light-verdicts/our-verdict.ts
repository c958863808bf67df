import { AppError, fromBase64, fromHex, plainError, SECOND, toHex } from "@testudo/base";
import { byzantineValidators as blamedByProvider, verifyDoubleVoting } from "@testudo/ccv/provider";
import {
  byzantineValidators,
  CometError,
  duplicateVoteEvidenceFromProto,
  evidenceFault,
  pubKey,
  signedHeaderFromProto,
  validatorSetFromProto,
  verifyLight,
} from "@testudo/comet";
import { clientPrefix, heightToText, parseHeight } from "@testudo/ibc/host";
import {
  setConsensusMetadata,
  state,
  tendermintModule,
  validateHeader,
  validateMisbehaviour,
} from "@testudo/ibc/tendermint";
import type { MessageType } from "@testudo/proto";
import {
  ClientState,
  ConsensusState,
  Header,
  Misbehaviour,
} from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { DuplicateVoteEvidence, SignedHeader, ValidatorSet } from "@testudo/proto/tendermint/types";
import { type Ctx, createCtx, Panic } from "@testudo/runtime";
import { createMemoryMultiStore } from "@testudo/store";
import type { LightCase, Verdict } from "./verdict.ts";

const CLIENT_ID = "07-tendermint-4";

/** What our implementations say to a case: the same questions as the Go program asks. */
export function ourVerdict({ kind, input }: LightCase): Verdict {
  switch (kind) {
    case "client_update": {
      const header = Header.decode(bytesOf(input.header_b64));
      return clientMessage(input, { kind: "header", header }, () => validateHeader(header));
    }
    case "misbehaviour":
      return misbehaviour(input);
    case "light_verify":
      return { verify: answer(() => verify(input)) };
    case "double_voting":
      return doubleVoting(input);
  }
}

type Input = LightCase["input"];
type ClientMessage = Parameters<typeof tendermintModule.verifyClientMessage>[2];

function misbehaviour(input: Input): Verdict {
  const message = Misbehaviour.decode(bytesOf(input.misbehaviour_b64));
  const { header1, header2 } = message;
  const verdict = clientMessage(input, { kind: "misbehaviour", misbehaviour: message }, () =>
    validateMisbehaviour(message),
  );
  return {
    ...verdict,
    provider_byzantine: listing(() => blamedByProvider(message)),
    comet_byzantine: listing(() =>
      byzantineValidators({
        conflictingBlock: {
          signedHeader: signedHeaderFromProto(present(header1?.signedHeader)),
          validatorSet: validatorSetFromProto(present(header1?.validatorSet)),
        },
        commonValidators: validatorSetFromProto(present(header1?.trustedValidators)),
        trusted: signedHeaderFromProto(present(header2?.signedHeader)),
      }),
    ),
  };
}

/** What is absent is refused wherever it is read. */
function present<T>(value: T | undefined): T {
  if (value === undefined) throw plainError("nothing is there");
  return value;
}

function listing(find: () => readonly { readonly address: Uint8Array }[]): unknown {
  let found: readonly string[] = [];
  const why = answer(() => {
    found = find().map(({ address }) => toHex(address));
  });
  if (why !== "ok") return why;
  return found.length === 0 ? null : found;
}

function clientMessage(input: Input, message: ClientMessage, validate: () => void): Verdict {
  const ctx = contextOf(input);
  const verdict: Record<string, unknown> = {
    decode: "ok",
    status: text(() => tendermintModule.status(ctx, CLIENT_ID)),
    validate_basic: answer(validate),
    verify: answer(() => tendermintModule.verifyClientMessage(ctx, CLIENT_ID, message)),
  };
  if (verdict.verify !== "ok") return verdict;
  let isMisbehaviour = false;
  verdict.misbehaviour = text(() => {
    isMisbehaviour = tendermintModule.checkForMisbehaviour(ctx, CLIENT_ID, message);
    return String(isMisbehaviour);
  });
  verdict.after = answer(() => {
    if (isMisbehaviour) return tendermintModule.updateStateOnMisbehaviour(ctx, CLIENT_ID);
    const heights = tendermintModule.updateState(ctx, CLIENT_ID, message);
    verdict.updated_heights = heights.map(heightToText);
  });
  const prefix = clientPrefix(CLIENT_ID);
  verdict.store = Array.from(ctx.store("ibc").iterate(), ([key, value]) => [
    toHex(key.slice(prefix.length)),
    toHex(value),
  ]);
  return verdict;
}

function contextOf(input: Input): Ctx {
  const ctx = createCtx({
    state: createMemoryMultiStore(["ibc"]).branch(),
    time: timeOf(input.host_time),
    height: BigInt(input.host_height as string),
    chainId: input.host_chain_id as string,
  });
  state.clientStates.set(ctx, ClientState.decode(bytesOf(input.client_state_b64)), CLIENT_ID);
  const states = input.consensus_states as readonly {
    readonly height: string;
    readonly consensus_state_b64: string;
  }[];
  for (const [i, one] of states.entries()) {
    const height = parseHeight(one.height)!;
    const consensus = ConsensusState.decode(bytesOf(one.consensus_state_b64));
    state.consensusStates.set(ctx, consensus, CLIENT_ID, height);
    setConsensusMetadata(ctx, CLIENT_ID, height, {
      processedTime: timeOf(input.trusted_time) + (i === 0 ? SECOND : 2n * SECOND),
      processedHeight: { revisionNumber: 1n, revisionHeight: 77n },
    });
  }
  return ctx;
}

function verify(input: Input): void {
  const level = input.trust_level as { readonly numerator: string; readonly denominator: string };
  verifyLight({
    trustedHeader: signedHeaderFromProto(decoded(SignedHeader, input.trusted_signed_header_b64))
      .header,
    trustedValidators: validatorSetFromProto(decoded(ValidatorSet, input.trusted_validators_b64)),
    untrustedHeader: signedHeaderFromProto(
      decoded(SignedHeader, input.untrusted_signed_header_b64),
    ),
    untrustedValidators: validatorSetFromProto(
      decoded(ValidatorSet, input.untrusted_validators_b64),
    ),
    trustingPeriod: BigInt(input.trusting_period as string),
    now: timeOf(input.now),
    maxClockDrift: BigInt(input.max_clock_drift as string),
    trustLevel: { numerator: BigInt(level.numerator), denominator: BigInt(level.denominator) },
  });
}

function doubleVoting(input: Input): Verdict {
  const proto = decoded(DuplicateVoteEvidence, input.evidence_b64);
  let evidence: ReturnType<typeof duplicateVoteEvidenceFromProto> | undefined;
  const read = answer(() => {
    evidence = duplicateVoteEvidenceFromProto(proto);
  });
  if (evidence === undefined) return { comet: read };
  const found = evidence;
  const key = pubKey("ed25519", fromHex(input.public_key as string));
  return {
    comet: evidenceFault(found) === undefined ? "ok" : "refused",
    provider: answer(() => verifyDoubleVoting(found, input.chain_id as string, key)),
  };
}

/** A refusal and a panic are told apart; anything else is a fault of ours. */
function answer(ask: () => void): string {
  try {
    ask();
    return "ok";
  } catch (error) {
    if (error instanceof Panic) return `panic: ${error.message}`;
    if (!(error instanceof AppError || error instanceof CometError)) throw error;
    return `refused: ${error.message}`;
  }
}

function text(ask: () => string): string {
  let found = "";
  const why = answer(() => {
    found = ask();
  });
  return why === "ok" ? found : why;
}

function decoded<T>(type: MessageType<T>, base64: unknown): T {
  return type.decode(bytesOf(base64));
}

const bytesOf = (base64: unknown): Uint8Array => fromBase64(base64 as string);

function timeOf(time: unknown): bigint {
  const { seconds, nanos } = time as { readonly seconds: string; readonly nanos: number };
  return BigInt(seconds) * SECOND + BigInt(nanos);
}
