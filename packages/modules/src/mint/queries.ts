import {
  QueryAnnualProvisionsRequest,
  QueryAnnualProvisionsResponse,
  QueryInflationRequest,
  QueryInflationResponse,
  QueryParamsRequest,
  QueryParamsResponse,
} from "@testudo/proto/cosmos/mint/v1beta1";
import { type QueryRoute, query } from "@testudo/runtime";
import { decToBytes } from "../dec-bytes.ts";
import { decFromWire } from "../wire.ts";
import type { MintKeeper } from "./keeper.ts";

const SERVICE = "/cosmos.mint.v1beta1.Query";

/** Answers of `cosmos.mint.v1beta1.Query`. */
export function mintQueries(mint: MintKeeper): readonly QueryRoute[] {
  return [
    query(`${SERVICE}/Params`, QueryParamsRequest, QueryParamsResponse, (ctx) => ({
      params: mint.params(ctx),
    })),
    query(`${SERVICE}/Inflation`, QueryInflationRequest, QueryInflationResponse, (ctx) => ({
      inflation: decToBytes(decFromWire(mint.minter(ctx).inflation)),
    })),
    query(
      `${SERVICE}/AnnualProvisions`,
      QueryAnnualProvisionsRequest,
      QueryAnnualProvisionsResponse,
      (ctx) => ({ annualProvisions: decToBytes(decFromWire(mint.minter(ctx).annualProvisions)) }),
    ),
  ];
}
