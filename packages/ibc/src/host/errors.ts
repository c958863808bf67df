import { defineErrors } from "@testudo/base";

/** Codespace `host` (ICS-24). */
export const hostErrors = defineErrors("host", {
  invalidId: [2, "invalid identifier"],
  invalidPath: [3, "invalid path"],
  invalidPacket: [4, "invalid packet"],
});

/** Codespace `ibc`: errors shared by all sub-modules. */
export const ibcErrors = defineErrors("ibc", {
  invalidSequence: [1, "invalid sequence"],
  unauthorized: [2, "unauthorized"],
  insufficientFunds: [3, "insufficient funds"],
  unknownRequest: [4, "unknown request"],
  invalidAddress: [5, "invalid address"],
  invalidCoins: [6, "invalid coins"],
  outOfGas: [7, "out of gas"],
  invalidRequest: [8, "invalid request"],
  invalidHeight: [9, "invalid height"],
  invalidVersion: [10, "invalid version"],
  invalidChainId: [11, "invalid chain-id"],
  invalidType: [12, "invalid type"],
  packAny: [13, "failed packing protobuf message to Any"],
  unpackAny: [14, "failed unpacking protobuf message from Any"],
  logic: [15, "internal logic error"],
  notFound: [16, "not found"],
});
