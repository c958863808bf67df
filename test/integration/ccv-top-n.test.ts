import { type ConsAddress, createAddressCodec } from "@testudo/base";
import {
  QueryValidatorOutstandingRewardsRequest,
  QueryValidatorOutstandingRewardsResponse,
} from "@testudo/proto/cosmos/distribution/v1beta1";
import { QueryInflationRequest, QueryInflationResponse } from "@testudo/proto/cosmos/mint/v1beta1";
import { BondStatus } from "@testudo/proto/cosmos/staking/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  type MsgUpdateConsumer,
  MsgUpdateParams,
  type PowerShapingParameters,
  QueryConsumerChainOptedInValidatorsRequest,
  QueryConsumerChainOptedInValidatorsResponse,
  QueryConsumerChainsValidatorHasToValidateRequest,
  QueryConsumerChainsValidatorHasToValidateResponse,
  QueryParamsRequest,
  QueryParamsResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import {
  initParams,
  namesOn,
  optOut,
  powerShaping,
  updateConsumer,
} from "@testudo/testkit/consumer-messages";
import { createCoordinator, registerConsumer } from "@testudo/testkit/coordinator";
import { govOn, passProposal, QUICK_GOV } from "@testudo/testkit/governance";
import { createHub, phaseOnHub, powersOn, TOKEN } from "@testudo/testkit/hub";
import { checkInvariants, checkReplication } from "@testudo/testkit/invariants";
import { delegate, validatorOn } from "@testudo/testkit/staking-messages";
import {
  type TestAccount,
  testAccount,
  testConsKey,
  testValidator,
} from "@testudo/testkit/test-account";
import type { TestChain } from "@testudo/testkit/test-chain";
import { message } from "@testudo/testkit/test-tx";

const dora = testAccount("dora");
const [alice, dave] = [testValidator("alice"), testValidator("dave")];
const { cons } = createAddressCodec("cosmos");
const consText = (name: string) => cons.toText(testConsKey(name).address as ConsAddress);

const asGov = (hub: TestChain, id: string, changes: Partial<MsgUpdateConsumer>): readonly Any[] => [
  updateConsumer(hub, dora, id, { owner: govOn(hub), ...changes }),
];

/** Opts a hub's consumer into Top N before it is launched. */
function giveToGovernance(
  hub: TestChain,
  id: string,
  shaping: Partial<PowerShapingParameters>,
): void {
  hub.send(dora, updateConsumer(hub, dora, id, { newOwnerAddress: govOn(hub) }));
  passProposal(hub, asGov(hub, id, { powerShapingParameters: powerShaping(shaping) }));
}

const optedIn = (hub: TestChain, consumerId: string) =>
  hub.query(
    "/interchain_security.ccv.provider.v1.Query/QueryConsumerChainOptedInValidators",
    QueryConsumerChainOptedInValidatorsRequest,
    QueryConsumerChainOptedInValidatorsResponse,
    { consumerId },
  ).validatorsProviderAddresses;

/** What the hub owes a validator and its delegators, scaled by 10^18. */
const rewardsOf = (hub: TestChain, validator: TestAccount): bigint => {
  const { rewards } = hub.query(
    "/cosmos.distribution.v1beta1.Query/ValidatorOutstandingRewards",
    QueryValidatorOutstandingRewardsRequest,
    QueryValidatorOutstandingRewardsResponse,
    { validatorAddress: namesOn(hub, validator).operator },
  );
  return BigInt(rewards.rewards[0]?.amount ?? "0");
};

const duties = (hub: TestChain, name: string) =>
  hub.query(
    "/interchain_security.ccv.provider.v1.Query/QueryConsumerChainsValidatorHasToValidate",
    QueryConsumerChainsValidatorHasToValidateRequest,
    QueryConsumerChainsValidatorHasToValidateResponse,
    { providerAddress: consText(name) },
  ).consumerIds;

