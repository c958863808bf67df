import {
  type AccAddress,
  accAddress,
  amountOf,
  fromUtf8,
  isValidDenom,
  plainError,
} from "@testudo/base";
import {
  type Metadata,
  Metadata as MetadataRecord,
  QueryAllBalancesRequest,
  QueryAllBalancesResponse,
  QueryBalanceRequest,
  QueryBalanceResponse,
  QueryDenomMetadataByQueryStringRequest,
  QueryDenomMetadataByQueryStringResponse,
  QueryDenomMetadataRequest,
  QueryDenomMetadataResponse,
  QueryDenomOwnersByQueryRequest,
  QueryDenomOwnersByQueryResponse,
  QueryDenomOwnersRequest,
  QueryDenomOwnersResponse,
  QueryDenomsMetadataRequest,
  QueryDenomsMetadataResponse,
  QueryParamsRequest,
  QueryParamsResponse,
  QuerySendEnabledRequest,
  QuerySendEnabledResponse,
  QuerySpendableBalanceByDenomRequest,
  QuerySpendableBalanceByDenomResponse,
  QuerySpendableBalancesRequest,
  QuerySpendableBalancesResponse,
  QuerySupplyOfRequest,
  QuerySupplyOfResponse,
  QueryTotalSupplyRequest,
  QueryTotalSupplyResponse,
} from "@testudo/proto/cosmos/bank/v1beta1";
import type { PageRequest } from "@testudo/proto/cosmos/base/query/v1beta1";
import { BoolValue } from "@testudo/proto/google/protobuf";
import { type Ctx, GrpcCode, grpcError, type QueryRoute, query } from "@testudo/runtime";
import { collectionPage, pageOf } from "../paging.ts";
import { addressFromWire } from "../wire.ts";
import type { BankKeeper } from "./keeper.ts";
import { prefixes, STORE, state } from "./state.ts";

const SERVICE = "/cosmos.bank.v1beta1.Query";

