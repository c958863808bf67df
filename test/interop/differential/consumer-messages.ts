import { SECOND } from "@testudo/base";
import { packAny, toDuration, toTimestamp, unpackAs } from "@testudo/proto";
import {
  GenericAuthorization,
  type GrantAuthorization,
  MsgExec,
  MsgGrant,
  MsgRevoke,
  QueryGranteeGrantsRequest,
  QueryGranteeGrantsResponse,
} from "@testudo/proto/cosmos/authz/v1beta1";
import { MsgMultiSend, MsgSend, SendAuthorization } from "@testudo/proto/cosmos/bank/v1beta1";
import {
  AllowedMsgAllowance,
  BasicAllowance,
  type Grant as FeeGrant,
  MsgGrantAllowance,
  MsgPruneAllowances,
  MsgRevokeAllowance,
  PeriodicAllowance,
  QueryAllowancesByGranterRequest,
  QueryAllowancesByGranterResponse,
} from "@testudo/proto/cosmos/feegrant/v1beta1";
import { MsgUnjail } from "@testudo/proto/cosmos/slashing/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import { MsgTransfer, TransferAuthorization } from "@testudo/proto/ibc/applications/transfer/v1";
import type { TestChain } from "@testudo/testkit/test-chain";
import { vesting } from "./hub-messages.ts";
import { changeOneField } from "./random-messages.ts";
import { type Draw, randomAmount } from "./random-values.ts";

/** What messages of a consumer have to fit. */
export interface ConsumerView {
  readonly chain: TestChain;
  readonly channelId: string;
  /** The other end's idea of somebody's address. */
  readonly receiver: string;
}

/** A message that probably works on a consumer: it fits the state. One in a few has one field changed. */
export function fittingConsumerMessage(draw: Draw, view: ConsumerView): Any {
  const { random } = draw;
  const message = random.weighted(MAKERS)(draw, view) ?? send(draw);
  return random.chance(0.2) ? changeOneField(draw, message) : message;
}

type Maker = (draw: Draw, view: ConsumerView) => Any | undefined;

const MAKERS: readonly (readonly [weight: number, make: Maker])[] = [
  [2, (draw) => send(draw)],
  [1, multiSend],
  [4, grant],
  [5, exec],
  [1, revoke],
  [3, grantFees],
  [1, revokeFees],
  [0.5, ({ signer }) => packAny(MsgPruneAllowances, { pruner: signer })],
  [1, vesting],
  [0.3, (draw) => packAny(MsgUnjail, { validatorAddr: draw.signer })],
];

const DENOM = "ucon";

function coins({ random }: Draw, most = 1_000_000) {
  return [{ denom: DENOM, amount: String(random.between(1, most)) }];
}

function somebody({ random, world, signer }: Draw): string {
  const others = world.accounts
    .map(({ address }) => world.addresses.acc.toText(address))
    .filter((one) => one !== signer);
  return random.pick(others);
}

function send(draw: Draw): Any {
  const amount = randomAmount({ ...draw, chaos: 0 });
  return packAny(MsgSend, {
    fromAddress: draw.signer,
    toAddress: somebody(draw),
    amount: [{ denom: DENOM, amount }],
  });
}

function multiSend(draw: Draw): Any {
  const parts = [draw.random.between(1, 9), draw.random.between(1, 9)];
  const worth = (amount: number) => [{ denom: DENOM, amount: String(amount) }];
  return packAny(MsgMultiSend, {
    inputs: [{ address: draw.signer, coins: worth(parts.reduce((sum, one) => sum + one, 0)) }],
    outputs: parts.map((part) => ({ address: somebody(draw), coins: worth(part) })),
  });
}

/** In the near future, in the past, or never. */
function expiration({ random, world }: Draw) {
  return random.chance(0.4)
    ? undefined
    : toTimestamp(world.now + BigInt(random.pick([-1, 1, 5, 30, 600, 100_000])) * SECOND);
}

const GENERIC = [
  MsgSend.typeUrl,
  MsgSend.typeUrl,
  MsgMultiSend.typeUrl,
  MsgTransfer.typeUrl,
  MsgGrant.typeUrl,
  MsgExec.typeUrl,
  MsgGrantAllowance.typeUrl,
];

function grant(draw: Draw, { channelId, receiver }: ConsumerView): Any {
  const { random } = draw;
  const authorization = random.pick<() => Any>([
    () => packAny(GenericAuthorization, { msg: random.pick(GENERIC) }),
    () =>
      packAny(SendAuthorization, {
        spendLimit: coins(draw, 2_000_000),
        allowList: random.chance(0.3) ? [somebody(draw), draw.signer] : [],
      }),
    () =>
      packAny(TransferAuthorization, {
        allocations: [
          {
            sourcePort: "transfer",
            sourceChannel: channelId,
            spendLimit: random.chance(0.2)
              ? [{ denom: DENOM, amount: String(2n ** 256n - 1n) }]
              : coins(draw, 2_000_000),
            allowList: random.chance(0.3) ? [receiver] : [],
            allowedPacketData: random.pick([[], ["*"], ["wasm"], ["forward", "wasm"]]),
          },
        ],
      }),
  ])();
  return packAny(MsgGrant, {
    granter: draw.signer,
    grantee: somebody(draw),
    grant: { authorization, expiration: expiration(draw) },
  });
}

