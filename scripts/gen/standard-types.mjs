/**
 * Reads message, enum and service shapes out of the published JavaScript of `cosmjs-types`.
 *
 * That code is machine-made and regular: the tag and the writer method in `encode` give number and
 * wire type, `createBase…` tells which submessages are always present, and the declaration file names
 * the type of each property.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const SCALARS = new Set(
  "bool bytes string int32 int64 uint32 uint64 sint32 sint64 fixed32 fixed64 sfixed32 sfixed64 double float".split(
    " ",
  ),
);

/** Reads all files below `root` whose package is wanted; returns Map<package, { messages, enums, services }>. */
export function readStandardTypes(root, wants) {
  const files = listFiles(root)
    .map((path) => parseFile(path))
    .filter((file) => file !== undefined);
  const byPath = new Map(files.map((file) => [file.path, file]));

  const packages = new Map();
  for (const file of files.filter((candidate) => wants(candidate.package))) {
    const target = packages.get(file.package) ?? { messages: [], enums: [], services: [] };
    packages.set(file.package, target);
    target.messages.push(...file.messages.map((message) => resolveTypes(message, file, byPath)));
    target.enums.push(
      ...file.enums.map(({ name, values }) => ({ name: protoName(name, file), values })),
    );
    target.services.push(
      ...file.services.map((service) => ({
        name: service.name,
        methods: service.methods.map((method) => ({
          name: method.name,
          request: fullName(method.request, file, byPath),
          response: fullName(method.response, file, byPath),
        })),
      })),
    );
  }
  return packages;
}

function listFiles(root) {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".js"))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes("/esm/"))
    .sort();
}

function parseFile(path) {
  const code = readFileSync(path, "utf8");
  const packageName = /exports\.protobufPackage = "([^"]+)"/.exec(code)?.[1];
  if (packageName === undefined) return undefined;
  const types = readFileSync(path.replace(/\.js$/, ".d.ts"), "utf8");

  const imports = new Map(); // name in the declaration file -> file path
  for (const [, names, from] of types.matchAll(/import \{ ([^}]+) \} from "([^"]+)";/g)) {
    for (const item of names.split(", ")) {
      const [original, alias = original] = item.split(" as ");
      imports.set(alias, { path: resolve(dirname(path), `${from}.js`), original });
    }
  }

  const file = { path, package: packageName, imports, messages: [], enums: [], services: [] };
  file.enums = [...code.matchAll(/^\(function \((\w+)\) \{\n([\s\S]*?)^\}\)\(/gm)].map(
    ([, name, body]) => ({
      name,
      values: [...body.matchAll(/\["(\w+)"\] = (-?\d+)\]/g)]
        .map(([, value, number]) => [value, Number(number)])
        .filter(([value]) => value !== "UNRECOGNIZED"),
    }),
  );
  file.messages = [
    ...code.matchAll(/^exports\.(\w+) = \{\n {4}(?:typeUrl|encode)[\s\S]*?^\};/gm),
  ].map(([text, name]) => parseMessage(name, text, code, types));
  file.services = [...code.matchAll(/^class \w+ClientImpl \{[\s\S]*?^\}/gm)].map(([text]) => ({
    name: /rpc\.request\("[\w.]*?\.?(\w+)",/.exec(text)[1],
    methods: [
      ...text.matchAll(
        /const data = (?:exports|\w+)\.(\w+)\.encode\(request\)\.finish\(\);\s*const promise = this\.rpc\.request\("[^"]+", "(\w+)", data\);\s*return promise\.then\(\(data\) => (?:exports|\w+)\.(\w+)\.decode/g,
      ),
    ].map(([, request, name, response]) => ({ name, request, response })),
  }));
  return file;
}

function parseMessage(name, text, code, types) {
  const encode = /encode\([\s\S]*?return writer;\n {4}\}/.exec(text)[0];
  const base = new RegExp(
    `function createBase${name}\\(\\) \\{\\n {4}return \\{([\\s\\S]*?)\\};\\n\\}`,
  ).exec(code)[1];
  const defaults = new Map(
    [...base.matchAll(/^\s+(\w+): (.*?),$/gm)].map(([, key, value]) => [key, value]),
  );
  const declared = new Map(
    [
      ...new RegExp(`export interface ${name} \\{([\\s\\S]*?)^\\}`, "m")
        .exec(types)[1]
        .matchAll(/^ {4}(\w+)(\?)?: (.+);$/gm),
    ].map(([, key, optional, type]) => [key, { optional: optional === "?", type }]),
  );

  // A packed list spans three statements; fold it into the shape of a plain list.
  const folded = encode.replace(
    /writer\.uint32\((\d+)\)\.fork\(\);\s*for \(const v of message\.(\w+)\) \{\s*writer\.(\w+)\(v\);\s*\}\s*writer\.ldelim\(\);/g,
    "for (const v of message.$2) {\n            writer.uint32($1).$3(v);\n        }",
  );
  const blocks = folded.split(/\n(?= {8}(?:if|for) )/).slice(1);
  return { name, fields: blocks.map((block) => parseField(name, block, defaults, declared)) };
}

function parseField(message, block, defaults, declared) {
  const key = /message\.(\w+)/.exec(block)[1];
  const tag = Number(/writer\.uint32\((\d+)\)/.exec(block)[1]);
  const { type, optional } = declared.get(key);
  const repeated = /^\s*for \(/.test(block);
  const isMessage = block.includes(".encode(");
  const method = /writer\s*\.uint32\(\d+\)\s*\.(\w+)\(/.exec(block)?.[1];
  if (!isMessage && !SCALARS.has(method))
    throw new Error(`${message}.${key}: cannot read ${block}`);

  const element = type.replace(/\[\]$/, "");
  const isEnum = method === "int32" && element !== "number";
  return {
    number: tag >>> 3,
    key,
    kind: isMessage ? "message" : isEnum ? "enum" : method,
    typeRef: isMessage || isEnum ? element : undefined,
    repeated,
    // A submessage that is there from the start is one that Go embeds by value.
    nonNullable: isMessage && !repeated && defaults.get(key) !== "undefined",
    optional: !isMessage && !repeated && optional === true,
  };
}

function resolveTypes(message, file, byPath) {
  return {
    name: protoName(message.name, file),
    fields: message.fields.map(({ typeRef, ...field }) => ({
      ...field,
      ...(typeRef === undefined ? {} : { type: fullName(typeRef, file, byPath) }),
    })),
  };
}

function fullName(reference, file, byPath) {
  const imported = file.imports.get(reference);
  if (imported === undefined) return `${file.package}.${protoName(reference, file)}`;
  const target = byPath.get(imported.path);
  if (target === undefined)
    throw new Error(
      `${file.package}: ${reference} comes from a package that is not generated: ${imported.path}`,
    );
  return `${target.package}.${protoName(imported.original, target)}`;
}

/** `ModeInfo_Single` in code is `ModeInfo.Single` in the schema. */
function protoName(name, file) {
  const parts = name.split("_");
  if (parts.length === 1) return name;
  const outer = parts.slice(0, -1).join("_");
  return file.messages.some((message) => message.name === outer)
    ? `${protoName(outer, file)}.${parts.at(-1)}`
    : name;
}
