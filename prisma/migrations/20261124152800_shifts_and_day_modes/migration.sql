-- CreateEnum
CREATE TYPE "DayMode" AS ENUM ('NORMAL', 'ARTICLE', 'STOPPED');

-- CreateEnum
CREATE TYPE "ShiftKind" AS ENUM ('EARLY', 'LATE', 'NIGHT', 'REST');

-- AlterTable
ALTER TABLE "CalendarDay" ADD COLUMN "mode" "DayMode";
UPDATE "CalendarDay" SET "mode" = CASE WHEN "training" THEN 'NORMAL' ELSE 'STOPPED' END::"DayMode";
ALTER TABLE "CalendarDay" ALTER COLUMN "mode" SET NOT NULL;
ALTER TABLE "CalendarDay" DROP COLUMN "training";

-- CreateTable
CREATE TABLE "Shift" (
    "officerId" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "kind" "ShiftKind" NOT NULL,

    CONSTRAINT "Shift_pkey" PRIMARY KEY ("officerId","day")
);

-- CreateTable
CREATE TABLE "PlanImport" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "fileName" TEXT NOT NULL,
    "state" "ImportState" NOT NULL DEFAULT 'PREVIEW',
    "rows" JSONB NOT NULL,
    "createdBy" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "confirmedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PlanImport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SentFile" (
    "key" TEXT NOT NULL,
    "fileId" TEXT NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SentFile_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "Shift_day_idx" ON "Shift"("day");

-- AddForeignKey
ALTER TABLE "Shift" ADD CONSTRAINT "Shift_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Officer"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
