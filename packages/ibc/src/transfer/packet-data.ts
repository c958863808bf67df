import { InvalidNumber, parseInt256, utf8 } from "@testudo/base";
import type { Denom, FungibleTokenPacketData } from "@testudo/proto/ibc/applications/transfer/v1";
import { type GoJson, goJsonString, InvalidJson, readGoJson } from "../go-json.ts";
import { ibcErrors } from "../host/errors.ts";
import { isBlank } from "../host/identifiers.ts";
import { inContext } from "./context.ts";
import { denomFromPath, validateDenom } from "./denom.ts";
import { transferErrors } from "./errors.ts";

/** The only version spoken. */
export const ICS20_VERSION = "ics20-1";

/** Bounds what one packet keeps in a block and its events; in bytes. */
export const MAX_MEMO_LENGTH = 32_768;

/** Packet data, understood. */
export interface TransferData {
  readonly denom: Denom;
  /** As the packet has it; events show it so. */
  readonly amount: string;
  readonly sender: string;
  readonly receiver: string;
  readonly memo: string;
}

const MEMBERS = ["denom", "amount", "sender", "receiver", "memo"] as const;
type Member = (typeof MEMBERS)[number];

/** The JSON that the packet carries: fixed order, no spaces, empty members left out. */
export function encodePacketData(data: FungibleTokenPacketData): Uint8Array {
  const members = MEMBERS.filter((name) => data[name] !== "").map(
    (name) => `"${name}":${goJsonString(data[name])}`,
  );
  return utf8(`{${members.join(",")}}`);
}

/**
 * Reads and checks packet data. Member names match whatever their case, the last of several counts.
 *
 * @throws transfer/4 on another version, ibc/12 on JSON of another form, and what `validatePacketData` refuses
 */
export function decodePacketData(bytes: Uint8Array, version: string): TransferData {
  if (version !== ICS20_VERSION) throw transferErrors.invalidVersion(version);
  const data = readPacketData(bytes);
  inContext("invalid packet data", () => validatePacketData(data));
  return { ...data, denom: denomFromPath(data.denom) };
}

/**
 * Checks packet data by itself.
 *
 * @throws transfer/5, ibc/5, transfer/3, host/2
 */
export function validatePacketData(data: FungibleTokenPacketData): void {
  if (parseAmount(data.amount) <= 0n) {
    throw transferErrors.invalidAmount(`amount must be strictly positive: got ${data.amount}`);
  }
  if (isBlank(data.sender)) throw ibcErrors.invalidAddress("sender address cannot be blank");
  if (isBlank(data.receiver)) throw ibcErrors.invalidAddress("receiver address cannot be blank");
  validateDenom(denomFromPath(data.denom));
}

/**
 * Reads an amount with the leniency of the SDK: `0x10`, `010` and `1_000` are numbers.
 *
 * @throws transfer/5
 */
export function parseAmount(text: string): bigint {
  try {
    return parseInt256(text);
  } catch (error) {
    if (!(error instanceof InvalidNumber)) throw error;
    throw transferErrors.invalidAmount(
      `unable to parse transfer amount (${text}) into math.Int`,
      error,
    );
  }
}

function readPacketData(bytes: Uint8Array): FungibleTokenPacketData {
  try {
    return packetDataOf(readGoJson(bytes));
  } catch (error) {
    if (!(error instanceof InvalidJson)) throw error;
    throw ibcErrors.invalidType(
      `cannot unmarshal ICS20-V1 transfer packet data: ${error.message}`,
      error,
    );
  }
}

function packetDataOf(json: GoJson): FungibleTokenPacketData {
  if (json.kind === "null") {
    throw ibcErrors.invalidType("cannot convert proto message into FungibleTokenPacketData");
  }
  if (json.kind !== "object") {
    throw new InvalidJson(
      `json: cannot unmarshal ${json.kind} into Go value of type types.ftpdAlias`,
    );
  }
  const data = { denom: "", amount: "", sender: "", receiver: "", memo: "" };
  for (const [name, value] of json.members) {
    const member = memberNamed(name);
    if (member === undefined) throw new InvalidJson(`json: unknown field ${JSON.stringify(name)}`);
    if (value.kind === "string") data[member] = value.text;
    // Null leaves a member as it is.
    else if (value.kind !== "null") {
      throw new InvalidJson(
        `json: cannot unmarshal ${value.kind} into Go struct field ftpdAlias.${member} of type string`,
      );
    }
  }
  return data;
}

/** Go folds `ſ` to `s` and the Kelvin sign to `k` when it compares names. */
function memberNamed(name: string): Member | undefined {
  const folded = name
    .replace(/\u017f/g, "s")
    .replace(/\u212a/g, "k")
    .toLowerCase();
  return MEMBERS.find((member) => member === folded);
}
