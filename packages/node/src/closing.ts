/**
 * Runs every step in order, also those behind one that fails: a disk that is full keeps no port taken and no folder
 * locked.
 *
 * @throws the first failure, when all steps have run
 */
export async function closeEach(steps: Iterable<() => Promise<void> | undefined>): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
