import { formatRfc3339Nano, SECOND } from "@testudo/base";
import { ConsensusHalted, EngineError, type MethodTable, method, RpcError } from "@testudo/node";
import type { JsonValue } from "@testudo/proto";
import {
  type AttackResult,
  attackDoubleSign,
  attackDowntime,
  attackLightClient,
  setSigning,
} from "./attacks.ts";
import type { DevnetCore } from "./core.ts";
import type { Devnet } from "./devnet.ts";
import type { ChainEntry } from "./devnet-file.ts";
import { ExpectationFailed, InputError, messageOf } from "./errors.ts";
import { exportGenesis } from "./genesis-export.ts";
import { mineToEpoch } from "./link.ts";
import { devnetStatus } from "./status.ts";
import { travel } from "./time-travel.ts";
import { readConsumer } from "./topology.ts";

/** JSON-RPC code of an expectation that did not come true. */
export const EXPECTATION_CODE = -32_001;

const BLOCKS_MAX = 10_000n;
const EPOCHS_MAX = 1_000n;
const KINDS = ["lunatic", "equivocation", "amnesia"] as const;

export interface ControlOptions {
  /** `undefined` while it starts. */
  readonly devnet: () => Devnet | undefined;
  /** Told after the set of chains or keys changed. */
  readonly changed: () => Promise<void>;
  /** Asks the process to end. */
  readonly shutdown: () => void;
}

/** The methods of the control port. */
export function controlMethods({ devnet, changed, shutdown }: ControlOptions): MethodTable {
  const running = (): Devnet => {
    const found = devnet();
    if (found === undefined) throw new InputError("the devnet is still starting; ask again");
    return found;
  };
  const core = (): DevnetCore => running().core;

  return checked({
    status: method({}, async () => ({ ...(await devnetStatus(running())) })),

    mine: method({ chain: "string", count: "int" }, async ({ chain, count = 1n }) => {
      inRange("count", count, BLOCKS_MAX);
      const chains = chain === undefined ? core().network.chains() : [core().network.chain(chain)];
      const heights: Record<string, string> = {};
      for (const { entry } of chains) {
        heights[entry.chainId] = String(await core().mine(entry.chainId, Number(count)));
      }
      await core().settle();
      return { heights };
    }),

    epoch: method({ count: "int" }, async ({ count = 1n }) => {
      inRange("count", count, EPOCHS_MAX);
      let height = 0n;
      for (let done = 0n; done < count; done += 1n) height = await mineToEpoch(core());
      return { height: String(height) };
    }),

    time: method({ seconds: "int", clients: "string" }, async ({ seconds, clients = "keep" }) => {
      if (clients !== "keep" && clients !== "expire") {
        throw new InputError(`clients "${clients}" must be keep or expire`);
      }
      const time = await travel(core(), { by: (seconds ?? 0n) * SECOND, clients });
      return { time: formatRfc3339Nano(time) };
    }),

    export_genesis: method(
      { chain: "string", complete: "bool" },
      async ({ chain, complete = true }) =>
        exportGenesis(core(), { chain: required("chain", chain), complete }),
    ),

    consumer_create: method({ spec: "json" }, async ({ spec }) => {
      const names = core()
        .network.file()
        .validators.map(({ name }) => name);
      const entry = await running().createConsumer(readConsumer(spec ?? {}, "consumer", names));
      await changed();
      return { chain: chainJson(entry) };
    }),

    consumer_launch: method({ consumer: "string" }, async ({ consumer }) => {
      const entry = await running().launchConsumer(required("consumer", consumer));
      await changed();
      return { chain: chainJson(entry) };
    }),

    validator_signing: method(
      { validator: "string", chain: "string", signs: "bool" },
      async ({ validator, chain, signs = true }) => ({
        chains: [
          ...(await setSigning(core(), {
            validator: required("validator", validator),
            chain,
            signs,
          })),
        ],
      }),
    ),

    validator_new_key: method(
      { validator: "string", chain: "string" },
      async ({ validator, chain }) => {
        const key = await running().newConsensusKey({
          validator: required("validator", validator),
          chain: required("chain", chain),
        });
        await changed();
        return { pub_key: Buffer.from(key).toString("base64") };
      },
    ),

    attack_double_sign: method(
      { chain: "string", validator: "string" },
      async ({ chain, validator }) =>
        attackJson(
          await attackDoubleSign(core(), {
            chain: required("chain", chain),
            validator: required("validator", validator),
          }),
        ),
    ),

    attack_light_client: method(
      { chain: "string", validators: "json", kind: "string" },
      async ({ chain, validators, kind: wanted = "lunatic" }) => {
        const kind = KINDS.find((one) => one === wanted);
        if (kind === undefined) {
          throw new InputError(`kind "${wanted}" is not one of ${KINDS.join(", ")}`);
        }
        const result = await attackLightClient(core(), {
          chain: required("chain", chain),
          validators: names(validators),
          kind,
        });
        return attackJson(result);
      },
    ),

    attack_downtime: method({ chain: "string", validator: "string" }, async (args) => {
      const result = await attackDowntime(core(), {
        chain: required("chain", args.chain),
        validator: required("validator", args.validator),
      });
      return { ...result, height: String(result.height) };
    }),

    shutdown: method({}, () => {
      shutdown();
      return {};
    }),
  });
}

/** Errors of the devnet as JSON-RPC errors that keep their kind. */
function checked(methods: MethodTable): MethodTable {
  const guarded = Object.entries(methods).map(([name, one]) => [
    name,
    {
      ...one,
      async run(args: Record<string, unknown>) {
        try {
          return await one.run(args);
        } catch (error) {
          throw asRpcError(error);
        }
      },
    },
  ]);
  return Object.fromEntries(guarded);
}

function asRpcError(error: unknown): unknown {
  const options = { cause: error };
  // The engine refuses attacks that no validator set allows: whoever asked can ask for another.
  const isInput =
    error instanceof InputError ||
    (error instanceof EngineError && !(error instanceof ConsensusHalted));
  if (isInput) {
    return new RpcError(-32_602, "Invalid params", error.message, options);
  }
  if (error instanceof ExpectationFailed) {
    return new RpcError(EXPECTATION_CODE, "Expectation failed", error.message, options);
  }
  return new RpcError(-32_603, "Internal error", messageOf(error), options);
}

function attackJson({ chain, height, validators, evidence, finding }: AttackResult): JsonValue {
  return {
    chain,
    height: String(height),
    validators: [...validators],
    evidence,
    reported_in: finding?.txHash ?? null,
    refusal: finding?.refusal ?? null,
  };
}

function chainJson(entry: ChainEntry): JsonValue {
  const json: JsonValue = JSON.parse(JSON.stringify(entry));
  return json;
}

function required(name: string, value: string | undefined): string {
  if (value === undefined || value === "") throw new InputError(`${name} is missing`);
  return value;
}

function names(value: unknown): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new InputError("validators must be a list of names");
  }
  return value.map(String);
}

function inRange(name: string, value: bigint, max: bigint): void {
  if (value < 1n || value > max) throw new InputError(`${name} ${value} must be 1 to ${max}`);
}
