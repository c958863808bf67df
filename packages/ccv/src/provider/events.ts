import type { ConsumerId, Duration } from "@testudo/base";
import { goDurationText } from "@testudo/modules/go-duration";
import type { Ctx } from "@testudo/runtime";
import { event } from "@testudo/runtime";
import {
  CONSUMER_MODULE,
  PROVIDER_MODULE,
  AttributeKey as Shared,
  EventType as SharedType,
} from "../wire/names.ts";

type Attribute = readonly [key: string, value: string | Uint8Array];

const MODULE: Attribute = [Shared.MODULE, PROVIDER_MODULE];

/** Attributes of an event that says which consumer it is about. */
export interface About {
  readonly id: ConsumerId;
  readonly chainId: string;
}

const about = ({ id, chainId }: About): readonly Attribute[] => [
  MODULE,
  ["consumer_id", id],
  ["consumer_chain_id", chainId],
];

/** A step that a validator asked for. `key` is the consumer key as its owner wrote it. */
export function emitValidatorStep(
  ctx: Ctx,
  type: "assign_consumer_key" | "opt_in" | "opt_out",
  step: About & {
    readonly operator: string;
    readonly key?: string;
    readonly submitter: string;
  },
): void {
  const key: readonly Attribute[] =
    step.key === undefined ? [] : [["consumer_consensus_pub_key", step.key]];
  ctx.emit(
    event(type, ...about(step), ["provider_validator_address", step.operator], ...key, [
      "submitter_address",
      step.submitter,
    ]),
  );
}

export function emitCommissionRateSet(
  ctx: Ctx,
  step: About & { readonly operator: string; readonly rate: string; readonly submitter: string },
): void {
  ctx.emit(
    event(
      "set_consumer_commission_rate",
      ...about(step),
      ["provider_validator_address", step.operator],
      ["consumer_commission_rate", step.rate],
      ["submitter_address", step.submitter],
    ),
  );
}

/** `spawnTime` is printed only when the consumer got one. */
export function emitConsumerCreated(
  ctx: Ctx,
  step: About & {
    readonly name: string;
    readonly submitter: string;
    readonly spawnTime?: string;
    readonly phase: string;
  },
): void {
  ctx.emit(
    event(
      "create_consumer",
      ...about(step),
      ["consumer_name", step.name],
      ["submitter_address", step.submitter],
      ["consumer_owner", step.submitter],
      ...optional("consumer_spawn_time", step.spawnTime),
      ["consumer_phase", step.phase],
    ),
  );
}

/** Only what the message gave is printed. */
export function emitConsumerUpdated(
  ctx: Ctx,
  step: About & {
    readonly submitter: string;
    readonly name?: string;
    readonly spawnTime?: string;
    readonly topN?: string;
    readonly owner: string;
    readonly phase: string;
  },
): void {
  ctx.emit(
    event(
      "update_consumer",
      ...about(step),
      ["submitter_address", step.submitter],
      ...optional("consumer_name", step.name),
      ...optional("consumer_spawn_time", step.spawnTime),
      ...optional("consumer_topn", step.topN),
      ["consumer_owner", step.owner],
      ["consumer_phase", step.phase],
    ),
  );
}

export function emitConsumerRemoved(ctx: Ctx, step: About & { readonly submitter: string }): void {
  ctx.emit(event("remove_consumer", ...about(step), ["submitter_address", step.submitter]));
}

/** Has no module attribute, in the reference neither. */
export function emitRewardDenomsChanged(
  ctx: Ctx,
  added: readonly string[],
  removed: readonly string[],
): void {
  ctx.emit(
    event(
      "change_consumer_reward_denom",
      ...added.map((denom): Attribute => ["add_consumer_reward_denom", denom]),
      ...removed.map((denom): Attribute => ["remove_consumer_reward_denom", denom]),
    ),
  );
}

/** The validator set hash is printed as raw bytes. */
export function emitConsumerClientCreated(
  ctx: Ctx,
  step: About & {
    readonly clientId: string;
    readonly initialHeight: string;
    readonly trustingPeriod: Duration;
    readonly unbondingPeriod: Duration;
    readonly valsetHash: Uint8Array;
  },
): void {
  ctx.emit(
    event(
      "consumer_client_created",
      ...about(step),
      ["client_id", step.clientId],
      ["initial_height", step.initialHeight],
      ["trusting_period", goDurationText(step.trustingPeriod)],
      ["unbonding_period", goDurationText(step.unbondingPeriod)],
      ["valset_hash", step.valsetHash],
    ),
  );
}

