ALTER TABLE "dependency_map" ADD COLUMN "joined" TEXT[] DEFAULT ARRAY[]::TEXT[];
