package app.foyer.database;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where data lives, from `FOYER_DATA_DIR`, `FOYER_DATABASE_URL` and their like.
///
/// @param databaseUrl blank or absent: PostgreSQL is embedded, in the data dir
/// @param databaseSocketTimeout how long an answer of the database may take; a longer migration needs a longer one
@ConfigurationProperties("foyer")
record DatabaseSettings(
        @DefaultValue("./data") Path dataDir,
        @Nullable String databaseUrl,
        @DefaultValue("16") int databasePoolSize,
        @DefaultValue("1m") Duration databaseSocketTimeout) {}
