import { accAddress, createAddressCodec } from "@testudo/base";
import { MsgSend } from "@testudo/proto/cosmos/bank/v1beta1";
import { MsgTransfer } from "@testudo/proto/ibc/applications/transfer/v1";
import { messageSigners } from "./signers.ts";

const addresses = createAddressCodec("cosmos");
const alice = accAddress(new Uint8Array(20).fill(1));
const sender = addresses.acc.toText(alice);
/** What a byte that belongs to no character is in our texts. */
const ODD = "\udcb9";

const send = MsgSend.create({ fromAddress: sender, toAddress: ODD, amount: [] });
const transfer = MsgTransfer.create({ sender, receiver: "somebody" });

describe("messageSigners", () => {
  it("takes texts that are no UTF-8 in messages of the SDK", () => {
    expect(messageSigners(addresses, MsgSend, send)).toEqual([alice]);
  });

  it.each([
    { where: "a field", message: { ...transfer, receiver: ODD }, field: "MsgTransfer.receiver" },
    {
      where: "a message inside",
      message: { ...transfer, token: { denom: ODD, amount: "1" } },
      field: "Coin.denom",
    },
  ])("refuses text that is no UTF-8 in $where of any other message", ({ message, field }) => {
    expect(messageSigners(addresses, MsgTransfer, transfer)).toEqual([alice]);
    expect(() => messageSigners(addresses, MsgTransfer, message)).toThrow(
      `${field} contains invalid UTF-8`,
    );
  });
});
