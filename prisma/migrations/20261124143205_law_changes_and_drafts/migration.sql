-- CreateEnum
CREATE TYPE "DraftKind" AS ENUM ('ARTICLES', 'POLICY', 'CASE');

-- AlterEnum
ALTER TYPE "SittingKind" ADD VALUE 'RETEST';

-- AlterTable
ALTER TABLE "LawQuestion" ALTER COLUMN "answer" DROP NOT NULL;

-- AlterTable
ALTER TABLE "Question" ADD COLUMN     "family" TEXT;

-- AlterTable
ALTER TABLE "ReviewTask" ADD COLUMN     "changes" JSONB,
ADD COLUMN     "lawChangeId" INTEGER;

-- CreateTable
CREATE TABLE "DraftRequest" (
    "id" SERIAL NOT NULL,
    "kind" "DraftKind" NOT NULL,
    "title" TEXT NOT NULL,
    "articleIds" INTEGER[],
    "text" TEXT,
    "createdBy" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "drafted" INTEGER,

    CONSTRAINT "DraftRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ArticleEmbedding" (
    "articleId" INTEGER NOT NULL,
    "model" TEXT NOT NULL,
    "vector" BYTEA NOT NULL,

    CONSTRAINT "ArticleEmbedding_pkey" PRIMARY KEY ("articleId","model")
);

-- CreateTable
CREATE TABLE "LawChange" (
    "id" SERIAL NOT NULL,
    "lawId" INTEGER NOT NULL,
    "law" TEXT NOT NULL,
    "fromVersionId" INTEGER,
    "toVersionId" INTEGER,
    "day" TEXT NOT NULL,
    "changes" JSONB NOT NULL,
    "createdBy" BIGINT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "appliedAt" TIMESTAMPTZ(3),
    "undoneAt" TIMESTAMPTZ(3),

    CONSTRAINT "LawChange_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Retest" (
    "taskId" INTEGER NOT NULL,
    "officerId" INTEGER NOT NULL,
    "lawChangeId" INTEGER NOT NULL,
    "questionId" INTEGER NOT NULL,
    "unitId" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "sittingId" INTEGER,

    CONSTRAINT "Retest_pkey" PRIMARY KEY ("taskId","officerId")
);

-- CreateIndex
CREATE INDEX "LawChange_lawId_idx" ON "LawChange"("lawId");

-- CreateIndex
CREATE INDEX "LawChange_appliedAt_day_idx" ON "LawChange"("appliedAt", "day");

-- CreateIndex
CREATE UNIQUE INDEX "Retest_sittingId_key" ON "Retest"("sittingId");

-- CreateIndex
CREATE INDEX "Retest_officerId_day_idx" ON "Retest"("officerId", "day");

-- CreateIndex
CREATE INDEX "Retest_unitId_lawChangeId_idx" ON "Retest"("unitId", "lawChangeId");

-- CreateIndex
CREATE INDEX "ReviewTask_lawChangeId_idx" ON "ReviewTask"("lawChangeId");

-- AddForeignKey
ALTER TABLE "ReviewTask" ADD CONSTRAINT "ReviewTask_lawChangeId_fkey" FOREIGN KEY ("lawChangeId") REFERENCES "LawChange"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ArticleEmbedding" ADD CONSTRAINT "ArticleEmbedding_articleId_fkey" FOREIGN KEY ("articleId") REFERENCES "Article"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Retest" ADD CONSTRAINT "Retest_taskId_fkey" FOREIGN KEY ("taskId") REFERENCES "ReviewTask"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Retest" ADD CONSTRAINT "Retest_lawChangeId_fkey" FOREIGN KEY ("lawChangeId") REFERENCES "LawChange"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Retest" ADD CONSTRAINT "Retest_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Officer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Retest" ADD CONSTRAINT "Retest_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Retest" ADD CONSTRAINT "Retest_sittingId_fkey" FOREIGN KEY ("sittingId") REFERENCES "Sitting"("id") ON DELETE SET NULL ON UPDATE CASCADE;
