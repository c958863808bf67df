import type { JsonValue } from "@testudo/proto";
import type { ParamSpec, ParamsOf } from "./params.ts";

/** JSON text that is ready to be sent as it is: a genesis whose numbers a parser would round. */
export interface RawJson {
  readonly rawJson: string;
}

export type MethodResult = JsonValue | RawJson;

/** A method of a JSON-RPC server with its types erased; made by `method`. */
export interface Method {
  readonly params: ParamSpec;
  /** Whether an answer to these arguments never changes, so that caches may keep it. */
  isCacheable(args: Record<string, unknown>): boolean;
  run(args: Record<string, unknown>): MethodResult | Promise<MethodResult>;
}

/** Methods by name. */
export type MethodTable = Readonly<Record<string, Method>>;

/** A method from its arguments and what it does. */
export function method<S extends ParamSpec>(
  params: S,
  run: (args: ParamsOf<S>) => MethodResult | Promise<MethodResult>,
  options: { readonly cacheableWith?: keyof S & string; readonly cacheable?: boolean } = {},
): Method {
  const { cacheableWith, cacheable = false } = options;
  return {
    params,
    isCacheable: (args) =>
      cacheable || (cacheableWith !== undefined && args[cacheableWith] !== undefined),
    // The arguments were made by `paramsFromJson` or `paramsFromUri` from the same specification.
    run: (args) => run(args as ParamsOf<S>),
  };
}
