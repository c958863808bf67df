import type { MessageType } from "@testudo/proto";
import {
  MsgBeginRedelegate,
  MsgBeginRedelegateResponse,
  MsgDelegate,
  MsgDelegateResponse,
  MsgUndelegate,
  MsgUndelegateResponse,
  QueryDelegationRequest,
  type QueryDelegationResponse,
  QueryPoolRequest,
  type QueryPoolResponse,
  QueryRedelegationsRequest,
  type QueryRedelegationsResponse,
  QueryUnbondingDelegationRequest,
  QueryValidatorDelegationsRequest,
  type QueryValidatorDelegationsResponse,
  QueryValidatorRequest,
  QueryValidatorsRequest,
  type QueryValidatorsResponse,
  QueryValidatorUnbondingDelegationsRequest,
  type QueryValidatorUnbondingDelegationsResponse,
} from "@testudo/proto/cosmos/staking/v1beta1";
import { GrpcCode } from "@testudo/runtime";
import { createStakeChain, testAccount, testAddresses } from "@testudo/testkit/stake-chain";

const [alice, bob, carol] = ["alice", "bob", "carol"].map(testAccount);
const carolAcc = testAddresses.acc.toText(carol!);
const [aliceVal, bobVal] = [alice, bob].map((address) => testAddresses.val.toText(address!));
const coin = (amount: string) => ({ denom: "stake", amount });

function setUp() {
  const coins = [{ denom: "stake", amount: 1_000_000_000n }];
  const chain = createStakeChain({
    accounts: [alice!, bob!, carol!].map((address) => ({ address, coins })),
    params: { maxValidators: 1 },
  });
  chain.createValidator(alice!, 20_000_000n);
  chain.createValidator(bob!, 10_000_000n);
  chain.nextBlock();
  const stake = { delegatorAddress: carolAcc, validatorAddress: aliceVal! };
  chain.send(MsgDelegate, MsgDelegateResponse, { ...stake, amount: coin("5000000") });
  chain.send(MsgUndelegate, MsgUndelegateResponse, { ...stake, amount: coin("1000000") });
  chain.send(MsgBeginRedelegate, MsgBeginRedelegateResponse, {
    delegatorAddress: carolAcc,
    validatorSrcAddress: aliceVal!,
    validatorDstAddress: bobVal!,
    amount: coin("2000000"),
  });
  function ask<Req, Res>(method: string, type: MessageType<Req>, request: Req): Res {
    const path = `/cosmos.staking.v1beta1.Query/${method}`;
    const route = chain.stakingModule.queries?.find((candidate) => candidate.path === path);
    expect(route?.request.typeName).toBe(type.typeName);
    return route?.handle(chain.ctx, request) as Res;
  }
  return { ...chain, ask };
}

describe("staking queries", () => {
  it.each([
    ["BOND_STATUS_BONDED", [aliceVal]],
    ["BOND_STATUS_UNBONDED", [bobVal]],
    ["BOND_STATUS_UNBONDING", []],
  ])("list the validators of status %s", (status, expected) => {
    const { ask } = setUp();

    const { validators, pagination } = ask<QueryValidatorsRequest, QueryValidatorsResponse>(
      "Validators",
      QueryValidatorsRequest,
      { status, pagination: undefined },
    );

    expect(validators.map(({ operatorAddress }) => operatorAddress)).toEqual(expected);
    expect(pagination?.total).toBe(BigInt(expected.length));
  });

  it("say what a delegation is worth", () => {
    const { ask } = setUp();

    const { delegationResponse } = ask<QueryDelegationRequest, QueryDelegationResponse>(
      "Delegation",
      QueryDelegationRequest,
      { delegatorAddr: carolAcc, validatorAddr: aliceVal! },
    );

    expect(delegationResponse?.balance).toEqual(coin("2000000"));
  });

  it("list what stands at a validator and what leaves it", () => {
    const { ask } = setUp();

    const at = ask<QueryValidatorDelegationsRequest, QueryValidatorDelegationsResponse>(
      "ValidatorDelegations",
      QueryValidatorDelegationsRequest,
      { validatorAddr: aliceVal!, pagination: undefined },
    );
    const leaving = ask<
      QueryValidatorUnbondingDelegationsRequest,
      QueryValidatorUnbondingDelegationsResponse
    >("ValidatorUnbondingDelegations", QueryValidatorUnbondingDelegationsRequest, {
      validatorAddr: aliceVal!,
      pagination: undefined,
    });

    expect(at.delegationResponses.map(({ balance }) => balance?.amount).sort()).toEqual([
      "2000000",
      "20000000",
    ]);
    expect(leaving.unbondingResponses.map(({ delegatorAddress }) => delegatorAddress)).toEqual([
      carolAcc,
    ]);
  });

  it.each([
    {
      by: "all three parties",
      fields: { delegatorAddr: carolAcc, srcValidatorAddr: aliceVal!, dstValidatorAddr: bobVal! },
    },
    {
      by: "their source",
      fields: { delegatorAddr: "", srcValidatorAddr: aliceVal!, dstValidatorAddr: "" },
    },
    {
      by: "their delegator",
      fields: { delegatorAddr: carolAcc, srcValidatorAddr: "", dstValidatorAddr: "" },
    },
  ])("find redelegations by $by", ({ fields }) => {
    const { ask } = setUp();

    const { redelegationResponses } = ask<QueryRedelegationsRequest, QueryRedelegationsResponse>(
      "Redelegations",
      QueryRedelegationsRequest,
      { ...fields, pagination: undefined },
    );

    expect(
      redelegationResponses.map(({ entries }) => entries.map(({ balance }) => balance)),
    ).toEqual([["2000000"]]);
    expect(redelegationResponses[0]?.redelegation.entries).toEqual([]);
  });

  it("tell the pools apart", () => {
    const { ask } = setUp();

    const { pool } = ask<QueryPoolRequest, QueryPoolResponse>("Pool", QueryPoolRequest, {});

    expect(pool).toEqual({ bondedTokens: "22000000", notBondedTokens: "13000000" });
  });

  it.each([
    {
      what: "a status that is none",
      code: GrpcCode.INVALID_ARGUMENT,
      method: "Validators",
      type: QueryValidatorsRequest,
      request: { status: "x" },
    },
    {
      what: "an empty address",
      code: GrpcCode.INVALID_ARGUMENT,
      method: "Validator",
      type: QueryValidatorRequest,
      request: { validatorAddr: "" },
    },
    {
      what: "an unknown validator",
      code: GrpcCode.NOT_FOUND,
      method: "Validator",
      type: QueryValidatorRequest,
      request: { validatorAddr: testAddresses.val.toText(carol!) },
    },
    {
      what: "a delegation that is not there",
      code: GrpcCode.NOT_FOUND,
      method: "UnbondingDelegation",
      type: QueryUnbondingDelegationRequest,
      request: { delegatorAddr: carolAcc, validatorAddr: bobVal! },
    },
  ])("refuse $what", ({ code, method, type, request }) => {
    const { ask } = setUp();

    expect(() => ask(method, type as MessageType<unknown>, request)).toThrow(
      expect.objectContaining({ grpcCode: code }),
    );
  });
});
