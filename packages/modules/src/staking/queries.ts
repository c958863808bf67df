import {
  type AccAddress,
  AppError,
  accAddress,
  type TextCodec,
  type ValAddress,
} from "@testudo/base";
import type { PageRequest, PageResponse } from "@testudo/proto/cosmos/base/query/v1beta1";
import {
  BondStatus,
  Delegation,
  type DelegationResponse,
  QueryDelegationRequest,
  QueryDelegationResponse,
  QueryDelegatorDelegationsRequest,
  QueryDelegatorDelegationsResponse,
  QueryDelegatorUnbondingDelegationsRequest,
  QueryDelegatorUnbondingDelegationsResponse,
  QueryDelegatorValidatorRequest,
  QueryDelegatorValidatorResponse,
  QueryDelegatorValidatorsRequest,
  QueryDelegatorValidatorsResponse,
  QueryHistoricalInfoRequest,
  QueryHistoricalInfoResponse,
  QueryParamsRequest,
  QueryParamsResponse,
  QueryPoolRequest,
  QueryPoolResponse,
  QueryRedelegationsRequest,
  QueryRedelegationsResponse,
  QueryUnbondingDelegationRequest,
  QueryUnbondingDelegationResponse,
  QueryValidatorDelegationsRequest,
  QueryValidatorDelegationsResponse,
  QueryValidatorRequest,
  QueryValidatorResponse,
  QueryValidatorsRequest,
  QueryValidatorsResponse,
  QueryValidatorUnbondingDelegationsRequest,
  QueryValidatorUnbondingDelegationsResponse,
  Redelegation,
  type RedelegationResponse,
  UnbondingDelegation,
  Validator,
} from "@testudo/proto/cosmos/staking/v1beta1";
import { type Ctx, GrpcCode, grpcError, type QueryRoute, query } from "@testudo/runtime";
import { pageOf } from "../paging.ts";
import { addressFromWire, decFromWire } from "../wire.ts";
import { errors } from "./errors.ts";
import type { StakingKeeper } from "./keeper.ts";
import { bondDenom, readParams } from "./params.ts";
import { BONDED_POOL, NOT_BONDED_POOL } from "./pools.ts";
import { STORE, state, VALIDATORS_PREFIX } from "./state.ts";
import { tokensFromShares } from "./validator.ts";

const SERVICE = "/cosmos.staking.v1beta1.Query";

/** The filter of a validator list; everything else is refused. */
const STATUSES: ReadonlyMap<string, number> = new Map([
  ["BOND_STATUS_BONDED", BondStatus.BOND_STATUS_BONDED],
  ["BOND_STATUS_UNBONDED", BondStatus.BOND_STATUS_UNBONDED],
  ["BOND_STATUS_UNBONDING", BondStatus.BOND_STATUS_UNBONDING],
]);

/** Query handlers of staking. */
export function queries(keeper: StakingKeeper): readonly QueryRoute[] {
  return [...validatorQueries(keeper), ...delegatorQueries(keeper), ...stateQueries(keeper)];
}

