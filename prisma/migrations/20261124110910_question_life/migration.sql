-- CreateEnum
CREATE TYPE "ReviewReason" AS ENUM ('NEW', 'EDITED', 'REPORTED', 'LAW_CHANGED');

-- CreateEnum
CREATE TYPE "ReviewDecision" AS ENUM ('APPROVED', 'CHANGED', 'REJECTED', 'RETIRED');

-- CreateEnum
CREATE TYPE "ReportKind" AS ENUM ('WRONG_KEY', 'OUTDATED_LAW', 'UNCLEAR', 'OTHER');

-- AlterTable
ALTER TABLE "QuestionVersion" ADD COLUMN     "authorId" BIGINT,
ADD COLUMN     "reviewerId" BIGINT;

-- CreateTable
CREATE TABLE "BankImportItem" (
    "importId" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "place" JSONB NOT NULL,
    "question" JSONB NOT NULL,
    "key" TEXT NOT NULL,
    "near" JSONB,
    "byModel" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "BankImportItem_pkey" PRIMARY KEY ("importId","number")
);

-- The questions of files that were read before keep their order in rows of their own.
INSERT INTO "BankImportItem" ("importId", "number", "place", "question", "key")
SELECT i."id", rows.number, rows.item -> 'place', rows.item -> 'question', coalesce(rows.item ->> 'key', '')
FROM "BankImport" i CROSS JOIN LATERAL jsonb_array_elements(i."items") WITH ORDINALITY AS rows (item, number);

-- AlterTable
ALTER TABLE "BankImport" DROP COLUMN "items";

-- CreateTable
CREATE TABLE "ReviewTask" (
    "id" SERIAL NOT NULL,
    "questionId" INTEGER NOT NULL,
    "reason" "ReviewReason" NOT NULL,
    "openKey" TEXT,
    "proposal" JSONB,
    "openedBy" BIGINT,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "decision" "ReviewDecision",
    "decidedBy" BIGINT,
    "decidedAt" TIMESTAMPTZ(3),
    "note" TEXT,

    CONSTRAINT "ReviewTask_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "QuestionReport" (
    "id" SERIAL NOT NULL,
    "questionId" INTEGER NOT NULL,
    "versionId" INTEGER NOT NULL,
    "officerId" INTEGER NOT NULL,
    "kind" "ReportKind" NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "taskId" INTEGER,

    CONSTRAINT "QuestionReport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Law" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "aliases" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Law_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LawVersion" (
    "id" SERIAL NOT NULL,
    "lawId" INTEGER NOT NULL,
    "date" TEXT NOT NULL,
    "inForce" TEXT NOT NULL,
    "repealedOn" TEXT,
    "fileName" TEXT NOT NULL,
    "createdBy" BIGINT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "LawVersion_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Article" (
    "id" SERIAL NOT NULL,
    "versionId" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "chapters" TEXT[],
    "text" TEXT NOT NULL,

    CONSTRAINT "Article_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LawImport" (
    "id" SERIAL NOT NULL,
    "fileName" TEXT NOT NULL,
    "state" "ImportState" NOT NULL DEFAULT 'PREVIEW',
    "laws" JSONB NOT NULL,
    "problems" JSONB NOT NULL,
    "createdBy" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LawImport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Regrade" (
    "id" SERIAL NOT NULL,
    "questionId" INTEGER NOT NULL,
    "version" INTEGER NOT NULL,
    "nobodyLoses" BOOLEAN NOT NULL,
    "raised" INTEGER NOT NULL,
    "lowered" INTEGER NOT NULL,
    "createdBy" BIGINT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Regrade_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ScoreChange" (
    "regradeId" INTEGER NOT NULL,
    "answerId" INTEGER NOT NULL,
    "outcomeBefore" "Outcome" NOT NULL,
    "scoreBefore" DOUBLE PRECISION NOT NULL,
    "outcomeAfter" "Outcome" NOT NULL,
    "scoreAfter" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "ScoreChange_pkey" PRIMARY KEY ("regradeId","answerId")
);

-- CreateTable
CREATE TABLE "Asked" (
    "chatId" BIGINT NOT NULL,
    "messageId" INTEGER NOT NULL,
    "purpose" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Asked_pkey" PRIMARY KEY ("chatId","messageId")
);

-- CreateTable
CREATE TABLE "Choice" (
    "name" TEXT NOT NULL,
    "value" JSONB NOT NULL,

    CONSTRAINT "Choice_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "ReviewTask_openKey_key" ON "ReviewTask"("openKey");

-- CreateIndex
CREATE INDEX "ReviewTask_decidedAt_id_idx" ON "ReviewTask"("decidedAt", "id");

-- CreateIndex
CREATE INDEX "ReviewTask_questionId_idx" ON "ReviewTask"("questionId");

-- CreateIndex
CREATE INDEX "QuestionReport_questionId_idx" ON "QuestionReport"("questionId");

-- CreateIndex
CREATE UNIQUE INDEX "QuestionReport_versionId_officerId_kind_key" ON "QuestionReport"("versionId", "officerId", "kind");

-- CreateIndex
CREATE UNIQUE INDEX "Law_name_key" ON "Law"("name");

-- CreateIndex
CREATE UNIQUE INDEX "LawVersion_lawId_date_key" ON "LawVersion"("lawId", "date");

-- CreateIndex
CREATE UNIQUE INDEX "Article_versionId_number_key" ON "Article"("versionId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Article_versionId_position_key" ON "Article"("versionId", "position");

-- CreateIndex
CREATE INDEX "Regrade_questionId_idx" ON "Regrade"("questionId");

-- CreateIndex
CREATE INDEX "ScoreChange_answerId_idx" ON "ScoreChange"("answerId");

-- AddForeignKey
ALTER TABLE "BankImportItem" ADD CONSTRAINT "BankImportItem_importId_fkey" FOREIGN KEY ("importId") REFERENCES "BankImport"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewTask" ADD CONSTRAINT "ReviewTask_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuestionReport" ADD CONSTRAINT "QuestionReport_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuestionReport" ADD CONSTRAINT "QuestionReport_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "QuestionVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuestionReport" ADD CONSTRAINT "QuestionReport_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Officer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "QuestionReport" ADD CONSTRAINT "QuestionReport_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "ReviewTask"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LawVersion" ADD CONSTRAINT "LawVersion_lawId_fkey" FOREIGN KEY ("lawId") REFERENCES "Law"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Article" ADD CONSTRAINT "Article_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "LawVersion"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Regrade" ADD CONSTRAINT "Regrade_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScoreChange" ADD CONSTRAINT "ScoreChange_regradeId_fkey" FOREIGN KEY ("regradeId") REFERENCES "Regrade"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ScoreChange" ADD CONSTRAINT "ScoreChange_answerId_fkey" FOREIGN KEY ("answerId") REFERENCES "Answer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
