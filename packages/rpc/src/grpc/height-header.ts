import { sdkErrors } from "@testudo/base";
import { parseGoInteger } from "./go-integers.ts";

/** Metadata of requests and answers, and the HTTP header of REST: the height whose state is read. */
export const HEIGHT_HEADER = "x-cosmos-block-height";

/** The height that a header asks for; 0 is the last one. @throws AppError with the SDK's text */
export function parseHeight(text: string): bigint {
  try {
    return parseGoInteger(text, { name: "ParseInt", base: 10, bits: 64 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw sdkErrors.invalidRequest(
      `Baseapp.RegisterGRPCServer: invalid height header "${HEIGHT_HEADER}": ${reason}`,
      error,
    );
  }
}
