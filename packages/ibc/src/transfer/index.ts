export {
  type AcceptedTransfer,
  acceptTransfer,
  validateTransferAuthorization,
} from "./authorization.ts";
export {
  bankDenom,
  cameOver,
  denomFromPath,
  denomHash,
  denomPath,
  parseDenomHash,
  VOUCHER_PREFIX,
  validateDenom,
} from "./denom.ts";
export { transferErrors } from "./errors.ts";
export { escrowAddress } from "./escrow.ts";
export { createTransferIbcModule } from "./ibc-module.ts";
export {
  createTransferKeeper,
  type PacketEnds,
  TRANSFER_PORT,
  type TransferKeeper,
  type TransferOrder,
  UNBOUNDED_AMOUNT,
} from "./keeper.ts";
export { createTransferModule } from "./module.ts";
export type { TransferNeeds } from "./needs.ts";
export {
  decodePacketData,
  encodePacketData,
  ICS20_VERSION,
  type TransferData,
  validatePacketData,
} from "./packet-data.ts";