function grantsTo({ signer }: Draw, chain: TestChain): readonly GrantAuthorization[] {
  return chain.query(
    "/cosmos.authz.v1beta1.Query/GranteeGrants",
    QueryGranteeGrantsRequest,
    QueryGranteeGrantsResponse,
    { grantee: signer, pagination: undefined },
  ).grants;
}

/** In somebody else's name, who has allowed it. */
function exec(draw: Draw, { chain, channelId, receiver }: ConsumerView): Any | undefined {
  const { random, signer } = draw;
  const grants = grantsTo(draw, chain);
  if (grants.length === 0) return undefined;
  const inside = (): Any => {
    const { granter, authorization } = random.pick(grants);
    const asGranter: Draw = { ...draw, signer: granter };
    const about = authorization === undefined ? "" : authorized(authorization);
    if (about === MsgTransfer.typeUrl) {
      return packAny(MsgTransfer, {
        ...{ sourcePort: "transfer", sourceChannel: channelId, sender: granter, receiver },
        token: coins(asGranter)[0]!,
        timeoutHeight: { revisionNumber: 0n, revisionHeight: 0n },
        timeoutTimestamp: draw.world.now + 600n * SECOND,
        memo: random.pick(["", '{"wasm":{}}', '{"forward":{},"wasm":1}', "plain"]),
        encoding: "",
      });
    }
    if (about === MsgMultiSend.typeUrl) return multiSend(asGranter);
    if (about === MsgGrant.typeUrl) return grant(asGranter, { chain, channelId, receiver });
    if (about === MsgGrantAllowance.typeUrl) return grantFees(asGranter);
    if (about === MsgExec.typeUrl) {
      return packAny(MsgExec, { grantee: granter, msgs: [send(asGranter)] });
    }
    return packAny(MsgSend, {
      fromAddress: granter,
      toAddress: random.chance(0.4) ? signer : somebody(asGranter),
      amount: coins(draw),
    });
  };
  const length = random.weighted([
    [6, 1],
    [2, 2],
    [1, 3],
  ]);
  return packAny(MsgExec, { grantee: signer, msgs: Array.from({ length }, inside) });
}

/** The type that an authorization is about. */
function authorized(authorization: Any): string {
  if (authorization.typeUrl === TransferAuthorization.typeUrl) return MsgTransfer.typeUrl;
  return unpackAs(GenericAuthorization, authorization)?.msg ?? MsgSend.typeUrl;
}

function revoke(draw: Draw, { chain }: ConsumerView): Any | undefined {
  const mine = draw.world.accounts.flatMap(({ address }) => {
    const grantee = draw.world.addresses.acc.toText(address);
    return grantsTo({ ...draw, signer: grantee }, chain)
      .filter(({ granter }) => granter === draw.signer)
      .map(({ authorization }) => ({ grantee, authorization }));
  });
  if (mine.length === 0) return undefined;
  const { grantee, authorization } = draw.random.pick(mine);
  const msgTypeUrl = authorization === undefined ? "" : authorized(authorization);
  return packAny(MsgRevoke, { granter: draw.signer, grantee, msgTypeUrl });
}

function grantFees(draw: Draw): Any {
  const { random, world } = draw;
  const limit = () => (random.chance(0.7) ? coins(draw, 300_000) : []);
  const basic = () => ({ spendLimit: limit(), expiration: expiration(draw) });
  const plain = (): Any =>
    random.chance(0.5)
      ? packAny(BasicAllowance, basic())
      : packAny(PeriodicAllowance, {
          basic: basic(),
          period: toDuration(BigInt(random.pick([1, 5, 60])) * SECOND),
          periodSpendLimit: coins(draw, 100_000),
          periodCanSpend: random.chance(0.5) ? coins(draw, 100_000) : [],
          periodReset: toTimestamp(world.now + BigInt(random.between(-5, 20)) * SECOND),
        });
  return packAny(MsgGrantAllowance, {
    granter: draw.signer,
    grantee: somebody(draw),
    allowance: random.chance(0.3)
      ? packAny(AllowedMsgAllowance, {
          allowance: plain(),
          allowedMessages: random.some(GENERIC, 0.5),
        })
      : plain(),
  });
}

/** The fee grants of somebody. */
export function feeGrantsOf(chain: TestChain, granter: string): readonly FeeGrant[] {
  return chain.query(
    "/cosmos.feegrant.v1beta1.Query/AllowancesByGranter",
    QueryAllowancesByGranterRequest,
    QueryAllowancesByGranterResponse,
    { granter, pagination: undefined },
  ).allowances;
}

function revokeFees({ random, signer }: Draw, { chain }: ConsumerView): Any | undefined {
  const own = feeGrantsOf(chain, signer);
  if (own.length === 0) return undefined;
  return packAny(MsgRevokeAllowance, { granter: signer, grantee: random.pick(own).grantee });
}
