import { AppError, utf8 } from "@testudo/base";
import type { ParamChange } from "@testudo/proto/cosmos/params/v1beta1";
import { type Ctx, panic } from "@testudo/runtime";
import { errors } from "./errors.ts";
import { govKeys, type KeyRewriter } from "./gov-keys.ts";
import { state } from "./state.ts";

/** Flat and per-byte price of a write to the transient store (the SDK's `TransientGasConfig`). */
const TRANSIENT_WRITE_FLAT = 200n;
const TRANSIENT_WRITE_PER_BYTE = 3n;
const GOV = "gov";

/** The parameter keeper, made by `createParamsKeeper`. */
export type ParamsKeeper = ReturnType<typeof createParamsKeeper>;

/**
 * What is left of the parameter module: names of subspaces, and gov's old keys.
 *
 * @param options.subspaces names of the modules that once kept their parameters here
 */
export function createParamsKeeper({ subspaces }: { readonly subspaces: readonly string[] }) {
  /**
   * Writes one parameter. A key that its subspace does not register panics, as in the reference.
   *
   * @throws errors.unknownSubspace, errors.settingParameter
   */
  function update(ctx: Ctx, { subspace, key, value }: ParamChange): void {
    if (!subspaces.includes(subspace)) throw errors.unknownSubspace(subspace);
    const rewrite = requireKey(subspace, key);
    state.gov.get(ctx, key);
    state.gov.set(ctx, key, rewritten(rewrite, key, value));
    noteChange(ctx, `${subspace}/${key}`);
  }

  return {
    subspaces,
    update,
    /** The stored text, empty where nothing is stored. */
    raw: (ctx: Ctx, subspace: string, key: string): string =>
      subspace === GOV ? (state.gov.get(ctx, key) ?? "") : "",
    keys: (ctx: Ctx, subspace: string): string[] =>
      subspace === GOV ? [...state.gov.keys(ctx)] : [],
  };
}

function requireKey(subspace: string, key: string): KeyRewriter {
  const rewrite = subspace === GOV ? govKeys.get(key) : undefined;
  return rewrite ?? panic(`parameter ${key} not registered`);
}

function rewritten(rewrite: KeyRewriter, key: string, value: string): string {
  try {
    return rewrite(value);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw errors.settingParameter(`key: ${key}, value: ${value}, err: ${error.message}`);
  }
}

/** The reference notes the change in a store that lives for one block. Nothing reads it; its price remains. */
function noteChange(ctx: Ctx, key: string): void {
  ctx.gas.consume(TRANSIENT_WRITE_FLAT, "WriteFlat");
  ctx.gas.consume(TRANSIENT_WRITE_PER_BYTE * BigInt(utf8(key).length), "WritePerByte");
}
