package app.foyer.journeys;

import static app.foyer.journeys.House.ADMIN;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// An API token's life in the settings.
@ExtendWith(Shared.class)
class ApiTokensJourneyTest {
    private final House house;
    private final Chromium chromium;

    ApiTokensJourneyTest(House house, Chromium chromium) {
        this.house = house;
        this.chromium = chromium;
    }

    @Test
    void aTokenIsMadeCopiedUsedAndRevoked() {
        try (var olga = chromium.visit(house)) {
            aTokensLife(olga, "CI with script", true);

            assertThat(olga.complaints()).isEmpty();
        }
    }

    @Test
    void aTokenIsMadeCopiedUsedAndRevokedWithoutJavaScript() {
        try (var olga = chromium.visitWithoutScript(house)) {
            aTokensLife(olga, "CI in plain", false);
        }
    }

    private void aTokensLife(Visitor olga, String name, boolean withScript) {
        olga.signIn(ADMIN).open(house.path("/settings"));
        olga.page.locator(".tabs").getByText("API tokens").click();
        olga.link("Create token").click();
        olga.page.locator("#name").fill(name);
        olga.page.locator("label.role").getByText("Invite", exactly()).click();
        olga.page.locator("#endsOn").fill("2099-12-31");
        olga.page.getByText("Belongs to the organization").click();
        olga.click("Create token").sees("Copy the token now");

        var secret = olga.page.locator("#secret").inputValue();
        if (withScript) {
            olga.click("Copy");
            assertThat(olga.button("Copied")).isVisible();
        } else {
            assertThat(olga.button("Copy")).hasCount(0);
        }
        var program = new Api(house.server.url(), secret);
        program.get(house.organization("/invitations")).expect(200);
        program.get(house.organization("/members")).expect(403);

        olga.link("I have kept it").click();
        olga.isAt(house.path("/settings/api-tokens"));
        assertThat(olga.row(name)).containsText("Belongs to the organization");
        assertThat(olga.row(name)).containsText("127.0.0.1");
        assertThat(olga.page.content()).doesNotContain(secret);

        olga.action(name, "Revoke Token").click();
        if (withScript) {
            assertThat(olga.dialog()).containsText("Revoke this API token?");
        } else {
            olga.sees("Revoke this API token?");
        }
        olga.click("Confirm").isAt(house.path("/settings/api-tokens"));
        olga.reads("is revoked");
        assertThat(olga.row(name)).hasCount(0);
        program.get(house.organization("/invitations")).expect(401);
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }
}
