import { type Bytes, formatRfc3339Nano, fromHex, SECOND, toHexUpper } from "@testudo/base";
import { type Engine, type MethodTable, method } from "@testudo/node";
import { forge } from "./attacks.ts";
import { engineOf } from "./chain-node.ts";
import type { DevnetCore } from "./core.ts";
import { InputError } from "./errors.ts";
import { travel } from "./time-travel.ts";

const BLOCKS_MAX = 10_000n;
const KINDS = ["lunatic", "equivocation", "amnesia"] as const;

/**
 * The methods that CometMock serves on its RPC port, with the same names and parameters: scripts written for it work
 * here. Validators go by their consensus address in hex.
 */
export function cometMockMethods(core: DevnetCore, chainId: string): MethodTable {
  const engine = (): Engine => engineOf(core.running(chainId));

  return {
    advance_blocks: method({ num_blocks: "int" }, async ({ num_blocks: count }) => {
      if (count === undefined || count < 1n || count > BLOCKS_MAX) {
        throw new InputError(`num_blocks must be 1 to ${BLOCKS_MAX}`);
      }
      await core.mine(chainId, Number(count));
      await core.settle();
      return {};
    }),

    advance_time: method({ duration_in_seconds: "int" }, async ({ duration_in_seconds: by }) => {
      if (by === undefined || by < 1n) {
        throw new InputError("duration_in_seconds must be greater than 0");
      }
      const time = await travel(core, { by: by * SECOND, clients: "keep" });
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
        await core.mine(chainId, 2);
        await core.settle();
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
        await forge(core, { chainId, kind, byzantine: [keyAddress(address)] });
        await core.settle();
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
