package app.foyer.setup;

import app.foyer.account.EmailAddress;
import app.foyer.account.SignInLinks;
import app.foyer.account.SignInSettings;
import app.foyer.audit.Actor;
import app.foyer.mail.Mailbox;
import app.foyer.organization.Organizations;
import app.foyer.organization.Slug;
import app.foyer.problem.BadSetting;
import app.foyer.token.TokenSecret;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Fills an empty database once, and says at each start where to go.
@Component
class FirstStart implements ApplicationRunner {
    private final SetupSettings settings;
    private final SignInSettings urls;
    private final Organizations organizations;
    private final Provisioning provisioning;
    private final Demo demo;
    private final SignInLinks links;
    private final Optional<Mailbox> mailbox;
    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    FirstStart(
            SetupSettings settings,
            SignInSettings urls,
            Organizations organizations,
            Provisioning provisioning,
            Demo demo,
            SignInLinks links,
            Optional<Mailbox> mailbox,
            JdbcClient db,
            TransactionTemplate transaction,
            InstantSource clock) {
        this.settings = settings;
        this.urls = urls;
        this.organizations = organizations;
        this.provisioning = provisioning;
        this.demo = demo;
        this.links = links;
        this.mailbox = mailbox;
        this.db = db;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        var demoLink = transaction.execute(_ -> fillIfEmpty());
        say(demoLink);
    }

    /// @return the demo admin's sign-in link, if the demo was made now
    private @Nullable String fillIfEmpty() {
        // Several nodes may start on one empty database: the first fills it, the others see that it did.
        db.sql("select pg_advisory_xact_lock(7067001)").query((_, _) -> "").list();
        if (!organizations.noneYet()) {
            return null;
        }
        var now = clock.instant();
        if (settings.bootstrap().isWanted()) {
            bootstrap(settings.bootstrap());
            return null;
        }
        var admin = demo.make(now);
        return urls.publicUrl() + "/sign-in/" + links.issue(admin, now);
    }

    private void bootstrap(SetupSettings.Bootstrap wish) {
        var now = clock.instant();
        var email = Objects.requireNonNullElse(wish.adminEmail(), "");
        var admin = EmailAddress.parse(email.strip())
                .orElseThrow(() -> new BadSetting("FOYER_BOOTSTRAP_ADMIN_EMAIL is no e-mail address."));
        var slug = Objects.requireNonNullElse(wish.organization(), "").strip();
        if (!Slug.isGood(slug)) {
            throw new BadSetting(
                    "FOYER_BOOTSTRAP_ORGANIZATION must be 2 to 63 lower-case letters, digits and hyphens.");
        }
        var name = SetupSettings.Bootstrap.given(wish.organizationName()) ? wish.organizationName() : slug;
        var founded = provisioning.found(
                new Provisioning.Wish(slug, Objects.requireNonNull(name).strip(), admin, Provisioning.nameFrom(admin)),
                Actor.system(),
                now);
        var token = wish.token();
        if (token != null && !token.isBlank()) {
            if (!TokenSecret.isWellFormed(token.strip())) {
                throw new BadSetting("FOYER_BOOTSTRAP_TOKEN must be foyer_ and at least 32 letters and digits.");
            }
            provisioning.addToken(founded, "bootstrap", token.strip(), Actor.system(), now);
        }
    }

    @SuppressWarnings("SystemOut") // meant for whoever has just typed script/server, logs or not
    private void say(@Nullable String demoLink) {
        PrintStream out = System.out;
        out.println();
        out.println("  Foyer is open at " + urls.publicUrl());
        if (demoLink != null) {
            out.println();
            out.println("  A demo organization is ready. Sign in as its admin (the link works once, for "
                    + urls.signInLinkValidFor().toMinutes() + " minutes):");
            out.println();
            out.println("      " + demoLink);
        }
        mailbox.flatMap(Mailbox::link).ifPresent(link -> {
            out.println();
            out.println("  No mail server is set (FOYER_SMTP_URL). E-mails are kept whole in the data dir, readable");
            out.println("  by its owner only, and are shown here, sign-in links included:");
            out.println();
            out.println("      " + link);
        });
        out.println();
        out.flush();
    }
}
