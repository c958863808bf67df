import { SECOND, type Time, toBase64 } from "@testudo/base";
import {
  type SignedHeader,
  signedHeaderToProto,
  type ValidatorSet,
  validatorSetToProto,
} from "@testudo/comet";
import { SDK_PROOF_SPECS } from "@testudo/ibc/commitment";
import { heightToText } from "@testudo/ibc/host";
import { toDuration, toTimestamp } from "@testudo/proto";
import {
  ClientState,
  ConsensusState,
  Header,
  Misbehaviour,
} from "@testudo/proto/ibc/lightclients/tendermint/v1";
import {
  SignedHeader as SignedHeaderProto,
  ValidatorSet as ValidatorSetProto,
} from "@testudo/proto/tendermint/types";
import { createLightChain, type LightChain, type Voting } from "@testudo/testkit/light-chain";
import type { Random } from "../differential/random.ts";
import { doubleVotingCase } from "./double-voting.ts";
import { mutated } from "./mutation.ts";
import type { LightCase } from "./verdict.ts";

const TRUSTING = 1_000n * SECOND;
const DRIFT = 10n * SECOND;
const TRUSTED_HEIGHT = 185n;

/** A case of any kind, near one of the boundaries that light clients draw; half of them are damaged somewhere. */
export function randomCase(random: Random): LightCase {
  return random.weighted<(random: Random) => LightCase>([
    [5, clientUpdateCase],
    [3, misbehaviourCase],
    [4, lightVerifyCase],
    [2, doubleVotingCase],
  ])(random);
}

/** What a case is drawn from: the set that is trusted, the one that signs, and the times between them. */
interface Scene {
  readonly trusted: LightChain;
  readonly signing: LightChain;
  readonly trustedTime: Time;
  readonly trustedHeader: SignedHeader;
  readonly now: Time;
  readonly height: bigint;
  readonly trustLevel: { readonly numerator: bigint; readonly denominator: bigint };
}

function scene(random: Random): Scene {
  const chainId = random.weighted([
    [20, "consumer-1"],
    [1, "consumer-2"],
    [1, "consumer"],
  ]);
  const powers = () =>
    Array.from({ length: random.between(1, 6) }, () => BigInt(random.between(1, 4)));
  const first = powers();
  const trusted = createLightChain({ chainId, powers: first });
  const isAdjacent = random.chance(0.35);
  const signing = random.weighted<() => LightChain>([
    [isAdjacent ? 12 : 3, () => trusted],
    [4, () => createLightChain({ chainId, powers: powers() })],
    [1, () => createLightChain({ chainId, powers: powers(), names: "others" })],
  ])();
  const trustedTime = (1_700_000_000n + TRUSTED_HEIGHT) * SECOND;
  const height = isAdjacent ? TRUSTED_HEIGHT + 1n : TRUSTED_HEIGHT + BigInt(random.pick([2, 3, 9]));
  return {
    trusted,
    signing,
    trustedTime,
    trustedHeader: trusted.sign(trusted.header(TRUSTED_HEIGHT, { time: trustedTime })),
    height,
    now: trustedTime + aroundPeriods(random),
    trustLevel: random.pick([
      { numerator: 1n, denominator: 3n },
      { numerator: 1n, denominator: 3n },
      { numerator: 2n, denominator: 3n },
      { numerator: 1n, denominator: 2n },
      { numerator: 1n, denominator: 1n },
    ]),
  };
}

function aroundPeriods(random: Random): bigint {
  const near = BigInt(random.between(-1, 1));
  return random.weighted([
    [8, 100n * SECOND],
    [1, TRUSTING + near],
    [1, near],
    [1, 2n * TRUSTING],
  ]);
}

/** Everybody's votes, often so that the power for the block is just at a boundary. */
function votes(random: Random, { validators }: LightChain): Voting[] {
  if (random.chance(0.4)) return [];
  return validators.validators.map(() =>
    random.weighted<Voting>([
      [6, "block"],
      [1, "nil"],
      [2, "absent"],
    ]),
  );
}

function signedBy(random: Random, one: Scene, changes: Partial<SignedHeader["header"]> = {}) {
  const { signing, height, trustedTime, now } = one;
  const near = BigInt(random.between(-1, 1));
  const time = random.weighted([
    [8, trustedTime + 5n * SECOND],
    [1, trustedTime + near],
    [1, now + DRIFT + near],
    [0.5, trustedTime - SECOND],
  ]);
  const header = signing.header(height, { time, ...changes });
  return signing.sign(header, { round: random.pick([0, 0, 1]), voting: votes(random, signing) });
}

function ibcHeader(random: Random, one: Scene, signed: SignedHeader): Header {
  const trustedSet = random.chance(0.95) ? one.trusted.validators : one.signing.validators;
  return {
    signedHeader: signedHeaderToProto(signed),
    validatorSet: validatorSetToProto(one.signing.validators),
    trustedHeight: {
      revisionNumber: revisionOf(one),
      revisionHeight: random.chance(0.97) ? TRUSTED_HEIGHT : one.height,
    },
    trustedValidators: validatorSetToProto(trustedSet),
  };
}

function revisionOf({ trusted: { chainId } }: Scene): bigint {
  return BigInt(/-(\d+)$/.exec(chainId)?.[1] ?? 0);
}

