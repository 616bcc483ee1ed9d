package app.foyer.journeys;

import static app.foyer.journeys.House.ADMIN;
import static app.foyer.journeys.House.address;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What becomes of people who are in: their roles are edited, what they reach is reviewed, they are removed, they
/// leave,
/// they end their account.
@ExtendWith(Shared.class)
class PeopleJourneyTest {
    private final House house;
    private final Chromium chromium;

    PeopleJourneyTest(House house, Chromium chromium) {
        this.house = house;
        this.chromium = chromium;
    }

    @Test
    void aPersonIsEditedReviewedAndRemoved() {
        try (var olga = chromium.visit(house)) {
            aPersonIsEditedReviewedAndRemoved(olga, true);

            assertThat(olga.complaints()).isEmpty();
        }
    }

    @Test
    void aPersonIsEditedReviewedAndRemovedWithoutJavaScript() {
        try (var olga = chromium.visitWithoutScript(house)) {
            aPersonIsEditedReviewedAndRemoved(olga, false);
        }
    }

    private void aPersonIsEditedReviewedAndRemoved(Visitor olga, boolean script) {
        house.application("storefront", "Storefront");
        house.application("handbook", "Handbook");
        var gil = comesIn("gil", "storefront");
        var nia = comesIn("nia", "handbook");
        house.invite("MEMBER", gil.replace("@", "+again@"));
        olga.signIn(ADMIN);

        editInvitation(olga, gil.replace("@", "+again@"));
        olga.open(house.path("/people?q=" + gil));
        copyRoles(olga, gil, nia, script);
        edit(olga, gil, script);
        review(olga, gil);
        remove(olga, gil, script);
    }

    private String comesIn(String name, String application) {
        var email = address(name);
        house.inviteGuest(email, application, "WRITE");
        try (var visitor = chromium.visitWithoutScript(house)) {
            visitor.accept(house.mails.invitationLink(email), name).isAt(house.path(""));
        }
        return email;
    }

    private void editInvitation(Visitor olga, String again) {
        olga.open(house.path("/people/invitations?q=" + URLEncoder.encode(again, StandardCharsets.UTF_8)));
        olga.action(again, "Edit Invitation").click();
        olga.sees("Edit Invitation")
                .page
                .locator("label.role")
                .filter(hasText("Org admin"))
                .click();
        olga.click("Update Invitation").reads("Change the invitation to " + again + "?");
        olga.click("Confirm").isAt(house.path("/people/invitations"));
        assertThat(olga.row(again)).containsText("Admin");
    }

    private void copyRoles(Visitor olga, String gil, String nia, boolean script) {
        olga.action(gil, "Edit User Role").click();
        olga.sees("Edit User Role").page.getByText("Copy user roles…").click();
        olga.page.getByLabel("Search by name or e-mail").fill(nia);
        var find = olga.page.locator("details.copy");
        if (!script) {
            find.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Search"))
                    .click();
        }
        assertThat(olga.page.locator("#copyFrom option")).hasCount(2);
        olga.page.locator("#copyFrom").selectOption("nia (" + nia + ")");
        olga.click("Copy user roles");
        assertThat(role(olga, "Handbook", "Write")).isChecked();
        assertThat(role(olga, "Storefront", "None")).isChecked();
        assertThat(olga.page.locator("#changes")).containsText("gil loses Write on Storefront.");
        assertThat(olga.page.locator("#changes")).containsText("gil gains Write on Handbook.");
    }

    private static Locator role(Visitor olga, String application, String appRole) {
        return olga.page
                .getByRole(AriaRole.RADIOGROUP, new Page.GetByRoleOptions().setName("App role on " + application))
                .getByLabel(appRole);
    }

    /// With a script, what changes stands above the button as it is chosen; without, on the page that follows. It is
    /// confirmed in any
    /// case.
    private void edit(Visitor olga, String gil, boolean script) {
        olga.page.locator("label.role").filter(hasText("Org member")).click();
        olga.page
                .getByLabel("Last day of access", new Page.GetByLabelOptions().setExact(true))
                .fill("2100-12-31");
        if (script) {
            assertThat(olga.page.locator("#changes")).containsText("gil gains Read on all applications.");
            assertThat(olga.page.locator("#changes")).containsText("The access of gil ends on");
        }
        olga.click("Update User").reads("Change the access of gil?").reads("gil gains Read on all applications.");
        olga.reads("gil loses Write on Storefront.").click("Confirm").isAt(house.path("/people"));
        olga.reads("The access of gil is changed.").open(house.path("/people?q=" + gil));
        assertThat(olga.row(gil)).containsText("Member");
    }

