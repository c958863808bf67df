import { type Bytes, Dec, fromBase64, toHexUpper } from "@testudo/base";
import { type ChainClient, QueryFailed } from "@testudo/client";
import { fromTimestamp, type JsonValue, unpackAs } from "@testudo/proto";
import {
  QueryAllBalancesRequest,
  QueryAllBalancesResponse,
  QueryBalanceRequest,
  QueryBalanceResponse,
  QuerySupplyOfRequest,
  QuerySupplyOfResponse,
} from "@testudo/proto/cosmos/bank/v1beta1";
import { PubKey as Ed25519PubKey } from "@testudo/proto/cosmos/crypto/ed25519";
import {
  QuerySigningInfoRequest,
  QuerySigningInfoResponse,
} from "@testudo/proto/cosmos/slashing/v1beta1";
import {
  BondStatus,
  QueryDelegationRequest,
  QueryDelegationResponse,
  QueryPoolRequest,
  QueryPoolResponse,
  QueryUnbondingDelegationRequest,
  QueryUnbondingDelegationResponse,
  QueryValidatorRequest,
  QueryValidatorResponse,
  type Validator,
} from "@testudo/proto/cosmos/staking/v1beta1";
import {
  QueryProviderInfoRequest,
  QueryProviderInfoResponse,
} from "@testudo/proto/interchain_security/ccv/consumer/v1";
import {
  type Chain,
  ConsumerPhase,
  QueryBlocksUntilNextEpochRequest,
  QueryBlocksUntilNextEpochResponse,
  QueryConsumerChainOptedInValidatorsRequest,
  QueryConsumerChainOptedInValidatorsResponse,
  QueryConsumerChainRequest,
  QueryConsumerChainResponse,
  QueryConsumerChainsRequest,
  QueryConsumerChainsResponse,
  QueryConsumerGenesisRequest,
  QueryConsumerGenesisResponse,
  QueryValidatorConsumerAddrRequest,
  QueryValidatorConsumerAddrResponse,
} from "@testudo/proto/interchain_security/ccv/provider/v1";
import { ConsumerGenesisState } from "@testudo/proto/interchain_security/ccv/v1";
import { InputError } from "./errors.ts";
import { deriveConsensusKey } from "./keys.ts";
import type { Network, NetworkChain } from "./network.ts";

const PROVIDER = "/interchain_security.ccv.provider.v1.Query";
const CONSUMER = "/interchain_security.ccv.consumer.v1.Query";
const STAKING = "/cosmos.staking.v1beta1.Query";
const BANK = "/cosmos.bank.v1beta1.Query";

/** What the hub's staking and slashing say of a validator. */
export interface ValidatorStanding {
  readonly name: string;
  readonly operator: string;
  readonly status: "bonded" | "unbonding" | "unbonded";
  readonly tokens: bigint;
  /** Delegator shares, 18 decimals. */
  readonly shares: string;
  readonly jailed: boolean;
  readonly tombstoned: boolean;
  /** Nanoseconds; 0 when it was never jailed. */
  readonly jailedUntil: bigint;
  /** Voting power by chain id; 0 where it is not in the set. */
  readonly powers: Readonly<Record<string, bigint>>;
}

/** @throws InputError when the account's address is unknown to the chain it is asked on */
export async function balance(chain: NetworkChain, address: string, denom: string) {
  const { balance: coin } = await chain.client.query(
    `${BANK}/Balance`,
    { request: QueryBalanceRequest, response: QueryBalanceResponse },
    { address, denom },
  );
  return BigInt(coin?.amount ?? "0");
}

export async function allBalances(chain: NetworkChain, address: string) {
  const { balances } = await chain.client.query(
    `${BANK}/AllBalances`,
    { request: QueryAllBalancesRequest, response: QueryAllBalancesResponse },
    QueryAllBalancesRequest.create({ address }),
  );
  return balances.map(({ denom, amount }) => ({ denom, amount: BigInt(amount) }));
}

