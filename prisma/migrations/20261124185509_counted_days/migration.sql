-- AlterTable
ALTER TABLE "Answer" ADD COLUMN     "sure" BOOLEAN;

-- CreateTable
CREATE TABLE "RolledDay" (
    "day" TEXT NOT NULL,
    "stale" BOOLEAN NOT NULL DEFAULT false,
    "counted" BOOLEAN NOT NULL DEFAULT false,
    "rolledAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RolledDay_pkey" PRIMARY KEY ("day")
);

-- CreateTable
CREATE TABLE "UnitDay" (
    "unitId" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "due" INTEGER NOT NULL,
    "done" INTEGER NOT NULL,
    "madeUp" INTEGER NOT NULL,
    "excused" INTEGER NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "max" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "UnitDay_pkey" PRIMARY KEY ("unitId","day")
);

-- CreateTable
CREATE TABLE "ItemDay" (
    "unitId" INTEGER NOT NULL,
    "day" TEXT NOT NULL,
    "versionId" INTEGER NOT NULL,
    "answered" INTEGER NOT NULL,
    "right" INTEGER NOT NULL,
    "score" DOUBLE PRECISION NOT NULL,
    "sure" INTEGER NOT NULL,
    "sureWrong" INTEGER NOT NULL,
    "officers" INTEGER[],
    "mistaken" INTEGER[],
    "wrong" JSONB NOT NULL,

    CONSTRAINT "ItemDay_pkey" PRIMARY KEY ("unitId","day","versionId")
);

-- CreateTable
CREATE TABLE "LoginLink" (
    "hash" TEXT NOT NULL,
    "telegramId" BIGINT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "LoginLink_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "WebSession" (
    "hash" TEXT NOT NULL,
    "telegramId" BIGINT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "WebSession_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "UnitDay_day_idx" ON "UnitDay"("day");

-- CreateIndex
CREATE INDEX "ItemDay_day_idx" ON "ItemDay"("day");

-- CreateIndex
CREATE INDEX "LoginLink_expiresAt_idx" ON "LoginLink"("expiresAt");

-- CreateIndex
CREATE INDEX "WebSession_expiresAt_idx" ON "WebSession"("expiresAt");

-- Prisma's WASM engine cuts a script at every semicolon, so those inside of functions are written as \x3b.

-- What was counted of a day is stale once something of that day changes. Whoever counts holds the row of the
-- day, and so does whoever changes: a change either is counted or makes the day stale afterwards.
CREATE FUNCTION "markDaysStale"() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  UPDATE "RolledDay" SET stale = true
  WHERE day IN (SELECT DISTINCT changed.day FROM changed)\x3b
  RETURN NULL\x3b
END ';

CREATE TRIGGER "dutiesAdded" AFTER INSERT ON "Duty"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "markDaysStale"();
CREATE TRIGGER "dutiesChanged" AFTER UPDATE ON "Duty"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "markDaysStale"();
CREATE TRIGGER "dutiesRemoved" AFTER DELETE ON "Duty"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "markDaysStale"();
CREATE TRIGGER "answersAdded" AFTER INSERT ON "Answer"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "markDaysStale"();
CREATE TRIGGER "answersChanged" AFTER UPDATE ON "Answer"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "markDaysStale"();
CREATE TRIGGER "answersRemoved" AFTER DELETE ON "Answer"
  REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "markDaysStale"();

-- A unit that moves takes its past with it: everything is counted anew. A new unit has no past.
CREATE FUNCTION "markAllDaysStale"() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  UPDATE "RolledDay" SET stale = true\x3b
  RETURN NULL\x3b
END ';

CREATE FUNCTION "markMovedStale"() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  IF EXISTS (SELECT FROM changed JOIN "UnitDay" kept ON kept."unitId" = changed."unitId") THEN
    UPDATE "RolledDay" SET stale = true\x3b
  END IF\x3b
  RETURN NULL\x3b
END ';

CREATE TRIGGER "unitsAdded" AFTER INSERT ON "UnitClosure"
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION "markMovedStale"();
CREATE TRIGGER "unitsMoved" AFTER UPDATE OR DELETE ON "UnitClosure"
  FOR EACH STATEMENT EXECUTE FUNCTION "markAllDaysStale"();
