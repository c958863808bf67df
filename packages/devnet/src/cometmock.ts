import {
  type Bytes,
  type Duration,
  formatRfc3339Nano,
  fromHex,
  SECOND,
  type Time,
  toHexUpper,
} from "@testudo/base";
import { type AttackKind, type Engine, type MethodTable, method } from "@testudo/node";
import { forge } from "./attacks.ts";
import { engineOf } from "./chain-node.ts";
import type { DevnetCore } from "./core.ts";
import { InputError } from "./errors.ts";
import { travel } from "./time-travel.ts";

const BLOCKS_MAX = 10_000n;
const KINDS = ["lunatic", "equivocation", "amnesia"] as const;

/** The chain that the methods act on. */
export interface MockedChain {
  engine(): Engine;
  /** Makes blocks, and lets what follows from them happen. */
  mine(count: number): Promise<void>;
  /** Moves the clock; the next blocks start from the time that it gives back. */
  advance(by: Duration): Promise<Time>;
  /** Forges a block, and makes the blocks that hold the evidence. */
  forge(kind: AttackKind, byzantine: readonly Bytes[]): Promise<void>;
}

/** The methods for a chain of a devnet: packets are carried and clients kept alive on the way. */
export function devnetChainMethods(core: DevnetCore, chainId: string): MethodTable {
  return cometMockMethods({
    engine: () => engineOf(core.running(chainId)),
    async mine(count) {
      await core.mine(chainId, count);
      await core.settle();
    },
    advance: (by) => travel(core, { by, clients: "keep" }),
    async forge(kind, byzantine) {
      await forge(core, { chainId, kind, byzantine });
      await core.settle();
    },
  });
}

/**
 * The methods that CometMock serves on its RPC port, with the same names and parameters: scripts written for it work
 * here. Validators go by their consensus address in hex.
 */
export function cometMockMethods(chain: MockedChain): MethodTable {
  const { engine } = chain;
  return {
    advance_blocks: method({ num_blocks: "int" }, async ({ num_blocks: count }) => {
      if (count === undefined || count < 1n || count > BLOCKS_MAX) {
        throw new InputError(`num_blocks must be 1 to ${BLOCKS_MAX}`);
      }
      await chain.mine(Number(count));
      return {};
    }),

    advance_time: method({ duration_in_seconds: "int" }, async ({ duration_in_seconds: by }) => {
      if (by === undefined || by < 1n) {
        throw new InputError("duration_in_seconds must be greater than 0");
      }
      const time = await chain.advance(by * SECOND);
      return { new_time: formatRfc3339Nano(time) };
    }),

    set_signing_status: method(
      { private_key_address: "string", status: "string" },
      ({ private_key_address: address, status }) => {
        if (status !== "up" && status !== "down") {
          throw new InputError(
            "status must be either `up` to have the validator sign, or `down` to have the validator not sign",
          );
        }
        engine().setSigning(keyAddress(address), status === "up");
        const map = engine()
          .signers()
          .map(({ consAddress, signs }) => [toHexUpper(consAddress), signs] as const);
        return { new_signing_status_map: Object.fromEntries(map) };
      },
    ),

    cause_double_sign: method(
      { private_key_address: "string" },
      async ({ private_key_address: address }) => {
        engine().causeDoubleSign(keyAddress(address));
        await chain.mine(2);
        return {};
      },
    ),

    cause_light_client_attack: method(
      { private_key_address: "string", misbehaviour_type: "string" },
      async ({ private_key_address: address, misbehaviour_type: wanted }) => {
        const kind = KINDS.find((one) => one === wanted?.toLowerCase());
        if (kind === undefined) {
          throw new InputError(`misbehaviour_type must be one of ${KINDS.join(", ")}`);
        }
        await chain.forge(kind, [keyAddress(address)]);
        return {};
      },
    ),
  };
}

function keyAddress(text: string | undefined): Bytes {
  try {
    return fromHex((text ?? "").toLowerCase());
  } catch {
    throw new InputError(`private_key_address ${text} is not a consensus address in hex`);
  }
}
