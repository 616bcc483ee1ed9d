package app.foyer.journeys;

import static app.foyer.journeys.House.ADMIN;
import static app.foyer.journeys.House.address;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Who did what: found, followed, taken along, and checked.
@ExtendWith(Shared.class)
class AuditJourneyTest {
    private final House house;
    private final Chromium chromium;

    AuditJourneyTest(House house, Chromium chromium) {
        this.house = house;
        this.chromium = chromium;
    }

    @Test
    void anEventIsFoundAndFollowed() {
        try (var olga = chromium.visit(house)) {
            anEventIsFoundAndFollowed(olga, true);

            assertThat(olga.complaints()).isEmpty();
        }
    }

    @Test
    void anEventIsFoundAndFollowedWithoutJavaScript() {
        try (var olga = chromium.visitWithoutScript(house)) {
            anEventIsFoundAndFollowed(olga, false);
        }
    }

    private void anEventIsFoundAndFollowed(Visitor olga, boolean script) {
        var emil = address("emil");
        house.application("storefront", "Storefront");
        house.inviteGuest(emil, "storefront", "WRITE");
        olga.signIn(ADMIN);

        olga.link("Audit Log").click();
        olga.isAt(house.path("/audit-log")).sees("Audit Log");
        olga.page.getByLabel("Target").fill(emil);
        olga.page.getByLabel("Action").selectOption("Invitation sent");
        if (!script) {
            olga.click("Search");
        }

        assertThat(olga.page.locator("#list tbody tr")).hasCount(1);
        assertThat(olga.page).hasURL(Pattern.compile("target=" + emil.replace("@", "(@|%40)")));
        var row = olga.row(emil);
        assertThat(row).containsText("invited " + emil + " as Guest with Write on Storefront.");
        assertThat(row).containsText("via token bootstrap");
        assertThat(row).containsText("127.0.0.1");

        row.getByRole(AriaRole.LINK).click();
        olga.sees("Invitation sent").reads("with Write on Storefront");
        olga.link("All about this target").click();
        assertThat(olga.page.locator("#list tbody tr")).hasCount(1);
        assertThat(olga.row(emil)).containsText("127.0.0.1");
    }

    @Test
    void whatMatchesIsTakenAlong() {
        var fay = address("fay");
        house.invite("MEMBER", fay);
        try (var olga = chromium.visit(house)) {
            olga.signIn(ADMIN).open(house.path("/audit-log?target=" + fay));

            var csv = lines(
                    olga.page.waitForDownload(() -> olga.link("Export CSV").click()));
            var ndjson = lines(
                    olga.page.waitForDownload(() -> olga.link("Export NDJSON").click()));

            assertThat(csv).hasSize(2);
            assertThat(csv.getFirst()).startsWith("Date,Actor,Description,Target,From");
            assertThat(csv.getLast()).contains("invited " + fay + " as Member.");
            assertThat(ndjson).hasSize(1);
            assertThat(JsonParser.parseString(ndjson.getFirst())
                            .getAsJsonObject()
                            .getAsJsonObject("target")
                            .get("name")
                            .getAsString())
                    .isEqualTo(fay);
        }
    }

    private static List<String> lines(Download download) {
        try {
            return Files.readAllLines(download.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theFilterIsUsedWithTheKeyboardAlone() {
        var gus = address("gus");
        house.invite("MEMBER", gus);
        try (var olga = chromium.visit(house)) {
            olga.signIn(ADMIN).open(house.path("/audit-log"));

            KeyboardJourneyTest.tabTo(olga, olga.page.getByLabel("Target"));
            olga.page.keyboard().type(gus);
            assertThat(olga.page.locator("#list tbody tr")).hasCount(1);
            assertThat(olga.page.locator("#said")).hasText("1 event");
            KeyboardJourneyTest.tabTo(olga, olga.row(gus).getByRole(AriaRole.LINK));
            olga.page.keyboard().press("Enter");

            olga.sees("Invitation sent");
        }
    }

    @Test
    void allThatHasHappenedHereIsSealedWithinSeconds() {
        house.invite("MEMBER", address("hal"));

        Eventually.holds("seals", Duration.ofSeconds(20), () -> {
            var verification = house.api
                    .get(house.organization("/audit-events/verification"))
                    .expect(200)
                    .json();
            assertThat(verification.get("intact").getAsBoolean()).isTrue();
            return verification.get("waiting").getAsInt() == 0
                    && verification.get("events").getAsLong() > 0;
        });
    }
}
