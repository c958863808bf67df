import { type Bytes, toHexUpper } from "@testudo/base";
import { hashEvidence } from "@testudo/comet";
import { type AttackKind, startChainServer } from "@testudo/node";
import type { Finding } from "@testudo/relayer";
import { engineOf } from "./chain-node.ts";
import type { DevnetCore } from "./core.ts";
import { ExpectationFailed, InputError } from "./errors.ts";
import { HOST } from "./ports.ts";
import { consensusAddressOn, powersByAddress, validatorStanding } from "./queries.ts";

/** What an attack came to. */
export interface AttackResult {
  readonly chain: string;
  readonly height: bigint;
  readonly validators: readonly string[];
  /** Upper-case hex hash of the evidence. */
  readonly evidence: string;
  /** What the watcher told the hub; `undefined` where nobody watches. */
  readonly finding: Finding | undefined;
}

export interface DowntimeResult {
  readonly chain: string;
  readonly validator: string;
  /** Blocks that the validator did not sign. */
  readonly blocks: number;
  readonly height: bigint;
}

/** A block with the evidence, and one that proves it. */
const EVIDENCE_BLOCKS = 2;
const DOWNTIME_BLOCKS_MAX = 200;

/** A validator signs two blocks of one height, with its real key. */
export async function attackDoubleSign(
  core: DevnetCore,
  options: { readonly chain: string; readonly validator: string },
): Promise<AttackResult> {
  const { chainId } = core.network.chain(options.chain).entry;
  const engine = engineOf(core.running(chainId));
  const [name, address] = await member(core, chainId, options.validator);
  const evidence = engine.causeDoubleSign(address);
  await core.mine(chainId, EVIDENCE_BLOCKS);
  const { height } = evidence.kind === "duplicateVote" ? evidence.voteA : { height: 0n };
  const finding = await settled(core, { chainId, kind: "double-voting", height });
  return {
    chain: chainId,
    height,
    validators: [name],
    evidence: toHexUpper(hashEvidence(evidence)),
    finding,
  };
}

/**
 * A coalition signs a forged block. A node that shows the forged chain is started, as a light client would meet one,
 * and the watcher compares it with the honest one.
 */
export async function attackLightClient(
  core: DevnetCore,
  options: {
    readonly chain: string;
    readonly validators: readonly string[];
    readonly kind: AttackKind;
  },
): Promise<AttackResult> {
  const { chainId } = core.network.chain(options.chain).entry;
  const coalition = await Promise.all(
    options.validators.map((name) => member(core, chainId, name)),
  );
  const { evidence, conflictingBlock } = await forge(core, {
    chainId,
    kind: options.kind,
    byzantine: coalition.map(([, address]) => address),
  });
  const { height } = conflictingBlock.signedHeader.header;
  const finding = await settled(core, { chainId, kind: "light-client-attack", height });
  return {
    chain: chainId,
    height,
    validators: coalition.map(([name]) => name),
    evidence: toHexUpper(hashEvidence(evidence)),
    finding,
  };
}

/** Has a block forged, and shows it to the watcher through a node that lies. */
export async function forge(
  core: DevnetCore,
  attack: {
    readonly chainId: string;
    readonly kind: AttackKind;
    readonly byzantine: readonly Bytes[];
  },
) {
  const { chainId, kind, byzantine } = attack;
  const engine = engineOf(core.running(chainId));
  const forged = engine.causeLightClientAttack({ kind, byzantine });
  const view = engine.forkedView();
  const watcher = core.relayer?.watcher(`watch/${chainId}`);
  if (view !== undefined && watcher !== undefined) {
    const hash = toHexUpper(hashEvidence(forged.evidence));
    const liar = await startChainServer({
      chain: view,
      identity: { nodeId: hash.slice(0, 40).toLowerCase(), moniker: "forked" },
      host: HOST,
      port: 0,
      logger: core.logger,
    });
    core.atStop(() => liar.close());
    watcher.addWitness(liar.url);
  }
  await core.mine(chainId, EVIDENCE_BLOCKS);
  return forged;
}

/** A validator stops signing until the hub has jailed it, then signs again. */
export async function attackDowntime(
  core: DevnetCore,
  options: { readonly chain: string; readonly validator: string },
): Promise<DowntimeResult> {
  const { chainId } = core.network.chain(options.chain).entry;
  const { chain, validator } = options;
  const [name] = await member(core, chainId, validator);
  await setSigning(core, { chain, validator, signs: false });
  try {
    for (let blocks = 1; blocks <= DOWNTIME_BLOCKS_MAX; blocks += 1) {
      const height = await core.mine(chainId, 1);
      await core.settle();
      const { jailed } = await validatorStanding(core.network, name);
      if (jailed) return { chain: chainId, validator: name, blocks, height };
    }
  } finally {
    await setSigning(core, { chain, validator, signs: true });
  }
  throw new ExpectationFailed(
    `${name} missed ${DOWNTIME_BLOCKS_MAX} blocks of ${chainId} and is not jailed; is the channel open ("testudo status"), and the slash meter above zero?`,
  );
}

/** Switches the votes of a validator off or on, on one chain or on all. */
export async function setSigning(
  core: DevnetCore,
  options: { readonly validator: string; readonly chain?: string; readonly signs: boolean },
): Promise<readonly string[]> {
  const { validator, chain, signs } = options;
  const { name } = core.network.validator(validator);
  const chains = chain === undefined ? core.network.chains() : [core.network.chain(chain)];
  const changed: string[] = [];
  for (const one of chains) {
    const { chainId } = one.entry;
    const address = await consensusAddressOn(core.network, one, name);
    const running = core.running(chainId);
    if (running.node.setSigning !== undefined) {
      await running.node.setSigning(name, signs);
      changed.push(chainId);
      continue;
    }
    const engine = engineOf(running);
    if (!engine.signers().some(({ consAddress }) => isSame(consAddress, address))) continue;
    engine.setSigning(address, signs);
    changed.push(chainId);
  }
  return changed;
}

/**
 * A validator's name and its consensus address on a chain.
 *
 * @throws InputError when it does not validate that chain now
 */
async function member(
  core: DevnetCore,
  chainId: string,
  validator: string,
): Promise<readonly [name: string, address: Bytes]> {
  const { name } = core.network.validator(validator);
  const chain = core.network.chain(chainId);
  const address = await consensusAddressOn(core.network, chain, name);
  const powers = await powersByAddress(chain.client);
  if (!powers.has(toHexUpper(address))) {
    throw new InputError(
      `${name} does not validate ${chainId} now; "testudo validator list" shows who does`,
    );
  }
  return [name, address];
}

/** Waits until the watcher has told the hub, where there is one: the hub itself needs none. */
async function settled(
  core: DevnetCore,
  wanted: Pick<Finding, "kind" | "height"> & { readonly chainId: string },
): Promise<Finding | undefined> {
  const watcher = core.relayer?.watcher(`watch/${wanted.chainId}`);
  if (watcher === undefined) {
    await core.settle();
    return undefined;
  }
  const find = () =>
    watcher.findings().find(({ kind, height }) => kind === wanted.kind && height === wanted.height);
  return core.reach(async () => find(), {
    what: `report of the ${wanted.kind} on ${wanted.chainId}`,
    mineOn: wanted.chainId,
  });
}

function isSame(a: Bytes, b: Bytes): boolean {
  return toHexUpper(a) === toHexUpper(b);
}
