package app.foyer.journeys;

import static app.foyer.journeys.House.ADMIN;
import static app.foyer.journeys.House.address;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The job without a mouse.
@ExtendWith(Shared.class)
class KeyboardJourneyTest {
    private static final int FAR = 60;

    private final House house;
    private final Chromium chromium;

    KeyboardJourneyTest(House house, Chromium chromium) {
        this.house = house;
        this.chromium = chromium;
    }

    @Test
    void theDialogOpensClosesAndGivesTheFocusBack() {
        var dora = address("dora");
        house.invite("MEMBER", dora);
        try (var olga = chromium.visit(house)) {
            olga.signIn(ADMIN).open(house.path("/people/invitations?q=" + dora));
            var cancel = olga.action(dora, "Cancel Invitation");

            tabTo(olga, cancel);
            press(olga, "Enter");
            assertThat(olga.dialog()).isVisible();
            assertThat(olga.dialog().getByText("Keep it")).isFocused();
            press(olga, "Escape");
            assertThat(olga.dialog()).hasCount(0);
            assertThat(cancel).isFocused();

            press(olga, "Enter");
            assertThat(olga.dialog()).isVisible();
            press(olga, "Enter");
            assertThat(olga.dialog()).hasCount(0);
            assertThat(cancel).isFocused();
            assertThat(house.status(dora)).isEqualTo("PENDING");

            press(olga, "Enter");
            tabTo(olga, olga.button("Confirm"));
            press(olga, "Enter");
            assertThat(olga.dialog()).hasCount(0);
            Eventually.holds(
                    "cancellation",
                    Duration.ofSeconds(5),
                    () -> house.status(dora).equals("CANCELED"));
            assertThat(olga.complaints()).isEmpty();
        }
    }

    @Test
    void aGuestIsInvited() {
        var emil = address("emil");
        house.application("storefront", "Storefront");
        try (var olga = chromium.visit(house)) {
            olga.signIn(ADMIN).open(house.path("/people"));
            tabTo(olga, olga.link("Invite New Users"));
            press(olga, "Enter");
            olga.sees("Invite Users");

            tabTo(olga, olga.page.locator("#emails"));
            olga.page.keyboard().type(emil);
            tabTo(olga, olga.page.locator("input[name=orgRole][value=MEMBER]"));
            press(olga, "ArrowDown");
            assertThat(olga.page.locator("input[name=orgRole][value=GUEST]")).isChecked();
            var appRoles = olga.page.getByLabel("App role on Storefront");
            tabTo(olga, appRoles.locator("input[value=NONE]"));
            press(olga, "ArrowRight");
            press(olga, "ArrowRight");
            assertThat(appRoles.locator("input[value=WRITE]")).isChecked();
            tabTo(olga, olga.button("Send Invitations"));
            press(olga, "Enter");

            olga.isAt(house.path("/people/invitations"));
            assertThat(House.grants(house.invitation(emil))).containsExactly("storefront WRITE");
        }
    }

    @Test
    void theFirstStopSkipsToTheContent() {
        try (var olga = chromium.visit(house)) {
            olga.signIn(ADMIN).open(house.path("/people"));

            tabTo(olga, olga.link("Skip to the content"));
            press(olga, "Enter");

            assertThat(olga.page.locator("#main")).isFocused();
        }
    }

    private static void press(Visitor visitor, String key) {
        visitor.page.keyboard().press(key);
    }

    static void tabTo(Visitor visitor, Locator target) {
        target.waitFor();
        for (var stop = 0; stop < FAR; stop++) {
            press(visitor, "Tab");
            if ((boolean) target.evaluate("it => it === document.activeElement")) {
                return;
            }
        }
        throw new AssertionError("The Tab key doesn't lead to " + target);
    }
}
