-- CreateTable
CREATE TABLE "LawQuestion" (
    "id" SERIAL NOT NULL,
    "askedBy" BIGINT NOT NULL,
    "officerId" INTEGER,
    "text" TEXT NOT NULL,
    "askedAt" TIMESTAMPTZ(3) NOT NULL,
    "answer" JSONB NOT NULL,
    "forwardedAt" TIMESTAMPTZ(3),
    "reply" TEXT,
    "repliedBy" BIGINT,
    "repliedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LawQuestion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "LawQuestion_askedBy_askedAt_idx" ON "LawQuestion"("askedBy", "askedAt");

-- CreateIndex
CREATE INDEX "LawQuestion_forwardedAt_idx" ON "LawQuestion"("forwardedAt");

-- AddForeignKey
ALTER TABLE "LawQuestion" ADD CONSTRAINT "LawQuestion_officerId_fkey" FOREIGN KEY ("officerId") REFERENCES "Officer"("id") ON DELETE SET NULL ON UPDATE CASCADE;
