package app.foyer.journeys;

import static app.foyer.journeys.House.ADMIN;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Starting and stopping.
@ExtendWith(Shared.class)
class RunningJourneyTest {
    private static final Duration STOP = Duration.ofSeconds(10);

    private final Chromium chromium;

    RunningJourneyTest(Chromium chromium) {
        this.chromium = chromium;
    }

    @Test
    void aStopTakesTheDatabaseAlongAndASecondStartMakesNothingTwice() {
        try (var house = House.acme()) {
            house.application("storefront", "Storefront");
            house.invite("MEMBER", "ann@mail.example");
            house.mails.invitation("ann@mail.example");
            var organization = house.api.get("/organizations/acme").expect(200).json();
            var mails = house.mails.all().size();

            assertThat(house.server.stop(STOP)).isEmpty();
            house.server.start();

            assertThat(house.api.get("/organizations/acme").json()).isEqualTo(organization);
            assertThat(house.api.list("/organizations")).hasSize(1);
            assertThat(house.api.list(house.organization("/members"))).hasSize(1);
            assertThat(house.api.list(house.organization("/applications"))).hasSize(1);
            assertThat(house.api.list(house.organization("/invitations"))).hasSize(1);
            try (var olga = chromium.visit(house)) {
                olga.signIn(ADMIN).isAt(house.path(""));
            }
            assertThat(house.mails.all()).as("one link to sign in more").hasSize(mails + 1);
            assertThat(house.server.stop(STOP)).isEmpty();
        }
    }

    @Test
    void aFirstStartWithoutSettingsPrintsWaysIntoADemo() {
        try (var house = House.demoWithoutMailServer();
                var visitor = chromium.visit(house)) {
            visitor.open(house.server.printedLink("/mailbox?key=")).sees("E-mails");
            visitor.open(house.server.printedLink("/sign-in/")).click("Sign in").isAt(house.path(""));
            assertThat(visitor.page.locator("#list li")).hasCount(6);

            assertThat(house.server.stop(STOP)).isEmpty();
            house.server.start();

            visitor.open(house.path("")).isAt(house.path(""));
            assertThat(visitor.page.locator("#list li")).hasCount(6);
            visitor.open("/?all");
            assertThat(visitor.page.locator("main ul.cards li")).hasCount(1);
            visitor.open(house.server.printedLink("/mailbox?key=")).sees("E-mails");
            assertThat(visitor.complaints()).isEmpty();
        }
    }

    @Test
    void whatQuickStartsAreRehearsedWithIsRefusedNothing() throws Exception {
        try (var house = House.demoWithoutMailServer()) {
            var rehearsal = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "../script/Rehearsal.java",
                            house.server.printedLink("/sign-in/"),
                            "2")
                    .redirectErrorStream(true)
                    .start();
            var said = new String(rehearsal.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(rehearsal.waitFor()).as(said).isZero();
            assertThat(house.server.log()).doesNotContain("ERROR");
        }
    }
}
