/**
 * The schema as files of google.protobuf.FileDescriptorProto: what reflection hands to tools. A package is one file,
 * whatever files its sources are spread over, as nobody but the files themselves refers to their names.
 */
import type {
  EnumDescriptor,
  FieldDescriptor,
  MessageDescriptor,
  MessageType,
  ScalarKind,
  ServiceDescriptor,
} from "./descriptor.ts";
import {
  type DescriptorProto,
  type EnumDescriptorProto,
  type FieldDescriptorProto,
  FileDescriptorProto,
  FieldDescriptorProto_Label as Label,
  type ServiceDescriptorProto,
  FieldDescriptorProto_Type as Type,
} from "./gen/google/protobuf.ts";
import { services } from "./services.ts";
import { allMessages } from "./type-index.ts";
import { isWrapper } from "./well-known.ts";

/** Tools know these files by name, and take them from themselves. */
const GOOGLE_FILES: Readonly<Record<string, string>> = {
  "google.protobuf.Any": "google/protobuf/any.proto",
  "google.protobuf.Duration": "google/protobuf/duration.proto",
  "google.protobuf.Timestamp": "google/protobuf/timestamp.proto",
};
const GOOGLE_WRAPPERS = "google/protobuf/wrappers.proto";
const GOOGLE_DESCRIPTORS = "google/protobuf/descriptor.proto";
const GOOGLE = "google.protobuf";

const SCALAR_TYPES: Readonly<Record<ScalarKind, number>> = {
  bool: Type.TYPE_BOOL,
  bytes: Type.TYPE_BYTES,
  double: Type.TYPE_DOUBLE,
  fixed32: Type.TYPE_FIXED32,
  fixed64: Type.TYPE_FIXED64,
  float: Type.TYPE_FLOAT,
  int32: Type.TYPE_INT32,
  int64: Type.TYPE_INT64,
  sfixed32: Type.TYPE_SFIXED32,
  sfixed64: Type.TYPE_SFIXED64,
  sint32: Type.TYPE_SINT32,
  sint64: Type.TYPE_SINT64,
  string: Type.TYPE_STRING,
  uint32: Type.TYPE_UINT32,
  uint64: Type.TYPE_UINT64,
};

/** A message or an enum by its full name. */
type Definition =
  | { readonly name: string; readonly message: MessageDescriptor }
  | { readonly name: string; readonly enumeration: EnumDescriptor };

/** Every message, enum and service, in files sorted by name. Made anew by each call: keep it. */
export function describeFiles(): readonly FileDescriptorProto[] {
  const definitions = allDefinitions();
  const messages = new Set(
    definitions.flatMap((definition) => ("message" in definition ? [definition.name] : [])),
  );
  const homes = new Map(
    definitions.map(({ name }) => [name, fileOf(name, packageOf(name, messages))] as const),
  );
  const packages = new Map<string, string>();
  for (const [name, file] of homes) packages.set(file, packageOf(name, messages));
  return [...packages]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([file, packageName]) => {
      const own = definitions.filter(({ name }) => homes.get(name) === file);
      const top = own.filter(({ name }) => parentOf(name) === packageName);
      const ownServices = services.filter(({ service }) => parentOf(service) === packageName);
      return FileDescriptorProto.create({
        name: file,
        package: packageName,
        dependency: dependencies(own, ownServices, { homes, file }),
        messageType: top.flatMap((one) => ("message" in one ? [describe(one.message, own)] : [])),
        enumType: top.flatMap((one) =>
          "enumeration" in one ? [describeEnumeration(one.enumeration)] : [],
        ),
        service: ownServices.map(describeServiceMethods),
        syntax: "proto3",
      });
    });
}

/** Enums are found where fields speak of them. */
function allDefinitions(): readonly Definition[] {
  const enums = new Map<string, EnumDescriptor>();
  const messages = allMessages().map(({ descriptor }) => {
    for (const field of descriptor.fields) {
      if (field.kind === "enum") enums.set(field.enumeration().name, field.enumeration());
    }
    return { name: descriptor.typeName, message: descriptor };
  });
  const byName = [...enums.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return [
    ...messages,
    ...byName.map((enumeration) => ({ name: enumeration.name, enumeration }) as const),
  ];
}

function fileOf(name: string, packageName: string): string {
  if (packageName !== GOOGLE) return `${packageName.replaceAll(".", "/")}/all.proto`;
  return GOOGLE_FILES[name] ?? (isWrapper(name) ? GOOGLE_WRAPPERS : GOOGLE_DESCRIPTORS);
}

/** What is left when the messages around it are gone. */
function packageOf(name: string, messages: ReadonlySet<string>): string {
  const parent = parentOf(name);
  return messages.has(parent) ? packageOf(parent, messages) : parent;
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf("."), 0));
}

