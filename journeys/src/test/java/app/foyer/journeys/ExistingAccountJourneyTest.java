package app.foyer.journeys;

import static app.foyer.journeys.House.ADMIN;
import static app.foyer.journeys.House.address;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Hank has an account already, at Globex, and is invited to Acme.
@ExtendWith(Shared.class)
class ExistingAccountJourneyTest {
    private final House house;
    private final Chromium chromium;
    private final String hank = address("hank");

    ExistingAccountJourneyTest(House house, Chromium chromium) {
        this.house = house;
        this.chromium = chromium;
    }

    @BeforeEach
    void hankIsInvited() {
        house.accountElsewhere(hank);
        house.invite("MEMBER", hank);
    }

    @Test
    void theLinkSignsNobodyInToAnExistingAccount() {
        try (var visitor = chromium.visit(house)) {
            var link = house.mails.invitationLink(hank);
            visitor.open(link).reads("There is already an account for this address");
            assertThat(visitor.page.getByLabel("Your name")).hasCount(0);

            var signIn = house.mails.signInLinkAfter(hank, () -> askForLink(visitor));
            visitor.open("/account").sees("Sign in");
            // Not back to the invitation's page: its address is a secret, which a sign-in doesn't keep.
            visitor.open(signIn).click("Sign in").sees("My organizations").reads("You are invited");
            visitor.open(link).sees("Join Acme").reads("You are signed in as " + hank);
            visitor.click("Accept").isAt(house.path(""));

            assertThat(house.status(hank)).isEqualTo("ACCEPTED");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    // "Sign in to accept" either sends the link at once or shows the form for it.
    private void askForLink(Visitor visitor) {
        visitor.click("Sign in to accept");
        var field = visitor.page.getByLabel("E-mail address");
        var sent = visitor.page.getByText("Look into your mailbox");
        field.or(sent).first().waitFor();
        if (field.isVisible()) {
            field.fill(hank);
            visitor.click("E-mail me a link");
        }
    }

    @Test
    void aWrongAccountIsToldBothAddressesAndCanSwitch() {
        try (var olga = chromium.visit(house)) {
            olga.signIn(ADMIN).open(house.mails.invitationLink(hank));

            olga.sees("This invitation is for another address").reads(hank).reads(ADMIN);
            assertThat(olga.button("Accept")).hasCount(0);
            olga.click("Sign in as " + hank);
            assertThat(olga.button("Sign in as " + hank)).hasCount(0);
            olga.open("/account").sees("Sign in");
        }
        assertThat(house.status(hank)).isEqualTo("PENDING");
    }

    @Test
    void anInvitationIsAcceptedOnMyOrganizations() {
        try (var visitor = chromium.visit(house)) {
            visitor.signIn(hank).sees("My organizations");
            var card = invitationCard(visitor);
            assertThat(card).containsText("Acme");

            card.getByText("Accept", new Locator.GetByTextOptions().setExact(true))
                    .click();

            assertThat(visitor.page.getByText("You are invited")).hasCount(0);
            visitor.open("/?all");
            assertThat(visitor.page.locator("main ul.cards li")).hasCount(2);
            assertThat(visitor.complaints()).isEmpty();
        }
        assertThat(house.member(hank)).isPresent();
        assertThat(house.status(hank)).isEqualTo("ACCEPTED");
    }

    @Test
    void anInvitationIsDeclinedOnMyOrganizations() {
        try (var visitor = chromium.visit(house);
                var olga = chromium.visit(house)) {
            visitor.signIn(hank);

            invitationCard(visitor).getByText("Decline").click();

            assertThat(visitor.page.getByText("You are invited")).hasCount(0);
            showsAsDeclined(olga);
        }
    }

    @Test
    void anInvitationIsDeclinedOnItsPage() {
        try (var visitor = chromium.visitWithoutScript(house);
                var olga = chromium.visit(house)) {
            var link = house.mails.invitationLink(hank);

            visitor.open(link).click("Decline");

            assertThat(visitor.button("Decline")).hasCount(0);
            visitor.open(link).sees("This invitation was canceled (declined)");
            showsAsDeclined(olga);
        }
    }

    private void showsAsDeclined(Visitor olga) {
        assertThat(house.member(hank)).isEmpty();
        assertThat(house.status(hank)).isEqualTo("CANCELED");
        olga.signIn(ADMIN).open(house.path("/people/invitations?q=" + hank));
        assertThat(olga.row(hank)).containsText("Canceled (declined)");
    }

    private static Locator invitationCard(Visitor visitor) {
        return visitor.page.locator("ul.asks li");
    }
}
