CREATE TABLE "model" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "environment" TEXT NOT NULL DEFAULT 'production',
    "task" TEXT,
    "positive_label" TEXT,
    "versions" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "columns" JSONB NOT NULL DEFAULT '[]',
    "join_cursor" TEXT,
    "rows" BIGINT NOT NULL DEFAULT 0,
    "labels" BIGINT NOT NULL DEFAULT 0,
    "newest_event_at" TIMESTAMPTZ(3),
    "watermark" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "model_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "model_reference" (
    "model_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "learnt_at" TIMESTAMPTZ(3) NOT NULL,
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "end_at" TIMESTAMPTZ(3) NOT NULL,
    "rows" BIGINT NOT NULL,
    "window_seconds" INTEGER NOT NULL,
    "slis" JSONB NOT NULL,
    "document" JSONB NOT NULL,

    CONSTRAINT "model_reference_pkey" PRIMARY KEY ("model_id", "version")
);

CREATE TABLE "window_evaluation" (
    "model_id" TEXT NOT NULL,
    "start_at" TIMESTAMPTZ(3) NOT NULL,
    "as_of" TIMESTAMPTZ(3) NOT NULL,
    "end_at" TIMESTAMPTZ(3) NOT NULL,
    "state" TEXT NOT NULL,
    "rows" BIGINT NOT NULL,
    "maturity" DOUBLE PRECISION NOT NULL,
    "slis" JSONB NOT NULL,
    "findings" JSONB NOT NULL,
    "profile" JSONB,
    "reference_version" INTEGER,

    CONSTRAINT "window_evaluation_pkey" PRIMARY KEY ("model_id", "start_at", "as_of")
);

