-- The mark of an account, to which a code is bound, and passwords whose change the owner reported.

ALTER TABLE users
  -- The owner reported the change that set the present password, so it no longer logs in.
  ADD COLUMN password_refused boolean NOT NULL DEFAULT false,
  -- Counts the changes of the password and of the status, whoever makes them. A login leaves it as it is.
  ADD COLUMN version bigint NOT NULL DEFAULT 1;

CREATE FUNCTION count_user_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  RETURN NEW;
END
$$;

CREATE TRIGGER user_version BEFORE UPDATE ON users FOR EACH ROW
  WHEN (
    (OLD.status, OLD.password_hash, OLD.password_refused)
      IS DISTINCT FROM (NEW.status, NEW.password_hash, NEW.password_refused)
  )
  EXECUTE FUNCTION count_user_version();
