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

/**
 * A page of what the reference keeps in a typed collection. There an offset beyond the end answers no total at all,
 * while over a raw store it still counts.
 *
 * @throws GrpcError
 */
export function collectionPage<T>(
  source: PageSource<T>,
  refuse?: (complaint: string) => AppError,
): Page<T> {
  const { items, pagination } = pageOf(source, refuse);
  const beyond = (source.page?.offset ?? 0n) > pagination.total;
  return { items, pagination: beyond ? { ...pagination, total: 0n } : pagination };
}
