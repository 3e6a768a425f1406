CREATE TABLE "registered_repository" (
    "id" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "branch" TEXT NOT NULL,
    "schedule" TEXT,
    "credential_kind" TEXT,
    "credential" TEXT,
    "host_keys" TEXT,
    "push_secret" TEXT NOT NULL,
    "commit" TEXT,
    "checked_at" TIMESTAMPTZ(3),
    "next_check_at" TIMESTAMPTZ(3),
    "last_error" TEXT,
    "failing_since" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "registered_repository_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "registered_repository_url_branch_key" ON "registered_repository"("url", "branch");
CREATE INDEX "registered_repository_next_check_at_idx" ON "registered_repository"("next_check_at");

ALTER TABLE "dependency_map"
    ADD COLUMN "registered_id" TEXT,
    ADD COLUMN "base_id" TEXT,
    ADD COLUMN "diff" JSONB;

CREATE INDEX "dependency_map_registered_id_created_at_idx" ON "dependency_map"("registered_id", "created_at");
