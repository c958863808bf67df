import { closeEach } from "./closing.ts";

it("runs every step in order and tells of the first that failed", async () => {
  const done: number[] = [];
  const step =
    (number: number, fails = false) =>
    async () => {
      done.push(number);
      if (fails) throw new Error(`step ${number}`);
    };
  await expect(closeEach([step(1), step(2, true), step(3, true), step(4)])).rejects.toThrow(
    "step 2",
  );
  expect(done).toEqual([1, 2, 3, 4]);
});