function validatorQueries(keeper: StakingKeeper): readonly QueryRoute[] {
  return [
    query(`${SERVICE}/Validators`, QueryValidatorsRequest, QueryValidatorsResponse, (ctx, req) => {
      const status = STATUSES.get(req.status);
      if (req.status !== "" && status === undefined) {
        throw grpcError(GrpcCode.INVALID_ARGUMENT, `invalid validator status ${req.status}`);
      }
      const { items, pagination } = pageOf({
        store: ctx.store(STORE),
        prefix: VALIDATORS_PREFIX,
        page: req.pagination,
        filtered: true,
        read(_, value) {
          const validator = Validator.decode(value);
          return status === undefined || validator.status === status ? validator : undefined;
        },
      });
      return { validators: items, pagination };
    }),

    query(`${SERVICE}/Validator`, QueryValidatorRequest, QueryValidatorResponse, (ctx, req) => {
      const operator = readOperator(keeper, req.validatorAddr);
      const validator = keeper.validator(ctx, operator);
      if (validator === undefined) {
        throw grpcError(GrpcCode.NOT_FOUND, `validator ${req.validatorAddr} not found`);
      }
      return { validator };
    }),

    query(
      `${SERVICE}/ValidatorDelegations`,
      QueryValidatorDelegationsRequest,
      QueryValidatorDelegationsResponse,
      (ctx, req) => {
        const operator = readOperator(keeper, req.validatorAddr);
        const { items, pagination } = pageOf({
          store: ctx.store(STORE),
          prefix: state.delegationsByValidator.rawKey([operator]),
          page: req.pagination,
          read: (key) =>
            state.delegations.require(ctx, [accAddress(key), operator], errors.noDelegation),
        });
        return { delegationResponses: withBalances(keeper, ctx, items), pagination };
      },
    ),

    query(
      `${SERVICE}/ValidatorUnbondingDelegations`,
      QueryValidatorUnbondingDelegationsRequest,
      QueryValidatorUnbondingDelegationsResponse,
      (ctx, req) => {
        const operator = readOperator(keeper, req.validatorAddr);
        const { items, pagination } = pageOf({
          store: ctx.store(STORE),
          prefix: state.unbondingsByValidator.rawKey([operator]),
          page: req.pagination,
          // The rest of the key is the length of the delegator's address and the address.
          read: (key) =>
            state.unbondings.require(
              ctx,
              [accAddress(key.subarray(1)), operator],
              errors.noUnbondingDelegation,
            ),
        });
        return { unbondingResponses: items, pagination };
      },
    ),
  ];
}

function delegatorQueries(keeper: StakingKeeper): readonly QueryRoute[] {
  return [
    query(`${SERVICE}/Delegation`, QueryDelegationRequest, QueryDelegationResponse, (ctx, req) => {
      const { delegator, operator } = readPair(keeper, req);
      const delegation = keeper.delegation(ctx, delegator, operator);
      if (delegation === undefined) throw notFound("delegation", req);
      const [delegationResponse] = withBalances(keeper, ctx, [delegation]);
      return { delegationResponse };
    }),

    query(
      `${SERVICE}/UnbondingDelegation`,
      QueryUnbondingDelegationRequest,
      QueryUnbondingDelegationResponse,
      (ctx, req) => {
        const { delegator, operator } = readPair(keeper, req);
        const unbond = keeper.unbondingDelegation(ctx, delegator, operator);
        if (unbond === undefined) throw notFound("unbonding delegation", req);
        return { unbond };
      },
    ),

    query(
      `${SERVICE}/DelegatorDelegations`,
      QueryDelegatorDelegationsRequest,
      QueryDelegatorDelegationsResponse,
      (ctx, req) => {
        const { items, pagination } = delegationPage(keeper, ctx, req);
        return { delegationResponses: withBalances(keeper, ctx, items), pagination };
      },
    ),

    query(
      `${SERVICE}/DelegatorUnbondingDelegations`,
      QueryDelegatorUnbondingDelegationsRequest,
      QueryDelegatorUnbondingDelegationsResponse,
      (ctx, req) => {
        const delegator = readDelegator(keeper, req.delegatorAddr);
        const { items, pagination } = pageOf({
          store: ctx.store(STORE),
          prefix: state.unbondings.rawKey([delegator]),
          page: req.pagination,
          read: (_, value) => UnbondingDelegation.decode(value),
        });
        return { unbondingResponses: items, pagination };
      },
    ),

    query(
      `${SERVICE}/DelegatorValidators`,
      QueryDelegatorValidatorsRequest,
      QueryDelegatorValidatorsResponse,
      (ctx, req) => {
        const { items, pagination } = delegationPage(keeper, ctx, req);
        const validators = items.map((delegation) =>
          internally(() => validatorOf(keeper, ctx, delegation)),
        );
        return { validators, pagination };
      },
    ),

    query(
      `${SERVICE}/DelegatorValidator`,
      QueryDelegatorValidatorRequest,
      QueryDelegatorValidatorResponse,
      (ctx, req) => {
        const { delegator, operator } = readPair(keeper, req);
        return internally(() => {
          const delegation = keeper.delegation(ctx, delegator, operator);
          if (delegation === undefined) throw errors.noDelegation();
          return { validator: validatorOf(keeper, ctx, delegation) };
        });
      },
    ),

    query(
      `${SERVICE}/Redelegations`,
      QueryRedelegationsRequest,
      QueryRedelegationsResponse,
      (ctx, req) => {
        const { items, pagination } = internally(() => redelegationPage(keeper, ctx, req));
        const redelegationResponses = items.map((redelegation) =>
          internally(() => withWorth(keeper, ctx, redelegation)),
        );
        return { redelegationResponses, pagination };
      },
    ),
  ];
}

