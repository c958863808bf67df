import type { Bytes } from "@testudo/base";
import { describeFiles } from "@testudo/proto";
import {
  type DescriptorProto,
  type EnumDescriptorProto,
  FileDescriptorProto,
} from "@testudo/proto/google/protobuf";

/** A file of the schema, encoded. */
interface SchemaFile {
  readonly name: string;
  readonly bytes: Bytes;
  readonly dependencies: readonly string[];
}

/** The schema by file and by symbol. */
export interface SchemaIndex {
  byName(file: string): SchemaFile | undefined;
  /** The file with a message, field, oneof, enum, enum value, service or method of that full name. */
  bySymbol(symbol: string): SchemaFile | undefined;
  isMessage(symbol: string): boolean;
  /** A file and all it depends on, nearest first, but for those in `sent`, which grows. */
  withDependencies(file: SchemaFile, sent: Set<string>): readonly Bytes[];
}

/** Made once per server: it holds the whole schema twice. */
export function createSchemaIndex(): SchemaIndex {
  const files = new Map<string, SchemaFile>();
  const symbols = new Map<string, SchemaFile>();
  const messages = new Set<string>();

  for (const described of describeFiles()) {
    const file = {
      name: described.name,
      bytes: FileDescriptorProto.encode(described),
      dependencies: described.dependency,
    };
    files.set(file.name, file);
    const scope = described.package;
    const names = [
      ...described.messageType.flatMap((message) => messageSymbols(scope, message, messages)),
      ...described.enumType.flatMap((item) => enumSymbols(scope, item)),
      ...described.service.flatMap(({ name, method }) => [
        `${scope}.${name}`,
        ...method.map((one) => `${scope}.${name}.${one.name}`),
      ]),
    ];
    for (const name of names) symbols.set(name, file);
  }

  return {
    byName: (name) => files.get(name),
    bySymbol: (symbol) => symbols.get(symbol),
    isMessage: (symbol) => messages.has(symbol),
    withDependencies(file, sent) {
      const found: Bytes[] = [];
      const queue = [file];
      const queued = new Set([file.name]);
      for (const current of queue) {
        if (found.length === 0 || !sent.has(current.name)) found.push(current.bytes);
        sent.add(current.name);
        for (const name of current.dependencies) {
          const next = files.get(name);
          if (next === undefined || queued.has(name)) continue;
          queued.add(name);
          queue.push(next);
        }
      }
      return found;
    },
  };
}

function messageSymbols(
  scope: string,
  message: DescriptorProto,
  messages: Set<string>,
): readonly string[] {
  const own = `${scope}.${message.name}`;
  messages.add(own);
  return [
    own,
    ...message.nestedType.flatMap((nested) => messageSymbols(own, nested, messages)),
    ...message.enumType.flatMap((item) => enumSymbols(own, item)),
    ...[...message.field, ...message.oneofDecl].map(({ name }) => `${own}.${name}`),
  ];
}

function enumSymbols(scope: string, { name, value }: EnumDescriptorProto): readonly string[] {
  return [`${scope}.${name}`, ...value.map((one) => `${scope}.${name}.${one.name}`)];
}