CREATE TABLE "incident" (
    "id" TEXT NOT NULL,
    "model_id" TEXT NOT NULL,
    "severity" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "summary" TEXT NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "closed_at" TIMESTAMPTZ(3),
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "assignee" TEXT,
    "slis" JSONB NOT NULL,
    "findings" JSONB NOT NULL,
    "suspects" JSONB NOT NULL,
    "proposals" JSONB NOT NULL,
    "state" JSONB NOT NULL,

    CONSTRAINT "incident_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "incident_event" (
    "id" BIGSERIAL NOT NULL,
    "incident_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "kind" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "by" TEXT,

    CONSTRAINT "incident_event_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "webhook_endpoint" (
    "id" TEXT NOT NULL,
    "notifier" TEXT NOT NULL DEFAULT 'webhook',
    "url" TEXT NOT NULL,
    "secret" TEXT NOT NULL,
    "enabled" BOOLEAN NOT NULL DEFAULT true,
    "disabled_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "webhook_endpoint_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "delivery" (
    "id" TEXT NOT NULL,
    "endpoint_id" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "incident_id" TEXT,
    "payload" JSONB NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "next_attempt_at" TIMESTAMPTZ(3),
    "response_status" INTEGER,
    "error" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "delivered_at" TIMESTAMPTZ(3),

    CONSTRAINT "delivery_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "delivery_attempt" (
    "id" BIGSERIAL NOT NULL,
    "delivery_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "response_status" INTEGER,
    "error" TEXT,
    "duration_ms" INTEGER NOT NULL,

    CONSTRAINT "delivery_attempt_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "dependency_map" (
    "id" TEXT NOT NULL,
    "repository" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "commit" TEXT,
    "status" TEXT NOT NULL DEFAULT 'queued',
    "error" TEXT,
    "document" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "dependency_map_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "model_repository" (
    "model_id" TEXT NOT NULL,
    "repository" TEXT NOT NULL,

    CONSTRAINT "model_repository_pkey" PRIMARY KEY ("model_id", "repository")
);

CREATE TABLE "lineage_dataset" (
    "id" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "facets" JSONB NOT NULL,
    "facet_times" JSONB NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lineage_dataset_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "lineage_job" (
    "id" TEXT NOT NULL,
    "namespace" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "facets" JSONB NOT NULL,
    "facet_times" JSONB NOT NULL,
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lineage_job_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "lineage_run" (
    "id" TEXT NOT NULL,
    "job_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "state_at" TIMESTAMPTZ(3) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "last_event_at" TIMESTAMPTZ(3) NOT NULL,
    "facets" JSONB NOT NULL,
    "facet_times" JSONB NOT NULL,

    CONSTRAINT "lineage_run_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "lineage_link" (
    "run_id" TEXT NOT NULL,
    "dataset_id" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "facets" JSONB NOT NULL,
    "facet_times" JSONB NOT NULL,
    "first_event_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lineage_link_pkey" PRIMARY KEY ("run_id", "dataset_id", "role")
);

CREATE TABLE "api_key" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "prefix" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopes" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "console_user" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "password_hash" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "console_user_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "session" (
    "token_hash" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "session_pkey" PRIMARY KEY ("token_hash")
);

CREATE TABLE "idempotency_answer" (
    "scope" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "status" INTEGER NOT NULL,
    "body" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_answer_pkey" PRIMARY KEY ("scope", "key")
);

CREATE TABLE "audit_entry" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "details" JSONB NOT NULL,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "setting" (
    "key" TEXT NOT NULL,
    "value" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
);

CREATE UNIQUE INDEX "console_user_name_key" ON "console_user"("name");
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");
CREATE UNIQUE INDEX "lineage_job_namespace_name_key" ON "lineage_job"("namespace", "name");
CREATE UNIQUE INDEX "model_name_key" ON "model"("name");
CREATE INDEX "window_evaluation_model_id_as_of_idx" ON "window_evaluation"("model_id", "as_of");
CREATE INDEX "incident_model_id_status_idx" ON "incident"("model_id", "status");
CREATE INDEX "incident_opened_at_id_idx" ON "incident"("opened_at", "id");
CREATE INDEX "incident_event_incident_id_id_idx" ON "incident_event"("incident_id", "id");
CREATE INDEX "delivery_status_next_attempt_at_idx" ON "delivery"("status", "next_attempt_at");
CREATE INDEX "delivery_incident_id_idx" ON "delivery"("incident_id");
CREATE INDEX "delivery_created_at_id_idx" ON "delivery"("created_at", "id");
CREATE INDEX "delivery_attempt_delivery_id_id_idx" ON "delivery_attempt"("delivery_id", "id");
CREATE INDEX "dependency_map_repository_created_at_idx" ON "dependency_map"("repository", "created_at");
CREATE INDEX "model_repository_repository_idx" ON "model_repository"("repository");
CREATE INDEX "lineage_run_job_id_started_at_idx" ON "lineage_run"("job_id", "started_at");
CREATE INDEX "lineage_run_started_at_idx" ON "lineage_run"("started_at");
CREATE INDEX "lineage_link_dataset_id_idx" ON "lineage_link"("dataset_id");
CREATE INDEX "session_user_id_idx" ON "session"("user_id");
CREATE INDEX "session_expires_at_idx" ON "session"("expires_at");
CREATE INDEX "idempotency_answer_expires_at_idx" ON "idempotency_answer"("expires_at");

ALTER TABLE "model_reference" ADD CONSTRAINT "model_reference_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "window_evaluation" ADD CONSTRAINT "window_evaluation_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "incident" ADD CONSTRAINT "incident_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "incident_event" ADD CONSTRAINT "incident_event_incident_id_fkey" FOREIGN KEY ("incident_id") REFERENCES "incident"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "delivery" ADD CONSTRAINT "delivery_endpoint_id_fkey" FOREIGN KEY ("endpoint_id") REFERENCES "webhook_endpoint"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "delivery_attempt" ADD CONSTRAINT "delivery_attempt_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "delivery"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "model_repository" ADD CONSTRAINT "model_repository_model_id_fkey" FOREIGN KEY ("model_id") REFERENCES "model"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "lineage_run" ADD CONSTRAINT "lineage_run_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "lineage_job"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "lineage_link" ADD CONSTRAINT "lineage_link_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "lineage_run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "lineage_link" ADD CONSTRAINT "lineage_link_dataset_id_fkey" FOREIGN KEY ("dataset_id") REFERENCES "lineage_dataset"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "console_user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
