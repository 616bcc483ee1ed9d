package app.foyer.journeys;

import static app.foyer.journeys.House.ADMIN;
import static app.foyer.journeys.House.address;
import static app.foyer.journeys.House.addresses;
import static app.foyer.journeys.House.grants;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The main job: invite, accept, resend, cancel.
@ExtendWith(Shared.class)
class InvitingJourneyTest {
    private static final Map<String, String> TWO_APP_ROLES = Map.of("Storefront", "Write", "Handbook", "Read");

    private final House house;
    private final Chromium chromium;

    InvitingJourneyTest(House house, Chromium chromium) {
        this.house = house;
        this.chromium = chromium;
        house.application("storefront", "Storefront");
        house.application("handbook", "Handbook");
    }

    @Test
    void tenGuestsAreInvitedAndOneComesIn() {
        try (var olga = chromium.visit(house);
                var ann = chromium.visit(house)) {
            tenGuestsAreInvitedAndOneComesIn(olga, ann);

            assertThat(olga.complaints()).isEmpty();
            assertThat(ann.complaints()).isEmpty();
        }
    }

    @Test
    void tenGuestsAreInvitedAndOneComesInWithoutJavaScript() {
        try (var olga = chromium.visitWithoutScript(house);
                var ann = chromium.visitWithoutScript(house)) {
            tenGuestsAreInvitedAndOneComesIn(olga, ann);
        }
    }

    private void tenGuestsAreInvitedAndOneComesIn(Visitor olga, Visitor ann) {
        var guests = addresses("guest", 10);

        olga.signIn(ADMIN).open(house.path("/people"));
        olga.link("Invite New Users").click();
        olga.isAt(house.path("/people/invite")).invite(guests, "guest", TWO_APP_ROLES);

        var links = guests.stream().map(house.mails::invitationLink).toList();
        assertThat(links).doesNotHaveDuplicates();
        assertThat(guests).allSatisfy(guest -> assertThat(house.mails.to(guest)).hasSize(1));

        ann.open(links.getFirst())
                .sees("Join Acme")
                .reads("Storefront, to write")
                .reads("Handbook, to read")
                .reads(ADMIN);
        assertThat(house.status(guests.getFirst())).isEqualTo("PENDING");
        ann.accept(links.getFirst(), "Ann Ünal").isAt(house.path(""));
        ann.reads("Storefront").reads("Handbook");

        olga.open(house.path("/people?q=" + guests.getFirst()));
        assertThat(olga.row(guests.getFirst())).containsText("Ann Ünal");
        assertThat(olga.row(guests.getFirst())).containsText("Storefront Write");
        var member = house.member(guests.getFirst()).orElseThrow();
        assertThat(grants(member)).containsExactly("handbook READ", "storefront WRITE");
    }

    @Test
    void anInvitationIsSentAgainInTheDialog() {
        try (var olga = chromium.visit(house);
                var invitee = chromium.visit(house)) {
            anInvitationIsSentAgain(olga, invitee, true);

            assertThat(olga.complaints()).isEmpty();
        }
    }

    @Test
    void anInvitationIsSentAgainOnAPageWithoutJavaScript() {
        try (var olga = chromium.visitWithoutScript(house);
                var invitee = chromium.visitWithoutScript(house)) {
            anInvitationIsSentAgain(olga, invitee, false);
        }
    }

    private void anInvitationIsSentAgain(Visitor olga, Visitor invitee, boolean inDialog) {
        var bo = address("bo");
        house.invite("MEMBER", bo);
        var old = house.mails.invitationLink(bo);
        olga.signIn(ADMIN);

        confirm(olga, bo, "Resend Invitation", "Resend this invitation?", inDialog);

        var fresh = house.mails.invitationLink(bo, 2);
        assertThat(fresh).isNotEqualTo(old);
        invitee.open(old).sees("This link has been replaced by a newer one");
        assertThat(invitee.button("Accept and come in")).hasCount(0);
        invitee.accept(fresh, "Bo").isAt(house.path(""));
    }

    @Test
    void anInvitationIsCanceledInTheDialog() {
        try (var olga = chromium.visit(house);
                var invitee = chromium.visit(house)) {
            anInvitationIsCanceled(olga, invitee, true);

            assertThat(olga.complaints()).isEmpty();
        }
    }

