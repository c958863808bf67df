import { AppError, defineErrors, type ErrorKind, UNDEFINED_CODESPACE } from "./errors.ts";

/** The root error table of the SDK (`types/errors`), named as in Go. */
export const sdkErrors = defineErrors("sdk", {
  txDecode: [2, "tx parse error"],
  invalidSequence: [3, "invalid sequence"],
  unauthorized: [4, "unauthorized"],
  insufficientFunds: [5, "insufficient funds"],
  unknownRequest: [6, "unknown request"],
  invalidAddress: [7, "invalid address"],
  invalidPubKey: [8, "invalid pubkey"],
  unknownAddress: [9, "unknown address"],
  invalidCoins: [10, "invalid coins"],
  outOfGas: [11, "out of gas"],
  memoTooLarge: [12, "memo too large"],
  insufficientFee: [13, "insufficient fee"],
  tooManySignatures: [14, "maximum number of signatures exceeded"],
  noSignatures: [15, "no signatures supplied"],
  jsonMarshal: [16, "failed to marshal JSON bytes"],
  jsonUnmarshal: [17, "failed to unmarshal JSON bytes"],
  invalidRequest: [18, "invalid request"],
  txInMempoolCache: [19, "tx already in mempool"],
  mempoolIsFull: [20, "mempool is full"],
  txTooLarge: [21, "tx too large"],
  keyNotFound: [22, "key not found"],
  wrongPassword: [23, "invalid account password"],
  invalidSigner: [24, "tx intended signer does not match the given signer"],
  invalidGasAdjustment: [25, "invalid gas adjustment"],
  invalidHeight: [26, "invalid height"],
  invalidVersion: [27, "invalid version"],
  invalidChainId: [28, "invalid chain-id"],
  invalidType: [29, "invalid type"],
  txTimeoutHeight: [30, "tx timeout height"],
  unknownExtensionOptions: [31, "unknown extension options"],
  wrongSequence: [32, "incorrect account sequence"],
  packAny: [33, "failed packing protobuf message to Any"],
  unpackAny: [34, "failed unpacking protobuf message from Any"],
  logic: [35, "internal logic error"],
  conflict: [36, "conflict"],
  notSupported: [37, "feature not supported"],
  notFound: [38, "not found"],
  io: [39, "Internal IO error"],
  appConfig: [40, "error in app.toml"],
  invalidGasLimit: [41, "invalid gas limit"],
});

const PANIC_CODE = 111222;

/** A panic that the application caught while it ran a transaction: undefined/111222. */
export const panicError: ErrorKind = Object.assign(
  (detail?: string, cause?: unknown) =>
    new AppError(UNDEFINED_CODESPACE, PANIC_CODE, detail ? `${detail}: panic` : "panic", cause),
  { codespace: UNDEFINED_CODESPACE, code: PANIC_CODE, text: "panic" },
);
