import { defineErrors } from "@testudo/base";

/** Codespace `transfer` (ICS-20). */
export const transferErrors = defineErrors("transfer", {
  invalidPacketTimeout: [2, "invalid packet timeout"],
  invalidDenomForTransfer: [3, "invalid denomination for cross-chain transfer"],
  invalidVersion: [4, "invalid ICS20 version"],
  invalidAmount: [5, "invalid token amount"],
  denomNotFound: [6, "denomination not found"],
  sendDisabled: [7, "fungible token transfers from this chain are disabled"],
  receiveDisabled: [8, "fungible token transfers to this chain are disabled"],
  maxTransferChannels: [9, "max transfer channels"],
  invalidAuthorization: [10, "invalid transfer authorization"],
  invalidMemo: [11, "invalid memo"],
  forwardedPacketTimedOut: [12, "forwarded packet timed out"],
  forwardedPacketFailed: [13, "forwarded packet failed"],
  abiEncoding: [14, "encoding abi failed"],
  abiDecoding: [15, "decoding abi failed"],
  receiveFailed: [16, "receive packet failed"],
});
