import { AppError, assert, compareBytes, fromUtf8Strict, plainError } from "@testudo/base";
import type { JsonValue } from "@testudo/proto";
import { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import type { PublicKey } from "@testudo/proto/tendermint/crypto";
import type { Ctx } from "../ctx.ts";
import type { AppModule } from "../module.ts";

/** Smallest stake that makes a validator, as the text of an empty genesis names it. */
const DEFAULT_POWER_REDUCTION = 1_000_000n;

/** The part of `app_state` per module. */
export type AppState = ReadonlyMap<string, JsonValue>;

/** Reads `app_state`. Names that no module has are ignored later, as the reference does. @throws AppError on bad JSON */
export function parseAppState(bytes: Uint8Array): AppState {
  let json: unknown;
  try {
    json = JSON.parse(fromUtf8Strict(bytes));
  } catch (error) {
    throw plainError(`app_state is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw plainError("app_state is not an object");
  }
  // What JSON.parse makes is JSON.
  return new Map(Object.entries(json as Record<string, JsonValue>));
}

/**
 * Runs the genesis of every module that has a part in `appState`, in order. A missing or null part skips the module.
 *
 * @returns the first validator set
 * @throws AppError when there is no validator, or two modules give some
 */
export function runGenesis(
  ctx: Ctx,
  modules: readonly AppModule[],
  appState: AppState,
): readonly ValidatorUpdate[] {
  let updates: readonly ValidatorUpdate[] = [];
  for (const module of modules) {
    const json = appState.get(module.name);
    if (json === undefined || json === null || module.initGenesis === undefined) continue;
    const given = initModule(ctx, module, json);
    if (given.length === 0) continue;
    if (updates.length > 0) {
      throw plainError("validator InitGenesis updates already set by a previous module");
    }
    updates = given;
  }
  if (updates.length === 0) {
    throw plainError(
      "validator set is empty after InitGenesis, please ensure at least one validator is initialized " +
        `with a delegation greater than or equal to the DefaultPowerReduction (${DEFAULT_POWER_REDUCTION})`,
    );
  }
  return updates;
}

function initModule(ctx: Ctx, module: AppModule, json: JsonValue): readonly ValidatorUpdate[] {
  try {
    return module.initGenesis?.(ctx, json) ?? [];
  } catch (error) {
    if (error instanceof AppError) throw error.wrap(`genesis of ${module.name}`);
    throw error;
  }
}

/**
 * Compares the set the engine expects with the set the modules made. An empty expectation takes any set.
 *
 * @returns the set as InitChain answers it: in the reference, comparing sorts it
 * @throws AppError on a difference
 */
export function matchGenesisValidators(
  expected: readonly ValidatorUpdate[],
  actual: readonly ValidatorUpdate[],
): readonly ValidatorUpdate[] {
  if (expected.length === 0) return actual;
  if (expected.length !== actual.length) {
    throw plainError(
      "len(RequestInitChain.Validators) != len(GenesisValidators) " +
        `(${expected.length} != ${actual.length})`,
    );
  }
  const wanted = [...expected].sort(byKey);
  const sorted = [...actual].sort(byKey);
  for (const [index, update] of sorted.entries()) {
    const other = wanted[index];
    assert(other !== undefined, "both lists have one length");
    if (compareBytes(ValidatorUpdate.encode(update), ValidatorUpdate.encode(other)) !== 0) {
      throw plainError(`genesisValidators[${index}] != req.Validators[${index}] `);
    }
  }
  return sorted;
}

function byKey(a: ValidatorUpdate, b: ValidatorUpdate): number {
  const [kindA, bytesA] = keyParts(a.pubKey);
  const [kindB, bytesB] = keyParts(b.pubKey);
  return kindA === kindB ? compareBytes(bytesA, bytesB) : kindA - kindB;
}

/** ed25519 keys sort before secp256k1 keys. */
function keyParts(key: PublicKey | undefined): readonly [number, Uint8Array] {
  if (key?.ed25519 !== undefined) return [1, key.ed25519];
  if (key?.secp256k1 !== undefined) return [2, key.secp256k1];
  return [0, new Uint8Array()];
}
