package app.foyer.journeys;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/// Pictures of all pages for people to look at, of the demo organization:
/// `mvn -pl journeys -am verify -Dtest=Screenshots -Dsurefire.failIfNoSpecifiedTests=false
/// -Dscreenshots=/tmp/pictures`.
@ExtendWith(Shared.class)
@EnabledIfSystemProperty(named = "screenshots", matches = ".+")
class Screenshots {
    private final Path folder = Path.of(System.getProperty("screenshots", "")).toAbsolutePath();
    private final Chromium chromium;

    Screenshots(Chromium chromium) {
        this.chromium = chromium;
    }

    @Test
    void everyPage() {
        try (var house = House.demo();
                var admin = chromium.visit(house)) {
            admin.open(house.server.printedLink("/sign-in/")).click("Sign in").isAt(house.path(""));
            admin.open("/account");
            var email = admin.page
                    .locator("section[aria-labelledby=addresses] li")
                    .first()
                    .innerText();
            try (var tour = new Tour(house, chromium, admin, email)) {
                tour.stops().forEach(stop -> take(stop.name(), stop.open().get().page));
            }
        }
    }

    @Test
    void theMailbox() {
        try (var house = House.demoWithoutMailServer();
                var visitor = chromium.visit(house)) {
            take("mailbox-empty", visitor.open(house.server.printedLink("/mailbox?key=")).page);
            visitor.open(house.server.printedLink("/sign-in/")).click("Sign in").isAt(house.path(""));
            visitor.invite(List.of("ann@mail.example"), "member", Map.of());
            Eventually.holds("a letter", Duration.ofSeconds(20), () -> {
                visitor.open("/mailbox");
                return visitor.page.locator("main li a").count() > 0;
            });
            take("mailbox", visitor.page);
            visitor.page.locator("main li a").first().click();
            visitor.page.frameLocator("iframe").locator("a").first().waitFor();
            take("mailbox-letter", visitor.page);
        }
    }

    @Test
    void everyMail() {
        var soon = Instant.now().plus(Duration.ofDays(2));
        try (var house = House.acme();
                var admin = chromium.visit(house);
                var reader = chromium.visit(house)) {
            house.application("storefront", "Storefront");
            admin.signIn(House.ADMIN).setLetterhead("We look forward to working with you.\nAda & everybody at Acme");
            for (var language : List.of("en", "de", "fr", "es", "pt", "ja", "ar")) {
                var email = House.address("gil-" + language);
                house.inviteGuest(email, "storefront", language, soon);
                take("mail-invitation-" + language, Looks.ofMails(), reader.read(house.mails.invitation(email)).page);
                reader.open(house.mails.invitationLink(email));
                take("invitation-" + language, Looks.all(), reader.page);
                reader.page.locator("#name").fill(language.equals("ar") ? "محمد" : "Gil");
                reader.page.locator("form[action$=accept] button").click();
                take("accepted-" + language, Looks.all(), reader.page);
                reader.open("/account").page.locator(".me form button").click();
                var link = house.mails.signInLinkAfter(email, () -> {
                    reader.open("/sign-in").page.locator("#email").fill(email);
                    reader.page.locator("main form button").click();
                });
                take(
                        "mail-sign-in-" + language,
                        Looks.ofMails(),
                        reader.read(house.mails.to(email).getLast()).page);
                take("sign-in-link-" + language, Looks.all(), reader.open(link).page);
                var ending = Eventually.present(
                        "an end of access",
                        Duration.ofSeconds(90),
                        () -> house.mails.to(email).stream()
                                .filter(mail -> mail.invitationLink().isEmpty()
                                        && mail.signInLink().isEmpty())
                                .findFirst());
                take("mail-access-end-" + language, Looks.ofMails(), reader.read(ending).page);
            }
        }
    }

    private void take(String name, Page page) {
        take(name, Looks.all(), page);
    }

    private void take(String name, List<Looks> all, Page page) {
        for (var looks : all) {
            looks.at(page);
            page.screenshot(new Page.ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(folder.resolve(name + "-" + looks + ".png")));
        }
    }
}