function stateQueries(keeper: StakingKeeper): readonly QueryRoute[] {
  return [
    query(
      `${SERVICE}/HistoricalInfo`,
      QueryHistoricalInfoRequest,
      QueryHistoricalInfoResponse,
      (ctx, { height }) => {
        if (height < 0n) {
          throw grpcError(GrpcCode.INVALID_ARGUMENT, "height cannot be negative");
        }
        const hist = keeper.historicalInfo(ctx, height);
        if (hist === undefined) {
          throw grpcError(GrpcCode.NOT_FOUND, `historical info for height ${height} not found`);
        }
        return { hist };
      },
    ),

    query(`${SERVICE}/Pool`, QueryPoolRequest, QueryPoolResponse, (ctx) => {
      const { pools } = keeper.parts;
      const denom = bondDenom(ctx);
      return {
        pool: {
          notBondedTokens: pools.poolBalance(ctx, NOT_BONDED_POOL, denom).toString(),
          bondedTokens: pools.poolBalance(ctx, BONDED_POOL, denom).toString(),
        },
      };
    }),

    query(`${SERVICE}/Params`, QueryParamsRequest, QueryParamsResponse, (ctx) => ({
      params: readParams(ctx),
    })),
  ];
}

function delegationPage(
  keeper: StakingKeeper,
  ctx: Ctx,
  req: { readonly delegatorAddr: string; readonly pagination?: PageRequest | undefined },
) {
  const delegator = readDelegator(keeper, req.delegatorAddr);
  return pageOf({
    store: ctx.store(STORE),
    prefix: state.delegations.rawKey([delegator]),
    page: req.pagination,
    read: (_, value) => Delegation.decode(value),
  });
}

/** One redelegation, those from a validator, or those of a delegator, by which fields are filled in. */
function redelegationPage(
  keeper: StakingKeeper,
  ctx: Ctx,
  req: QueryRedelegationsRequest,
): { readonly items: readonly Redelegation[]; readonly pagination: PageResponse | undefined } {
  const { delegatorAddr, srcValidatorAddr, dstValidatorAddr } = req;
  const { acc, val } = keeper.addresses;
  if (delegatorAddr !== "" && srcValidatorAddr !== "" && dstValidatorAddr !== "") {
    const delegator = readAddress(acc, delegatorAddr);
    const source = readAddress(val, srcValidatorAddr);
    const destination = readAddress(val, dstValidatorAddr);
    const record = keeper.redelegation(ctx, { delegator, source, destination });
    if (record === undefined) {
      throw grpcError(
        GrpcCode.NOT_FOUND,
        `redelegation not found for delegator address ${delegatorAddr} from validator address ${srcValidatorAddr}`,
      );
    }
    return { items: [record], pagination: undefined };
  }
  if (delegatorAddr === "" && srcValidatorAddr !== "" && dstValidatorAddr === "") {
    const source = readAddress(val, srcValidatorAddr);
    return pageOf({
      store: ctx.store(STORE),
      prefix: state.redelegationsBySource.rawKey([source]),
      page: req.pagination,
      read(key) {
        const { delegator, destination } = pairOf(key);
        return state.redelegations.require(
          ctx,
          [delegator, source, destination],
          errors.noRedelegation,
        );
      },
    });
  }
  return pageOf({
    store: ctx.store(STORE),
    prefix: state.redelegations.rawKey([readAddress(acc, delegatorAddr)]),
    page: req.pagination,
    read: (_, value) => Redelegation.decode(value),
  });
}

