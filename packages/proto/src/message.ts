/** Turns the tables of generated files into message types, enums and services. */
import { createDecoder } from "./decoder.ts";
import type {
  Decoder,
  Encoder,
  EnumDescriptor,
  FieldDescriptor,
  FieldKind,
  FieldOptions,
  Message,
  MessageDescriptor,
  MessageOptions,
  MessageType,
  ScalarKind,
  ServiceDescriptor,
} from "./descriptor.ts";
import { createEncoder } from "./encoder.ts";
import { messageFromJson } from "./json-input.ts";
import { messageToJson } from "./json-output.ts";
import { noteMessageType } from "./type-index.ts";

type Row = readonly [
  number: number,
  name: string,
  kind: ScalarKind | (() => MessageType<unknown> | EnumDescriptor),
  options?: FieldOptions,
];

/** Makes a message out of its table. Called by generated files. */
export function describeMessage<T>(
  typeName: string,
  rows: readonly Row[],
  options: MessageOptions = {},
): MessageType<T> {
  const fields = rows.map(describeField);
  let encoder: Encoder | undefined;
  let decoder: Decoder | undefined;
  let sparseDecoder: Decoder | undefined;
  const descriptor: MessageDescriptor = {
    ...options,
    typeName,
    fields,
    fieldByNumber: new Map(fields.map((field) => [field.number, field])),
    encoder: () => {
      encoder ??= createEncoder(descriptor);
      return encoder;
    },
    decoder: () => {
      decoder ??= createDecoder(descriptor, { sparse: false });
      return decoder;
    },
    sparseDecoder: () => {
      sparseDecoder ??= createDecoder(descriptor, { sparse: true });
      return sparseDecoder;
    },
  };
  const type: MessageType<T> = {
    typeName,
    typeUrl: `/${typeName}`,
    descriptor,
    encode: (message) => descriptor.encoder().encode(message as Message),
    decode: (bytes) => descriptor.decoder().decode(bytes) as T,
    toJSON: (message) => messageToJson(descriptor, message as Message),
    fromJSON: (json) => messageFromJson(descriptor, json) as T,
    create: (partial) => ({ ...descriptor.decoder().zero(), ...partial }) as T,
  };
  noteMessageType(type);
  return type;
}

/** Makes an enum out of its constants. Called by generated files. */
export function describeEnum(
  name: string,
  values: Readonly<Record<string, number>>,
): EnumDescriptor {
  const numbers = new Map(Object.entries(values));
  const names = new Map<number, string>();
  for (const [value, number] of numbers) if (!names.has(number)) names.set(number, value);
  return { name, numbers, names };
}

function describeField([number, name, kind, options]: Row): FieldDescriptor {
  const isScalar = typeof kind === "string";
  // Which of the two a reference leads to is known only when all files are loaded.
  const refer = isScalar ? undefined : kind;
  return {
    ...options,
    number,
    name,
    key: camelCase(name),
    get kind(): FieldKind {
      if (isScalar) return kind;
      return isEnum(kind()) ? "enum" : "message";
    },
    message: () => {
      const target = refer?.();
      if (target === undefined || isEnum(target))
        throw new TypeError(`${name} is not a message field`);
      return target;
    },
    enumeration: () => {
      const target = refer?.();
      if (target === undefined || !isEnum(target))
        throw new TypeError(`${name} is not an enum field`);
      return target;
    },
  };
}

function isEnum(target: MessageType<unknown> | EnumDescriptor): target is EnumDescriptor {
  return "numbers" in target;
}

function camelCase(name: string): string {
  return name.replace(/_([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Makes a service out of its table. Called by generated files. */
export function describeService(
  service: string,
  methods: readonly (readonly [
    string,
    MessageType<unknown>,
    MessageType<unknown>,
    { readonly streams: true }?,
  ])[],
): ServiceDescriptor {
  return {
    service,
    methods: methods.map(([name, request, response, options]) => ({
      ...options,
      name,
      request,
      response,
      path: `/${service}/${name}`,
    })),
  };
}
