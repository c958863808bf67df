/** Reads `.proto` files into the same shapes that `standard-types.mjs` gives. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import protobuf from "protobufjs";

/** Parses every `.proto` below `root`; `kindOf` tells "enum" or "message" of names that other sources define. */
export function readProtoSources(root, kindOf) {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".proto"))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const packages = new Map();
  const parsed = files.map((path) => {
    const tree = new protobuf.Root();
    const result = protobuf.parse(readFileSync(path, "utf8"), tree, { keepCase: true });
    const scope = result.package === undefined ? tree : tree.lookup(result.package);
    return { path, package: result.package ?? "", types: scope.nestedArray };
  });

  const kinds = new Map();
  const note = (items, prefix) => {
    for (const item of items) {
      const name = `${prefix}.${item.name}`;
      kinds.set(name, item instanceof protobuf.Enum ? "enum" : "message");
      if (item instanceof protobuf.Type) note(item.nestedArray, name);
    }
  };
  for (const file of parsed) note(file.types, file.package);

  for (const file of parsed) {
    const target = packages.get(file.package) ?? { messages: [], enums: [], services: [] };
    packages.set(file.package, target);
    const names = { kindOf: (name) => kinds.get(name) ?? kindOf(name), path: file.path };
    for (const item of file.types) addItem(target, item, file.package, "", names);
  }
  return packages;
}

function addItem(target, item, packageName, outer, names) {
  if (item instanceof protobuf.Enum) {
    target.enums.push({ name: outer + item.name, values: Object.entries(item.values) });
  } else if (item instanceof protobuf.Type) {
    const scope = `${packageName}.${outer}${item.name}`;
    target.messages.push({
      name: outer + item.name,
      fields: item.fieldsArray.map((field) => readField(field, scope, names)),
      ...readMessageOptions(item),
    });
    for (const nested of item.nestedArray)
      addItem(target, nested, packageName, `${outer}${item.name}.`, names);
  } else if (item instanceof protobuf.Service) {
    target.services.push({
      name: item.name,
      methods: item.methodsArray.map((method) => ({
        name: method.name,
        request: resolveName(method.requestType, packageName, names),
        response: resolveName(method.responseType, packageName, names),
        streams: method.requestStream === true && method.responseStream === true,
      })),
    });
  }
}

function readMessageOptions(type) {
  const signers = (type.parsedOptions ?? [])
    .map((option) => option["(cosmos.msg.v1.signer)"])
    .filter((signer) => signer !== undefined);
  return {
    amino: type.options?.["(amino.name)"],
    aminoEncoding: type.options?.["(amino.message_encoding)"],
    signers: signers.length === 0 ? undefined : signers,
  };
}

function readField(field, scope, names) {
  const options = field.options ?? {};
  const isScalar = field.type in protobuf.types.basic;
  const type = isScalar ? undefined : resolveName(field.type, scope, names);
  const kind = isScalar ? field.type : names.kindOf(type);
  const isEmbedded = options["(gogoproto.nullable)"] === false;
  const customType = options["(gogoproto.customtype)"];
  return {
    number: field.id,
    name: field.name,
    kind,
    type,
    repeated: field.repeated,
    unpacked: options.packed === false,
    nonNullable: kind === "message" && !field.repeated && isEmbedded,
    optional: options.proto3_optional === true,
    oneof: field.partOf?.name,
    ...(customType === undefined
      ? {}
      : { custom: customTypeOf(customType), customNullable: !isEmbedded }),
    keepEmpty: options["(amino.dont_omitempty)"],
    aminoEncoding: options["(amino.encoding)"],
    aminoName: options["(amino.field_name)"],
    aminoOneof: options["(amino.oneof_name)"],
  };
}

function customTypeOf(text) {
  if (/Dec$/.test(text)) return "dec";
  if (/Int$/.test(text)) return "int";
  throw new Error(`unknown custom type ${text}`);
}

/** Protobuf scoping: the innermost scope that has the name wins. */
function resolveName(reference, scope, { kindOf, path }) {
  const name = reference.replace(/^\./, "");
  const parts = scope.split(".");
  for (let length = parts.length; length >= 0; length -= 1) {
    const candidate = [...parts.slice(0, length), name].join(".");
    if (kindOf(candidate) !== undefined) return candidate;
  }
  throw new Error(`${path}: ${reference} is unknown in ${scope}`);
}