/** The rest of an index key: two addresses, each with its length in front. */
function pairOf(key: Uint8Array): { delegator: AccAddress; destination: ValAddress } {
  const length = key[0] ?? 0;
  return {
    delegator: accAddress(key.subarray(1, 1 + length)),
    destination: key.subarray(2 + length) as ValAddress,
  };
}

function withBalances(
  keeper: StakingKeeper,
  ctx: Ctx,
  delegations: readonly Delegation[],
): DelegationResponse[] {
  return delegations.map((delegation) =>
    internally(() => {
      const validator = validatorOf(keeper, ctx, delegation);
      const denom = bondDenom(ctx);
      const tokens = tokensFromShares(validator, decFromWire(delegation.shares)).truncateInt();
      return { delegation, balance: { denom, amount: tokens.toString() } };
    }),
  );
}

/** A redelegation whose entries carry what their shares are worth today. */
function withWorth(
  keeper: StakingKeeper,
  ctx: Ctx,
  redelegation: Redelegation,
): RedelegationResponse {
  const destination = readAddress(keeper.addresses.val, redelegation.validatorDstAddress);
  const validator = keeper.requireValidator(ctx, destination);
  return {
    redelegation: { ...redelegation, entries: [] },
    entries: redelegation.entries.map((entry) => ({
      redelegationEntry: { ...entry, unbondingOnHoldRefCount: 0n },
      balance: tokensFromShares(validator, decFromWire(entry.sharesDst)).truncateInt().toString(),
    })),
  };
}

function validatorOf(keeper: StakingKeeper, ctx: Ctx, delegation: Delegation): Validator {
  return keeper.requireValidator(
    ctx,
    readAddress(keeper.addresses.val, delegation.validatorAddress),
  );
}

function readPair(
  keeper: StakingKeeper,
  req: { readonly delegatorAddr: string; readonly validatorAddr: string },
) {
  if (req.delegatorAddr === "") throw emptyAddress("delegator");
  if (req.validatorAddr === "") throw emptyAddress("validator");
  return {
    delegator: readAddress(keeper.addresses.acc, req.delegatorAddr),
    operator: readAddress(keeper.addresses.val, req.validatorAddr),
  };
}

function readOperator(keeper: StakingKeeper, text: string): ValAddress {
  if (text === "") throw emptyAddress("validator");
  return readAddress(keeper.addresses.val, text);
}

function readDelegator(keeper: StakingKeeper, text: string): AccAddress {
  if (text === "") throw emptyAddress("delegator");
  return readAddress(keeper.addresses.acc, text);
}

function readAddress<T extends Uint8Array>(codec: TextCodec<T>, text: string): T {
  return addressFromWire(codec, text);
}

function emptyAddress(whose: string): AppError {
  return grpcError(GrpcCode.INVALID_ARGUMENT, `${whose} address cannot be empty`);
}

function notFound(
  what: string,
  req: { readonly delegatorAddr: string; readonly validatorAddr: string },
): AppError {
  return grpcError(
    GrpcCode.NOT_FOUND,
    `${what} with delegator ${req.delegatorAddr} not found for validator ${req.validatorAddr}`,
  );
}

/** Answers a refusal with the status `Internal`, as the reference does for what it looks up along the way. */
function internally<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof AppError ? grpcError(GrpcCode.INTERNAL, error.message) : error;
  }
}
