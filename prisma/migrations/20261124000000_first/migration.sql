-- CreateEnum
CREATE TYPE "UnitLevel" AS ENUM ('CITY', 'COUNTY', 'STATION');

-- CreateEnum
CREATE TYPE "Category" AS ENUM ('POLICE', 'AUXILIARY');

-- CreateEnum
CREATE TYPE "RoleKind" AS ENUM ('LEADER', 'ADMIN', 'REVIEWER');

-- CreateEnum
CREATE TYPE "ImportState" AS ENUM ('PREVIEW', 'LIVE', 'CANCELLED', 'UNDONE');

-- CreateEnum
CREATE TYPE "AbsenceKind" AS ENUM ('LEAVE', 'DUTY_SHIFT', 'COURSE');

-- CreateEnum
CREATE TYPE "MultipleRule" AS ENUM ('ALL_OR_NOTHING', 'HALF_MARKS');

-- CreateEnum
CREATE TYPE "QuestionState" AS ENUM ('DRAFT', 'WAITING', 'LIVE', 'RETIRED');

-- CreateEnum
CREATE TYPE "DutyState" AS ENUM ('DUE', 'DONE', 'MADE_UP', 'EXCUSED', 'MISSED');

-- CreateEnum
CREATE TYPE "SittingKind" AS ENUM ('DAILY', 'PRACTICE', 'MISTAKES');

-- CreateEnum
CREATE TYPE "Outcome" AS ENUM ('RIGHT', 'PARTIAL', 'WRONG', 'PENDING');

-- CreateEnum
CREATE TYPE "InboxState" AS ENUM ('NEW', 'DONE', 'POISON');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('QUEUED', 'SENDING', 'SENT', 'FAILED', 'SKIPPED');

-- CreateEnum
CREATE TYPE "JobState" AS ENUM ('QUEUED', 'DONE', 'DEAD');

-- CreateTable
CREATE TABLE "Unit" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "level" "UnitLevel" NOT NULL,
    "parentId" INTEGER,
    "path" TEXT NOT NULL,

    CONSTRAINT "Unit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UnitClosure" (
    "ancestorId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "depth" INTEGER NOT NULL,

    CONSTRAINT "UnitClosure_pkey" PRIMARY KEY ("ancestorId","unitId")
);