    private static Locator.FilterOptions hasText(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private void review(Visitor olga, String gil) {
        olga.open(house.path("/people"));
        olga.link("Access Review").click();
        olga.isAt(house.path("/access"))
                .page
                .locator("#list li a")
                .filter(hasText("handbook"))
                .click();
        olga.isAt(house.path("/access/applications/handbook"));
        assertThat(olga.row(gil)).containsText("As an Org member");
        olga.row(gil).getByRole(AriaRole.LINK).click();
        olga.sees("What gil can reach")
                .reads("Storefront")
                .reads("As an Org member")
                .reads("2100");
        olga.open(house.path("/access/people?q=" + gil));
        assertThat(olga.page.locator("#list li")).hasCount(1);
    }

    private void remove(Visitor olga, String gil, boolean script) {
        olga.open(house.path("/people?q=" + gil)).action(gil, "Remove User").click();
        if (script) {
            assertThat(olga.dialog()).containsText("Remove user");
            assertThat(olga.dialog()).containsText(gil.replace("@", "+again@"));
        } else {
            olga.sees("Remove user").reads(gil.replace("@", "+again@"));
        }
        olga.click("Confirm").isAt(house.path("/people"));
        olga.reads("gil").open(house.path("/people?q=" + gil));
        assertThat(olga.row(gil)).hasCount(0);
    }

    @Test
    void peopleLeaveAndEndTheirAccount() {
        try (var linus = chromium.visit(house)) {
            peopleLeaveAndEndTheirAccount(linus, true);

            assertThat(linus.complaints()).isEmpty();
        }
    }

    @Test
    void peopleLeaveAndEndTheirAccountWithoutJavaScript() {
        try (var linus = chromium.visitWithoutScript(house)) {
            peopleLeaveAndEndTheirAccount(linus, false);
        }
    }

    private void peopleLeaveAndEndTheirAccount(Visitor linus, boolean script) {
        var email = address("linus");
        house.invite("MEMBER", email);
        linus.accept(house.mails.invitationLink(email), "Linus").isAt(house.path(""));

        linus.open("/account").link("Leave Acme").click();
        asked(linus, "Leave Acme?", script);
        linus.click("Confirm").isAt("/?all").reads("You have left Acme.");
        house.invite("MEMBER", email);
        linus.open(house.mails.invitationLink(email, 2)).click("Accept").isAt(house.path(""));

        linus.open("/account").link("Delete account").click();
        asked(linus, "Delete your account?", script);
        linus.click("Confirm").isAt("/sign-in?deleted").reads("Your account is deleted.");
        linus.open("/account").sees("Sign in");
        assertThat(house.member(email)).isEmpty();
    }

    @Test
    void somebodyFoundsAnOrganizationAndStaysWithIt() {
        try (var hank = chromium.visit(house)) {
            somebodyFoundsAnOrganizationAndStaysWithIt(hank, true);

            assertThat(hank.complaints()).isEmpty();
        }
    }

    @Test
    void somebodyFoundsAnOrganizationAndStaysWithItWithoutJavaScript() {
        try (var hank = chromium.visitWithoutScript(house)) {
            somebodyFoundsAnOrganizationAndStaysWithIt(hank, false);
        }
    }

    private void somebodyFoundsAnOrganizationAndStaysWithIt(Visitor hank, boolean script) {
        var email = address("hank");
        var globex = house.accountElsewhere(email);
        hank.signIn(email).open("/?all").link("Create an organization").click();
        hank.page.locator("#name").fill("Hooli of " + globex);
        hank.page.locator("#slug").fill("hooli-of-" + globex);
        hank.click("Create organization").isAt("/o/hooli-of-" + globex);

        hank.link("Settings").click();
        hank.link("Usage Plan Details").click();
        hank.reads("Used by members");

        hank.open("/account").link("Delete account").click();
        asked(hank, "You can’t delete your account yet", script);
        hank.link("Back to account").click();
        hank.isAt("/account");
    }

    private static void asked(Visitor who, String question, boolean script) {
        if (script) {
            assertThat(who.dialog()).containsText(question);
        } else {
            who.sees(question);
        }
    }
}
