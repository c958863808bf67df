import { planPorts } from "./ports.ts";

describe("planPorts", () => {
  it("gives the documented ports", () => {
    const plan = planPorts(0);
    expect([plan.control, plan.rpc(0), plan.rpc(1), plan.rpc(12)]).toEqual([
      26600, 26657, 26667, 26777,
    ]);
    expect([plan.grpc(0), plan.grpc(1), plan.rest(0), plan.rest(1)]).toEqual([
      9090, 9100, 1317, 1327,
    ]);
  });

  it("moves all of them", () => {
    const plan = planPorts(500);
    expect([plan.control, plan.rpc(0), plan.rpc(2)]).toEqual([27100, 27157, 27177]);
  });

  it.each([-1, 1.5, Number.NaN, 39_000])("refuses the offset %p", (offset) => {
    expect(() => planPorts(offset)).toThrow(/port offset/);
  });

  it("refuses a chain whose port would be out of range", () => {
    expect(() => planPorts(38_878).rpc(1)).toThrow(/above 65535/);
  });
});