    @Test
    void anInvitationIsCanceledOnAPageWithoutJavaScript() {
        try (var olga = chromium.visitWithoutScript(house);
                var invitee = chromium.visitWithoutScript(house)) {
            anInvitationIsCanceled(olga, invitee, false);
        }
    }

    private void anInvitationIsCanceled(Visitor olga, Visitor invitee, boolean inDialog) {
        var cleo = address("cleo");
        house.invite("MEMBER", cleo);
        var link = house.mails.invitationLink(cleo);
        olga.signIn(ADMIN);

        confirm(olga, cleo, "Cancel Invitation", "Cancel this invitation?", inDialog);

        olga.open(invitationsOf(cleo));
        assertThat(olga.row(cleo)).containsText("Canceled");
        assertThat(olga.action(cleo, "Resend Invitation")).hasCount(0);
        assertThat(olga.action(cleo, "Cancel Invitation")).hasCount(0);
        invitee.open(link).sees("This invitation has been canceled");
        assertThat(invitee.button("Accept and come in")).hasCount(0);
        assertThat(house.status(cleo)).isEqualTo("CANCELED");
    }

    @Test
    void theLinesComeBackAsTypedWithTheBadOneNamed() {
        var lines = List.of(address("good"), "  " + address("Spaced"), "not an address", address("fine"));
        try (var olga = chromium.visit(house)) {
            olga.signIn(ADMIN).invite(lines, "guest", TWO_APP_ROLES);

            assertThat(olga.page.locator("#emails-errors")).containsText("Line 3");
            assertThat(olga.page.locator("#emails")).hasValue(String.join("\n", lines));
            assertThat(olga.page.locator("input[name=orgRole][value=GUEST]")).isChecked();
            assertThat(olga.page.getByLabel("App role on Storefront").getByLabel("Write"))
                    .isChecked();
        }
        nothingWasSent(lines);
    }

    @Test
    void elevenAddressesAreTooMany() {
        var eleven = addresses("eleven", 11);
        try (var olga = chromium.visit(house)) {
            olga.signIn(ADMIN).fillInvitation(eleven, "member", Map.of());
            assertThat(olga.page.locator("#count")).hasText("11 of 10");

            olga.click("Send Invitations");

            assertThat(olga.page.locator("#emails-errors")).containsText("Line 11");
            assertThat(olga.page.locator("#emails")).hasValue(String.join("\n", eleven));
        }
        nothingWasSent(eleven);
    }

    private void nothingWasSent(List<String> lines) {
        assertThat(lines).allSatisfy(line -> {
            assertThat(house.invitations(line.strip())).isEmpty();
            assertThat(house.mails.to(line.strip())).isEmpty();
        });
    }

    @Test
    void whatBecameOfEachAddressIsSaidAfterInviting() {
        var fresh = address("fresh");
        var pending = address("pending");
        house.invite("MEMBER", pending);
        try (var olga = chromium.visit(house)) {
            olga.signIn(ADMIN).invite(List.of(fresh, pending, ADMIN), "member", Map.of());

            var outcomes = olga.page.locator("section.outcomes p");
            assertThat(outcomes).hasCount(3);
            assertThat(outcomes.nth(0)).containsText(fresh);
            assertThat(outcomes.nth(1)).containsText("Already invited");
            assertThat(outcomes.nth(2)).containsText("Already a member");
        }
        assertThat(Stream.of(fresh, pending))
                .allSatisfy(email -> assertThat(house.invitations(email)).hasSize(1));
    }

    private void confirm(Visitor olga, String email, String action, String question, boolean inDialog) {
        olga.open(invitationsOf(email));
        olga.action(email, action).click();
        if (inDialog) {
            assertThat(olga.dialog()).containsText(question);
            olga.isAt(invitationsOf(email));
        } else {
            olga.sees(question);
        }
        olga.click("Confirm");
        // Gone from the question, back on the list.
        assertThat(olga.page.getByText(question)).hasCount(0);
        assertThat(olga.page.locator("#list")).isVisible();
    }

    private String invitationsOf(String email) {
        return house.path("/people/invitations?q=" + email);
    }
}
