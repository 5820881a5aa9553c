-- AlterTable
ALTER TABLE "Inbox" ADD COLUMN     "begun" INTEGER;
