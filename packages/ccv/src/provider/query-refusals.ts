import {
  AppError,
  type ConsAddress,
  type ConsumerId,
  consumerId,
  plainError,
  type TextCodec,
} from "@testudo/base";
import { GrpcCode, grpcError } from "@testudo/runtime";
import { validateConsumerId } from "../wire/validation.ts";

/** Path of the service that queries are asked of. */
export const QUERY_SERVICE = "/interchain_security.ccv.provider.v1.Query";

/** Reads the id of a request. @throws InvalidArgument */
export function requestedConsumer(id: string): ConsumerId {
  return asStatus(GrpcCode.INVALID_ARGUMENT, () => {
    validateConsumerId(id);
    return consumerId(id);
  });
}

/** The refusal of a request that asks for something that is not there. */
export function invalidArgument(text: string) {
  return grpcError(GrpcCode.INVALID_ARGUMENT, text);
}

/** Runs a step whose refusal gets a gRPC status. */
export function asStatus<T>(code: number, step: () => T): T {
  try {
    return step();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw grpcError(code, error.message);
  }
}

/** Reads an address of a request where the reference hands the decoder's complaint on. @throws undefined/1 */
export function requestedAddress(cons: TextCodec<ConsAddress>, text: string): ConsAddress {
  try {
    return cons.fromText(text);
  } catch (error) {
    throw plainError(error instanceof Error ? error.message : String(error), error);
  }
}
