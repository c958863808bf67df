import { fromGoHex, GoHexError, plainError } from "@testudo/base";
import {
  QueryAllEvidenceRequest,
  QueryAllEvidenceResponse,
  QueryEvidenceRequest,
  QueryEvidenceResponse,
} from "@testudo/proto/cosmos/evidence/v1beta1";
import { Any } from "@testudo/proto/google/protobuf";
import { GrpcCode, grpcError, type QueryRoute, query } from "@testudo/runtime";
import { collectionPage } from "../paging.ts";
import type { EvidenceKeeper } from "./keeper.ts";
import { EVIDENCE_PREFIX } from "./state.ts";

const SERVICE = "/cosmos.evidence.v1beta1.Query";

/** Answers of `cosmos.evidence.v1beta1.Query`. */
export function evidenceQueries(evidence: EvidenceKeeper): readonly QueryRoute[] {
  return [
    query(`${SERVICE}/Evidence`, QueryEvidenceRequest, QueryEvidenceResponse, (ctx, { hash }) => {
      if (hash === "") {
        throw grpcError(GrpcCode.INVALID_ARGUMENT, "invalid request; hash is empty");
      }
      const found = evidence.evidence(ctx, hashFromHex(hash));
      if (found === undefined) throw grpcError(GrpcCode.NOT_FOUND, `evidence ${hash} not found`);
      return { evidence: found };
    }),
    query(
      `${SERVICE}/AllEvidence`,
      QueryAllEvidenceRequest,
      QueryAllEvidenceResponse,
      (ctx, request) => {
        const { items, pagination } = collectionPage(
          {
            store: ctx.store("evidence"),
            prefix: EVIDENCE_PREFIX,
            page: request.pagination,
            read: (_, value) => Any.decode(value),
          },
          plainError,
        );
        return { evidence: items, pagination };
      },
    ),
  ];
}

function hashFromHex(text: string): Uint8Array {
  try {
    return fromGoHex(text);
  } catch (error) {
    if (!(error instanceof GoHexError)) throw error;
    throw plainError(`invalid evidence hash: ${error.message}`);
  }
}
