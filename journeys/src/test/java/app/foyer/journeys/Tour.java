package app.foyer.journeys;

import static app.foyer.journeys.House.address;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// Leads past every page there is, in each of its states. The house has a mail server and two applications or more.
final class Tour implements AutoCloseable {
    /// A page to look at. `open` may be called once, and shows it until the next stop.
    record Stop(String name, Supplier<Visitor> open) {}

    private final House house;
    private final Chromium chromium;
    private final Visitor admin;
    private final String adminEmail;
    private final Visitor nobody;
    private final Visitor hank;
    private final String guest = address("gil");
    private final String bo = address("bo");
    private final String cleo = address("cleo");
    private final String edda = address("edda");
    private final String hankEmail = address("hank");
    private final List<Visitor> others = new ArrayList<>();

    /// @param admin is signed in
    Tour(House house, Chromium chromium, Visitor admin, String adminEmail) {
        this.house = house;
        this.chromium = chromium;
        this.admin = admin;
        this.adminEmail = adminEmail;
        this.nobody = chromium.visit(house);
        this.hank = chromium.visit(house);
    }

    List<Stop> stops() {
        var stops = new ArrayList<Stop>();
        stops.addAll(signingIn());
        stops.addAll(inviting());
        stops.addAll(invitees());
        stops.addAll(people());
        stops.addAll(organization());
        stops.addAll(hank());
        stops.addAll(settings());
        stops.addAll(review());
        stops.addAll(languages());
        return stops;
    }

    private List<Stop> signingIn() {
        return List.of(
                new Stop("sign-in", () -> nobody.open("/sign-in")),
                new Stop("sign-in-refused", () -> {
                    nobody.open("/sign-in").page.getByLabel("E-mail address").fill("somebody@nowhere..example");
                    // The browser would refuse such addresses itself; the server's page is wanted.
                    nobody.page.locator("form").first().evaluate("form => form.noValidate = true");
                    return nobody.click("E-mail me a link");
                }),
                new Stop("sign-in-sent", () -> askForLink(nobody)),
                new Stop(
                        "sign-in-link",
                        () -> nobody.open(house.mails.signInLinkAfter(adminEmail, () -> askForLink(nobody)))),
                new Stop(
                        "sign-in-link-other-browser",
                        () -> other().open(house.mails.signInLinkAfter(adminEmail, () -> askForLink(nobody)))),
                new Stop("sign-in-dead", () -> nobody.open("/sign-in/" + "A".repeat(64))));
    }

    private List<Stop> inviting() {
        return List.of(
                new Stop("invitations-empty", () -> admin.open(house.path("/people/invitations?q=nobody-like-this"))),
                new Stop("invite", () -> admin.open(house.path("/people/invite"))),
                new Stop("invite-guest", () -> {
                    admin.fillInvitation(List.of(guest), "guest", Map.of());
                    var roles = admin.page.locator("#apps .seg");
                    roles.nth(0).getByText("Write").click();
                    roles.nth(1).getByText("Read").click();
                    admin.page.locator("#summary li").nth(1).waitFor();
                    return admin;
                }),
                new Stop("invited", () -> admin.click("Send Invitations").isAt(house.path("/people/invitations"))),
                new Stop(
                        "invite-outcomes",
                        () -> admin.invite(List.of(address("dora"), guest, adminEmail), "member", Map.of())),
                new Stop(
                        "invite-refused",
                        () -> admin.invite(List.of("ann@mail.example", "not an address", "bo@@x"), "guest", Map.of())),
                new Stop("invitations", () -> {
                    admin.invite(List.of(bo, cleo), "member", Map.of());
                    house.mails.invitation(bo);
                    house.mails.invitation(cleo);
                    return admin.open(house.path("/people/invitations"));
                }),
                new Stop("resend-dialog", () -> {
                    admin.action(bo, "Resend Invitation").click();
                    admin.dialog().waitFor();
                    return admin;
                }),
                new Stop("cancel-dialog", () -> {
                    admin.open(house.path("/people/invitations"))
                            .action(cleo, "Cancel Invitation")
                            .click();
                    admin.dialog().waitFor();
                    return admin;
                }),
                new Stop("resend-page", () -> admin.open(action(bo, "Resend Invitation"))),
                new Stop("cancel-page", () -> admin.open(action(cleo, "Cancel Invitation"))));
    }

