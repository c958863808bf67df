import { ByteMap, ByteSet, type ProviderConsAddress, providerConsAddress } from "@testudo/base";
import type {
  ConsensusValidator,
  PowerShapingParameters,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import type { Candidate } from "./candidates.ts";
import { capValidatorSet, capValidatorsPower } from "./power-cap.ts";
import {
  admittedCandidates,
  type Electors,
  type Exclusion,
  exclusionOf,
  minPowerInTopN,
  rankByPriority,
} from "./validator-set.ts";

/** What a consumer's next set follows from, as anybody can ask it of the hub. */
export interface PreviewInput {
  /** Bonded validators, at most staking's `max_validators`, by descending power. */
  readonly bonded: readonly Candidate[];
  /** The hub's `max_provider_consensus_validators`. */
  readonly activeMax: number;
  readonly shaping: PowerShapingParameters;
  readonly electors: Electors;
  readonly preferred: ByteSet;
}

/** Where a bonded validator stands in a set that may come to be. */
export type PreviewRow = {
  readonly address: ProviderConsAddress;
  /** On the hub. */
  readonly power: bigint;
} & (
  | {
      readonly isIn: true;
      /** On the consumer. */
      readonly consumerPower: bigint;
      readonly why: "opted in" | "in the top N";
    }
  | { readonly isIn: false; readonly why: Exclusion | "inactive" | "set cap" }
);

export interface SetPreview {
  /** Least power in the top N; `undefined` for an Opt In chain. */
  readonly minPower: bigint | undefined;
  /** Members by descending power on the consumer, then the others by descending power on the hub. */
  readonly rows: readonly PreviewRow[];
}

/**
 * The set that the end of an epoch would give, by the rules that it is made with, and for everybody why.
 *
 * @throws undefined/1 for a top N without active validators
 */
export function previewNextSet(input: PreviewInput): SetPreview {
  const { bonded, activeMax, shaping, electors, preferred } = input;
  const powers = bonded.slice(0, activeMax).map(({ power }) => power);
  const minPower = shaping.topN === 0 ? undefined : minPowerInTopN(powers, shaping.topN);
  const sorted = [...bonded];
  const admitted = admittedCandidates(sorted, {
    allowInactive: shaping.allowInactiveVals,
    activeMax,
  });
  const against = (candidate: Candidate) =>
    exclusionOf(candidate, { shaping, minPower: minPower ?? 0n, electors });
  const eligible = admitted.filter((candidate) => against(candidate) === undefined);
  const seated = capValidatorSet(shaping, rankByPriority(eligible.map(asMember), preferred));
  const members = capValidatorsPower(shaping.validatorsPowerCap, seated);

  const isIn = new ByteSet(members.map(({ providerConsAddr }) => providerConsAddr));
  const hubPowers = new ByteMap(bonded.map(({ address, power }) => [address, power]));
  const isAdmitted = new ByteSet(admitted.map(({ address }) => address));
  const rowsIn = members.map(({ providerConsAddr, power: consumerPower }): PreviewRow => {
    const address = providerConsAddress(providerConsAddr);
    const power = hubPowers.get(address) ?? 0n;
    const why = electors.optedIn.has(address) ? "opted in" : "in the top N";
    return { address, power, isIn: true, consumerPower, why };
  });
  const rowsOut = bonded
    .filter(({ address }) => !isIn.has(address))
    .map((candidate): PreviewRow => {
      const { address, power } = candidate;
      const why = isAdmitted.has(address) ? (against(candidate) ?? "set cap") : "inactive";
      return { address, power, isIn: false, why };
    });
  return { minPower, rows: [...rowsIn, ...rowsOut] };
}

function asMember({ address, power, publicKey }: Candidate): ConsensusValidator {
  return { providerConsAddr: address, power, publicKey, joinHeight: 0n };
}
