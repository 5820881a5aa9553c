-- AlterTable
ALTER TABLE "Officer" ADD COLUMN     "dailyScript" BOOLEAN NOT NULL DEFAULT true;
