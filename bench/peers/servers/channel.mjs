/** Messages of a peer's server to the bench that started it. */

/** Hands a mail over. */
export const mail = (address, code) => process.send({ mail: { address, code } });

/** @param about the parameters of the hash */
export const ready = (port, about = {}) => process.send({ ready: { port, ...about } });

/** Answers a question of the bench. */
export const answering = (question, answer) =>
  process.on('message', (asked) => asked === question && process.send({ answer: answer() }));

/** Addresses of the known users. */
export const users = () => JSON.parse(process.env.BENCH_USERS);

// The bench has ended.
process.on('disconnect', () => process.exit(0));
