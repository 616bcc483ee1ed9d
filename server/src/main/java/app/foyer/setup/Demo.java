package app.foyer.setup;

import static app.foyer.organization.Application.Kind.NODEJS;
import static app.foyer.organization.Application.Kind.WORDPRESS;

import app.foyer.account.EmailAddress;
import app.foyer.account.PersonName;
import app.foyer.audit.Actor;
import app.foyer.organization.Application;
import app.foyer.organization.Applications;
import app.foyer.organization.Applications.NewApplication;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/// A company to try Foyer out with.
@Component
class Demo {
    private static final List<NewApplication> APPLICATIONS = List.of(
            application("Storefront", "storefront", WORDPRESS, "https://shop.example.com"),
            application("Newsroom", "newsroom", WORDPRESS, "https://news.example.com"),
            application("Careers", "careers", WORDPRESS, "https://jobs.example.com"),
            application("Checkout API", "checkout-api", NODEJS, "https://pay.example.com"),
            application("Subscriber hub", "subscriber-hub", NODEJS, "https://my.example.com"),
            application("Help center", "help-center", WORDPRESS, "https://help.example.com"));

    private final Provisioning provisioning;
    private final Applications applications;

    Demo(Provisioning provisioning, Applications applications) {
        this.provisioning = provisioning;
        this.applications = applications;
    }

    private static NewApplication application(String name, String slug, Application.Kind kind, String url) {
        return new NewApplication(name, slug, kind, url);
    }

    /// @return the address of its admin
    EmailAddress make(Instant now) {
        var admin = EmailAddress.parse("ada@example.com").orElseThrow();
        var name = PersonName.parse("Ada Moreau").orElseThrow();
        var founded =
                provisioning.found(new Provisioning.Wish("example", "Example Media", admin, name), Actor.system(), now);
        APPLICATIONS.forEach(a -> applications.add(founded.organization().id(), a, Actor.system(), now));
        return admin;
    }
}
