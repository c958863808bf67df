import type {
  ServerReflectionRequest,
  ServerReflectionResponse,
} from "@testudo/proto/grpc/reflection/v1";
import { GrpcCode } from "./grpc-status.ts";
import type { SchemaIndex } from "./schema-index.ts";

/** Services of reflection; their messages differ in nothing but the package. */
export const REFLECTION_SERVICES = [
  "grpc.reflection.v1.ServerReflection",
  "grpc.reflection.v1alpha.ServerReflection",
] as const;

/** One stream of questions; it remembers which files it has sent. */
export interface ReflectionSession {
  /** Undefined for a request that asks nothing. */
  answer(request: ServerReflectionRequest): ServerReflectionResponse | undefined;
}

/** Answers tools that know nothing of the chain's types, as the SDK's reflection does. */
export function createReflectionSession(
  schema: SchemaIndex,
  services: readonly string[],
): ReflectionSession {
  const sent = new Set<string>();

  function files(file: ReturnType<SchemaIndex["byName"]>, missing: string): Answer {
    if (file === undefined) return notFound(missing);
    return {
      fileDescriptorResponse: { fileDescriptorProto: schema.withDependencies(file, sent) },
    };
  }

  function answerTo(request: ServerReflectionRequest): Answer | undefined {
    const { fileByFilename, fileContainingSymbol, fileContainingExtension } = request;
    const { allExtensionNumbersOfType, listServices } = request;
    if (fileByFilename !== undefined) {
      return files(schema.byName(fileByFilename), `unknown file: ${fileByFilename}`);
    }
    if (fileContainingSymbol !== undefined) {
      const missing = `unknown symbol: ${fileContainingSymbol}`;
      return files(schema.bySymbol(fileContainingSymbol), missing);
    }
    if (fileContainingExtension !== undefined) {
      const { containingType, extensionNumber } = fileContainingExtension;
      return notFound(
        schema.isMessage(containingType)
          ? `failed to find registered extension for extension number ${extensionNumber}`
          : `unknown type: ${JSON.stringify(containingType)}`,
      );
    }
    if (allExtensionNumbersOfType !== undefined) {
      if (!schema.isMessage(allExtensionNumbersOfType)) {
        return notFound(`unknown type: ${JSON.stringify(allExtensionNumbersOfType)}`);
      }
      return {
        allExtensionNumbersResponse: {
          baseTypeName: allExtensionNumbersOfType,
          extensionNumber: [],
        },
      };
    }
    if (listServices === undefined) return undefined;
    return { listServicesResponse: { service: services.map((name) => ({ name })) } };
  }

  return {
    answer(request) {
      const answer = answerTo(request);
      if (answer === undefined) return undefined;
      return { validHost: request.host, originalRequest: request, ...answer };
    },
  };
}

type Answer = Partial<ServerReflectionResponse>;

function notFound(errorMessage: string): Answer {
  return { errorResponse: { errorCode: GrpcCode.NOT_FOUND, errorMessage } };
}
