import { toHex } from "@testudo/base";
import { messageByTypeUrl, methodByPath } from "@testudo/proto";
import { AuthInfo, TxBody, TxRaw } from "@testudo/proto/cosmos/tx/v1beta1";
import type { Any } from "@testudo/proto/google/protobuf";
import type { RequestQuery } from "@testudo/proto/tendermint/abci";

/** A transaction for a person; bytes that are none stay hex. */
export function describeTx(tx: Uint8Array): string {
  try {
    const { bodyBytes, authInfoBytes, signatures } = TxRaw.decode(tx);
    const { messages, ...body } = TxBody.decode(bodyBytes);
    return shown({
      messages: messages.map(describeAny),
      ...body,
      ...AuthInfo.decode(authInfoBytes),
      signatures: signatures.map(({ length }) => length),
    });
  } catch (error) {
    return `${error instanceof Error ? error.message : error}: ${toHex(tx)}`;
  }
}

/** A query for a person. */
export function describeQuery({ path, data, height }: RequestQuery): string {
  const type = methodByPath(path)?.request;
  try {
    return `height ${height} ${type === undefined ? toHex(data) : shown(type.decode(data))}`;
  } catch {
    return toHex(data);
  }
}

function describeAny({ typeUrl, value }: Any): unknown {
  const type = messageByTypeUrl(typeUrl);
  try {
    return { typeUrl, ...(type?.decode(value) as object) };
  } catch {
    return { typeUrl, value };
  }
}

function shown(value: unknown): string {
  return JSON.stringify(value, (_key, one) => {
    if (typeof one === "bigint") return `${one}n`;
    if (one instanceof Uint8Array) return toHex(one);
    if (
      typeof one === "object" &&
      one !== null &&
      "typeUrl" in one &&
      Object.keys(one).length === 2
    ) {
      return describeAny(one);
    }
    return one;
  });
}
