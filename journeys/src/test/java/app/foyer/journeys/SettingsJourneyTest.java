package app.foyer.journeys;

import static app.foyer.journeys.House.ADMIN;
import static app.foyer.journeys.House.address;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// An application's life in the settings, and an organization that moves to another address.
@ExtendWith(Shared.class)
class SettingsJourneyTest {
    private final House house;
    private final Chromium chromium;

    SettingsJourneyTest(House house, Chromium chromium) {
        this.house = house;
        this.chromium = chromium;
    }

    @Test
    void anApplicationIsAddedRenamedArchivedRestoredAndDeleted() {
        try (var olga = chromium.visit(house)) {
            anApplicationsLife(olga, "Wiki with script", "wiki-with-script", true);

            assertThat(olga.complaints()).isEmpty();
        }
    }

    @Test
    void anApplicationIsAddedRenamedArchivedRestoredAndDeletedWithoutJavaScript() {
        try (var olga = chromium.visitWithoutScript(house)) {
            anApplicationsLife(olga, "Wiki in plain", "wiki-in-plain", false);
        }
    }

    private void anApplicationsLife(Visitor olga, String name, String id, boolean inDialog) {
        olga.signIn(ADMIN).open(house.path(""));
        olga.link("Settings").click();
        olga.isAt(house.path("/settings/general"))
                .page
                .locator(".tabs")
                .getByText("Applications")
                .click();
        olga.link("Add application").click();
        olga.page.locator("#name").fill(name);
        assertThat(olga.page.locator("#slug")).hasValue(inDialog ? id : "");
        olga.page.locator("#kind").selectOption("Node.js");
        olga.click("Add application").isAt(house.path("/settings/applications"));
        olga.reads(name + " is added.");

        olga.action(id, "Edit Application").click();
        olga.page.locator("#name").fill(name + ", renamed");
        olga.click("Save").reads(name + ", renamed is changed.");

        confirm(olga, id, "Archive Application", "Archive this application?", inDialog);
        assertThat(olga.row(id)).hasCount(0);
        olga.open(house.path("?q=" + id)).reads("No application matches");
        olga.open(house.path("/settings/applications?archived=true"));
        olga.action(id, "Restore Application").click();
        olga.reads("is restored");
        olga.open(house.path("?q=" + id)).reads(name + ", renamed");

        olga.open(house.path("/settings/applications"));
        confirm(olga, id, "Delete Application", "Delete this application?", inDialog);
        olga.reads("is deleted");
        assertThat(olga.row(id)).hasCount(0);
        assertThat(house.api.get(house.organization("/applications/" + id)).status())
                .isEqualTo(404);
    }

    private void confirm(Visitor olga, String id, String action, String question, boolean inDialog) {
        olga.action(id, action).click();
        if (inDialog) {
            assertThat(olga.dialog()).containsText(question);
        } else {
            olga.sees(question);
        }
        olga.click("Confirm").isAt(house.path("/settings/applications"));
    }

    @Test
    void anOrganizationMovesAndItsOldAddressesFollow() {
        try (var olga = chromium.visit(house)) {
            anOrganizationMoves(olga);

            assertThat(olga.complaints()).isEmpty();
        }
    }

    @Test
    void anOrganizationMovesAndItsOldAddressesFollowWithoutJavaScript() {
        try (var olga = chromium.visitWithoutScript(house)) {
            anOrganizationMoves(olga);
        }
    }

    private void anOrganizationMoves(Visitor olga) {
        var hank = address("hank");
        var old = house.accountElsewhere(hank);
        olga.signIn(hank).isAt("/o/" + old);
        olga.open("/o/" + old + "/settings/general");
        olga.page.locator("#slug").fill(old + "-moved");
        olga.page.locator("#timeZone").fill("Europe/Berlin");
        olga.page.getByLabel("Name of contact 1").fill("Hank");
        olga.page.getByLabel("E-mail address of contact 1").fill(hank);
        olga.click("Save").isAt("/o/" + old + "-moved/settings/general");
        olga.reads("The settings are saved.");
        assertThat(olga.page.getByLabel("E-mail address of contact 1")).hasValue(hank);

        olga.open("/o/" + old + "/people?sort=name").isAt("/o/" + old + "-moved/people?sort=name");

        olga.open("/?all").reads("Hank");
    }
}
