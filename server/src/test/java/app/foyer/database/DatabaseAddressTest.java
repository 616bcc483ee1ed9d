package app.foyer.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://ada:p%40ss+1@db.acme.test:5433/foyer?sslmode=require",
                "postgres://ada:p%40ss+1@db.acme.test:5433/foyer?sslmode=require",
                "jdbc:postgresql://db.acme.test:5433/foyer?user=ada&sslmode=require&password=p%40ss%2B1",
            })
    void allWritingsMeanTheSame(String url) {
        assertThat(DatabaseAddress.parse(url))
                .isEqualTo(new DatabaseAddress(
                        "db.acme.test:5433",
                        "foyer",
                        "jdbc:postgresql://db.acme.test:5433/foyer?sslmode=require",
                        "ada",
                        "p@ss+1"));
    }

    @Test
    void portAndLoginMayBeLeftOut() {
        assertThat(DatabaseAddress.parse("postgresql://db/foyer"))
                .isEqualTo(new DatabaseAddress("db", "foyer", "jdbc:postgresql://db/foyer", null, null));
    }

    @Test
    void severalServersMayBeNamed() {
        assertThat(DatabaseAddress.parse("postgresql://ada@one:5432,two:5432/foyer?targetServerType=primary")
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://one:5432,two:5432/foyer?targetServerType=primary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:5432", "127.0.0.1:5432", "127.1.2.3", "[::1]:5432", ":5432"})
    void aServerOnThisMachineIsKnownByItsName(String server) {
        assertThat(DatabaseAddress.parse("postgresql://ada@" + server + "/foyer")
                        .isHere())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"db", "db.localhost.test:5432", "10.0.0.1:5432", "localhost:5432,two:5432", "[::2]:5432"})
    void othersAreElsewhere(String server) {
        assertThat(DatabaseAddress.parse("postgresql://ada@" + server + "/foyer")
                        .isHere())
                .isFalse();
    }

    @Test
    void thePasswordIsNotPrinted() {
        assertThat(DatabaseAddress.parse("postgresql://ada:s3cret@db/foyer?sslpassword=s3cret"))
                .hasToString("db/foyer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ada:s3cret@db/foyer",
                "jdbc:mysql://db/foyer?password=s3cret",
                "postgresql://ada:s3cret@db",
                "postgresql://ada:s3cret@db/",
                "postgresql://ada:s3cret%zz@db/foyer",
                "db/foyer"
            })
    void anythingElseIsRefusedWithoutTellingThePassword(String url) {
        assertThatExceptionOfType(DatabaseNotUsable.class)
                .isThrownBy(() -> DatabaseAddress.parse(url))
                .withMessageStartingWith("FOYER_DATABASE_URL is no address of a PostgreSQL database")
                .satisfies(e -> assertThat(e).hasNoCause())
                .withMessageNotContaining("s3cret");
    }
}
