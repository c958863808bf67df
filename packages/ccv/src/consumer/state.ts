import { type ConsAddress, consAddress } from "@testudo/base";
import { HistoricalInfo } from "@testudo/proto/cosmos/staking/v1beta1";
import {
  CrossChainValidator,
  GenesisState,
  LastTransmissionBlockHeight,
  SlashRecord,
} from "@testudo/proto/interchain_security/ccv/consumer/v1";
import {
  ConsumerPacketData,
  ConsumerParams,
  ValidatorSetChangePacketData,
} from "@testudo/proto/interchain_security/ccv/v1";
import type { ValidatorUpdate } from "@testudo/proto/tendermint/abci";
import { defineState, item, key, map, proto, sequence, value } from "@testudo/store";
import { CONSUMER_STORE } from "../wire/names.ts";

const consensusAddress = key.branded<Uint8Array, ConsAddress>(key.bytes, consAddress);

/** Only the updates of the message are used. */
const updates = value.mapped(
  proto(ValidatorSetChangePacketData),
  (validatorUpdates: readonly ValidatorUpdate[]) =>
    ValidatorSetChangePacketData.create({ validatorUpdates }),
  ({ validatorUpdates }) => validatorUpdates,
);

/** Go keeps the set inside an otherwise empty genesis. */
const initialSet = value.mapped(
  proto(GenesisState),
  (initialValSet: readonly ValidatorUpdate[]) =>
    GenesisState.create({ provider: { initialValSet } }),
  ({ provider }) => provider.initialValSet,
);

/** What the consumer keeps, under Go's keys and in Go's encodings. */
export const state = defineState(CONSUMER_STORE, {
  port: item(0, value.text),
  lastTransmission: item(1, proto(LastTransmissionBlockHeight)),
  providerClientId: item(3, value.text),
  /** Written by the first packet of the provider: from then on the chain is connected. */
  providerChannelId: item(4, value.text),
  /** Changes that came in this block and did not reach the engine yet. */
  pendingChanges: item(5, updates),
  /** There while a standalone chain has become a consumer but its old validators still decide. */
  preCcv: item(7, value.uint64BE),
  initialValSet: item(8, initialSet),
  historicalInfos: map(11, key.uint64, proto(HistoricalInfo)),
  valsetUpdateIds: map(13, key.uint64, value.uint64BE),
  /** Validators whose downtime was reported and not yet acknowledged. Asked for with `get`, as Go does. */
  outstandingDowntimes: map(14, consensusAddress, value.bytes),
  pendingPackets: map(15, key.uint64, proto(ConsumerPacketData)),
  validators: map(16, consensusAddress, proto(CrossChainValidator)),
  initGenesisHeight: item(17, value.uint64BE),
  /** There on a chain that once was standalone. */
  previouslyStandalone: item(19, value.empty),
  pendingPacketsIndex: sequence(20),
  slashRecord: item(21, proto(SlashRecord)),
  params: item(22, proto(ConsumerParams)),
});

/** The value of an entry that says all by being there. */
export const FLAG = new Uint8Array();
