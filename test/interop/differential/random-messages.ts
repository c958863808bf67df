import { type FieldDescriptor, type MessageType, messageByTypeUrl, packAny } from "@testudo/proto";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  type Draw,
  randomAmount,
  randomBytes,
  randomDuration,
  randomInteger,
  randomSmallInteger,
  randomText,
  randomTime,
} from "./random-values.ts";

/** Messages inside messages, at most. */
const DEPTH_MAX = 5;

/** A message of a type with a value drawn for each field. */
export function randomMessage<T>(draw: Draw, type: MessageType<T>, depth = 0): T {
  const { typeName } = type.descriptor;
  if (typeName === "google.protobuf.Timestamp") return randomTime(draw) as T;
  if (typeName === "google.protobuf.Duration") return randomDuration(draw) as T;
  const members = type.descriptor.fields.flatMap((field) => {
    if (field.oneof !== undefined && draw.random.chance(0.5)) return [];
    const value = randomField(draw, type, field, depth);
    return value === undefined ? [] : [[field.key, value] as const];
  });
  return type.create(Object.fromEntries(members) as Partial<T>);
}

/** The same message with one field drawn anew; a field of a message inside may be the one. */
export function changeOneField(draw: Draw, { typeUrl, value }: Any): Any {
  const type = messageByTypeUrl(typeUrl);
  if (type === undefined) return { typeUrl, value };
  return packAny(type, changed({ ...draw, chaos: 0.3 }, type, type.decode(value), 0));
}

function changed<T>(draw: Draw, type: MessageType<T>, message: T, depth: number): T {
  const { random } = draw;
  const field = random.pick(type.descriptor.fields);
  const current = (message as Record<string, unknown>)[field.key];
  const goesIn =
    field.kind === "message" && !field.repeated && current !== undefined && random.chance(0.7);
  const value = goesIn
    ? changed(draw, field.message(), current, depth + 1)
    : randomField(draw, type, field, depth);
  // What is left out gets its zero value.
  const members = Object.entries({ ...message, [field.key]: value });
  return type.create(Object.fromEntries(members.filter(([, one]) => one !== undefined)) as T);
}

function randomField<T>(
  draw: Draw,
  type: MessageType<T>,
  field: FieldDescriptor,
  depth: number,
): unknown {
  const { random, chaos } = draw;
  const { typeName, signers = [] } = type.descriptor;
  if (random.chance(chaos / 2)) return undefined;
  if (signers.includes(field.name) && field.kind === "string" && !random.chance(chaos)) {
    return signerText(draw, field);
  }
  const one = () => randomValue(draw, typeName, field, depth);
  if (!field.repeated) return one();
  if (isCoins(field)) return randomCoins(draw);
  const length = random.weighted([
    [2, 0],
    [4, 1],
    [2, 2],
    [0.5, 5],
  ]);
  return Array.from({ length }, one).filter((value) => value !== undefined);
}

function signerText({ signer, world }: Draw, field: FieldDescriptor): string {
  if (!field.name.startsWith("validator_addr")) return signer;
  return world.addresses.val.toText(world.addresses.acc.fromText(signer) as never);
}

function randomValue(draw: Draw, owner: string, field: FieldDescriptor, depth: number): unknown {
  const { random } = draw;
  switch (field.kind) {
    case "string":
      return randomText(draw, owner, field);
    case "bytes":
      return randomBytes(draw, owner, field);
    case "bool":
      return random.chance(0.5);
    case "enum": {
      const numbers = [...field.enumeration().names.keys()];
      return random.chance(draw.chaos) ? random.pick([-1, 77]) : random.pick(numbers);
    }
    case "message":
      if (field.message().typeName === "google.protobuf.Any") {
        return randomAny(draw, `${owner}.${field.name}`, depth);
      }
      if (depth >= DEPTH_MAX) return undefined;
      return randomMessage(draw, field.message(), depth + 1);
    case "double":
    case "float":
      return random.below(10);
    default:
      return field.kind.endsWith("64")
        ? randomInteger(draw, owner, field)
        : randomSmallInteger(draw, owner, field);
  }
}

function isCoins(field: FieldDescriptor): boolean {
  return field.kind === "message" && field.message().typeName === "cosmos.base.v1beta1.Coin";
}