-- CreateTable
CREATE TABLE "Officer" (
    "id" SERIAL NOT NULL,
    "badge" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unitId" INTEGER NOT NULL,
    "post" TEXT,
    "category" "Category" NOT NULL DEFAULT 'POLICE',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "telegramId" BIGINT,
    "boundAt" TIMESTAMPTZ(3),
    "blockedAt" TIMESTAMPTZ(3),
    "locale" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Officer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Role" (
    "id" SERIAL NOT NULL,
    "officerId" INTEGER NOT NULL,
    "kind" "RoleKind" NOT NULL,
    "unitId" INTEGER NOT NULL,
    "until" TEXT,

    CONSTRAINT "Role_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BindingCode" (
    "hash" TEXT NOT NULL,
    "officerId" INTEGER NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "BindingCode_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "RosterImport" (
    "id" SERIAL NOT NULL,
    "fileName" TEXT NOT NULL,
    "state" "ImportState" NOT NULL DEFAULT 'PREVIEW',
    "rows" JSONB NOT NULL,
    "createdBy" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),

    CONSTRAINT "RosterImport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Absence" (
    "id" SERIAL NOT NULL,
    "officerId" INTEGER NOT NULL,
    "kind" "AbsenceKind" NOT NULL,
    "fromDay" TEXT NOT NULL,
    "toDay" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "cancelledAt" TIMESTAMPTZ(3),

    CONSTRAINT "Absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Bank" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "multiple" "MultipleRule" NOT NULL DEFAULT 'ALL_OR_NOTHING',
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Bank_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BankImport" (
    "id" SERIAL NOT NULL,
    "bankName" TEXT NOT NULL,
    "bankId" INTEGER,
    "fileName" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "encoding" TEXT,
    "state" "ImportState" NOT NULL DEFAULT 'PREVIEW',
    "items" JSONB NOT NULL,
    "problems" JSONB NOT NULL,
    "createdBy" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),

    CONSTRAINT "BankImport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Question" (
    "id" SERIAL NOT NULL,
    "bankId" INTEGER NOT NULL,
    "importId" INTEGER,
    "state" "QuestionState" NOT NULL DEFAULT 'LIVE',
    "stemKey" TEXT NOT NULL,
    "topic" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Question_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QuestionVersion" (
    "id" SERIAL NOT NULL,
    "questionId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "law" TEXT,
    "article" TEXT,
    "content" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "QuestionVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Duty" (
    "id" SERIAL NOT NULL,
    "officerId" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "unitId" INTEGER NOT NULL,
    "state" "DutyState" NOT NULL DEFAULT 'DUE',
    "score" DOUBLE PRECISION,
    "max" DOUBLE PRECISION,
    "startedAt" TIMESTAMPTZ(3),
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Duty_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Sitting" (
    "id" SERIAL NOT NULL,
    "officerId" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "kind" "SittingKind" NOT NULL DEFAULT 'DAILY',
    "number" INTEGER NOT NULL DEFAULT 1,
    "theme" TEXT,
    "size" INTEGER NOT NULL,
    "dealtAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "resultMessageId" INTEGER,

    CONSTRAINT "Sitting_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Answer" (
    "id" SERIAL NOT NULL,
    "sittingId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "officerId" INTEGER NOT NULL,
    "questionId" INTEGER NOT NULL,
    "versionId" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "order" INTEGER[],
    "draft" INTEGER[],
    "given" JSONB,
    "outcome" "Outcome",
    "score" DOUBLE PRECISION,
    "answeredAt" TIMESTAMPTZ(3),
    "shownAt" TIMESTAMPTZ(3),
    "messageId" INTEGER,

    CONSTRAINT "Answer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewCard" (
    "officerId" INTEGER NOT NULL,
    "questionId" INTEGER NOT NULL,
    "dueDay" TEXT NOT NULL,
    "card" JSONB NOT NULL,

    CONSTRAINT "ReviewCard_pkey" PRIMARY KEY ("officerId","questionId")
);

-- CreateTable
CREATE TABLE "GradeRecord" (
    "id" SERIAL NOT NULL,
    "answerId" INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "max" DOUBLE PRECISION NOT NULL,
    "points" JSONB NOT NULL,
    "flags" TEXT[],
    "provisional" BOOLEAN NOT NULL,
    "rubricHash" TEXT NOT NULL,
    "promptVersion" TEXT,
    "model" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "GradeRecord_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Run" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "plannedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "data" JSONB NOT NULL,

    CONSTRAINT "Run_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "CalendarDay" (
    "day" TEXT NOT NULL,
    "training" BOOLEAN NOT NULL,
    "note" TEXT,

    CONSTRAINT "CalendarDay_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "Inbox" (
    "updateId" BIGINT NOT NULL,
    "personId" BIGINT NOT NULL,
    "body" JSONB NOT NULL,
    "state" "InboxState" NOT NULL DEFAULT 'NEW',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Inbox_pkey" PRIMARY KEY ("updateId")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" SERIAL NOT NULL,
    "campaign" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "chatId" BIGINT NOT NULL,
    "officerId" INTEGER,
    "data" JSONB NOT NULL,
    "priority" INTEGER NOT NULL DEFAULT 5,
    "state" "DeliveryState" NOT NULL DEFAULT 'QUEUED',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "leaseUntil" TIMESTAMPTZ(3),
    "messageId" INTEGER,
    "sentAt" TIMESTAMPTZ(3),
    "error" TEXT,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Job" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "state" "JobState" NOT NULL DEFAULT 'QUEUED',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "runAt" TIMESTAMPTZ(3) NOT NULL,
    "leaseUntil" TIMESTAMPTZ(3),
    "error" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "Job_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Audit" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "actor" BIGINT,
    "act" TEXT NOT NULL,
    "object" TEXT NOT NULL,
    "detail" JSONB,

    CONSTRAINT "Audit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Unit_path_key" ON "Unit"("path");

-- CreateIndex
CREATE INDEX "UnitClosure_unitId_idx" ON "UnitClosure"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "Officer_badge_key" ON "Officer"("badge");

-- CreateIndex
CREATE UNIQUE INDEX "Officer_telegramId_key" ON "Officer"("telegramId");

-- CreateIndex
CREATE INDEX "Officer_unitId_idx" ON "Officer"("unitId");

-- CreateIndex
CREATE UNIQUE INDEX "Role_officerId_kind_unitId_key" ON "Role"("officerId", "kind", "unitId");

-- CreateIndex
CREATE INDEX "BindingCode_officerId_idx" ON "BindingCode"("officerId");

-- CreateIndex
CREATE INDEX "Absence_officerId_toDay_idx" ON "Absence"("officerId", "toDay");

-- CreateIndex
CREATE UNIQUE INDEX "Bank_name_key" ON "Bank"("name");

-- CreateIndex
CREATE INDEX "Question_state_topic_idx" ON "Question"("state", "topic");

-- CreateIndex
CREATE INDEX "Question_importId_idx" ON "Question"("importId");

-- CreateIndex
CREATE UNIQUE INDEX "Question_bankId_stemKey_key" ON "Question"("bankId", "stemKey");

-- CreateIndex
CREATE UNIQUE INDEX "QuestionVersion_questionId_number_key" ON "QuestionVersion"("questionId", "number");

-- CreateIndex
CREATE INDEX "Duty_unitId_day_state_score_max_idx" ON "Duty"("unitId", "day", "state", "score", "max");

-- CreateIndex
CREATE INDEX "Duty_day_state_idx" ON "Duty"("day", "state");

-- CreateIndex
CREATE UNIQUE INDEX "Duty_officerId_day_key" ON "Duty"("officerId", "day");

-- CreateIndex
CREATE INDEX "Sitting_day_idx" ON "Sitting"("day");

-- CreateIndex
CREATE UNIQUE INDEX "Sitting_officerId_day_kind_number_key" ON "Sitting"("officerId", "day", "kind", "number");

-- CreateIndex
CREATE INDEX "Answer_officerId_questionId_idx" ON "Answer"("officerId", "questionId");

-- CreateIndex
CREATE INDEX "Answer_day_versionId_idx" ON "Answer"("day", "versionId");

-- CreateIndex
CREATE INDEX "Answer_questionId_idx" ON "Answer"("questionId");

-- CreateIndex
CREATE UNIQUE INDEX "Answer_sittingId_position_key" ON "Answer"("sittingId", "position");

-- CreateIndex
CREATE INDEX "ReviewCard_officerId_dueDay_idx" ON "ReviewCard"("officerId", "dueDay");

-- CreateIndex
CREATE INDEX "GradeRecord_answerId_idx" ON "GradeRecord"("answerId");

-- CreateIndex
CREATE UNIQUE INDEX "Run_kind_day_key" ON "Run"("kind", "day");

-- CreateIndex
CREATE INDEX "Inbox_state_updateId_idx" ON "Inbox"("state", "updateId");

-- CreateIndex
CREATE INDEX "Delivery_state_priority_dueAt_id_idx" ON "Delivery"("state", "priority", "dueAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_campaign_chatId_key" ON "Delivery"("campaign", "chatId");

-- CreateIndex
CREATE UNIQUE INDEX "Job_key_key" ON "Job"("key");

-- CreateIndex
CREATE INDEX "Job_state_runAt_idx" ON "Job"("state", "runAt");

-- CreateIndex
CREATE INDEX "Audit_at_idx" ON "Audit"("at");

-- AddForeignKey
ALTER TABLE "Unit" ADD CONSTRAINT "Unit_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Unit"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UnitClosure" ADD CONSTRAINT "UnitClosure_ancestorId_fkey" FOREIGN KEY ("ancestorId") REFERENCES "Unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "UnitClosure" ADD CONSTRAINT "UnitClosure_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Officer" ADD CONSTRAINT "Officer_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Role" ADD CONSTRAINT "Role_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Officer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Role" ADD CONSTRAINT "Role_unitId_fkey" FOREIGN KEY ("unitId") REFERENCES "Unit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BindingCode" ADD CONSTRAINT "BindingCode_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Officer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Officer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "BankImport" ADD CONSTRAINT "BankImport_bankId_fkey" FOREIGN KEY ("bankId") REFERENCES "Bank"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Question" ADD CONSTRAINT "Question_bankId_fkey" FOREIGN KEY ("bankId") REFERENCES "Bank"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Question" ADD CONSTRAINT "Question_importId_fkey" FOREIGN KEY ("importId") REFERENCES "BankImport"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuestionVersion" ADD CONSTRAINT "QuestionVersion_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Duty" ADD CONSTRAINT "Duty_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Officer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Sitting" ADD CONSTRAINT "Sitting_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Officer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Answer" ADD CONSTRAINT "Answer_sittingId_fkey" FOREIGN KEY ("sittingId") REFERENCES "Sitting"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Answer" ADD CONSTRAINT "Answer_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Officer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Answer" ADD CONSTRAINT "Answer_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Answer" ADD CONSTRAINT "Answer_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "QuestionVersion"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewCard" ADD CONSTRAINT "ReviewCard_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Officer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewCard" ADD CONSTRAINT "ReviewCard_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GradeRecord" ADD CONSTRAINT "GradeRecord_answerId_fkey" FOREIGN KEY ("answerId") REFERENCES "Answer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