function clientInput(random: Random, one: Scene) {
  const revisionNumber = revisionOf(one);
  const latest = random.weighted([
    [6, TRUSTED_HEIGHT],
    [1, one.height],
    [1, one.height + 5n],
  ]);
  const client = ClientState.create({
    chainId: one.trusted.chainId,
    trustLevel: one.trustLevel,
    trustingPeriod: toDuration(TRUSTING),
    unbondingPeriod: toDuration(3n * TRUSTING),
    maxClockDrift: toDuration(DRIFT),
    frozenHeight: { revisionNumber: 0n, revisionHeight: random.chance(0.95) ? 0n : 1n },
    latestHeight: { revisionNumber, revisionHeight: latest },
    proofSpecs: SDK_PROOF_SPECS,
    upgradePath: ["upgrade", "upgradedIBCState"],
  });
  return {
    client_state_b64: toBase64(ClientState.encode(client)),
    trusted_time: seconds(one.trustedTime),
    host_time: seconds(one.now),
    host_height: "900",
    host_chain_id: "provider-7",
  };
}

/** The trusted state, and sometimes neighbours: of the new header's height, around it, or long expired. */
function consensusStates(random: Random, one: Scene, signed: SignedHeader) {
  const revisionNumber = revisionOf(one);
  const at = (
    height: bigint,
    time: Time,
    { header }: SignedHeader,
    nextValidators: ValidatorSet,
  ) => ({
    height: heightToText({ revisionNumber, revisionHeight: height }),
    consensus_state_b64: toBase64(
      ConsensusState.encode({
        timestamp: toTimestamp(time),
        root: { hash: header.appHash },
        nextValidatorsHash: nextValidators.hash(),
      }),
    ),
  });
  const { trusted, signing, trustedTime, trustedHeader, height } = one;
  const states = [at(TRUSTED_HEIGHT, trustedTime, trustedHeader, trusted.validators)];
  const { time } = signed.header;
  const near = BigInt(random.between(-1, 1));
  if (random.chance(0.15)) {
    states.push(at(height, time + (random.chance(0.5) ? 0n : 1n), signed, signing.validators));
  }
  if (random.chance(0.15)) states.push(at(height + 4n, time + near, signed, signing.validators));
  if (random.chance(0.1)) states.push(at(height - 1n, time + near, signed, signing.validators));
  if (random.chance(0.15)) {
    states.push(at(7n, trustedTime - 2n * TRUSTING, trustedHeader, trusted.validators));
  }
  const first = new Map(states.map((state) => [state.height, state] as const).reverse());
  return states.filter((state) => first.get(state.height) === state);
}

function clientUpdateCase(random: Random): LightCase {
  const one = scene(random);
  const signed = signedBy(random, one);
  const header = ibcHeader(random, one, signed);
  const bytes = Header.encode(random.chance(0.5) ? header : mutated(random, Header, header));
  return {
    kind: "client_update",
    input: {
      ...clientInput(random, one),
      consensus_states: consensusStates(random, one, signed),
      header_b64: toBase64(bytes),
    },
  };
}

function misbehaviourCase(random: Random): LightCase {
  const one = scene(random);
  const first = signedBy(random, one);
  const other = random.chance(0.5) ? one : { ...one, height: one.height + 1n };
  const second = signedBy(
    random,
    other,
    random.pick([
      { appHash: new Uint8Array(32).fill(1) },
      { dataHash: new Uint8Array(32).fill(1) },
      { time: first.header.time },
      {},
    ]),
  );
  const message = Misbehaviour.create({
    clientId: random.chance(0.95) ? "07-tendermint-4" : "",
    header1: ibcHeader(random, one, first),
    header2: ibcHeader(random, one, second),
  });
  const swapped = { ...message, header1: message.header2, header2: message.header1 };
  const ordered = random.chance(0.5) ? swapped : message;
  return {
    kind: "misbehaviour",
    input: {
      ...clientInput(random, one),
      consensus_states: consensusStates(random, one, first).slice(0, 1),
      misbehaviour_b64: toBase64(
        Misbehaviour.encode(random.chance(0.6) ? ordered : withinHeader(random, ordered)),
      ),
    },
  };
}

function withinHeader(random: Random, message: Misbehaviour): Misbehaviour {
  const key = random.pick(["header1", "header2"] as const);
  return { ...message, [key]: mutated(random, Header, message[key]!) };
}

function lightVerifyCase(random: Random): LightCase {
  const one = scene(random);
  const nextValidatorsHash = random.chance(0.8)
    ? one.signing.validators.hash()
    : one.trusted.validators.hash();
  const trusted = one.trusted.sign(
    one.trusted.header(TRUSTED_HEIGHT, { time: one.trustedTime, nextValidatorsHash }),
  );
  const signed = signedHeaderToProto(signedBy(random, one));
  const validators = validatorSetToProto(one.signing.validators);
  const isWhole = random.chance(0.6);
  const damageHeader = !isWhole && random.chance(0.7);
  return {
    kind: "light_verify",
    input: {
      trusted_signed_header_b64: encoded(SignedHeaderProto, signedHeaderToProto(trusted)),
      trusted_validators_b64: encoded(
        ValidatorSetProto,
        validatorSetToProto(one.trusted.validators),
      ),
      untrusted_signed_header_b64: encoded(
        SignedHeaderProto,
        damageHeader ? mutated(random, SignedHeaderProto, signed) : signed,
      ),
      untrusted_validators_b64: encoded(
        ValidatorSetProto,
        isWhole || damageHeader ? validators : mutated(random, ValidatorSetProto, validators),
      ),
      trusting_period: String(TRUSTING),
      now: seconds(one.now),
      max_clock_drift: String(DRIFT),
      trust_level: {
        numerator: String(one.trustLevel.numerator),
        denominator: String(one.trustLevel.denominator),
      },
    },
  };
}

function encoded<T>(type: { encode(value: T): Uint8Array }, value: T): string {
  return toBase64(type.encode(value));
}

function seconds(time: Time) {
  return { seconds: String(time / SECOND), nanos: Number(time % SECOND) };
}