export async function supplyOf(chain: NetworkChain, denom: string): Promise<bigint> {
  const { amount } = await chain.client.query(
    `${BANK}/SupplyOf`,
    { request: QuerySupplyOfRequest, response: QuerySupplyOfResponse },
    { denom },
  );
  return BigInt(amount.amount);
}

/** Tokens in the pools of bonded and of not bonded stake. */
export async function stakingPool(hub: NetworkChain) {
  const { pool } = await hub.client.query(
    `${STAKING}/Pool`,
    { request: QueryPoolRequest, response: QueryPoolResponse },
    {},
  );
  return {
    bonded: BigInt(pool?.bondedTokens ?? "0"),
    notBonded: BigInt(pool?.notBondedTokens ?? "0"),
  };
}

export async function stakingValidator(hub: NetworkChain, operator: string): Promise<Validator> {
  const { validator } = await hub.client.query(
    `${STAKING}/Validator`,
    { request: QueryValidatorRequest, response: QueryValidatorResponse },
    { validatorAddr: operator },
  );
  return validator;
}

/** What a delegator has with a validator; 0 without a delegation. */
export async function delegation(
  hub: NetworkChain,
  parties: { readonly delegator: string; readonly operator: string },
): Promise<{ readonly shares: string; readonly tokens: bigint }> {
  try {
    const { delegationResponse } = await hub.client.query(
      `${STAKING}/Delegation`,
      { request: QueryDelegationRequest, response: QueryDelegationResponse },
      { delegatorAddr: parties.delegator, validatorAddr: parties.operator },
    );
    return {
      shares: Dec.fromAtomics(delegationResponse?.delegation.shares ?? "0").toString(),
      tokens: BigInt(delegationResponse?.balance.amount ?? "0"),
    };
  } catch (error) {
    if (isNotFound(error)) return { shares: Dec.zero.toString(), tokens: 0n };
    throw error;
  }
}

/** Tokens that a delegator is taking back from a validator. */
export async function unbonding(
  hub: NetworkChain,
  parties: { readonly delegator: string; readonly operator: string },
): Promise<bigint> {
  try {
    const { unbond } = await hub.client.query(
      `${STAKING}/UnbondingDelegation`,
      { request: QueryUnbondingDelegationRequest, response: QueryUnbondingDelegationResponse },
      { delegatorAddr: parties.delegator, validatorAddr: parties.operator },
    );
    return unbond.entries.reduce((sum, entry) => sum + BigInt(entry.balance), 0n);
  } catch (error) {
    if (isNotFound(error)) return 0n;
    throw error;
  }
}

/** Where a validator stands on the hub and on every chain. */
export async function validatorStanding(
  network: Network,
  name: string,
): Promise<ValidatorStanding> {
  const entry = network.validator(name);
  const hub = network.hub();
  const [found, signing, powers] = await Promise.all([
    stakingValidator(hub, entry.operator),
    hub.client.query(
      "/cosmos.slashing.v1beta1.Query/SigningInfo",
      { request: QuerySigningInfoRequest, response: QuerySigningInfoResponse },
      { consAddress: entry.consAddress },
    ),
    Promise.all(
      network
        .chains()
        .map(async (chain) => [chain.entry.chainId, await powerOn(network, chain, name)] as const),
    ),
  ]);
  return {
    name: entry.name,
    operator: entry.operator,
    status:
      found.status === BondStatus.BOND_STATUS_BONDED
        ? "bonded"
        : found.status === BondStatus.BOND_STATUS_UNBONDING
          ? "unbonding"
          : "unbonded",
    tokens: BigInt(found.tokens),
    shares: Dec.fromAtomics(found.delegatorShares).toString(),
    jailed: found.jailed,
    tombstoned: signing.valSigningInfo.tombstoned,
    jailedUntil: fromTimestamp(signing.valSigningInfo.jailedUntil),
    powers: Object.fromEntries(powers),
  };
}