/** Names the consumer's module, in the reference too. */
export function emitChannelEstablished(
  ctx: Ctx,
  step: About & {
    readonly clientId: string;
    readonly channelId: string;
    readonly connectionId: string;
  },
): void {
  ctx.emit(
    event(
      SharedType.CHANNEL_ESTABLISHED,
      [Shared.MODULE, CONSUMER_MODULE],
      ["consumer_id", step.id],
      ["consumer_chain_id", step.chainId],
      ["client_id", step.clientId],
      ["channel_id", step.channelId],
      ["connection_id", step.connectionId],
    ),
  );
}

export function emitConsumerChainSlash(
  ctx: Ctx,
  slash: {
    readonly validator: string;
    readonly infraction: string;
    readonly infractionHeight: bigint;
    readonly valsetUpdateId: bigint;
  },
): void {
  ctx.emit(
    event(
      "execute_consumer_chain_slash",
      MODULE,
      [Shared.VALIDATOR_ADDRESS, slash.validator],
      [Shared.INFRACTION_TYPE, slash.infraction],
      ["infraction_height", goInt(slash.infractionHeight)],
      [Shared.VALSET_UPDATE_ID, goInt(slash.valsetUpdateId)],
    ),
  );
}

/** A packet from a consumer: handled (then with its set update id), taken, or refused with a reason. */
export function emitPacketReceived(
  ctx: Ctx,
  packet: {
    readonly handledValsetUpdateId?: bigint;
    readonly success: boolean;
    readonly error?: string;
  },
): void {
  const { handledValsetUpdateId: handled } = packet;
  ctx.emit(
    event(
      SharedType.PACKET,
      MODULE,
      ...optional(Shared.VALSET_UPDATE_ID, handled === undefined ? undefined : goInt(handled)),
      [Shared.ACK_SUCCESS, `${packet.success}`],
      ...optional(Shared.ACK_ERROR, packet.error),
    ),
  );
}

/** A consumer's answer to a packet, first as text, then its content: the result's raw bytes, or the error. */
export function emitPacketAcknowledged(
  ctx: Ctx,
  text: string,
  answer: { readonly result?: Uint8Array | undefined; readonly error?: string | undefined },
): void {
  ctx.emit(event(SharedType.PACKET, MODULE, [Shared.ACK, text]));
  if (answer.result !== undefined) {
    ctx.emit(event(SharedType.PACKET, [Shared.ACK_SUCCESS, answer.result]));
  } else if (answer.error !== undefined) {
    ctx.emit(event(SharedType.PACKET, [Shared.ACK_ERROR, answer.error]));
  }
}

export function emitPacketTimedOut(ctx: Ctx): void {
  ctx.emit(event(SharedType.TIMEOUT, MODULE));
}

export function emitMisbehaviourSubmitted(
  ctx: Ctx,
  step: About & {
    readonly misbehaviour: string;
    readonly clientId: string;
    readonly heights: readonly [string, string];
    readonly submitter: string;
  },
): void {
  ctx.emit(
    event(
      SharedType.SUBMIT_CONSUMER_MISBEHAVIOUR,
      ...about(step),
      ["consumer_misbehaviour", step.misbehaviour],
      ["misbehaviour_client_id", step.clientId],
      ["misbehaviour_height_1", step.heights[0]],
      ["misbehaviour_height_2", step.heights[1]],
      ["submitter_address", step.submitter],
    ),
  );
}

export function emitDoubleVotingSubmitted(
  ctx: Ctx,
  step: About & { readonly evidence: string; readonly submitter: string },
): void {
  ctx.emit(
    event(
      SharedType.SUBMIT_CONSUMER_DOUBLE_VOTING,
      ...about(step),
      ["consumer_double_voting", step.evidence],
      ["submitter_address", step.submitter],
    ),
  );
}

/** Uses the type of an update of a consumer, in the reference too. */
export function emitRewardsScheduled(
  ctx: Ctx,
  rewards: About & { readonly denom: string; readonly amount: string },
): void {
  ctx.emit(
    event(
      "update_consumer",
      ...about(rewards),
      ["reward_denom", rewards.denom],
      ["reward_amount", rewards.amount],
      ["reward_distribution", "scheduled"],
    ),
  );
}

export function emitRewardsDistributed(
  ctx: Ctx,
  rewards: About & {
    readonly total: string;
    readonly distributed: string;
    readonly communityPool: string;
  },
): void {
  ctx.emit(
    event(
      "distributed_ics_rewards",
      ...about(rewards),
      ["total_rewards", rewards.total],
      ["distributed_rewards", rewards.distributed],
      ["community_pool_rewards", rewards.communityPool],
    ),
  );
}

function optional(key: string, value: string | undefined): readonly Attribute[] {
  return value === undefined ? [] : [[key, value]];
}

/** An unsigned number as Go prints it after a conversion to `int`. */
function goInt(value: bigint): string {
  return BigInt.asIntN(64, value).toString();
}