    private List<Stop> invitees() {
        return List.of(
                new Stop("invitation-new", () -> nobody.open(house.mails.invitationLink(guest))),
                new Stop("invitation-name-missing", () -> {
                    nobody.page.locator("form").first().evaluate("form => form.noValidate = true");
                    nobody.page.getByLabel("Your name").fill("   ");
                    return nobody.click("Accept and come in");
                }),
                new Stop("invitation-wrong-account", () -> admin.open(house.mails.invitationLink(guest))),
                new Stop("guest-applications", () -> {
                    var gil = other();
                    gil.accept(house.mails.invitationLink(guest), "Gil Guest").isAt(house.path(""));
                    return gil;
                }),
                new Stop("dead-accepted", () -> nobody.open(house.mails.invitationLink(guest))),
                new Stop("dead-replaced", () -> {
                    admin.open(action(bo, "Resend Invitation")).click("Confirm");
                    house.mails.invitation(bo, 2);
                    return nobody.open(house.mails.invitationLink(bo));
                }),
                new Stop("dead-canceled", () -> {
                    admin.open(action(cleo, "Cancel Invitation")).click("Confirm");
                    return nobody.open(house.mails.invitationLink(cleo));
                }),
                new Stop("dead-asked", () -> nobody.click("Ask for a new invitation")),
                new Stop("dead-asked-already", () -> nobody.open(house.mails.invitationLink(cleo))),
                new Stop("dead-declined", () -> {
                    nobody.open(house.mails.invitationLink(bo, 2)).click("Decline");
                    return nobody.open(house.mails.invitationLink(bo, 2));
                }),
                new Stop("dead-unknown", () -> nobody.open("/invitations/" + "A".repeat(86))));
    }

    private List<Stop> people() {
        return List.of(
                new Stop("edit", () -> admin.open(personAction("Edit User Role"))),
                new Stop("edit-refused", () -> {
                    admin.page.getByLabel("Last day of access", exactly()).fill("2020-01-31");
                    return admin.click("Update User").reads("lies in the past");
                }),
                new Stop("edit-confirm", () -> {
                    admin.open(personAction("Edit User Role"));
                    admin.page.locator("#apps .seg").nth(0).getByText("Admin").click();
                    admin.page.locator("#apps .seg").nth(1).getByText("None").click();
                    admin.page.getByLabel("Last day of access", exactly()).fill("2100-12-31");
                    return admin.click("Update User").reads("Change the access of");
                }),
                new Stop("edited", () -> admin.click("Confirm").isAt(house.path("/people"))),
                new Stop("edit-conflict", () -> {
                    var stale = other().signIn(adminEmail);
                    stale.open(personAction("Edit User Role"));
                    admin.open(personAction("Edit User Role"));
                    admin.page.getByLabel("Last day of access", exactly()).fill("");
                    admin.click("Update User").click("Confirm");
                    return stale.click("Update User").reads("Somebody has changed this");
                }),
                new Stop("edit-invitation", () -> {
                    admin.invite(List.of(edda), "guest", Map.of());
                    return admin.open(action(edda, "Edit Invitation"));
                }),
                new Stop("remove-dialog", () -> {
                    admin.invite(List.of(guest.replace("@", "+again@")), "member", Map.of());
                    admin.open(house.path("/people"))
                            .action(guest, "Remove User")
                            .click();
                    admin.dialog().waitFor();
                    return admin;
                }),
                new Stop("remove-page", () -> admin.open(personAction("Remove User"))),
                new Stop("leave-page", () -> admin.open(house.path("/leave"))));
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }

