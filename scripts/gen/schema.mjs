/** Puts both sources, the option table and the overrides together into one description of all packages. */
import { OPTIONS } from "./options.mjs";
import {
  FIELD_NAMES,
  FIELD_TYPES,
  GOOGLE_MESSAGES,
  LATER_FIELDS,
  LATER_MESSAGES,
  STANDARD_PACKAGES,
} from "./overrides.mjs";
import { readProtoSources } from "./proto-sources.mjs";
import { readStandardTypes } from "./standard-types.mjs";

const TIMESTAMP = "google.protobuf.Timestamp";

/** @returns Map<package, { messages, enums, services }>, packages and their contents in a fixed order. */
export function buildSchema({ standard, sources }) {
  const packages = readStandardTypes(standard, (name) => STANDARD_PACKAGES.has(name));
  for (const [name, content] of packages) trimPackage(name, content);

  const kinds = new Map();
  for (const [name, { messages, enums }] of packages) {
    for (const message of messages) kinds.set(`${name}.${message.name}`, "message");
    for (const item of enums) kinds.set(`${name}.${item.name}`, "enum");
  }
  for (const [name, own] of readProtoSources(sources, (full) => kinds.get(full))) {
    const content = packages.get(name) ?? { messages: [], enums: [], services: [] };
    packages.set(name, content);
    for (const part of ["messages", "enums", "services"]) {
      for (const item of own[part]) {
        if (content[part].some((known) => known.name === item.name))
          throw new Error(`${name}.${item.name} is defined twice`);
        content[part].push(item);
      }
    }
  }

  const sorted = new Map([...packages].sort(([a], [b]) => (a < b ? -1 : 1)));
  for (const [name, content] of sorted) {
    for (const message of content.messages) {
      for (const field of message.fields) {
        // gogoproto's stdtime: an absent time is Go's zero time, not 1970.
        if (field.type === TIMESTAMP && field.nonNullable) field.goTime = true;
        field.key ??= camelCase(field.name);
      }
    }
    assertUnique(name, content);
  }
  return sorted;
}

function trimPackage(name, content) {
  const options = OPTIONS[name] ?? {};
  for (const known of Object.keys(options)) {
    if (!content.messages.some((message) => message.name === known))
      throw new Error(`options for unknown ${name}.${known}`);
  }
  content.messages = content.messages
    .filter((message) => !LATER_MESSAGES.has(`${name}.${message.name}`))
    .filter((message) => name !== "google.protobuf" || GOOGLE_MESSAGES.has(message.name))
    .map((message) => completeMessage(name, message, options[message.name] ?? {}));
  if (name === "google.protobuf") content.enums = [];
  content.services = content.services.map((service) => ({
    ...service,
    methods: service.methods.filter((method) => !LATER_MESSAGES.has(method.request)),
  }));
}

function completeMessage(packageName, message, options) {
  const fullName = `${packageName}.${message.name}`;
  const later = LATER_FIELDS[fullName] ?? [];
  const words = options.fields ?? {};
  const fields = message.fields
    .map((field) => {
      const name = FIELD_NAMES[`${fullName}.${field.key}`] ?? snakeCase(field.key);
      const type = FIELD_TYPES[`${fullName}.${name}`] ?? field.type;
      return {
        ...field,
        name,
        ...(type === undefined ? {} : { type }),
        ...fieldOptions(words[name] ?? ""),
      };
    })
    .filter((field) => !later.includes(field.name));
  for (const name of Object.keys(words)) {
    if (!fields.some((field) => field.name === name))
      throw new Error(`option for unknown ${fullName}.${name}`);
  }
  return {
    name: message.name,
    fields,
    amino: options.amino,
    aminoEncoding: options.encoding,
    signers: options.signers,
  };
}

function fieldOptions(words) {
  const options = {};
  for (const word of words.split(" ").filter((part) => part !== "")) {
    const [name, value] = word.split(/:(.*)/s);
    if (name === "dec" || name === "int")
      Object.assign(options, { custom: name, customNullable: false });
    else if (name === "dec?" || name === "int?")
      Object.assign(options, { custom: name.slice(0, -1), customNullable: true });
    else if (name === "oneof") options.oneof = value;
    else if (name === "keepEmpty") options.keepEmpty = true;
    else if (name === "legacyCoins") options.aminoEncoding = "legacy_coins";
    else if (name === "json") options.json = value;
    else if (name === "aminoDec") options.aminoNumber = "dec";
    else if (name === "amino") options.aminoName = value;
    else if (name === "aminoOneof") options.aminoOneof = value;
    else throw new Error(`unknown field option ${word}`);
  }
  return options;
}

function assertUnique(packageName, { messages, enums }) {
  const names = [...messages, ...enums].map((item) => item.name);
  if (new Set(names).size !== names.length) throw new Error(`${packageName} defines a name twice`);
}

function snakeCase(key) {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

export function camelCase(name) {
  return name.replace(/_([A-Za-z0-9])/g, (_, letter) => letter.toUpperCase());
}
