import { plainError, toHexUpper } from "@testudo/base";
import type { JsonValue } from "@testudo/proto";
import { Equivocation, GenesisState } from "@testudo/proto/cosmos/evidence/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { type Ctx, panic } from "@testudo/runtime";
import { type EvidenceKeeper, hashOf, validateEquivocation } from "./keeper.ts";

/** No evidence. */
export function defaultGenesis(): JsonValue {
  return GenesisState.toJSON({ evidence: [] });
}

/** Refuses anything but plausible equivocations. */
export function validateGenesis(json: JsonValue): void {
  for (const entry of GenesisState.fromJSON(json).evidence) {
    validateEquivocation(equivocationOf(entry));
  }
}

/** Records past evidence. Panics on a duplicate. */
export function initGenesis(ctx: Ctx, evidence: EvidenceKeeper, json: JsonValue): void {
  for (const entry of GenesisState.fromJSON(json).evidence) {
    const equivocation = equivocationOf(entry);
    validateEquivocation(equivocation);
    const hash = hashOf(equivocation);
    if (evidence.evidence(ctx, hash) !== undefined) {
      panic(`evidence with hash ${toHexUpper(hash)} already exists`);
    }
    evidence.store(ctx, equivocation);
  }
}

/** All evidence, by hash. */
export function exportGenesis(ctx: Ctx, evidence: EvidenceKeeper): JsonValue {
  return GenesisState.toJSON({ evidence: evidence.allEvidence(ctx) });
}

function equivocationOf(entry: Any): Equivocation {
  if (entry.typeUrl !== Equivocation.typeUrl) throw plainError("expected evidence");
  return Equivocation.decode(entry.value);
}
