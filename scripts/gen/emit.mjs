/** Turns the schema into TypeScript: per package the interfaces, the field tables and the enums. */

const HEADER = "// Written by `npm run gen`. Do not edit.\n";
const TYPE_OF_SCALAR = {
  bool: "boolean",
  bytes: "Uint8Array",
  string: "string",
  double: "number",
  float: "number",
  int32: "number",
  uint32: "number",
  sint32: "number",
  fixed32: "number",
  sfixed32: "number",
  int64: "bigint",
  uint64: "bigint",
  sint64: "bigint",
  fixed64: "bigint",
  sfixed64: "bigint",
};

/** @returns Map<path below src/gen, text> */
export function emitFiles(packages) {
  const files = new Map();
  for (const [name, content] of packages)
    files.set(`${pathOf(name)}.ts`, emitPackage(name, content, packages));
  files.set("all-messages.ts", emitAllMessages(packages));
  files.set("all-services.ts", emitAllServices(packages));
  return files;
}

function emitPackage(name, { messages, enums }, packages) {
  const depth = name.split(".").length - 1;
  const up = "../".repeat(depth);
  const imports = new Imports(name, packages, up === "" ? "./" : up);
  const body = [
    ...enums.map((item) => emitEnum(name, item)),
    ...messages.map((message) => emitMessage(name, message, imports)),
  ];
  const core = [
    ...(enums.length > 0 ? ["describeEnum"] : []),
    ...(messages.length > 0 ? ["describeMessage"] : []),
  ];
  return [
    HEADER,
    ...(messages.length > 0 ? [`import type { MessageType } from "${up}../descriptor.ts";\n`] : []),
    `import { ${core.join(", ")} } from "${up}../message.ts";\n`,
    imports.emit(),
    // Whoever can print an Any must know what may be in it.
    ...(name === "google.protobuf" ? [`import "${up}all-messages.ts";\n`] : []),
    "\n",
    ...body,
  ]
    .join("")
    .replace(/\n+$/, "\n");
}

function emitEnum(packageName, { name, values }) {
  const code = codeName(name);
  return [
    `export const ${code} = {\n`,
    ...values.map(([value, number]) => `  ${value}: ${number},\n`),
    "} as const;\n",
    `export type ${code} = number;\n`,
    `export const ${code}Enum = describeEnum("${packageName}.${name}", ${code});\n\n`,
  ].join("");
}

function emitMessage(packageName, message, imports) {
  const code = codeName(message.name);
  const { amino, aminoEncoding, signers } = message;
  const options = optionsText({ amino, aminoEncoding, signers });
  const members = message.fields.map(
    (field) => `  ${field.key}${isMaybe(field) ? "?" : ""}: ${typeText(field, imports)};\n`,
  );
  const rows = message.fields.map((field) => `  ${fieldRow(field, imports)},\n`);
  const list = rows.length === 0 ? "[]" : `[\n${rows.join("")}]`;
  return [
    members.length === 0
      ? `export interface ${code} {}\n`
      : `export interface ${code} {\n${members.join("")}}\n`,
    `export const ${code}: MessageType<${code}> = describeMessage("${packageName}.${message.name}", ${list}${options});\n\n`,
  ].join("");
}

/** Fields that may be absent: pointers to messages, oneof members, optional scalars, pointers to numbers. */
function isMaybe(field) {
  if (field.repeated) return false;
  if (field.kind === "message") return !field.nonNullable;
  return field.oneof !== undefined || field.optional || field.customNullable === true;
}

function typeText(field, imports) {
  const element =
    field.kind === "message" || field.kind === "enum"
      ? imports.type(field.type)
      : TYPE_OF_SCALAR[field.kind];
  if (field.repeated) return `readonly ${element}[]`;
  return isMaybe(field) ? `${element} | undefined` : element;
}

function fieldRow(field, imports) {
  const kind =
    field.kind === "message"
      ? `() => ${imports.value(field.type)}`
      : field.kind === "enum"
        ? `() => ${imports.enumValue(field.type)}`
        : JSON.stringify(field.kind);
  const options = optionsText({
    repeated: field.repeated,
    unpacked: field.unpacked,
    embedded: field.nonNullable,
    goTime: field.goTime,
    optional: field.optional || field.customNullable === true,
    oneof: field.oneof,
    custom: field.custom,
    json: field.json,
    keepEmpty: field.keepEmpty,
    aminoEncoding: field.aminoEncoding,
    aminoName: field.aminoName,
    aminoOneof: field.aminoOneof,
  });
  return `[${field.number}, ${JSON.stringify(field.name)}, ${kind}${options}]`;
}

