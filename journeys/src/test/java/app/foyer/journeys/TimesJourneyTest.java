package app.foyer.journeys;

import static app.foyer.journeys.House.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What becomes of an invitation that nobody answers.
@ExtendWith(Shared.class)
class TimesJourneyTest {
    private static final String ANN = "ann@mail.example";

    private final Chromium chromium;

    TimesJourneyTest(Chromium chromium) {
        this.chromium = chromium;
    }

    @Test
    void anInviteeIsRemindedTheInvitationExpiresAndANewOneIsAskedFor() {
        var times = Map.of(
                "FOYER_JOBS_EVERY", "PT1S",
                "FOYER_INVITATIONS_VALID_FOR", "PT18S",
                "FOYER_INVITATIONS_REMIND_BEFORE", "PT15S");
        try (var house = House.acme(times);
                var ann = chromium.visit(house)) {
            house.invite("MEMBER", ANN);
            var first = house.mails.invitationLink(ANN);
            var reminder = house.mails.invitation(ANN, 2);
            assertThat(reminder.subject()).isEqualTo("Reminder: olga invites you to Acme");
            ann.open(first).reads("replaced by a newer one");
            ann.open(house.mails.invitationLink(ANN, 2)).sees("Join Acme");

            Eventually.holds(
                    "the end is written down",
                    Duration.ofSeconds(40),
                    () -> house.api.list(house.organization("/audit-events")).stream()
                            .anyMatch(event -> event.get("action").getAsString().equals("invitation.expired")));
            ann.open(house.mails.invitationLink(ANN, 2)).sees("This invitation has expired");
            ann.click("Ask for a new invitation").sees("You have asked for a new invitation");

            noticed(house, "The invitation of " + ANN + " to Acme has expired");
            noticed(house, ANN + " asks for a new invitation to Acme");
            assertThat(house.mails.to(ANN)).hasSize(2);
        }
    }

    private static void noticed(House house, String subject) {
        Eventually.holds(
                "a notice: " + subject,
                Duration.ofSeconds(20),
                () -> house.mails.to(ADMIN).stream()
                        .anyMatch(mail -> mail.subject().equals(subject)));
    }
}
