package app.foyer.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {
    private final StringBuilder file = new StringBuilder();
    private final CsvRows rows = new CsvRows(file);

    @Test
    void whatNeedsQuotesGetsThem() {
        rows.add("Ada, \"the\" admin", null, 3, "two\nlines");

        assertThat(file).hasToString("\"Ada, \"\"the\"\" admin\",,3,\"two\nlines\"\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"})
    void whatASpreadsheetWouldRunIsText(String cell) {
        rows.add(cell);

        assertThat(file.toString()).contains("'" + cell);
    }
}
