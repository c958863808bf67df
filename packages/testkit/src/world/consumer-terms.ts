import {
  type AddressCodec,
  consAddress,
  Dec,
  MAX_INT64,
  SECOND,
  type Time,
  utf8,
} from "@testudo/base";
import { type Action, type ConsumerTerms, durationOf } from "@testudo/devnet/scenario";
import { parseChainRevision } from "@testudo/ibc/host";
import { toDuration } from "@testudo/proto";
import type {
  InfractionParameters,
  MsgCreateConsumer,
  MsgUpdateConsumer,
  PowerShapingParameters,
  QueryConsumerChainResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { initParams, namesOn, powerShaping } from "../consumer-messages.ts";
import { govOn } from "../governance.ts";
import { type TestAccount, testConsKey } from "../test-account.ts";
import type { World } from "./world.ts";

/** What the words of an action mean on a hub. */
export interface Speaker {
  readonly addresses: AddressCodec;
  /** The hub's present. */
  now(): Time;
  account(name: string): TestAccount;
}

export function speakerOf({ hub, account }: World): Speaker {
  return { addresses: hub.addresses, now: () => hub.clock.now(), account };
}

/** What the registration of a consumer says, beside who asks for it. */
export function creationTerms(
  hub: Speaker,
  action: Action<"create-consumer">,
): Partial<MsgCreateConsumer> {
  const { consumer, chainId = consumer, spawn, unbonding, rewardDenoms } = action;
  const { blocksPerTransmission } = action;
  return {
    chainId,
    initializationParameters: initParams({
      initialHeight: { revisionNumber: parseChainRevision(chainId), revisionHeight: 1n },
      ...(blocksPerTransmission === undefined
        ? {}
        : { blocksPerDistributionTransmission: BigInt(blocksPerTransmission) }),
      spawnTime: spawn === undefined ? undefined : hub.now() + durationOf(spawn),
      ...(unbonding === undefined ? {} : { unbondingPeriod: toDuration(durationOf(unbonding)) }),
    }),
    powerShapingParameters: shapingOf(hub, action),
    infractionParameters: infractionsOf(action),
    ...(rewardDenoms === undefined ? {} : { allowlistedRewardDenoms: { denoms: rewardDenoms } }),
  };
}

/** What an update of a consumer says, beside whose it is. */
export function updateTerms(
  hub: Speaker,
  known: Pick<QueryConsumerChainResponse, "initParams" | "powerShapingParams">,
  action: Omit<Action<"update-consumer">, "do">,
): Partial<MsgUpdateConsumer> {
  const { newOwner, chainId, spawn, rewardDenoms } = action;
  const init = known.initParams;
  return {
    newOwnerAddress: newOwner === undefined ? "" : ownerText(hub, newOwner),
    newChainId: chainId ?? "",
    ...(spawn === undefined || init === undefined
      ? {}
      : {
          initializationParameters: {
            ...init,
            spawnTime: initParams({ spawnTime: hub.now() + durationOf(spawn) }).spawnTime,
          },
        }),
    ...(isShaping(action)
      ? { powerShapingParameters: shapingOf(hub, action, known.powerShapingParams) }
      : {}),
    infractionParameters: infractionsOf(action),
    ...(rewardDenoms === undefined ? {} : { allowlistedRewardDenoms: { denoms: rewardDenoms } }),
  };
}

/** The address of an account, or of government. */
function ownerText(hub: Speaker, name: string): string {
  return name === "gov" ? govOn(hub) : namesOn(hub, hub.account(name)).account;
}

function isShaping(terms: ConsumerTerms): boolean {
  const { topN, powerCap, setCap, minStake, allowInactive, allow, deny, prefer } = terms;
  return [topN, powerCap, setCap, minStake, allowInactive, allow, deny, prefer].some(
    (value) => value !== undefined,
  );
}

function shapingOf(
  { addresses }: Speaker,
  terms: ConsumerTerms,
  known: PowerShapingParameters = powerShaping(),
): PowerShapingParameters {
  const list = (names: readonly string[] | undefined, before: readonly string[]) =>
    names?.map((name) => addresses.cons.toText(consAddressOf(name))) ?? before;
  return {
    topN: terms.topN ?? known.topN,
    validatorsPowerCap: terms.powerCap ?? known.validatorsPowerCap,
    validatorSetCap: terms.setCap ?? known.validatorSetCap,
    minStake: terms.minStake ?? known.minStake,
    allowInactiveVals: terms.allowInactive ?? known.allowInactiveVals,
    allowlist: list(terms.allow, known.allowlist),
    denylist: list(terms.deny, known.denylist),
    prioritylist: list(terms.prefer, known.prioritylist),
  };
}

function consAddressOf(name: string) {
  return consAddress(testConsKey(name).address);
}

/** All of the punishments, when one of them is named: those left out are the hub's defaults. */
function infractionsOf(terms: ConsumerTerms): InfractionParameters | undefined {
  const { doubleSignFraction, doubleSignJail, doubleSignTombstone } = terms;
  const { downtimeFraction, downtimeJail } = terms;
  const given = [doubleSignFraction, doubleSignJail, doubleSignTombstone];
  if ([...given, downtimeFraction, downtimeJail].every((value) => value === undefined)) {
    return undefined;
  }
  const fraction = (text: string) => utf8(Dec.fromText(text).toAtomicsText());
  return {
    doubleSign: {
      slashFraction: fraction(doubleSignFraction ?? "0.05"),
      jailDuration: toDuration(
        doubleSignJail === undefined ? MAX_INT64 : durationOf(doubleSignJail),
      ),
      tombstone: doubleSignTombstone ?? true,
    },
    downtime: {
      slashFraction: fraction(downtimeFraction ?? "0"),
      jailDuration: toDuration(
        downtimeJail === undefined ? 600n * SECOND : durationOf(downtimeJail),
      ),
      tombstone: false,
    },
  };
}
