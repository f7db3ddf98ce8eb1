-- The users of an application of one's own, and what the webhook needs beside them.

CREATE TABLE users (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id       text NOT NULL UNIQUE CHECK (user_id <> ''),
  status        text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled', 'unverified', 'federated')),
  -- bcrypt. Null for a user who sets the first password by a reset, or logs in elsewhere.
  password_hash text,
  -- Names the change that made the present password.
  change_id     text,
  -- The last login or password change.
  proven_at     timestamptz
);

CREATE TABLE user_addresses (
  user_pk  bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  position smallint NOT NULL,
  -- As registered: mail goes to exactly this.
  address  text NOT NULL,
  -- As compared: only A to Z are folded, which lower() does under the C collation.
  folded   text GENERATED ALWAYS AS (lower(address COLLATE "C")) STORED,
  PRIMARY KEY (user_pk, position)
);
CREATE INDEX user_addresses_folded ON user_addresses (folded COLLATE "C");

CREATE TABLE sessions (
  -- SHA-256 of the token: who reads the table cannot log in with it.
  token_digest bytea PRIMARY KEY,
  user_pk      bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  expires_at   timestamptz NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_pk);

-- Signatures that were used. The primary key lets one of two equal requests win, on however many machines.
CREATE TABLE webhook_nonces (
  nonce      text PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
CREATE INDEX webhook_nonces_expires_at ON webhook_nonces (expires_at);