/** Powers by consensus address (upper-case hex) in the set that signs the next block. */
export async function powersByAddress(client: ChainClient): Promise<ReadonlyMap<string, bigint>> {
  const { latestHeight } = await client.status();
  const set = await client
    .validators(latestHeight + 1n)
    .catch(() => client.validators(latestHeight));
  return new Map(set.validators.map(({ address, power }) => [toHexUpper(address), power]));
}

/** Voting power of a validator on a chain, by whichever of its keys that chain knows. */
export async function powerOn(
  network: Network,
  chain: NetworkChain,
  name: string,
): Promise<bigint> {
  const powers = await powersByAddress(chain.client);
  const address = await consensusAddressOn(network, chain, name);
  return powers.get(toHexUpper(address)) ?? 0n;
}

/** The consensus address that a chain knows a validator by: its assigned key's, else its own. */
export async function consensusAddressOn(
  network: Network,
  chain: NetworkChain,
  name: string,
): Promise<Bytes> {
  const entry = network.validator(name);
  const hub = network.hub();
  const { consumerId } = chain.entry;
  if (consumerId !== undefined) {
    const { consumerAddress } = await hub.client.query(
      `${PROVIDER}/QueryValidatorConsumerAddr`,
      { request: QueryValidatorConsumerAddrRequest, response: QueryValidatorConsumerAddrResponse },
      { providerAddress: entry.consAddress, consumerId },
    );
    // The hub writes addresses of every chain with its own prefix.
    if (consumerAddress !== "") return hub.addresses.cons.fromText(consumerAddress);
  }
  return hub.addresses.cons.fromText(entry.consAddress);
}

/** The consensus key that staking has of a validator. */
export function consensusPubKey(validator: Validator): Bytes | undefined {
  const any = validator.consensusPubkey;
  return any && unpackAs(Ed25519PubKey, any)?.key;
}

/** All consumers that the hub knows, in any phase. */
export async function consumerChains(hub: Pick<NetworkChain, "client">): Promise<readonly Chain[]> {
  const { chains } = await hub.client.query(
    `${PROVIDER}/QueryConsumerChains`,
    { request: QueryConsumerChainsRequest, response: QueryConsumerChainsResponse },
    {
      phase: ConsumerPhase.CONSUMER_PHASE_UNSPECIFIED,
      pagination: {
        key: new Uint8Array(),
        offset: 0n,
        limit: 1000n,
        countTotal: false,
        reverse: false,
      },
    },
  );
  return chains;
}

export function consumerChain(
  hub: NetworkChain,
  consumerId: string,
): Promise<QueryConsumerChainResponse> {
  return hub.client.query(
    `${PROVIDER}/QueryConsumerChain`,
    { request: QueryConsumerChainRequest, response: QueryConsumerChainResponse },
    { consumerId },
  );
}

/**
 * The consumer id for an id, a chain id or a name of this devnet.
 *
 * @throws InputError when the hub knows no such consumer, or several with this chain id
 */
export async function resolveConsumerId(network: Network, name: string): Promise<string> {
  const here = network
    .consumers()
    .find(({ entry }) => entry.name === name || entry.consumerId === name);
  if (here?.entry.consumerId !== undefined) return here.entry.consumerId;
  const all = await consumerChains(network.hub());
  const byId = all.find(({ consumerId }) => consumerId === name);
  if (byId !== undefined) return byId.consumerId;
  const named = all.filter(({ chainId }) => chainId === name);
  if (named.length > 1) {
    throw new InputError(
      `${named.length} consumers are called ${name}; use one of the ids ${named.map((one) => one.consumerId).join(", ")}`,
    );
  }
  if (named[0] !== undefined) return named[0].consumerId;
  const known = all.map((one) => `${one.consumerId} (${one.chainId})`).join(", ");
  throw new InputError(
    `the hub knows no consumer "${name}"; it knows ${known === "" ? "none yet: testudo consumer create" : known}`,
  );
}

