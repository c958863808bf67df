import { type Application, createLocalClient } from "@testudo/abci";
import { type Bytes, silentLogger, utf8 } from "@testudo/base";
import {
  DEFAULT_CONSENSUS_PARAMS,
  ed25519PubKey,
  type GenesisDoc,
  type LightBlock,
  pubKeyAddress,
} from "@testudo/comet";
import { ed25519KeyFromSeed, sha256 } from "@testudo/crypto";
import {
  type Clock,
  createEngine,
  createMemoryDatabase,
  createVirtualClock,
  type Database,
  type Engine,
  type MempoolLimits,
  type Mining,
} from "@testudo/engine";
import { createKvApp, emptyKvState, type KvApp, type KvState } from "./kv-app.ts";

const SECOND = 1_000_000_000n;
/** Genesis time of the chain. */
export const KV_START = 1_700_000_000n * SECOND;
const POWERS: readonly bigint[] = [40n, 30n, 20n, 10n];

/** ed25519 seed of the validator with this number. */
export function kvSeed(index: number): Bytes {
  return sha256(utf8(`validator ${index}`));
}

/** Consensus address of the validator with this number. */
export function kvAddress(index: number): Bytes {
  return pubKeyAddress(kvPubKey(index));
}

function kvPubKey(index: number) {
  return ed25519PubKey(ed25519KeyFromSeed(kvSeed(index)).pub);
}

/** A genesis of the key-value application with a validator for each power. */
export function kvGenesis(
  changes: Partial<GenesisDoc> & { readonly powers?: readonly bigint[] } = {},
): GenesisDoc {
  const { powers = POWERS, ...rest } = changes;
  return {
    genesisTime: KV_START,
    chainId: "kv-1",
    initialHeight: 1n,
    consensusParams: DEFAULT_CONSENSUS_PARAMS,
    validators: powers.map((power, i) => ({
      address: kvAddress(i),
      pubKey: kvPubKey(i),
      power,
      name: `v${i}`,
    })),
    appHash: new Uint8Array(),
    appState: "{}",
    ...rest,
  };
}

export interface KvChainOptions {
  readonly genesis?: GenesisDoc;
  /** Pass those of an earlier chain to continue it. */
  readonly state?: KvState;
  readonly database?: Database;
  readonly clock?: Clock;
  readonly mining?: Mining;
  readonly mempoolLimits?: MempoolLimits;
  /** Replaces handlers of the application. */
  readonly handlers?: (app: KvApp) => Partial<Application>;
}

/** A chain of the key-value application in this process. */
export interface KvChain {
  readonly engine: Engine;
  readonly app: KvApp;
  readonly state: KvState;
  readonly database: Database;
  readonly clock: Clock;
  lightBlock(height: bigint): LightBlock;
}

/** Starts an engine over the key-value application; without options nothing outlives it, and blocks are made on demand. */
export async function startKvChain(options: KvChainOptions = {}): Promise<KvChain> {
  const genesis = options.genesis ?? kvGenesis();
  const state = options.state ?? emptyKvState();
  const database = options.database ?? createMemoryDatabase();
  const clock =
    options.clock ?? createVirtualClock({ start: KV_START + 10n * SECOND, step: SECOND });
  const app = createKvApp(state);
  Object.assign(app, options.handlers?.(app));
  const engine = createEngine({
    app: createLocalClient(app),
    genesis,
    // One more than the genesis has: a validator that may join.
    signerSeeds: Array.from({ length: genesis.validators.length + 1 }, (_unused, i) => kvSeed(i)),
    clock,
    mining: options.mining ?? { mode: "manual" },
    database,
    logger: silentLogger,
    ...(options.mempoolLimits === undefined ? {} : { mempoolLimits: options.mempoolLimits }),
  });
  await engine.start();
  return {
    engine,
    app,
    state,
    database,
    clock,
    lightBlock(height) {
      const [stored, found] = [engine.block(height), engine.commit(height)];
      const known = engine.validators(height);
      if (stored === undefined || found === undefined || known === undefined) {
        throw new Error(`no block at height ${height}`);
      }
      return {
        signedHeader: { header: stored.block.header, commit: found.commit },
        validatorSet: known.validators,
      };
    },
  };
}
