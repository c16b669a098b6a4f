-- People, their sessions and tokens; scoped keys; credentials of providers; aliases; the audit log.
ALTER TABLE "api_key" ADD COLUMN     "allowed_addresses" TEXT[],
ADD COLUMN     "allowed_providers" TEXT[],
ADD COLUMN     "denied_providers" TEXT[],
ADD COLUMN     "end_user_policy" TEXT NOT NULL DEFAULT 'optional',
ADD COLUMN     "limits" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "managed_by" TEXT NOT NULL DEFAULT 'api',
ADD COLUMN     "previous_hash" TEXT,
ADD COLUMN     "previous_last4" TEXT,
ADD COLUMN     "previous_until" TIMESTAMPTZ(3),
ADD COLUMN     "tier_id" TEXT,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

ALTER TABLE "model" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

ALTER TABLE "project" ADD COLUMN     "managed_by" TEXT NOT NULL DEFAULT 'api',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

ALTER TABLE "target" ADD COLUMN     "credential_id" TEXT,
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

ALTER TABLE "tier" ADD COLUMN     "managed_by" TEXT NOT NULL DEFAULT 'api',
ADD COLUMN     "model_limits" JSONB NOT NULL DEFAULT '[]',
ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

CREATE TABLE "key_use" (
    "key_id" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL,
    "address" TEXT NOT NULL,
    "client" TEXT NOT NULL,

    CONSTRAINT "key_use_pkey" PRIMARY KEY ("key_id")
);

CREATE TABLE "member" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT,
    "password_hash" TEXT,
    "password_changed_at" TIMESTAMPTZ(3),
    "totp_secret" BYTEA,
    "totp_confirmed_at" TIMESTAMPTZ(3),
    "totp_step" INTEGER,
    "recovery_codes" TEXT[],
    "oidc_subject" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "disabled_at" TIMESTAMPTZ(3),
    "last_sign_in_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "member_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "project_member" (
    "project_id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "project_member_pkey" PRIMARY KEY ("project_id","member_id")
);

CREATE TABLE "session" (
    "id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "previous_hash" TEXT,
    "previous_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "rotated_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "method" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "client" TEXT NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "access_token" (
    "id" TEXT NOT NULL,
    "member_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "last4" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "access_token_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "link" (
    "id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "email" TEXT,
    "member_id" TEXT,
    "role" TEXT,
    "project_roles" JSONB NOT NULL DEFAULT '[]',
    "created_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "link_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "audit" (
    "sequence" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "author_kind" TEXT NOT NULL,
    "author_id" TEXT,
    "author_name" TEXT NOT NULL,
    "via" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "resource" TEXT NOT NULL,
    "resource_id" TEXT NOT NULL,
    "project_id" TEXT,
    "before" TEXT,
    "after" TEXT,
    "address" TEXT,
    "client" TEXT,
    "request_id" TEXT,
    "previous_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,

    CONSTRAINT "audit_pkey" PRIMARY KEY ("sequence")
);

CREATE TABLE "credential" (
    "id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "secret" BYTEA,
    "last4" TEXT,
    "base_url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "rotated_at" TIMESTAMPTZ(3),
    "disabled_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "tested_at" TIMESTAMPTZ(3),
    "test_outcome" TEXT,
    "managed_by" TEXT NOT NULL DEFAULT 'api',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "credential_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "alias" (
    "id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "alias_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "member_email_key" ON "member"("email");

CREATE UNIQUE INDEX "member_oidc_subject_key" ON "member"("oidc_subject");

CREATE INDEX "project_member_member_id_idx" ON "project_member"("member_id");

CREATE UNIQUE INDEX "session_hash_key" ON "session"("hash");

CREATE UNIQUE INDEX "session_previous_hash_key" ON "session"("previous_hash");

CREATE INDEX "session_member_id_idx" ON "session"("member_id");

CREATE UNIQUE INDEX "access_token_hash_key" ON "access_token"("hash");

CREATE INDEX "access_token_member_id_idx" ON "access_token"("member_id");

CREATE UNIQUE INDEX "link_hash_key" ON "link"("hash");

CREATE INDEX "link_member_id_idx" ON "link"("member_id");

CREATE INDEX "audit_at_idx" ON "audit"("at");

CREATE INDEX "audit_resource_resource_id_idx" ON "audit"("resource", "resource_id");

CREATE INDEX "audit_author_id_idx" ON "audit"("author_id");

CREATE UNIQUE INDEX "credential_provider_id_name_key" ON "credential"("provider_id", "name");

CREATE INDEX "alias_model_id_idx" ON "alias"("model_id");

CREATE UNIQUE INDEX "api_key_previous_hash_key" ON "api_key"("previous_hash");

CREATE INDEX "api_key_tier_id_idx" ON "api_key"("tier_id");

CREATE INDEX "api_key_owner_id_idx" ON "api_key"("owner_id");

ALTER TABLE "api_key" ADD CONSTRAINT "api_key_tier_id_fkey" FOREIGN KEY ("tier_id") REFERENCES "tier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "api_key" ADD CONSTRAINT "api_key_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "key_use" ADD CONSTRAINT "key_use_key_id_fkey" FOREIGN KEY ("key_id") REFERENCES "api_key"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "project_member" ADD CONSTRAINT "project_member_project_id_fkey" FOREIGN KEY ("project_id") REFERENCES "project"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "project_member" ADD CONSTRAINT "project_member_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "session" ADD CONSTRAINT "session_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "access_token" ADD CONSTRAINT "access_token_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "link" ADD CONSTRAINT "link_member_id_fkey" FOREIGN KEY ("member_id") REFERENCES "member"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "alias" ADD CONSTRAINT "alias_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "target" ADD CONSTRAINT "target_credential_id_fkey" FOREIGN KEY ("credential_id") REFERENCES "credential"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


ALTER TABLE "member" ADD CONSTRAINT "member_email_is_lower_case" CHECK (email = lower(email));

CREATE TRIGGER bump_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "credential" FOR EACH STATEMENT EXECUTE FUNCTION bump_revision();
CREATE TRIGGER bump_revision AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "alias" FOR EACH STATEMENT EXECUTE FUNCTION bump_revision();

-- What is written of a change stays written.
CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE ON "audit" FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER refuse_truncate BEFORE TRUNCATE ON "audit" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
