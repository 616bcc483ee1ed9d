package app.foyer.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Somebody in front of a browser, with cookies of their own, and what they do on Foyer's pages.
final class Visitor implements AutoCloseable {
    private static final double PATIENCE = 6_000;

    /// What htmx calls errors when a newer request replaces one that is under way, as it should.
    private static final Set<String> REPLACED = Set.of("htmx:sendAbort", "htmx:afterRequest");

    final Page page;
    private final House house;
    private final List<String> complaints = new ArrayList<>();
    private final BrowserContext context;

    Visitor(BrowserContext context, House house) {
        this.context = context;
        this.house = house;
        context.setDefaultTimeout(PATIENCE);
        page = context.newPage();
        page.onConsoleMessage(this::note);
        page.onPageError(complaints::add);
        page.onResponse(this::note);
    }

    /// What the browser found wrong with the pages so far: scripts that fail, files that are missing,
    /// breaches of the content security policy.
    List<String> complaints() {
        return complaints;
    }

    Visitor open(String pathOrUrl) {
        page.navigate(pathOrUrl.startsWith("/") ? house.server.url() + pathOrUrl : pathOrUrl);
        return this;
    }

    /// Shows an e-mail as a mail program would.
    Visitor read(Mail mail) {
        page.navigate("about:blank");
        page.setContent(mail.shown());
        return this;
    }

    /// Gives the organization a greeting and a logo.
    Visitor setLetterhead(String greeting) {
        open(house.path("/settings/general")).page.locator("#greeting").fill(greeting);
        click("Save");
        page.locator("#logo").setInputFiles(new FilePayload("logo.png", "image/png", Pictures.logo()));
        return click("Upload logo");
    }

    Visitor signIn(String email) {
        open("/sign-in");
        var link = house.mails.signInLinkAfter(email, () -> {
            page.getByLabel("E-mail address").fill(email);
            click("E-mail me a link");
        });
        open(link);
        click("Sign in");
        return this;
    }

    /// Fills the form in and leaves it there.
    Visitor fillInvitation(List<String> lines, String orgRole, Map<String, String> appRoles) {
        open(house.path("/people/invite"));
        page.locator("#emails").fill(String.join("\n", lines));
        page.locator("label.role").filter(beginning("Org " + orgRole)).click();
        appRoles.forEach((application, appRole) -> page.getByRole(
                        AriaRole.RADIOGROUP,
                        new Page.GetByRoleOptions()
                                .setName("App role on " + application)
                                .setExact(true))
                .locator("label")
                .filter(beginning(appRole))
                .click());
        return this;
    }

    Visitor invite(List<String> lines, String orgRole, Map<String, String> appRoles) {
        fillInvitation(lines, orgRole, appRoles);
        return click("Send Invitations");
    }

    Visitor accept(String link, String name) {
        open(link);
        page.getByLabel("Your name").fill(name);
        return click("Accept and come in");
    }

    Visitor click(String button) {
        button(button).click();
        return this;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /// The row of a list that names the address.
    Locator row(String email) {
        return page.locator("#list tbody tr").filter(new Locator.FilterOptions().setHasText(email));
    }

    /// A row's action, by the title that shows over its icon.
    Locator action(String email, String title) {
        return row(email).getByTitle(title);
    }

    Locator dialog() {
        return page.locator("dialog[open]");
    }

    Visitor sees(String heading) {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                .hasText(heading);
        return this;
    }

    Visitor isAt(String path) {
        assertThat(page).hasURL(house.server.url() + path);
        return this;
    }

    Visitor reads(String text) {
        assertThat(page.locator("main")).containsText(text);
        return this;
    }

    @Override
    public void close() {
        context.close();
    }

    private static Locator.FilterOptions beginning(String words) {
        return new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*" + words));
    }

    private void note(ConsoleMessage message) {
        // Answers are noted below, where it is known which of them are pages.
        var text = message.text();
        if (message.type().equals("error") && !text.startsWith("Failed to load resource") && !REPLACED.contains(text)) {
            complaints.add(text);
        }
    }

    private void note(Response response) {
        if (response.status() >= 400 && !response.request().isNavigationRequest()) {
            complaints.add(response.status() + " for " + response.url());
        }
    }
}
