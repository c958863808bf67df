import { type AppError, fromBase64, InvalidBytes, toBase64, utf8 } from "@testudo/base";
import type { Acknowledgement as ProtoAcknowledgement } from "@testudo/proto/ibc/core/channel/v1";
import { type GoJson, goJsonString, InvalidJson, readFirstGoJson } from "../go-json.ts";
import { ibcErrors } from "../host/errors.ts";
import type { Acknowledgement } from "../port/module.ts";

/** Part of the stored hash: never change it. */
const ERROR_TEXT = "error handling packet: see events for details";

/** The protobuf-JSON acknowledgement that most applications answer with (ICS-04). */
export type StandardAcknowledgement = ProtoAcknowledgement;

/** A successful answer with the given result. */
export function resultAcknowledgement(result: Uint8Array): Acknowledgement {
  return { success: true, bytes: ackToJson({ result }) };
}

/** A refusal. Only the code is told: everything else about an error may differ between nodes. */
export function errorAcknowledgement({ code }: Pick<AppError, "code">): Acknowledgement {
  return { success: false, bytes: ackToJson({ error: `ABCI code: ${code}: ${ERROR_TEXT}` }) };
}

/** A refusal that tells the codespace too. */
export function errorAcknowledgementWithCodespace({
  codespace,
  code,
}: Pick<AppError, "codespace" | "code">): Acknowledgement {
  const error = `ABCI error: ${codespace}/${code}: ${ERROR_TEXT}`;
  return { success: false, bytes: ackToJson({ error }) };
}

/** The one form in which an acknowledgement is committed; `{}` when it says neither. */
export function ackToJson({ result, error }: StandardAcknowledgement): Uint8Array {
  if (result !== undefined) return utf8(`{"result":"${toBase64(result)}"}`);
  if (error !== undefined) return utf8(`{"error":${goJsonString(error)}}`);
  return utf8("{}");
}

/**
 * Reads an acknowledgement as lenient as the reference's decoder does: callers compare `ackToJson` of the result with
 * the bytes to refuse every other form.
 *
 * @throws ibc/4 on malformed JSON, unknown members and values of another kind
 */
export function ackFromJson(bytes: Uint8Array): StandardAcknowledgement {
  try {
    return standardAcknowledgement(readFirstGoJson(bytes).value);
  } catch (error) {
    if (!(error instanceof InvalidJson || error instanceof InvalidBytes)) throw error;
    throw ibcErrors.unknownRequest(
      `cannot unmarshal ICS-20 transfer packet acknowledgement: ${error.message}`,
      error,
    );
  }
}

function standardAcknowledgement(json: GoJson): StandardAcknowledgement {
  if (json.kind === "null") return {};
  if (json.kind !== "object") throw new InvalidJson("not an object");
  let acknowledgement: StandardAcknowledgement = {};
  for (const [name, value] of json.members) {
    const text = value.kind === "string" ? value.text : value.kind === "null" ? "" : undefined;
    if (text === undefined) throw new InvalidJson(`${name} is no text`);
    if (name === "result") acknowledgement = { result: fromBase64(text) };
    else if (name === "error") acknowledgement = { error: text };
    else throw new InvalidJson(`unknown field "${name}"`);
  }
  return acknowledgement;
}
