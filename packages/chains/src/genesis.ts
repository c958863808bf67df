import {
  accAddress,
  type Bytes,
  type Coin,
  coinsToText,
  createAddressCodec,
  Dec,
  newCoins,
  type Time,
  valAddress,
} from "@testudo/base";
import { type ConsensusParams, DEFAULT_CONSENSUS_PARAMS, type GenesisDoc } from "@testudo/comet";
import { secp256k1Address, secp256k1PubKey, secp256k1Sign } from "@testudo/crypto";
import { type JsonValue, packAny } from "@testudo/proto";
import { PubKey as Ed25519PubKey } from "@testudo/proto/cosmos/crypto/ed25519";
import { PubKey } from "@testudo/proto/cosmos/crypto/secp256k1";
import { MsgCreateValidator } from "@testudo/proto/cosmos/staking/v1beta1";
import { SignMode } from "@testudo/proto/cosmos/tx/signing/v1beta1";
import { AuthInfo, SignDoc, Tx, TxBody } from "@testudo/proto/cosmos/tx/v1beta1";
import { createMemoryMultiStore } from "@testudo/store";
import { BECH32_PREFIX } from "./accounts.ts";
import { createRoleApp } from "./applications.ts";
import { type ChainRole, storeNames } from "./stores.ts";

type JsonObject = { readonly [name: string]: JsonValue };

/** An account that exists from the start. */
export interface GenesisAccount {
  /** Bech32 with the prefix of the chain's role. */
  readonly address: string;
  readonly coins: readonly Coin[];
}

/** A validator that joins with a signed genesis transaction. */
export interface GenesisValidator {
  readonly moniker: string;
  /** secp256k1 key of its account, 32 bytes. */
  readonly accountKey: Bytes;
  /** ed25519, 32 bytes. */
  readonly consPubKey: Bytes;
  /** Base units of the chain's denom. */
  readonly selfDelegation: bigint;
  /** Default 0.1. */
  readonly commissionRate?: string;
}

interface GenesisOptions {
  readonly chainId: string;
  readonly genesisTime: Time;
  readonly initialHeight?: bigint;
  /** Denom of stake and fees. */
  readonly denom: string;
  readonly accounts: readonly GenesisAccount[];
  /** Laid over the defaults, object by object; lists and values replace. */
  readonly appState?: JsonObject;
  readonly consensusParams?: ConsensusParams;
}

type StakedOptions = GenesisOptions & { readonly validators: readonly GenesisValidator[] };

/** The genesis of a hub whose validators have signed their way in. */
export function providerGenesis(options: StakedOptions): GenesisDoc {
  const { denom } = options;
  return document("provider", options, {
    ...stakedState("provider", options),
    provider: { params: { consumer_reward_denom_registration_fee: { denom, amount: "10000000" } } },
  });
}

/** The genesis of a chain with validators of its own, who have signed their way in. */
export function standaloneGenesis(options: StakedOptions): GenesisDoc {
  return document("standalone", options, stakedState("standalone", options));
}

function stakedState(role: ChainRole, options: StakedOptions): JsonObject {
  const { denom } = options;
  const genTxs = options.validators.map((validator) => genesisTx(role, options, validator));
  return {
    staking: { params: { bond_denom: denom } },
    mint: { params: { mint_denom: denom } },
    gov: {
      params: {
        min_deposit: [{ denom, amount: "10000000" }],
        expedited_min_deposit: [{ denom, amount: "50000000" }],
      },
    },
    crisis: { constant_fee: { denom, amount: "1000" } },
    genutil: { gen_txs: genTxs },
  };
}

/** The genesis of a consumer: accounts of its own, validators and light client from the hub. */
export function consumerGenesis(
  options: GenesisOptions & {
    /** The provider's `ConsumerGenesisState` for this consumer, as proto JSON. */
    readonly ccv: JsonValue;
  },
): GenesisDoc {
  const { denom } = options;
  return document("consumer", options, {
    crisis: { constant_fee: { denom, amount: "1000" } },
    ccvconsumer: options.ccv,
  });
}