/** Coins in order and without repeats, unless chaos has it. */
function randomCoins(draw: Draw): { denom: string; amount: string }[] {
  const { random, world, chaos } = draw;
  const denoms = random.chance(0.7) ? [random.pick(world.denoms)] : random.some(world.denoms, 0.5);
  const coins = denoms.sort().map((denom) => ({ denom, amount: randomAmount(draw) }));
  if (random.chance(chaos)) coins.reverse();
  if (random.chance(chaos)) coins.push(...coins);
  if (random.chance(chaos))
    coins.push({ denom: random.pick(["", "1x", "a", "UPPER/x"]), amount: "5" });
  return coins;
}

/** Types that stand in fields of type Any, by field. */
const CONTENTS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/pubkey|public_keys?$/, ["cosmos.crypto.ed25519.PubKey", "cosmos.crypto.secp256k1.PubKey"]],
  [
    /content$/,
    [
      "cosmos.gov.v1beta1.TextProposal",
      "cosmos.params.v1beta1.ParameterChangeProposal",
      "cosmos.distribution.v1beta1.CommunityPoolSpendProposal",
      "cosmos.upgrade.v1beta1.SoftwareUpgradeProposal",
      "cosmos.upgrade.v1beta1.CancelSoftwareUpgradeProposal",
      "interchain_security.ccv.provider.v1.ConsumerAdditionProposal",
      "interchain_security.ccv.provider.v1.ConsumerRemovalProposal",
      "interchain_security.ccv.provider.v1.ConsumerModificationProposal",
      "interchain_security.ccv.provider.v1.EquivocationProposal",
      "interchain_security.ccv.provider.v1.ChangeRewardDenomsProposal",
    ],
  ],
  [
    /authorization$/,
    [
      "cosmos.authz.v1beta1.GenericAuthorization",
      "cosmos.bank.v1beta1.SendAuthorization",
      "cosmos.staking.v1beta1.StakeAuthorization",
      "ibc.applications.transfer.v1.TransferAuthorization",
    ],
  ],
  [
    /allowance$/,
    [
      "cosmos.feegrant.v1beta1.BasicAllowance",
      "cosmos.feegrant.v1beta1.PeriodicAllowance",
      "cosmos.feegrant.v1beta1.AllowedMsgAllowance",
    ],
  ],
  [/evidence$/, ["cosmos.evidence.v1beta1.Equivocation"]],
  [/client_state$/, ["ibc.lightclients.tendermint.v1.ClientState"]],
  [/consensus_state$/, ["ibc.lightclients.tendermint.v1.ConsensusState"]],
  [
    /client_message|misbehaviour$/,
    ["ibc.lightclients.tendermint.v1.Header", "ibc.lightclients.tendermint.v1.Misbehaviour"],
  ],
];

function randomAny(draw: Draw, name: string, depth: number): Any | undefined {
  const { random, world, chaos } = draw;
  if (random.chance(chaos)) {
    return {
      typeUrl: random.pick(["", "/x.Y", "/cosmos.base.v1beta1.Coin"]),
      value: random.bytes(3),
    };
  }
  if (depth >= DEPTH_MAX) return undefined;
  if (/\.(messages|msgs)$/.test(name)) return innerMessage(draw, name, depth);
  const types = CONTENTS.find(([pattern]) => pattern.test(name))?.[1];
  const typeUrl = types === undefined ? random.pick(world.messages) : `/${random.pick(types)}`;
  return randomPacked(draw, typeUrl, depth + 1);
}

/** A message for a proposal, which speaks for the authority, or for MsgExec, which speaks for somebody else. */
function innerMessage(draw: Draw, name: string, depth: number): Any {
  const { random, world } = draw;
  const signer = name.includes(".gov.")
    ? world.authority
    : world.addresses.acc.toText(random.pick(world.accounts).address);
  const urls = name.includes(".gov.") ? governed(world.messages) : world.messages;
  return randomPacked({ ...draw, signer }, random.pick(urls), depth + 1);
}

/** Messages that governance may send without giving deposits away, which would halt the chain. */
export function governed(messages: readonly string[]): readonly string[] {
  return messages.filter((url) =>
    /UpdateParams|CommunityPoolSpend|SoftwareUpgrade|CancelUpgrade|SetSendEnabled|ChangeRewardDenoms|RecoverClient|ExecLegacyContent|CreateConsumer|UpdateConsumer|RemoveConsumer/.test(
      url,
    ),
  );
}

/** A message of a type, packed. */
export function randomPacked(draw: Draw, typeUrl: string, depth = 0): Any {
  const type = messageByTypeUrl(typeUrl);
  if (type === undefined) throw new RangeError(`no type ${typeUrl}`);
  return packAny(type, randomMessage(draw, type, depth));
}