    private String personAction(String title) {
        admin.open(house.path("/people?q=" + guest));
        return admin.action(guest, title).getAttribute("href");
    }

    private List<Stop> organization() {
        return List.of(
                new Stop("applications", () -> admin.open(house.path(""))),
                new Stop("applications-none-found", () -> admin.open(house.path("?q=nothing-like-this"))),
                new Stop("people", () -> admin.open(house.path("/people"))),
                new Stop("people-none-found", () -> admin.open(house.path("/people?q=nobody-like-this"))),
                new Stop("invitations-of-all-kinds", () -> admin.open(house.path("/people/invitations"))),
                new Stop("audit-log", () -> admin.open(house.path("/audit-log"))),
                new Stop("audit-log-none-found", () -> admin.open(house.path("/audit-log?target=nobody-like-this"))),
                new Stop("audit-log-no-day", () -> admin.open(house.path("/audit-log?from=yesterday"))),
                new Stop("audit-event", () -> {
                    admin.open(house.path("/audit-log?action=invitation.created&target=" + guest));
                    admin.page.locator("#list tbody a").first().click();
                    return admin.sees("Invitation sent");
                }),
                new Stop("switcher", () -> {
                    admin.open(house.path(""))
                            .page
                            .locator("details.switch summary")
                            .click();
                    return admin;
                }),
                new Stop("my-organizations", () -> admin.open("/?all")),
                new Stop("account", () -> admin.open("/account")),
                new Stop("account-delete-dialog", () -> {
                    var gil = other().signIn(guest).open("/account");
                    gil.link("Delete account").click();
                    gil.dialog().waitFor();
                    return gil;
                }),
                new Stop("account-deleted", () -> nobody.open("/sign-in?deleted")),
                new Stop("not-found", () -> admin.open("/o/no-such-organization")),
                new Stop("problem-type", () -> nobody.open("/problems/last-admin")),
                new Stop("docs-api", () -> nobody.open("/docs/api")));
    }

    private List<Stop> hank() {
        return List.of(
                new Stop("invitation-sign-in-first", () -> {
                    house.accountElsewhere(hankEmail);
                    admin.invite(List.of(hankEmail), "member", Map.of());
                    return nobody.open(house.mails.invitationLink(hankEmail));
                }),
                new Stop("my-organizations-invited", () -> hank.signIn(hankEmail)),
                new Stop("invitation-ready", () -> hank.open(house.mails.invitationLink(hankEmail))),
                new Stop("account-delete-last-admin", () -> hank.open("/account/delete")));
    }

    private List<Stop> settings() {
        return List.of(
                new Stop("settings-general", () -> admin.open(house.path("/settings"))),
                new Stop("settings-general-refused", () -> {
                    admin.page.locator("#timeZone").fill("Mars/Base");
                    admin.page.getByLabel("E-mail address of contact 1").fill("nobody");
                    return admin.click("Save");
                }),
                new Stop("settings-applications", () -> admin.open(house.path("/settings/applications"))),
                new Stop(
                        "settings-applications-none-archived",
                        () -> admin.open(house.path("/settings/applications?archived=true"))),
                new Stop("application-add", () -> admin.open(house.path("/settings/applications/add"))),
                new Stop("application-add-refused", () -> {
                    admin.page.locator("#url").fill("nowhere");
                    admin.page.locator("#name").fill("Storefront");
                    return admin.click("Add application");
                }),
                new Stop("application-edit", () -> admin.open(house.path("/settings/applications/storefront/edit"))),
                new Stop("application-archive-dialog", () -> {
                    admin.open(house.path("/settings/applications?q=storefront"));
                    admin.action("storefront", "Archive Application").click();
                    admin.dialog().waitFor();
                    return admin;
                }),
                new Stop(
                        "application-archive-page",
                        () -> admin.open(house.path("/settings/applications/storefront/archive"))),
                new Stop(
                        "application-delete-page",
                        () -> admin.open(house.path("/settings/applications/storefront/delete"))),
                new Stop("application-in-use", () -> {
                    admin.invite(List.of(address("dee")), "guest", Map.of("Storefront", "Read"));
                    return admin.open(house.path("/settings/applications/storefront/delete"))
                            .click("Confirm");
                }),
                new Stop("api-token-create-refused", () -> {
                    admin.open(house.path("/settings/api-tokens/create"));
                    admin.page.locator("#name").fill("Nightly access report for the finance department");
                    admin.page.locator("#endsOn").fill("2020-01-31");
                    admin.page.getByText("Belongs to the organization").click();
                    return admin.click("Create token").reads("in the future");
                }),
                new Stop("api-token-created", () -> {
                    admin.page.locator("#endsOn").fill("");
                    return admin.click("Create token").sees("Copy the token now");
                }),
                new Stop("api-tokens", () -> admin.open(house.path("/settings/api-tokens"))),
                new Stop("settings-plan-without-limit", () -> admin.open(house.path("/settings/plan"))),
                new Stop("settings-plan", () -> {
                    house.giveSeats(500);
                    return admin.open(house.path("/settings/plan"));
                }));
    }