export async function optedIn(hub: NetworkChain, consumerId: string): Promise<readonly string[]> {
  const { validatorsProviderAddresses } = await hub.client.query(
    `${PROVIDER}/QueryConsumerChainOptedInValidators`,
    {
      request: QueryConsumerChainOptedInValidatorsRequest,
      response: QueryConsumerChainOptedInValidatorsResponse,
    },
    { consumerId },
  );
  return validatorsProviderAddresses;
}

/** Names of this devnet's validators that have opted in. */
export async function optedInNames(
  network: Network,
  consumerId: string,
): Promise<readonly string[]> {
  const addresses = await optedIn(network.hub(), consumerId);
  return network
    .file()
    .validators.filter(({ consAddress }) => addresses.includes(consAddress))
    .map(({ name }) => name);
}

export async function consumerGenesisState(hub: Pick<NetworkChain, "client">, consumerId: string) {
  const { genesisState } = await hub.client.query(
    `${PROVIDER}/QueryConsumerGenesis`,
    { request: QueryConsumerGenesisRequest, response: QueryConsumerGenesisResponse },
    { consumerId },
  );
  return genesisState;
}

export async function blocksUntilEpoch(hub: NetworkChain): Promise<bigint> {
  const { blocksUntilNextEpoch } = await hub.client.query(
    `${PROVIDER}/QueryBlocksUntilNextEpoch`,
    { request: QueryBlocksUntilNextEpochRequest, response: QueryBlocksUntilNextEpochResponse },
    {},
  );
  return blocksUntilNextEpoch;
}

/** The consumer's own view of the link; `undefined` until it applied its first validator set packet. */
export async function providerInfo(
  chain: NetworkChain,
): Promise<QueryProviderInfoResponse | undefined> {
  try {
    return await chain.client.query(
      `${CONSUMER}/QueryProviderInfo`,
      { request: QueryProviderInfoRequest, response: QueryProviderInfoResponse },
      {},
    );
  } catch (error) {
    if (error instanceof QueryFailed) return undefined;
    throw error;
  }
}

/** The validator set update id that a consumer applied last, with the height of the packet. */
export async function lastVsc(
  chain: NetworkChain,
): Promise<{ readonly vscId: string; readonly height: bigint } | undefined> {
  const found = await chain.client.txSearch("ccv_packet.valset_update_id EXISTS");
  const last = found.at(-1);
  const id = last?.result.events
    .filter(({ type }) => type === "ccv_packet")
    .flatMap(({ attributes }) => attributes)
    .filter(({ key }) => key === "valset_update_id")
    .at(-1);
  return last === undefined || id === undefined
    ? undefined
    : { vscId: id.value, height: last.height };
}

function isNotFound(error: unknown): boolean {
  return error instanceof QueryFailed && /not found|NotFound/i.test(error.log);
}

/** The hub's part of a consumer's genesis as JSON: what belongs at `app_state.ccvconsumer`. */
export async function consumerGenesisJson(network: Network, name: string): Promise<JsonValue> {
  const hub = network.hub();
  const consumerId = await resolveConsumerId(network, name);
  const { phase, chainId } = await consumerChain(hub, consumerId);
  if (phase === "CONSUMER_PHASE_REGISTERED" || phase === "CONSUMER_PHASE_INITIALIZED") {
    throw new InputError(
      `consumer ${consumerId} (${chainId}) has no genesis yet: it is ${phase.replace("CONSUMER_PHASE_", "")}; opt validators in, then "testudo consumer launch ${chainId}"`,
    );
  }
  return ConsumerGenesisState.toJSON(await consumerGenesisState(hub, consumerId));
}

/** The key that a validator signs a consumer's blocks with: its present one, else its first for that chain. */
export async function consensusKeyFor(
  network: Network,
  name: string,
  consumerId: string,
): Promise<Bytes> {
  const { seed } = network.file();
  const entry = network.validator(name);
  const { chainId } = await consumerChain(network.hub(), consumerId);
  const known = entry.consKeys[chainId];
  return known === undefined
    ? deriveConsensusKey(seed, { validator: entry.name, chainId }).pubKey
    : fromBase64(known);
}
