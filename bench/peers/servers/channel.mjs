/** What a peer's server tells the bench that started it, over the channel of the two processes. */

/** Hands a mail over. */
export const mail = (address, code) => process.send({ mail: { address, code } });

/** @param about what only the process knows, such as the parameters of the hash */
export const ready = (port, about = {}) => process.send({ ready: { port, ...about } });

/** Answers a question of the bench. */
export const answering = (question, answer) =>
  process.on('message', (asked) => asked === question && process.send({ answer: answer() }));

/** The addresses of the known users, as many as the bench wants. */
export const users = () => JSON.parse(process.env.BENCH_USERS);

// Whoever started this is gone.
process.on('disconnect', () => process.exit(0));
