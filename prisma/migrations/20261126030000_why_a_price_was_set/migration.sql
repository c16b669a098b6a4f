-- What an admin says beside a price; null of those that the catalogue or the configuration file brought.
ALTER TABLE "price_version" ADD COLUMN "reason" TEXT;
