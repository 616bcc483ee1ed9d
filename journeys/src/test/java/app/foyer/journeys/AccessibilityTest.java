package app.foyer.journeys;

import static app.foyer.journeys.House.ADMIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every page, on a desk and on a telephone, by day and by night: axe-core finds nothing, and nothing sticks out.
@ExtendWith(Shared.class)
class AccessibilityTest {
    private static final String STICKS_OUT = """
            () => document.documentElement.scrollWidth <= window.innerWidth ? [] :
                [...document.body.querySelectorAll('*')]
                    .filter(one => one.getBoundingClientRect().right > window.innerWidth + 0.5)
                    .slice(0, 3).map(one => one.outerHTML.slice(0, 120))""";

    private final Axe axe = new Axe();
    private final Chromium chromium;

    AccessibilityTest(Chromium chromium) {
        this.chromium = chromium;
    }

    @TestFactory
    Stream<DynamicTest> everyPage(House house) {
        house.application("storefront", "Storefront");
        house.application("handbook", "Handbook");
        var admin = chromium.visit(house).signIn(ADMIN);
        var tour = new Tour(house, chromium, admin, ADMIN);
        return tour.stops().stream()
                .map(stop -> DynamicTest.dynamicTest(
                        stop.name(), () -> hasNoFlaws(stop.open().get())))
                .onClose(tour::close)
                .onClose(admin::close);
    }

    @Test
    void theMailbox() {
        try (var house = House.demoWithoutMailServer();
                var visitor = chromium.visit(house)) {
            visitor.open(house.server.printedLink("/mailbox?key="));
            hasNoFlaws(visitor);

            visitor.open(house.server.printedLink("/sign-in/")).click("Sign in").isAt(house.path(""));
            visitor.invite(List.of("ann@mail.example"), "member", Map.of());
            Eventually.holds("a letter", Duration.ofSeconds(20), () -> {
                visitor.open("/mailbox");
                return visitor.page.locator("main li a").count() > 0;
            });
            hasNoFlaws(visitor);

            visitor.page.locator("main li a").first().click();
            visitor.page.locator("iframe").waitFor();
            visitor.page.locator("details summary").click();
            hasNoFlaws(visitor);

            visitor.open("/sign-in").page.getByLabel("E-mail address").fill("ann@mail.example");
            visitor.click("E-mail me a link").reads("This Foyer has no mail server");
            hasNoFlaws(visitor);
        }
    }

    private void hasNoFlaws(Visitor visitor) {
        var page = visitor.page;
        var soft = new SoftAssertions();
        for (var looks : Looks.all()) {
            looks.at(page);
            soft.assertThat(axe.violations(page, looks)).as("axe at %s", looks).isEmpty();
            soft.assertThat((List<?>) page.evaluate(STICKS_OUT))
                    .as("sticking out at %s", looks)
                    .isEmpty();
        }
        soft.assertAll();
        var complaints = new ArrayList<>(visitor.complaints());
        visitor.complaints().clear();
        assertThat(complaints).isEmpty();
    }
}
