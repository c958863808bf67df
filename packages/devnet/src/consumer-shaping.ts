import {
  ByteSet,
  type Bytes,
  compareBytes,
  consAddress as consAddressFrom,
  type ProviderConsAddress,
  providerConsAddress,
} from "@testudo/base";
import { type Candidate, type PreviewRow, previewNextSet } from "@testudo/ccv/provider";
import { sha256 } from "@testudo/crypto";
import {
  BondStatus,
  QueryParamsRequest,
  QueryParamsResponse,
  QueryValidatorsRequest,
  QueryValidatorsResponse,
  type Validator,
} from "@testudo/proto/cosmos/staking/v1beta1";
import {
  PowerShapingParameters,
  QueryParamsRequest as QueryProviderParamsRequest,
  QueryParamsResponse as QueryProviderParamsResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { InputError } from "./errors.ts";
import type { Network, NetworkChain } from "./network.ts";
import { consensusPubKey, consumerChain, optedIn } from "./queries.ts";
import { POWER_UNIT } from "./topology.ts";

/** What shapes the set of a consumer; the rest stays as it is. Validators go by name or consensus address. */
export interface ShapingChanges {
  /** 0: an Opt In chain. */
  readonly topN?: number;
  readonly validatorsPowerCap?: number;
  readonly validatorSetCap?: number;
  /** Base units. */
  readonly minStake?: bigint;
  readonly allowInactive?: boolean;
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly priority?: readonly string[];
}

/** The parameters with the changes, or `undefined` when nothing is to change. */
export function changedShaping(
  network: Network,
  known: PowerShapingParameters | undefined,
  changes: ShapingChanges,
): PowerShapingParameters | undefined {
  const { topN, validatorsPowerCap, validatorSetCap, minStake, allowInactive } = changes;
  const { allow, deny, priority } = changes;
  const wanted = [topN, validatorsPowerCap, validatorSetCap, minStake, allowInactive];
  if ([...wanted, allow, deny, priority].every((value) => value === undefined)) return undefined;
  const base = known ?? PowerShapingParameters.create();
  const texts = (names: readonly string[] | undefined) =>
    names?.map((name) => consText(network, name));
  return {
    topN: topN ?? base.topN,
    validatorsPowerCap: validatorsPowerCap ?? base.validatorsPowerCap,
    validatorSetCap: validatorSetCap ?? base.validatorSetCap,
    minStake: minStake ?? base.minStake,
    allowInactiveVals: allowInactive ?? base.allowInactiveVals,
    allowlist: texts(allow) ?? base.allowlist,
    denylist: texts(deny) ?? base.denylist,
    prioritylist: texts(priority) ?? base.prioritylist,
  };
}

/** A validator in a set that may come to be. */
export interface PreviewedValidator {
  /** Its name in this devnet, else its moniker. */
  readonly name: string;
  readonly consAddress: string;
  /** On the hub; 0 when it is not bonded. */
  readonly power: bigint;
  /** On the consumer. */
  readonly consumerPower: bigint;
  readonly isIn: boolean;
  readonly why: string;
}

export interface PreviewedSet {
  readonly shaping: PowerShapingParameters;
  /** Least power in the top N; `undefined` for an Opt In chain. */
  readonly minPower: bigint | undefined;
  readonly validators: readonly PreviewedValidator[];
}

/**
 * The set that a consumer would have if an epoch ended now, with parameters that it has or may get, and why each of the
 * hub's validators is in or out. Asks the hub over its public interface alone.
 */
export async function previewSet(
  network: Network,
  request: {
    /** Absent: a consumer that is still to come. */
    readonly consumerId?: string;
    readonly changes: ShapingChanges;
    /** Also counted as opted in, by name. */
    readonly optIn?: readonly string[];
  },
): Promise<PreviewedSet> {
  const hub = network.hub();
  const { consumerId, changes, optIn = [] } = request;
  const known = consumerId === undefined ? undefined : await consumerChain(hub, consumerId);
  const base = known?.powerShapingParams;
  const shaping = changedShaping(network, base, changes) ?? base ?? PowerShapingParameters.create();
  const chosen = consumerId === undefined ? [] : await optedIn(hub, consumerId);
  const addresses = (texts: readonly string[]) =>
    new ByteSet(texts.map((text) => hub.addresses.cons.fromText(text)));
  const all = await allValidators(hub);
  const candidates = all
    .filter(isBonded)
    .map((validator) => rankedOf(hub, validator))
    .toSorted(byPower);
  const { minPower, rows } = previewNextSet({
    bonded: candidates.slice(0, await maxValidators(hub)).map(({ candidate }) => candidate),
    activeMax: await activeMax(hub),
    shaping,
    electors: {
      optedIn: addresses([...chosen, ...optIn.map((name) => consText(network, name))]),
      allowed: addresses(shaping.allowlist),
      denied: addresses(shaping.denylist),
    },
    preferred: addresses(shaping.prioritylist),
  });
  const shown = new ByteSet(rows.map(({ address }) => address));
  const others = all.flatMap((validator) => {
    const address = addressOf(validator);
    return shown.has(address) ? [] : [absent(network, hub, { validator, address })];
  });
  const monikers = new Map(
    all.map((one) => [textOf(hub, addressOf(one)), one.description.moniker]),
  );
  const listed = rows.map((row) => previewed(network, hub, { row, shaping, minPower, monikers }));
  return { shaping, minPower, validators: [...listed, ...others] };
}

function previewed(
  network: Network,
  hub: NetworkChain,
  {
    row,
    shaping,
    minPower,
    monikers,
  }: {
    readonly row: PreviewRow;
    readonly shaping: PowerShapingParameters;
    readonly minPower: bigint | undefined;
    readonly monikers: ReadonlyMap<string, string>;
  },
): PreviewedValidator {
  const consAddress = textOf(hub, row.address);
  const consumerPower = row.isIn ? row.consumerPower : 0n;
  return {
    name: nameOf(network, consAddress) ?? monikers.get(consAddress) ?? consAddress,
    consAddress,
    power: row.power,
    consumerPower,
    isIn: row.isIn,
    why: reasonOf(row, { shaping, minPower }),
  };
}

function reasonOf(
  row: PreviewRow,
  {
    shaping,
    minPower,
  }: { readonly shaping: PowerShapingParameters; readonly minPower: bigint | undefined },
): string {
  if (row.isIn) {
    const cap = `power cap of ${shaping.validatorsPowerCap} %`;
    if (row.consumerPower < row.power) return `${row.why}; less by the ${cap}`;
    return row.consumerPower > row.power ? `${row.why}; more by the ${cap} on others` : row.why;
  }
  switch (row.why) {
    case "not opted in":
      return minPower === undefined ? row.why : `${row.why}, and below the top N's ${minPower}`;
    case "stake":
      return `stake below the least of ${shaping.minStake}`;
    case "set cap":
      return `beyond the ${shaping.validatorSetCap} seats`;
    case "inactive":
      return "not in the hub's active set; inactive validators are not allowed";
    default:
      return row.why;
  }
}

function absent(
  network: Network,
  hub: NetworkChain,
  { validator, address }: { readonly validator: Validator; readonly address: ProviderConsAddress },
): PreviewedValidator {
  const consAddress = textOf(hub, address);
  return {
    name: nameOf(network, consAddress) ?? validator.description.moniker,
    consAddress,
    power: 0n,
    consumerPower: 0n,
    isIn: false,
    why: validator.jailed ? "jailed" : "not bonded",
  };
}

interface Ranked {
  readonly candidate: Candidate;
  readonly operator: Bytes;
}

/** As the hub's index has them: among equals, the lower operator first. */
function byPower(a: Ranked, b: Ranked): number {
  const [first, second] = [a.candidate.power, b.candidate.power];
  if (first !== second) return first > second ? -1 : 1;
  return compareBytes(a.operator, b.operator);
}

function rankedOf(hub: NetworkChain, validator: Validator): Ranked {
  const tokens = BigInt(validator.tokens);
  return {
    operator: hub.addresses.val.fromText(validator.operatorAddress),
    candidate: {
      address: addressOf(validator),
      publicKey: { ed25519: consensusPubKey(validator) },
      bondedTokens: tokens,
      power: tokens / POWER_UNIT,
    },
  };
}

function isBonded({ status, jailed, tokens }: Validator): boolean {
  return status === BondStatus.BOND_STATUS_BONDED && !jailed && BigInt(tokens) >= POWER_UNIT;
}

const ADDRESS_BYTES = 20;

function addressOf(validator: Validator): ProviderConsAddress {
  const key = consensusPubKey(validator) ?? new Uint8Array();
  return providerConsAddress(sha256(key).slice(0, ADDRESS_BYTES));
}

function textOf(hub: NetworkChain, address: Bytes): string {
  return hub.addresses.cons.toText(consAddressFrom(address));
}

/** The consensus address of a validator of this devnet, or one that is an address already. @throws InputError */
function consText(network: Network, name: string): string {
  const { validators } = network.file();
  const isNamed = validators.some((one) => one.name === name || one.operator === name);
  if (isNamed || !name.includes("valcons1")) return network.validator(name).consAddress;
  try {
    return textOf(network.hub(), network.hub().addresses.cons.fromText(name));
  } catch {
    throw new InputError(`"${name}" is neither a validator nor a consensus address`);
  }
}

function nameOf(network: Network, consAddress: string): string | undefined {
  return network.file().validators.find((one) => one.consAddress === consAddress)?.name;
}

const VALIDATORS_MAX = 1000n;

async function allValidators(hub: NetworkChain): Promise<readonly Validator[]> {
  const { validators } = await hub.client.query(
    "/cosmos.staking.v1beta1.Query/Validators",
    { request: QueryValidatorsRequest, response: QueryValidatorsResponse },
    {
      status: "",
      pagination: {
        key: new Uint8Array(),
        offset: 0n,
        limit: VALIDATORS_MAX,
        countTotal: false,
        reverse: false,
      },
    },
  );
  return validators;
}

async function maxValidators(hub: NetworkChain): Promise<number> {
  const { params } = await hub.client.query(
    "/cosmos.staking.v1beta1.Query/Params",
    { request: QueryParamsRequest, response: QueryParamsResponse },
    {},
  );
  return params.maxValidators;
}

async function activeMax(hub: NetworkChain): Promise<number> {
  const { params } = await hub.client.query(
    "/interchain_security.ccv.provider.v1.Query/QueryParams",
    { request: QueryProviderParamsRequest, response: QueryProviderParamsResponse },
    {},
  );
  return Number(params.maxProviderConsensusValidators);
}
