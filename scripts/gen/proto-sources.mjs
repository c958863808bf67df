/** Reads `.proto` files into the same shapes that `standard-types.mjs` gives. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import protobuf from "protobufjs";

/** Parses every `.proto` below `root`; `isKnown` tells full names that other sources define. */
export function readProtoSources(root, isKnown) {
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

  const own = new Set();
  const collect = (items, prefix) => {
    for (const item of items) {
      const name = `${prefix}.${item.name}`;
      own.add(name);
      if (item instanceof protobuf.Type) collect(item.nestedArray, name);
    }
  };
  for (const file of parsed) collect(file.types, file.package);

  const enums = new Set();
  const noteEnums = (items, prefix) => {
    for (const item of items) {
      if (item instanceof protobuf.Enum) enums.add(`${prefix}.${item.name}`);
      else if (item instanceof protobuf.Type) noteEnums(item.nestedArray, `${prefix}.${item.name}`);
    }
  };
  for (const file of parsed) noteEnums(file.types, file.package);

  for (const file of parsed) {
    const target = packages.get(file.package) ?? { messages: [], enums: [], services: [] };
    packages.set(file.package, target);
    const names = { own, isKnown, enums, path: file.path };
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
      })),
    });
  }
}

function readMessageOptions(type) {
  const signers = optionList(type, "(cosmos.msg.v1.signer)");
  return {
    ...(type.options?.["(amino.name)"] === undefined
      ? {}
      : { amino: type.options["(amino.name)"] }),
    ...(type.options?.["(amino.message_encoding)"] === undefined
      ? {}
      : { aminoEncoding: type.options["(amino.message_encoding)"] }),
    ...(signers.length === 0 ? {} : { signers }),
  };
}

function optionList(type, name) {
  return (type.parsedOptions ?? [])
    .filter((option) => name in option)
    .map((option) => option[name]);
}

function readField(field, scope, names) {
  const isScalar = field.type in protobuf.types.basic;
  const type = isScalar ? undefined : resolveName(field.type, scope, names);
  const isEnum = type !== undefined && (names.enums.has(type) || names.isKnown(type) === "enum");
  const options = field.options ?? {};
  const customType = options["(gogoproto.customtype)"];
  const isMessage = !isScalar && !isEnum;
  const oneof = field.partOf !== null && field.partOf !== undefined ? field.partOf.name : undefined;
  const nonNullable = options["(gogoproto.nullable)"] === false;
  return {
    number: field.id,
    name: field.name,
    kind: isScalar ? field.type : isEnum ? "enum" : "message",
    type,
    repeated: field.repeated,
    unpacked: options.packed === false,
    nonNullable:
      isMessage &&
      !field.repeated &&
      (nonNullable || (options["(gogoproto.embed)"] === true && nonNullable)),
    optional: field.options?.proto3_optional === true,
    oneof,
    ...(customType === undefined
      ? {}
      : { custom: customTypeOf(customType), customNullable: !nonNullable }),
    ...(options["(amino.dont_omitempty)"] === true ? { keepEmpty: true } : {}),
    ...(options["(amino.encoding)"] === undefined
      ? {}
      : { aminoEncoding: options["(amino.encoding)"] }),
    ...(options["(amino.field_name)"] === undefined
      ? {}
      : { aminoName: options["(amino.field_name)"] }),
    ...(options["(amino.oneof_name)"] === undefined
      ? {}
      : { aminoOneof: options["(amino.oneof_name)"] }),
    ...(options["(cosmos_proto.scalar)"] === undefined
      ? {}
      : { scalar: options["(cosmos_proto.scalar)"] }),
  };
}

function customTypeOf(text) {
  if (/Dec$/.test(text)) return "dec";
  if (/Int$/.test(text)) return "int";
  return text;
}

/** Protobuf scoping: the innermost scope that has the name wins. */
function resolveName(reference, scope, { own, isKnown, path }) {
  const name = reference.replace(/^\./, "");
  const parts = scope.split(".");
  for (let length = parts.length; length >= 0; length -= 1) {
    const candidate = [...parts.slice(0, length), name].join(".");
    if (own.has(candidate) || isKnown(candidate)) return candidate;
  }
  throw new Error(`${path}: ${reference} is unknown in ${scope}`);
}
