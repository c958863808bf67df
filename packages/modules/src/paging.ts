import { AppError } from "@testudo/base";
import { GrpcCode, grpcError, type Page, type PageSource, paginate } from "@testudo/runtime";

/**
 * A page, with a refused page request turned into a gRPC status: `Internal` where the reference says no other.
 *
 * @throws GrpcError
 */
export function pageOf<T>(
  source: PageSource<T>,
  refuse = (complaint: string): AppError => grpcError(GrpcCode.INTERNAL, complaint),
): Page<T> {
  try {
    return paginate(source);
  } catch (error) {
    throw error instanceof AppError ? refuse(error.message) : error;
  }
}