/** Query handlers of bank. */
export function queries(keeper: BankKeeper): readonly QueryRoute[] {
  const { addresses } = keeper;

  function addressOf(text: string): AccAddress {
    return addressFromWire(addresses.acc, text, (complaint) =>
      grpcError(GrpcCode.INVALID_ARGUMENT, `invalid address: ${complaint}`),
    );
  }

  /** Balances of an account in the raw store: denom and amount. */
  function balancePage(ctx: Ctx, address: AccAddress, page: PageRequest | undefined) {
    return collectionPage(
      {
        store: ctx.store(STORE),
        prefix: state.balances.rawKey([address]),
        page,
        read: (denom, amount) => ({ denom: fromUtf8(denom), amount: fromUtf8(amount) }),
      },
      (complaint) => grpcError(GrpcCode.INVALID_ARGUMENT, `paginate: ${complaint}`),
    );
  }

  function metadataOf(ctx: Ctx, denom: string): Metadata {
    requireDenom(denom);
    const metadata = keeper.denomMetadata(ctx, denom);
    if (metadata === undefined) {
      throw grpcError(GrpcCode.NOT_FOUND, `client metadata for denom ${denom}`);
    }
    return metadata;
  }

  function ownersOf(ctx: Ctx, denom: string, page: PageRequest | undefined) {
    requireDenom(denom);
    const { items, pagination } = collectionPage(
      {
        store: ctx.store(STORE),
        prefix: state.holders.rawKey([denom]),
        page,
        // The rest of the key is the length of the address and the address.
        read: (key) => accAddress(key.subarray(1)),
      },
      plainError,
    );
    return {
      denomOwners: items.map((owner) => ({
        address: addresses.acc.toText(owner),
        balance: { denom, amount: keeper.balance(ctx, owner, denom).toString() },
      })),
      pagination,
    };
  }

  return [
    query(`${SERVICE}/Balance`, QueryBalanceRequest, QueryBalanceResponse, (ctx, req) => {
      requireDenom(req.denom);
      const amount = keeper.balance(ctx, addressOf(req.address), req.denom);
      return { balance: { denom: req.denom, amount: amount.toString() } };
    }),

    query(
      `${SERVICE}/AllBalances`,
      QueryAllBalancesRequest,
      QueryAllBalancesResponse,
      (ctx, req) => {
        const { items, pagination } = balancePage(ctx, addressOf(req.address), req.pagination);
        const balances = items.map(({ denom, amount }) => ({
          denom: (req.resolveDenom && keeper.denomMetadata(ctx, denom)?.display) || denom,
          amount,
        }));
        return { balances, pagination };
      },
    ),

    query(
      `${SERVICE}/SpendableBalances`,
      QuerySpendableBalancesRequest,
      QuerySpendableBalancesResponse,
      (ctx, req) => {
        const address = addressOf(req.address);
        const { items, pagination } = balancePage(ctx, address, req.pagination);
        const spendable = keeper.spendable(ctx, address);
        const balances = items.map(({ denom }) => ({
          denom,
          amount: amountOf(spendable, denom).toString(),
        }));
        return { balances, pagination };
      },
    ),

    query(
      `${SERVICE}/SpendableBalanceByDenom`,
      QuerySpendableBalanceByDenomRequest,
      QuerySpendableBalanceByDenomResponse,
      (ctx, req) => {
        const address = addressOf(req.address);
        requireDenom(req.denom);
        const balance = keeper.balance(ctx, address, req.denom);
        const amount = balance - amountOf(keeper.lockedCoins(ctx, address), req.denom);
        if (amount < 0n) throw plainError(`negative coin amount: ${amount}`);
        return { balance: { denom: req.denom, amount: amount.toString() } };
      },
    ),

    query(
      `${SERVICE}/TotalSupply`,
      QueryTotalSupplyRequest,
      QueryTotalSupplyResponse,
      (ctx, req) => {
        const { items, pagination } = collectionPage({
          store: ctx.store(STORE),
          prefix: prefixes.supply,
          page: req.pagination,
          read: (denom, amount) => ({ denom: fromUtf8(denom), amount: fromUtf8(amount) }),
        });
        return { supply: items, pagination };
      },
    ),

    query(`${SERVICE}/SupplyOf`, QuerySupplyOfRequest, QuerySupplyOfResponse, (ctx, req) => {
      requireDenom(req.denom);
      return { amount: { denom: req.denom, amount: keeper.supply(ctx, req.denom).toString() } };
    }),

    query(`${SERVICE}/Params`, QueryParamsRequest, QueryParamsResponse, (ctx) => ({
      params: keeper.params(ctx),
    })),

    query(
      `${SERVICE}/DenomMetadata`,
      QueryDenomMetadataRequest,
      QueryDenomMetadataResponse,
      (ctx, req) => ({ metadata: metadataOf(ctx, req.denom) }),
    ),

    query(
      `${SERVICE}/DenomMetadataByQueryString`,
      QueryDenomMetadataByQueryStringRequest,
      QueryDenomMetadataByQueryStringResponse,
      (ctx, req) => ({ metadata: metadataOf(ctx, req.denom) }),
    ),

    query(
      `${SERVICE}/DenomsMetadata`,
      QueryDenomsMetadataRequest,
      QueryDenomsMetadataResponse,
      (ctx, req) => {
        const { items, pagination } = pageOf({
          store: ctx.store(STORE),
          prefix: prefixes.metadata,
          page: req.pagination,
          read: (_, value) => MetadataRecord.decode(value),
        });
        return { metadatas: items, pagination };
      },
    ),

    query(`${SERVICE}/DenomOwners`, QueryDenomOwnersRequest, QueryDenomOwnersResponse, (ctx, req) =>
      ownersOf(ctx, req.denom, req.pagination),
    ),

    query(
      `${SERVICE}/DenomOwnersByQuery`,
      QueryDenomOwnersByQueryRequest,
      QueryDenomOwnersByQueryResponse,
      (ctx, req) => ownersOf(ctx, req.denom, req.pagination),
    ),

    query(
      `${SERVICE}/SendEnabled`,
      QuerySendEnabledRequest,
      QuerySendEnabledResponse,
      (ctx, req) => {
        if (req.denoms.length > 0) {
          const sendEnabled = req.denoms.flatMap((denom) => {
            const enabled = keeper.sendEnabledEntry(ctx, denom);
            return enabled === undefined ? [] : [{ denom, enabled }];
          });
          return { sendEnabled, pagination: undefined };
        }
        const { items, pagination } = collectionPage({
          store: ctx.store(STORE),
          prefix: prefixes.sendEnabled,
          page: req.pagination,
          read: (denom, value) => ({
            denom: fromUtf8(denom),
            enabled: BoolValue.decode(value).value,
          }),
        });
        return { sendEnabled: items, pagination };
      },
    ),
  ];
}

function requireDenom(denom: string): void {
  if (!isValidDenom(denom)) {
    throw grpcError(GrpcCode.INVALID_ARGUMENT, `invalid denom: ${denom}`);
  }
}
