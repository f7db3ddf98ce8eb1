/** Errors by which AWS says that something is not there. */
const MISSING = [
  'NotFoundException',
  'ResourceNotFoundException',
  'ApplicationDoesNotExistException',
  'NoSuchHostedZone',
];

/** Returns undefined where AWS answers that what was asked for is not there. */
export async function unlessMissing<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && MISSING.includes(error.name)) return undefined;
    throw error;
  }
}
