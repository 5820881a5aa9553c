-- AlterTable
ALTER TABLE "Delivery" DROP COLUMN "leaseUntil",
ADD COLUMN     "owner" TEXT;

-- AlterTable
ALTER TABLE "Inbox" ADD COLUMN     "owner" TEXT;

-- AlterTable
ALTER TABLE "Job" DROP COLUMN "leaseUntil",
ADD COLUMN     "owner" TEXT;

-- CreateTable
CREATE TABLE "Replica" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Replica_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Lease" (
    "name" TEXT NOT NULL,
    "owner" TEXT NOT NULL,

    CONSTRAINT "Lease_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "Inbox_personId_state_updateId_idx" ON "Inbox"("personId", "state", "updateId");
