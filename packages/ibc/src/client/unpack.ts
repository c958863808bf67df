import { type MessageType, WireError } from "@testudo/proto";
import type { Any } from "@testudo/proto/google/protobuf";
import {
  ClientState,
  ConsensusState,
  Header,
  Misbehaviour,
} from "@testudo/proto/ibc/lightclients/tendermint/v1";
import { ibcErrors } from "../host/errors.ts";
import type { ClientMessage } from "./light-client.ts";

/** @throws ibc/14 when absent or anything but a 07-tendermint client state */
export function unpackClientState(any: Any | undefined): ClientState {
  return unpack(any, ClientState, "ClientState");
}

/** @throws ibc/14 when absent or anything but a 07-tendermint consensus state */
export function unpackConsensusState(any: Any | undefined): ConsensusState {
  return unpack(any, ConsensusState, "ConsensusState");
}

/** @throws ibc/14 when absent or neither a 07-tendermint header nor misbehaviour */
export function unpackClientMessage(any: Any | undefined): ClientMessage {
  if (any?.typeUrl === Misbehaviour.typeUrl) {
    return { kind: "misbehaviour", misbehaviour: unpack(any, Misbehaviour, "ClientMessage") };
  }
  return { kind: "header", header: unpack(any, Header, "ClientMessage") };
}

function unpack<T>(any: Any | undefined, type: MessageType<T>, wanted: string): T {
  if (any === undefined) throw ibcErrors.unpackAny("protobuf Any message cannot be nil");
  if (any.typeUrl !== type.typeUrl) {
    throw ibcErrors.unpackAny(`cannot unpack Any into ${wanted} ${any.typeUrl}`);
  }
  try {
    return type.decode(any.value);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    throw ibcErrors.unpackAny(`cannot unpack Any into ${wanted}`, error);
  }
}
