-- The users of an application, and the columns and tables that the webhook needs.

CREATE TABLE users (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id       text NOT NULL UNIQUE CHECK (user_id <> ''),
  status        text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'disabled', 'unverified', 'federated')),
  -- bcrypt hash. Null for users who set their first password by a reset, or log in elsewhere.
  password_hash text,
  -- ID of the change that set the present password.
  change_id     text,
  -- Time of the last login or password change.
  proven_at     timestamptz
);

CREATE TABLE user_addresses (
  user_pk  bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  position smallint NOT NULL,
  -- The address as registered; mail goes to exactly this address.
  address  text NOT NULL,
  -- The address for comparisons: lower() under the C collation changes only A to Z.
  folded   text GENERATED ALWAYS AS (lower(address COLLATE "C")) STORED,
  PRIMARY KEY (user_pk, position)
);
CREATE INDEX user_addresses_folded ON user_addresses (folded COLLATE "C");

CREATE TABLE sessions (
  -- SHA-256 of the token, so that a leaked table gives no access.
  token_digest bytea PRIMARY KEY,
  user_pk      bigint NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  expires_at   timestamptz NOT NULL
);
CREATE INDEX sessions_user ON sessions (user_pk);

-- Nonces that were used. The primary key accepts only one of two equal requests, also on several machines.
CREATE TABLE webhook_nonces (
  nonce      text PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
CREATE INDEX webhook_nonces_expires_at ON webhook_nonces (expires_at);
