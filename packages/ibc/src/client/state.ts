import { fromUtf8, utf8 } from "@testudo/base";
import { Params } from "@testudo/proto/ibc/core/client/v1";
import { CounterpartyInfo } from "@testudo/proto/ibc/core/client/v2";
import { ClientState, ConsensusState } from "@testudo/proto/ibc/lightclients/tendermint/v1";
import {
  clientCounterpartyPath,
  clientCreatorPath,
  clientStatePath,
  consensusStatePath,
  NEXT_CLIENT_SEQUENCE_PATH,
  v2NextSequenceSendPath,
} from "../host/paths.ts";
import { type Codec, message, records, singleton, uint64, wrapped } from "../state.ts";

const text: Codec<string> = { encode: utf8, decode: fromUtf8 };

/** The records of ICS-02. */
export const state = {
  params: singleton("clientParams", message(Params)),
  nextClientSequence: singleton(NEXT_CLIENT_SEQUENCE_PATH, uint64),
  clientStates: records(clientStatePath, wrapped(ClientState)),
  consensusStates: records(consensusStatePath, wrapped(ConsensusState)),
  /** Bech32 text of whoever created the client by message. */
  creators: records(clientCreatorPath, text),
  /** Of IBC v2, by client id. */
  counterparties: records(clientCounterpartyPath, message(CounterpartyInfo)),
  /** Of IBC v2, by client id; exists once a counterparty is registered. */
  nextSequenceSendV2: records(v2NextSequenceSendPath, uint64),
};
