import type { MessageType } from "@testudo/proto";
import {
  QueryAllBalancesRequest,
  type QueryAllBalancesResponse,
  QueryBalanceRequest,
  type QueryBalanceResponse,
  QueryDenomMetadataRequest,
  QueryDenomOwnersRequest,
  type QueryDenomOwnersResponse,
  QuerySpendableBalancesRequest,
  type QuerySpendableBalancesResponse,
  QueryTotalSupplyRequest,
  type QueryTotalSupplyResponse,
} from "@testudo/proto/cosmos/bank/v1beta1";
import { GrpcCode, GrpcError } from "@testudo/runtime";
import { createStakeChain, testAccount, testAddresses } from "@testudo/testkit/stake-chain";

const [alice, bob] = ["alice", "bob"].map(testAccount);
const aliceText = testAddresses.acc.toText(alice!);
const denoms = ["aaa", "bbb", "ccc", "ddd"];
const page = (fields: {
  key?: Uint8Array;
  offset?: bigint;
  limit?: bigint;
  countTotal?: boolean;
}) => ({
  key: new Uint8Array(),
  offset: 0n,
  limit: 0n,
  countTotal: false,
  reverse: false,
  ...fields,
});

function setUp() {
  const chain = createStakeChain({
    accounts: [
      { address: alice!, coins: denoms.map((denom) => ({ denom, amount: 5n })) },
      { address: bob!, coins: [{ denom: "bbb", amount: 7n }] },
    ],
  });
  function ask<Req, Res>(method: string, type: MessageType<Req>, request: Req): Res {
    const path = `/cosmos.bank.v1beta1.Query/${method}`;
    const route = chain.bankModule.queries?.find((candidate) => candidate.path === path);
    expect(route?.request.typeName).toBe(type.typeName);
    return route?.handle(chain.ctx, request) as Res;
  }
  return { ...chain, ctx: chain.ctx, ask };
}

describe("bank queries", () => {
  it("answer a balance, zero when there is none", () => {
    const { ask } = setUp();
    const balance = (denom: string) =>
      ask<QueryBalanceRequest, QueryBalanceResponse>("Balance", QueryBalanceRequest, {
        address: aliceText,
        denom,
      }).balance;

    expect(balance("aaa")).toEqual({ denom: "aaa", amount: "5" });
    expect(balance("zzz")).toEqual({ denom: "zzz", amount: "0" });
  });

  it("turn pages by key, and count only when asked to", () => {
    const { ask } = setUp();
    const balances = (pagination: QueryAllBalancesRequest["pagination"]) =>
      ask<QueryAllBalancesRequest, QueryAllBalancesResponse>(
        "AllBalances",
        QueryAllBalancesRequest,
        { address: aliceText, pagination, resolveDenom: false },
      );
    const names = ({ balances: list }: QueryAllBalancesResponse) => list.map(({ denom }) => denom);

    const first = balances(page({ limit: 3n }));
    const second = balances(
      page({ limit: 3n, key: first.pagination?.nextKey ?? new Uint8Array() }),
    );

    expect([names(first), names(second)]).toEqual([denoms.slice(0, 3), denoms.slice(3)]);
    expect(first.pagination?.total).toBe(0n);
    expect(second.pagination?.nextKey).toEqual(new Uint8Array());
    expect(balances(undefined).pagination?.total).toBe(4n);
    expect(names(balances(page({ offset: 1n, limit: 2n, countTotal: true })))).toEqual([
      "bbb",
      "ccc",
    ]);
    expect(balances(page({ offset: 5n, limit: 1n, countTotal: true })).pagination?.total).toBe(0n);
  });

  it("refuse a page with both key and offset", () => {
    const { ask } = setUp();

    expect(() =>
      ask("AllBalances", QueryAllBalancesRequest, {
        address: aliceText,
        pagination: page({ offset: 1n, key: Uint8Array.of(1) }),
        resolveDenom: false,
      }),
    ).toThrow(
      new GrpcError(
        GrpcCode.INVALID_ARGUMENT,
        "paginate: invalid request, either offset or key is expected, got both",
      ),
    );
  });

  it("show locked coins as not spendable", () => {
    const { ctx, auth, ask } = setUp();
    auth.setAccount(ctx, {
      kind: "permanent",
      address: aliceText,
      pubKey: undefined,
      accountNumber: 0n,
      sequence: 0n,
      originalVesting: [{ denom: "aaa", amount: 3n }],
      delegatedFree: [],
      delegatedVesting: [],
      endTime: 0n,
    });

    const { balances } = ask<QuerySpendableBalancesRequest, QuerySpendableBalancesResponse>(
      "SpendableBalances",
      QuerySpendableBalancesRequest,
      { address: aliceText, pagination: undefined },
    );

    expect(balances.map(({ amount }) => amount)).toEqual(["2", "5", "5", "5"]);
  });

  it("name the owners of a denom", () => {
    const { ask } = setUp();

    const { denomOwners } = ask<QueryDenomOwnersRequest, QueryDenomOwnersResponse>(
      "DenomOwners",
      QueryDenomOwnersRequest,
      { denom: "bbb", pagination: undefined },
    );

    expect(new Map(denomOwners.map(({ address, balance }) => [address, balance.amount]))).toEqual(
      new Map([
        [aliceText, "5"],
        [testAddresses.acc.toText(bob!), "7"],
      ]),
    );
  });

  it("sum up the supply", () => {
    const { ask } = setUp();

    const { supply } = ask<QueryTotalSupplyRequest, QueryTotalSupplyResponse>(
      "TotalSupply",
      QueryTotalSupplyRequest,
      { pagination: undefined },
    );

    expect(supply.map(({ denom, amount }) => denom + amount)).toEqual([
      "aaa5",
      "bbb12",
      "ccc5",
      "ddd5",
    ]);
  });

  it.each([
    {
      what: "an address that is none",
      code: GrpcCode.INVALID_ARGUMENT,
      method: "Balance",
      type: QueryBalanceRequest,
      request: { address: "x", denom: "aaa" },
    },
    {
      what: "a denom that is none",
      code: GrpcCode.INVALID_ARGUMENT,
      method: "Balance",
      type: QueryBalanceRequest,
      request: { address: aliceText, denom: "!" },
    },
    {
      what: "a denom nobody described",
      code: GrpcCode.NOT_FOUND,
      method: "DenomMetadata",
      type: QueryDenomMetadataRequest,
      request: { denom: "aaa" },
    },
  ])("refuse $what", ({ code, method, type, request }) => {
    const { ask } = setUp();

    expect(() => ask(method, type as MessageType<unknown>, request)).toThrow(
      expect.objectContaining({ grpcCode: code }),
    );
  });
});