function document(role: ChainRole, options: GenesisOptions, own: JsonObject): GenesisDoc {
  const { chainId, genesisTime, accounts, consensusParams = DEFAULT_CONSENSUS_PARAMS } = options;
  const listed: JsonObject = {
    auth: {
      accounts: accounts.map(({ address }, i) => ({
        "@type": "/cosmos.auth.v1beta1.BaseAccount",
        address,
        pub_key: null,
        account_number: String(i),
        sequence: "0",
      })),
    },
    bank: {
      balances: accounts.map(({ address, coins }) => ({
        address,
        coins: newCoins(coins).map(({ denom, amount }) => ({ denom, amount: String(amount) })),
      })),
    },
  };
  const appState = [listed, own, options.appState ?? {}].reduce<JsonValue>(
    overlay,
    defaultState(role),
  );
  return {
    genesisTime,
    chainId,
    initialHeight: options.initialHeight ?? 1n,
    consensusParams,
    // The application names the validators in its answer to InitChain.
    validators: [],
    appHash: new Uint8Array(),
    appState: JSON.stringify(appState),
  };
}

/** Default genesis of all modules of a role. */
function defaultState(role: ChainRole): JsonObject {
  const store = createMemoryMultiStore(storeNames(role));
  return createRoleApp(role, { chainId: "defaults", store }).defaultGenesis();
}

/** A signed MsgCreateValidator as proto JSON. Genesis transactions run at height 0, so the account number is 0. */
function genesisTx(
  role: ChainRole,
  { chainId, denom }: GenesisOptions,
  { moniker, accountKey, consPubKey, selfDelegation, commissionRate = "0.1" }: GenesisValidator,
): JsonValue {
  const addresses = createAddressCodec(BECH32_PREFIX[role]);
  const pubKey = secp256k1PubKey(accountKey);
  const operator = addresses.val.toText(valAddress(accAddress(secp256k1Address(pubKey))));
  const message: MsgCreateValidator = {
    description: { moniker, identity: "", website: "", securityContact: "", details: "" },
    commission: {
      rate: Dec.fromText(commissionRate).toAtomicsText(),
      maxRate: Dec.one.toAtomicsText(),
      maxChangeRate: Dec.one.toAtomicsText(),
    },
    minSelfDelegation: "1",
    delegatorAddress: "",
    validatorAddress: operator,
    pubkey: packAny(Ed25519PubKey, { key: consPubKey }),
    value: { denom, amount: String(selfDelegation) },
  };
  const body = TxBody.create({
    messages: [packAny(MsgCreateValidator, message)],
    memo: `${moniker} joins with ${coinsToText([{ denom, amount: selfDelegation }])}`,
  });
  const authInfo: AuthInfo = {
    signerInfos: [
      {
        publicKey: packAny(PubKey, { key: pubKey }),
        modeInfo: { single: { mode: SignMode.SIGN_MODE_DIRECT } },
        sequence: 0n,
      },
    ],
    fee: { amount: [], gasLimit: 200_000n, payer: "", granter: "" },
    tip: undefined,
  };
  const signDoc = SignDoc.create({
    bodyBytes: TxBody.encode(body),
    authInfoBytes: AuthInfo.encode(authInfo),
    chainId,
    accountNumber: 0n,
  });
  return Tx.toJSON({
    body,
    authInfo,
    signatures: [secp256k1Sign(accountKey, SignDoc.encode(signDoc))],
  });
}

/** Lays one JSON value over another: objects member by member, everything else replaces. */
function overlay(under: JsonValue, over: JsonValue): JsonValue {
  if (!isObject(under) || !isObject(over)) return over;
  const merged = new Map<string, JsonValue>(Object.entries(under));
  for (const [name, value] of Object.entries(over)) {
    const below = merged.get(name);
    merged.set(name, below === undefined ? value : overlay(below, value));
  }
  return Object.fromEntries(merged);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