    private List<Stop> languages() {
        var stops = new ArrayList<Stop>();
        stops.add(new Stop(
                "settings-general-letterhead", () -> admin.setLetterhead("Welcome aboard.\nSee you on Monday.")));
        stops.add(new Stop("settings-general-logo-refused", () -> {
            admin.page.locator("#logo").setInputFiles(new FilePayload("logo.txt", "text/plain", new byte[] {65}));
            return admin.click("Upload logo").reads("no PNG, JPEG or GIF");
        }));
        for (var language : List.of("de", "ja", "ar")) {
            var email = address("gil-" + language);
            stops.add(new Stop("mail-" + language, () -> {
                house.inviteGuest(email, "handbook", language, Instant.parse("2100-01-31T23:00:00Z"));
                return nobody.read(house.mails.invitation(email));
            }));
            stops.add(new Stop("invitation-" + language, () -> nobody.open(house.mails.invitationLink(email))));
            stops.add(new Stop("dead-" + language, () -> {
                nobody.page.locator("form[action$=decline] button").click();
                return nobody;
            }));
        }
        return stops;
    }

    private List<Stop> review() {
        return List.of(
                new Stop("review-applications", () -> admin.open(house.path("/access"))),
                new Stop("review-people", () -> admin.open(house.path("/access/people"))),
                new Stop("review-none-found", () -> admin.open(house.path("/access/people?q=nobody-like-this"))),
                new Stop("review-application", () -> admin.open(house.path("/access/applications/storefront"))),
                new Stop("review-member", () -> {
                    admin.page.locator("tbody a").first().click();
                    return admin.reads("As an Org admin");
                }),
                new Stop("new-organization", () -> admin.open("/organizations/new")),
                new Stop("new-organization-refused", () -> {
                    admin.page.locator("#name").fill("Taken");
                    admin.page.locator("#slug").fill(house.slug);
                    return admin.click("Create organization");
                }),
                new Stop("my-organizations-suspended", () -> {
                    house.suspendElsewhere(hankEmail);
                    return hank.open("/?all");
                }));
    }

    @Override
    public void close() {
        others.forEach(Visitor::close);
        hank.close();
        nobody.close();
    }

    private Visitor other() {
        var other = chromium.visit(house);
        others.add(other);
        return other;
    }

    private Visitor askForLink(Visitor visitor) {
        visitor.open("/sign-in").page.getByLabel("E-mail address").fill(adminEmail);
        return visitor.click("E-mail me a link").sees("Look into your mailbox");
    }

    private String action(String email, String title) {
        admin.open(house.path("/people/invitations?q=" + email));
        return admin.action(email, title).getAttribute("href");
    }
}
