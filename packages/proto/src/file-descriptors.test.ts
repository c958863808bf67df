import protobuf from "protobufjs";
import "protobufjs/ext/descriptor.js";
import { describeFiles } from "./file-descriptors.ts";
import { QueryBalanceRequest } from "./gen/cosmos/bank/v1beta1.ts";
import { ModeInfo } from "./gen/cosmos/tx/v1beta1.ts";
import { type DescriptorProto, FileDescriptorProto } from "./gen/google/protobuf.ts";
import { services } from "./services.ts";
import { allMessages } from "./type-index.ts";

const files = describeFiles();
const fileByName = new Map(files.map((file) => [file.name, file]));

function messageNames(scope: string, messages: readonly DescriptorProto[]): readonly string[] {
  return messages.flatMap(({ name, nestedType }) => [
    `${scope}.${name}`,
    ...messageNames(`${scope}.${name}`, nestedType),
  ]);
}

/** The schema as another implementation reads it from our files. */
function readBack(): protobuf.Root {
  const set = files.map((file) => FileDescriptorProto.encode(file));
  const parts = set.flatMap((bytes) => [0x0a, ...lengthOf(bytes.length), ...bytes]);
  const root = protobuf.Root.fromDescriptor(Uint8Array.from(parts));
  root.resolveAll();
  return root;
}

function lengthOf(length: number): readonly number[] {
  return length < 0x80 ? [length] : [(length & 0x7f) | 0x80, ...lengthOf(length >>> 7)];
}

describe("describeFiles", () => {
  it("holds every message once", () => {
    const names = files.flatMap((file) => messageNames(file.package, file.messageType));
    expect([...names].sort()).toEqual(
      allMessages()
        .map(({ typeName }) => typeName)
        .sort(),
    );
  });

  it("holds every service once", () => {
    const names = files.flatMap((file) =>
      file.service.map(({ name }) => `${file.package}.${name}`),
    );
    expect([...names].sort()).toEqual(services.map(({ service }) => service).sort());
  });

  it("has files that depend on each other without a circle", () => {
    const done = new Set<string>();
    const visit = (name: string, above: readonly string[]): void => {
      expect(above).not.toContain(name);
      if (done.has(name)) return;
      const file = fileByName.get(name);
      expect([name, file]).toEqual([name, expect.anything()]);
      for (const next of file?.dependency ?? []) visit(next, [...above, name]);
      done.add(name);
    };
    for (const { name } of files) visit(name, []);
  });

  it("gives the files of google.protobuf the names that tools know", () => {
    expect(fileByName.get("google/protobuf/any.proto")?.messageType).toEqual([
      expect.objectContaining({ name: "Any" }),
    ]);
    expect(fileByName.get("cosmos/tx/v1beta1/all.proto")?.dependency).toContain(
      "google/protobuf/any.proto",
    );
  });

  it("tells the members of a oneof from fields that are optional by themselves", () => {
    const optional = files.flatMap((file) =>
      file.messageType.flatMap((message) =>
        message.field
          .filter(({ proto3Optional }) => proto3Optional)
          .map((field) => {
            const { name } = message.oneofDecl[field.oneofIndex ?? -1] ?? {};
            const members = message.field.filter((one) => one.oneofIndex === field.oneofIndex);
            return { name, is: `_${field.name}`, members: members.length };
          }),
      ),
    );
    expect(optional).not.toEqual([]);
    expect(optional.filter(({ name, is, members }) => name !== is || members > 1)).toEqual([]);
    const key = fileByName.get("tendermint/crypto/all.proto")?.messageType;
    expect(key?.find(({ name }) => name === "PublicKey")?.field).toEqual([
      expect.objectContaining({ name: "ed25519", oneofIndex: 0, proto3Optional: false }),
      expect.objectContaining({ name: "secp256k1", oneofIndex: 0, proto3Optional: false }),
    ]);
  });

  it("marks streams", () => {
    const reflection = fileByName.get("grpc/reflection/v1/all.proto")?.service[0];
    expect(reflection?.method).toEqual([
      expect.objectContaining({ clientStreaming: true, serverStreaming: true }),
    ]);
  });

  describe("read by another implementation", () => {
    const root = readBack();

    it("encodes a message to the same bytes", () => {
      const message = { address: "cosmos1x", denom: "stake" };
      const other = root.lookupType(QueryBalanceRequest.typeName);
      expect(Buffer.from(other.encode(message).finish())).toEqual(
        Buffer.from(QueryBalanceRequest.encode(message)),
      );
    });

    it("knows nested messages, enums and oneofs", () => {
      const bytes = ModeInfo.encode({ single: { mode: 127 }, multi: undefined });
      const other = root.lookupType("cosmos.tx.v1beta1.ModeInfo");
      expect(other.oneofs.sum?.fieldsArray.map(({ name }) => name)).toEqual(["single", "multi"]);
      expect(other.toObject(other.decode(bytes), { enums: String })).toEqual({
        single: { mode: "SIGN_MODE_LEGACY_AMINO_JSON" },
      });
    });
  });
});
