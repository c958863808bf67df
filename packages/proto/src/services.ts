/** Services, their methods, and who signs a message. */
import type { MethodDescriptor, ServiceDescriptor } from "./descriptor.ts";
import { allServices } from "./gen/all-services.ts";
import { messageByTypeUrl } from "./type-index.ts";

const byName = new Map(allServices.map((service) => [service.service, service]));
const byPath = new Map(
  allServices.flatMap((service) => service.methods.map((method) => [method.path, method] as const)),
);

/** Every service of every package. */
export const services: readonly ServiceDescriptor[] = allServices;

/** @param name `cosmos.bank.v1beta1.Query` */
export function serviceByName(name: string): ServiceDescriptor | undefined {
  return byName.get(name);
}

/** @param path `/cosmos.bank.v1beta1.Query/Balance` */
export function methodByPath(path: string): MethodDescriptor | undefined {
  return byPath.get(path);
}

/**
 * Names of the fields, in the schema's spelling, that hold the signers of a message (cosmos.msg.v1.signer).
 * A field may hold messages that name their own signers (`inputs` of MsgMultiSend). Empty if there is no
 * such message or nobody signs it.
 */
export function signerFields(typeUrl: string): readonly string[] {
  return messageByTypeUrl(typeUrl)?.descriptor.signers ?? [];
}