function shortName(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

function dependencies(
  own: readonly Definition[],
  ownServices: readonly ServiceDescriptor[],
  { homes, file }: { readonly homes: ReadonlyMap<string, string>; readonly file: string },
): readonly string[] {
  const used = [
    ...own.flatMap((one) => ("message" in one ? one.message.fields.flatMap(typeNameOf) : [])),
    ...ownServices.flatMap(({ methods }) =>
      methods.flatMap(({ request, response }) => [request.typeName, response.typeName]),
    ),
  ];
  const files = new Set(used.map((name) => homes.get(name) ?? file));
  files.delete(file);
  return [...files].sort();
}

function typeNameOf(field: FieldDescriptor): readonly string[] {
  if (field.kind === "message") return [field.message().typeName];
  if (field.kind === "enum") return [field.enumeration().name];
  return [];
}

function describe(message: MessageDescriptor, siblings: readonly Definition[]): DescriptorProto {
  const inside = siblings.filter(({ name }) => parentOf(name) === message.typeName);
  const oneofs = oneofNames(message);
  return {
    name: shortName(message.typeName),
    field: message.fields.map((field) => describeField(field, oneofs)),
    nestedType: inside.flatMap((one) =>
      "message" in one ? [describe(one.message, siblings)] : [],
    ),
    enumType: inside.flatMap((one) =>
      "enumeration" in one ? [describeEnumeration(one.enumeration)] : [],
    ),
    oneofDecl: oneofs.map((name) => ({ name })),
  };
}

/** Whether the oneof of a field is there only to make it optional: `_name` around `name` alone. */
function isSynthetic({ name, oneof }: FieldDescriptor): boolean {
  return oneof === `_${name}`;
}

/** Synthetic ones have to come last. */
function oneofNames({ fields }: MessageDescriptor): readonly string[] {
  const real = fields.filter((field) => !isSynthetic(field));
  const synthetic = fields.filter(isSynthetic);
  return [...new Set([...real, ...synthetic].flatMap(({ oneof }) => oneof ?? []))];
}

function describeField(field: FieldDescriptor, oneofs: readonly string[]): FieldDescriptorProto {
  const { name, number, kind, repeated, unpacked, oneof } = field;
  const type =
    kind === "message" ? Type.TYPE_MESSAGE : kind === "enum" ? Type.TYPE_ENUM : SCALAR_TYPES[kind];
  return {
    name,
    number,
    label: repeated ? Label.LABEL_REPEATED : Label.LABEL_OPTIONAL,
    type,
    typeName: typeNameOf(field)
      .map((full) => `.${full}`)
      .join(""),
    options: unpacked ? { packed: false } : undefined,
    oneofIndex: oneof === undefined ? undefined : oneofs.indexOf(oneof),
    jsonName: name.replace(/_+([a-zA-Z0-9])?/g, (_, letter = "") => letter.toUpperCase()),
    proto3Optional: isSynthetic(field),
  };
}

/** proto3 wants the value 0 first. */
function describeEnumeration({ name, names }: EnumDescriptor): EnumDescriptorProto {
  const values = [...names].sort(([a], [b]) => Number(a !== 0) - Number(b !== 0));
  return {
    name: shortName(name),
    value: values.map(([number, value]) => ({ name: value, number })),
  };
}

function describeServiceMethods({ service, methods }: ServiceDescriptor): ServiceDescriptorProto {
  const reference = ({ typeName }: MessageType<unknown>) => `.${typeName}`;
  return {
    name: shortName(service),
    method: methods.map(({ name, request, response, streams = false }) => ({
      name,
      inputType: reference(request),
      outputType: reference(response),
      clientStreaming: streams,
      serverStreaming: streams,
    })),
  };
}
