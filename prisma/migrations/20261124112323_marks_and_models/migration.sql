-- CreateEnum
CREATE TYPE "MarkReason" AS ENUM ('APPEAL', 'DISAGREEMENT', 'INSUFFICIENT');

-- CreateTable
CREATE TABLE "MarkTask" (
    "id" SERIAL NOT NULL,
    "answerId" INTEGER NOT NULL,
    "reason" "MarkReason" NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedBy" BIGINT,
    "decidedAt" TIMESTAMPTZ(3),
    "changed" BOOLEAN,
    "points" JSONB,
    "note" TEXT,

    CONSTRAINT "MarkTask_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Precedent" (
    "id" SERIAL NOT NULL,
    "rubricHash" TEXT NOT NULL,
    "wording" TEXT NOT NULL,
    "points" JSONB NOT NULL,
    "taskId" INTEGER,
    "decidedBy" BIGINT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Precedent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SampleAnswer" (
    "id" SERIAL NOT NULL,
    "questionId" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "points" JSONB NOT NULL,
    "createdBy" BIGINT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SampleAnswer_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ModelCall" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "day" TEXT NOT NULL,
    "officerId" INTEGER,
    "prompt" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "outcome" TEXT,
    "reserved" INTEGER NOT NULL DEFAULT 0,
    "inputTokens" INTEGER NOT NULL DEFAULT 0,
    "cachedTokens" INTEGER NOT NULL DEFAULT 0,
    "outputTokens" INTEGER NOT NULL DEFAULT 0,
    "ms" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "ModelCall_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ModelAnswer" (
    "key" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "model" TEXT NOT NULL,
    "promptVersion" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ModelAnswer_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "MarkTask_decidedAt_id_idx" ON "MarkTask"("decidedAt", "id");

-- CreateIndex
CREATE UNIQUE INDEX "MarkTask_answerId_reason_key" ON "MarkTask"("answerId", "reason");

-- CreateIndex
CREATE UNIQUE INDEX "Precedent_rubricHash_wording_key" ON "Precedent"("rubricHash", "wording");

-- CreateIndex
CREATE UNIQUE INDEX "SampleAnswer_questionId_text_key" ON "SampleAnswer"("questionId", "text");

-- CreateIndex
CREATE INDEX "ModelCall_day_officerId_idx" ON "ModelCall"("day", "officerId");

-- AddForeignKey
ALTER TABLE "MarkTask" ADD CONSTRAINT "MarkTask_answerId_fkey" FOREIGN KEY ("answerId") REFERENCES "Answer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SampleAnswer" ADD CONSTRAINT "SampleAnswer_questionId_fkey" FOREIGN KEY ("questionId") REFERENCES "Question"("id") ON DELETE CASCADE ON UPDATE CASCADE;