describe("a Top N consumer", () => {
  it("ccv 11.48, 11.51 launches with everybody who is needed for N percent, opted in by the hub", () => {
    const hub = createHub({ appState: QUICK_GOV, afterBlock: checkInvariants });
    const id = registerConsumer(hub);
    expect(hub.deliver(dave, optOut(hub, dave, id))).toMatchObject({
      codespace: "provider",
      code: 27,
    });
    giveToGovernance(hub, id, { topN: 70 });
    expect(optedIn(hub, id)).toEqual([]);

    const spawnTime = hub.clock.now();
    passProposal(hub, asGov(hub, id, { initializationParameters: initParams({ spawnTime }) }));
    hub.next(2);

    expect(phaseOnHub(hub, id)).toBe("LAUNCHED");
    expect([...optedIn(hub, id)].sort()).toEqual([consText("alice"), consText("bob")].sort());
  });

  it("ccv 11.48, 11.54, 11.157 takes up at the end of an epoch whoever grows into the N percent, but for the denied", () => {
    const net = createCoordinator({ appState: QUICK_GOV, afterBlock: checkInvariants });
    const { hub } = net;
    const { id, chain } = net.launch({ validators: ["alice"] });
    giveToGovernance(hub, id, { topN: 80, denylist: [consText("carol")] });
    net.epoch();
    // Needed: 400, 300 and 200; carol may not.
    expect(powersOn(chain)).toEqual({ alice: 400n, bob: 300n });
    expect(duties(hub, "bob")).toEqual([id]);
    expect(duties(hub, "dave")).toEqual([]);

    hub.send(dora, delegate(hub, dora, dave, 150n * TOKEN)); // 250 of 1,150
    expect(duties(hub, "dave")).toEqual([id]);
    net.epoch();
    expect(powersOn(chain)).toEqual({ alice: 400n, bob: 300n, dave: 250n });
    checkReplication(hub, chain, id);
  });

  it("ccv 11.57 ignores a cap on seats", () => {
    const net = createCoordinator({ appState: QUICK_GOV });
    const { hub } = net;
    const { id, chain } = net.launch({ validators: ["alice"] });
    giveToGovernance(hub, id, { topN: 100, validatorSetCap: 2 });
    net.epoch();
    expect(powersOn(chain)).toEqual({ alice: 400n, bob: 300n, carol: 200n, dave: 100n });
  });
});

describe("validators that are not active on the hub", () => {
  const inactive = (max: string) =>
    createHub({
      appState: {
        ...QUICK_GOV,
        provider: { params: { blocks_per_epoch: "5", max_provider_consensus_validators: max } },
      },
      afterBlock: checkInvariants,
    });

  it("ccv 11.64 have no vote in proposals", () => {
    // Bob, carol and dave have 600 of 1,000, but with two active validators alice has 400 of 700.
    const vote = (hub: TestChain) => passProposal(hub, [], { voters: ["alice"] });
    expect(() => vote(inactive("1"))).not.toThrow();
    const hub = inactive("1");
    expect(() => passProposal(hub, [], { voters: ["bob", "carol", "dave"] })).toThrow(/status 4/);
  });

  it("ccv 11.64 do not count for inflation", () => {
    const inflation = (hub: TestChain) => {
      hub.next(20);
      return hub.query(
        "/cosmos.mint.v1beta1.Query/Inflation",
        QueryInflationRequest,
        QueryInflationResponse,
        {},
      ).inflation;
    };
    const few = String(new TextDecoder().decode(inflation(inactive("1"))));
    const all = String(new TextDecoder().decode(inflation(inactive("180"))));
    // Less is bonded, so inflation rises faster.
    expect(BigInt(few)).toBeGreaterThan(BigInt(all));
  });

  it("ccv 11.63, 11.65 leave the hub's consensus with the next block when there is less room; they stay bonded, are not jailed, and earn nothing", () => {
    const hub = createHub({
      appState: {
        ...QUICK_GOV,
        slashing: { params: { signed_blocks_window: "10", min_signed_per_window: "0.5" } },
      },
      afterBlock: checkInvariants,
    });
    expect(powersOn(hub)).toEqual({ alice: 400n, bob: 300n, carol: 200n, dave: 100n });
    const { params } = hub.query(
      "/interchain_security.ccv.provider.v1.Query/QueryParams",
      QueryParamsRequest,
      QueryParamsResponse,
      {},
    );
    passProposal(hub, [
      message(MsgUpdateParams, {
        authority: govOn(hub),
        params: { ...params, maxProviderConsensusValidators: 2n },
      }),
    ]);
    hub.next();
    expect(powersOn(hub)).toEqual({ alice: 400n, bob: 300n });
    expect(validatorOn(hub, dave).status).toBe(BondStatus.BOND_STATUS_BONDED);

    hub.setSigning(dave.consensus.address, false);
    hub.next(5);
    const before = [rewardsOf(hub, alice), rewardsOf(hub, dave)] as const;
    hub.next(20);
    expect(validatorOn(hub, dave).jailed).toBe(false);
    expect(rewardsOf(hub, dave)).toBe(before[1]);
    expect(rewardsOf(hub, alice)).toBeGreaterThan(before[0]);
  });
});
