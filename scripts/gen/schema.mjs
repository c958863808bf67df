/** Puts both sources, the option table and the overrides together into one description of all packages. */
import { FIELD_OPTIONS, MESSAGE_OPTIONS } from "./options.mjs";
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
  const unused = unusedOptions();
  for (const [name, content] of packages) trimPackage(name, content, unused);
  if (unused.size > 0) throw new Error(`options for unknown ${[...unused].join(", ")}`);

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

/** Names that the option tables speak of, less those that were found: a typing error must not pass. */
function unusedOptions() {
  return new Set([...Object.keys(MESSAGE_OPTIONS), ...Object.keys(FIELD_OPTIONS)]);
}

function trimPackage(name, content, unused) {
  content.messages = content.messages
    .filter((message) => !LATER_MESSAGES.has(`${name}.${message.name}`))
    .filter((message) => name !== "google.protobuf" || GOOGLE_MESSAGES.has(message.name))
    .map((message) => completeMessage(name, message, unused));
  if (name === "google.protobuf") content.enums = [];
  content.services = content.services.map((service) => ({
    ...service,
    methods: service.methods.filter((method) => !LATER_MESSAGES.has(method.request)),
  }));
}

function completeMessage(packageName, message, unused) {
  const fullName = `${packageName}.${message.name}`;
  const later = LATER_FIELDS[fullName] ?? [];
  unused.delete(fullName);
  const fields = message.fields
    .map((field) => {
      const name = FIELD_NAMES[`${fullName}.${field.key}`] ?? snakeCase(field.key);
      const path = `${fullName}.${name}`;
      const type = FIELD_TYPES[path] ?? field.type;
      unused.delete(path);
      const words = FIELD_OPTIONS[path] ?? "";
      return { ...field, name, ...(type === undefined ? {} : { type }), ...fieldOptions(words) };
    })
    .filter((field) => !later.includes(field.name));
  return { name: message.name, fields, ...messageOptions(MESSAGE_OPTIONS[fullName] ?? "") };
}

function messageOptions(words) {
  const options = {};
  for (const [name, value] of splitWords(words)) {
    if (name === "amino") options.amino = value;
    else if (name === "encoding") options.aminoEncoding = value;
    else if (name === "signers") options.signers = value.split(",");
    else throw new Error(`unknown message option ${name}`);
  }
  return options;
}

const FIELD_WORDS = {
  dec: () => ({ custom: "dec", customNullable: false }),
  "dec?": () => ({ custom: "dec", customNullable: true }),
  int: () => ({ custom: "int", customNullable: false }),
  "int?": () => ({ custom: "int", customNullable: true }),
  oneof: (value) => ({ oneof: value }),
  keepEmpty: () => ({ keepEmpty: true }),
  legacyCoins: () => ({ aminoEncoding: "legacy_coins" }),
  json: (value) => ({ json: value }),
  amino: (value) => ({ aminoName: value }),
  aminoOneof: (value) => ({ aminoOneof: value }),
};

function fieldOptions(words) {
  const options = {};
  for (const [name, value] of splitWords(words)) {
    if (!(name in FIELD_WORDS)) throw new Error(`unknown field option ${name}`);
    Object.assign(options, FIELD_WORDS[name](value));
  }
  return options;
}

/** `oneof:sum keepEmpty` -> [["oneof", "sum"], ["keepEmpty", undefined]] */
function splitWords(words) {
  return words
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => word.split(/:(.*)/s));
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
