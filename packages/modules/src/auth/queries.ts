import { accAddress, plainError } from "@testudo/base";
import {
  AddressBytesToStringRequest,
  AddressBytesToStringResponse,
  AddressStringToBytesRequest,
  AddressStringToBytesResponse,
  Bech32PrefixRequest,
  Bech32PrefixResponse,
  QueryAccountAddressByIDRequest,
  QueryAccountAddressByIDResponse,
  QueryAccountInfoRequest,
  QueryAccountInfoResponse,
  QueryAccountRequest,
  QueryAccountResponse,
  QueryAccountsRequest,
  QueryAccountsResponse,
  QueryModuleAccountByNameRequest,
  QueryModuleAccountByNameResponse,
  QueryModuleAccountsRequest,
  QueryModuleAccountsResponse,
  QueryParamsRequest,
  QueryParamsResponse,
} from "@testudo/proto/cosmos/auth/v1beta1";
import { Any } from "@testudo/proto/google/protobuf";
import { type Ctx, GrpcCode, grpcError, type QueryRoute, query } from "@testudo/runtime";
import { collectionPage } from "../paging.ts";
import { addressFromWire } from "../wire.ts";
import { type Account, accountToAny } from "./accounts.ts";
import type { AccountKeeper } from "./keeper.ts";
import { ACCOUNTS_PREFIX, STORE } from "./state.ts";

const SERVICE = "/cosmos.auth.v1beta1.Query";

/** Query handlers of auth. */
export function queries(keeper: AccountKeeper): readonly QueryRoute[] {
  const { addresses } = keeper;

  function accountAt(ctx: Ctx, text: string, what: string): Account {
    if (text === "") throw grpcError(GrpcCode.INVALID_ARGUMENT, `${what} cannot be empty`);
    const address = addressFromWire(addresses.acc, text);
    const account = keeper.getAccount(ctx, address);
    if (account === undefined) throw grpcError(GrpcCode.NOT_FOUND, `account ${text} not found`);
    return account;
  }

  function moduleAccountAny(ctx: Ctx, name: string): Any {
    const account = keeper.getModuleAccount(ctx, name);
    if (account === undefined) throw grpcError(GrpcCode.NOT_FOUND, `account ${name} not found`);
    return accountToAny(account);
  }

  return [
    query(`${SERVICE}/Accounts`, QueryAccountsRequest, QueryAccountsResponse, (ctx, req) => {
      const { items, pagination } = collectionPage(
        {
          store: ctx.store(STORE),
          prefix: ACCOUNTS_PREFIX,
          page: req.pagination,
          read: (_, value) => Any.decode(value),
        },
        plainError,
      );
      return { accounts: items, pagination };
    }),

    query(`${SERVICE}/Account`, QueryAccountRequest, QueryAccountResponse, (ctx, req) => ({
      account: accountToAny(accountAt(ctx, req.address, "Address")),
    })),

    query(
      `${SERVICE}/AccountAddressByID`,
      QueryAccountAddressByIDRequest,
      QueryAccountAddressByIDResponse,
      (ctx, req) => {
        if (req.id !== 0n) {
          throw grpcError(
            GrpcCode.INVALID_ARGUMENT,
            "requesting with id isn't supported, try to request using account-id",
          );
        }
        const address = keeper.addressByNumber(ctx, req.accountId);
        if (address === undefined) {
          throw grpcError(
            GrpcCode.NOT_FOUND,
            `account address not found with account number ${req.accountId}`,
          );
        }
        return { accountAddress: addresses.acc.toText(address) };
      },
    ),

    query(`${SERVICE}/Params`, QueryParamsRequest, QueryParamsResponse, (ctx) => ({
      params: keeper.params(ctx),
    })),

    query(
      `${SERVICE}/ModuleAccounts`,
      QueryModuleAccountsRequest,
      QueryModuleAccountsResponse,
      (ctx) => ({
        accounts: keeper.modules
          .map(({ name }) => name)
          .sort()
          .map((name) => moduleAccountAny(ctx, name)),
      }),
    ),

    query(
      `${SERVICE}/ModuleAccountByName`,
      QueryModuleAccountByNameRequest,
      QueryModuleAccountByNameResponse,
      (ctx, req) => {
        if (req.name === "") throw grpcError(GrpcCode.INVALID_ARGUMENT, "module name is empty");
        return { account: moduleAccountAny(ctx, req.name) };
      },
    ),

    query(`${SERVICE}/Bech32Prefix`, Bech32PrefixRequest, Bech32PrefixResponse, () => ({
      bech32Prefix: addresses.prefix,
    })),

    query(
      `${SERVICE}/AddressBytesToString`,
      AddressBytesToStringRequest,
      AddressBytesToStringResponse,
      (_, req) => {
        if (req.addressBytes.length === 0) throw plainError("empty address bytes is not allowed");
        return { addressString: addresses.acc.toText(accAddress(req.addressBytes)) };
      },
    ),

    query(
      `${SERVICE}/AddressStringToBytes`,
      AddressStringToBytesRequest,
      AddressStringToBytesResponse,
      (_, req) => {
        if (req.addressString.trim() === "") {
          throw plainError("empty address string is not allowed");
        }
        return { addressBytes: addressFromWire(addresses.acc, req.addressString) };
      },
    ),

    query(
      `${SERVICE}/AccountInfo`,
      QueryAccountInfoRequest,
      QueryAccountInfoResponse,
      (ctx, req) => {
        const { pubKey, accountNumber, sequence } = accountAt(ctx, req.address, "address");
        return { info: { address: req.address, pubKey, accountNumber, sequence } };
      },
    ),
  ];
}