/** `, { a: true, b: "x" }` of the options that say something. */
function optionsText(options) {
  const said = Object.entries(options).filter(
    ([, value]) => value !== undefined && value !== false,
  );
  if (said.length === 0) return "";
  const members = said.map(
    ([name, value]) => `${name}: ${JSON.stringify(value).replaceAll(",", ", ")}`,
  );
  return `, { ${members.join(", ")} }`;
}

/** Loading this file makes every message known by its type URL. It names no value: the files form circles. */
function emitAllMessages(packages) {
  const names = [...packages]
    .filter(([, { messages }]) => messages.length > 0)
    .map(([name]) => name);
  return [HEADER, ...names.map((name) => `import "./${pathOf(name)}.ts";\n`)].join("");
}

function emitAllServices(packages) {
  const services = [...packages].flatMap(([name, content]) =>
    content.services.map((service) => ({ ...service, fullName: `${name}.${service.name}` })),
  );
  const used = new Set(
    services.flatMap((service) =>
      service.methods.flatMap(({ request, response }) => [request, response]),
    ),
  );
  const owners = [...packages.keys()].filter((name) =>
    packages.get(name).messages.some((message) => used.has(`${name}.${message.name}`)),
  );
  const reference = (full) => {
    const owner = ownerOf(full, packages);
    return `${localName(owner)}.${codeName(full.slice(owner.length + 1))}`;
  };
  return [
    HEADER,
    'import type { ServiceDescriptor } from "../descriptor.ts";\n',
    'import { describeService } from "../message.ts";\n',
    ...owners.map((name) => `import * as ${localName(name)} from "./${pathOf(name)}.ts";\n`),
    "\n/** Every service with its methods. */\n",
    "export const allServices: readonly ServiceDescriptor[] = [\n",
    ...services.flatMap((service) => [
      `  describeService("${service.fullName}", [\n`,
      ...service.methods.map(({ name, request, response, streams }) => {
        const types = `${reference(request)}, ${reference(response)}`;
        return `    ["${name}", ${types}${streams ? ", { streams: true }" : ""}],\n`;
      }),
      "  ]),\n",
    ]),
    "];\n",
  ].join("");
}

/** Collects what a file needs from other packages; a name used twice is imported under an alias. */
class Imports {
  #needed = new Map();

  constructor(packageName, packages, up) {
    this.packageName = packageName;
    this.packages = packages;
    this.up = up;
    const { messages, enums } = packages.get(packageName);
    this.taken = new Map([...messages, ...enums].map((item) => [codeName(item.name), undefined]));
  }

  type(full) {
    return this.#name(full, "");
  }

  value(full) {
    return this.#name(full, "");
  }

  enumValue(full) {
    return this.#name(full, "Enum");
  }

  #name(full, suffix) {
    const owner = ownerOf(full, this.packages);
    const name = codeName(full.slice(owner.length + 1));
    if (owner === this.packageName) return name + suffix;
    const key = `${full}${suffix}`;
    const known = this.#needed.get(key);
    if (known !== undefined) return known.local;
    const original = name + suffix;
    const local = this.taken.has(original) ? `${localName(owner)}_${original}` : original;
    this.taken.set(local, full);
    this.#needed.set(key, { owner, original, local });
    return local;
  }

  emit() {
    const byOwner = new Map();
    for (const { owner, original, local } of this.#needed.values()) {
      byOwner.set(owner, [
        ...(byOwner.get(owner) ?? []),
        original === local ? original : `${original} as ${local}`,
      ]);
    }
    return [...byOwner]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([owner, names]) =>
          `import { ${names.sort().join(", ")} } from "${this.up}${pathOf(owner)}.ts";\n`,
      )
      .join("");
  }
}

function ownerOf(full, packages) {
  const parts = full.split(".");
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const name = parts.slice(0, length).join(".");
    if (packages.has(name)) return name;
  }
  throw new Error(`no package has ${full}`);
}

/** `ModeInfo.Single` in the schema is `ModeInfo_Single` in code. */
function codeName(name) {
  return name.replaceAll(".", "_");
}

function localName(packageName) {
  return packageName.replaceAll(".", "_");
}

function pathOf(packageName) {
  return packageName.replaceAll(".", "/");
}
