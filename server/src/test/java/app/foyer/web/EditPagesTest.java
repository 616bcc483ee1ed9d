package app.foyer.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.foyer.web.Town.Resident;
import app.foyer.web.Town.Tenant;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/// Editing and removing people, and leaving, on pages without JavaScript.
@WholeHouseTest
class EditPagesTest {
    private static final String IN_A_YEAR =
            LocalDate.now(ZoneOffset.UTC).plusYears(1).toString();

    @Autowired
    Town town;

    @Autowired
    JdbcClient db;

    private Tenant acme;
    private Resident ada;
    private Resident gil;
    private String storefront;

    @BeforeEach
    void foundAcme() {
        acme = town.found("acme");
        ada = town.join(acme, "ada", "ADMIN");
        gil = town.join(acme, "gil", "GUEST");
        storefront = town.body(ada.visitor().get(acme.api() + "/applications/storefront"))
                .path("id")
                .asString();
    }

    private String edit(Resident who) {
        return acme.pages() + "/people/" + who.member() + "/edit";
    }

    private static Document page(HttpResponse<String> answer) {
        return Jsoup.parse(answer.body());
    }

    /// Fills the form of a page in as it stands, changes some of it, and presses a button.
    private static HttpResponse<String> press(
            Resident who, HttpResponse<String> shown, String button, Consumer<Map<String, String>> changes) {
        var form =
                (FormElement) Objects.requireNonNull(page(shown).selectFirst("main form[method=post]"), shown.body());
        var fields = new LinkedHashMap<String, String>();
        form.formData().forEach(field -> fields.put(field.key(), field.value()));
        changes.accept(fields);
        fields.put("action", button);
        return who.visitor().post(form.attr("action"), fields);
    }

    private JsonNode known(Resident who) {
        return town.body(ada.visitor().get(acme.api() + "/members/" + who.member()));
    }

    @Test
    void theRowLeadsToTheFormWhichShowsWhatIs() {
        var list = page(ada.visitor().get(acme.pages() + "/people"));
        var links = list.select("tr:has(td:contains(%s)) a[title]".formatted(gil.email()));

        assertThat(links.eachAttr("title")).containsExactly("Edit User Role", "Remove User");
        assertThat(links.getFirst().attr("href")).isEqualTo(edit(gil));
        var form = page(ada.visitor().get(edit(gil)));
        assertThat(form.select("h1").text()).isEqualTo("Edit User Role");
        assertThat(form.select("[name=orgRole][checked]").attr("value")).isEqualTo("GUEST");
        assertThat(form.select("[name=appRole.%s][checked]".formatted(storefront))
                        .attr("value"))
                .isEqualTo("WRITE");
        assertThat(form.select("button.btn-primary").text()).contains("Update User");
    }

    @Test
    void nothingChangesUntilItIsConfirmed() {
        var asked = press(ada, ada.visitor().get(edit(gil)), "update", f -> {
            f.put("orgRole", "MEMBER");
            f.put("accessEndsOn", IN_A_YEAR);
        });

        assertThat(asked.statusCode()).isEqualTo(200);
        assertThat(page(asked).select("#confirm li").eachText())
                .hasSize(4)
                .contains(
                        "gil becomes an Org member.",
                        "gil loses Write on storefront.",
                        "gil gains Read on all applications.")
                .anyMatch(s -> s.startsWith("The access of gil ends on "));
        assertThat(known(gil).path("orgRole").asString()).isEqualTo("GUEST");

        var done = press(ada, asked, "confirm", _ -> {});

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(known(gil).path("orgRole").asString()).isEqualTo("MEMBER");
        assertThat(known(gil).path("accessEndsAt").asString()).isEqualTo(IN_A_YEAR + "T23:59:59Z");
        assertThat(ada.visitor().get(acme.pages() + "/people").body())
                .contains("The access of gil is changed.")
                .contains("Access ends");
    }

    @Test
    void backFromTheConfirmationTheFormStandsAsItWasFilledIn() {
        var asked = press(ada, ada.visitor().get(edit(gil)), "update", f -> f.put("orgRole", "ADMIN"));

        var back = page(press(ada, asked, "search", _ -> {}));

        assertThat(back.select("[name=orgRole][checked]").attr("value")).isEqualTo("ADMIN");
        assertThat(known(gil).path("orgRole").asString()).isEqualTo("GUEST");
    }

    @Test
    void whatSomebodyElseHasChangedIsShownAndNotOverwritten() {
        var shown = ada.visitor().get(edit(gil));
        ada.visitor()
                .json(
                        "PATCH",
                        acme.api() + "/members/" + gil.member(),
                        "{\"appGrants\": [{\"application\": \"storefront\", \"appRole\": \"ADMIN\"}]}",
                        "X-CSRF-TOKEN",
                        ada.visitor().csrf("/account"));

        var late = press(ada, shown, "update", f -> f.put("appRole." + storefront, "READ"));

        assertThat(late.statusCode()).isEqualTo(412);
        var flash = page(late).select(".flash.wait");
        assertThat(flash.text())
                .contains("Somebody has changed this since you opened it")
                .contains("gil loses Write on storefront.")
                .contains("gil gains Admin on storefront.");
        assertThat(page(late)
                        .select("[name=appRole.%s][checked]".formatted(storefront))
                        .attr("value"))
                .isEqualTo("READ");
        assertThat(known(gil).at("/appGrants/0/appRole").asString()).isEqualTo("ADMIN");
        var asked = press(ada, late, "update", _ -> {});
        assertThat(press(ada, asked, "confirm", _ -> {}).statusCode()).isEqualTo(303);
        assertThat(known(gil).at("/appGrants/0/appRole").asString()).isEqualTo("READ");
    }

    @Test
    void aConfirmationThatComesLateOverwritesNothing() {
        var asked = press(ada, ada.visitor().get(edit(gil)), "update", f -> f.put("orgRole", "MEMBER"));
        db.sql("update member set version = version + 1 where id = :id::uuid")
                .param("id", gil.member())
                .update();

        assertThat(press(ada, asked, "confirm", _ -> {}).statusCode()).isEqualTo(412);
        assertThat(known(gil).path("orgRole").asString()).isEqualTo("GUEST");
        assertThat(press(ada, asked, "confirm", f -> f.put("shown", "{\"nonsense\": 1}"))
                        .statusCode())
                .isEqualTo(412);
        assertThat(press(ada, asked, "confirm", f -> f.remove("version")).statusCode())
                .isEqualTo(422);
    }

    @Test
    void rolesAreCopiedFromAMemberFoundByTyping() {
        var linus = town.join(acme, "linus", "MEMBER");
        var shown = ada.visitor().get(edit(linus));

        var found = press(ada, shown, "search", f -> f.put("copyQ", "gil"));
        assertThat(page(found).select("#copyFrom option[value=%s]".formatted(gil.member())))
                .hasSize(1);
        assertThat(page(found).select("#copyFrom option")).hasSize(2);
        var copied = page(press(ada, found, "copy", f -> f.put("copyFrom", gil.member())));

        assertThat(copied.select("[name=orgRole][checked]").attr("value")).isEqualTo("GUEST");
        assertThat(copied.select("[name=appRole.%s][checked]".formatted(storefront))
                        .attr("value"))
                .isEqualTo("WRITE");
    }

    @Test
    void whatCantBeComesBackAsTyped() {
        var yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
        var past = press(ada, ada.visitor().get(edit(gil)), "update", f -> f.put("accessEndsOn", yesterday));

        assertThat(past.statusCode()).isEqualTo(422);
        assertThat(page(past).select(".flash.bad").text()).contains("lies in the past");
        assertThat(page(past).select("#accessEndsOn").attr("value")).isEqualTo(yesterday);
        assertThat(press(ada, ada.visitor().get(edit(gil)), "update", f -> f.put("accessEndsOn", "soon"))
                        .statusCode())
                .isEqualTo(422);
        var nothing = press(ada, ada.visitor().get(edit(gil)), "update", _ -> {});
        assertThat(page(nothing).select(".flash.bad").text()).contains("Nothing is different");
        var noRole = press(ada, ada.visitor().get(edit(gil)), "update", f -> f.put("orgRole", "OWNER"));
        assertThat(noRole.statusCode()).isEqualTo(422);
    }

    @Test
    void whatChangesStandsBesideTheFormBeforeItIsSaved() {
        var shown = ada.visitor().get(edit(gil));
        assertThat(page(shown).select("#changes").text())
                .contains("What changes")
                .contains("Nothing yet.");

        var chosen = page(press(ada, shown, "search", f -> f.put("orgRole", "MEMBER")));

        assertThat(chosen.select("#changes li").eachText())
                .containsExactly(
                        "gil becomes an Org member.",
                        "gil loses Write on storefront.",
                        "gil gains Read on all applications.");
    }

    @Test
    void confirmingTwiceChangesOnceAndSaysSoTwice() {
        var asked = press(ada, ada.visitor().get(edit(gil)), "update", f -> f.put("orgRole", "MEMBER"));

        for (var i = 0; i < 2; i++) {
            assertThat(press(ada, asked, "confirm", _ -> {}).statusCode()).isEqualTo(303);
            assertThat(ada.visitor().get(acme.pages() + "/people").body()).contains("The access of gil is changed.");
        }

        assertThat(db.sql("select count(*) from audit_event where target_id = :id::uuid and action = 'member.edited'")
                        .param("id", gil.member())
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void anAdminWhoBecomesAGuestIsLedToWhatTheySeeThen() {
        var asked = press(ada, ada.visitor().get(edit(ada)), "update", f -> f.put("orgRole", "GUEST"));

        var done = press(ada, asked, "confirm", _ -> {});

        assertThat(done.headers().firstValue("Location")).hasValue(acme.pages());
        assertThat(page(ada.visitor().get(acme.pages())).text()).contains("The access of ada is changed.");
    }

    @Test
    void whatIsAnotherOrganizationsIsUnknownInTheForm() {
        var globex = town.found("globex");
        var hank = town.join(globex, "hank", "ADMIN");
        var vault = town.addApplication(globex, "vault");
        var shown = ada.visitor().get(edit(gil));

        var application = press(ada, shown, "update", f -> f.put("appRole." + vault, "ADMIN"));
        var copied = press(ada, shown, "copy", f -> f.put("copyFrom", hank.member()));
        var person = ada.visitor().get(acme.pages() + "/people/" + hank.member() + "/edit");

        assertThat(application.statusCode()).isEqualTo(422);
        assertThat(page(application).select(".flash.bad").text()).contains("no such application");
        assertThat(page(copied).select(".flash.bad").text()).contains("Choose whose roles to copy");
        assertThat(person.statusCode()).isEqualTo(404);
        assertThat(known(gil).at("/appGrants/0/appRole").asString()).isEqualTo("WRITE");
    }

    @Test
    void theLastAdminIsToldToStay() {
        var olga = town.signIn("olga@" + acme.slug() + ".test");
        var own = town.body(olga.get(acme.api() + "/members?q=olga"))
                .at("/items/0/id")
                .asString();
        var boss = new Resident(olga, own, "");
        olga.json("DELETE", acme.api() + "/members/" + ada.member(), "", "X-CSRF-TOKEN", olga.csrf("/account"));

        var asked = press(boss, olga.get(edit(boss)), "update", f -> f.put("orgRole", "MEMBER"));
        var refused = press(boss, asked, "confirm", _ -> {});

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(page(refused).select(".flash.bad").text()).contains("at least one admin");
        assertThat(press(boss, olga.get(acme.pages() + "/leave"), "", _ -> {}).statusCode())
                .isEqualTo(409);
    }

    @Test
    void anInvitationIsEditedTheSameWay() {
        var ann = town.invite(acme, "ann@acme.test", "GUEST");
        var path = acme.pages() + "/people/invitations/" + ann + "/edit";
        var row = page(ada.visitor().get(acme.pages() + "/people/invitations?q=ann@"));
        assertThat(row.select("a[title=Edit Invitation]").attr("href")).isEqualTo(path);

        var asked = press(ada, ada.visitor().get(path), "update", f -> {
            f.put("appRole." + storefront, "READ");
            f.put("endsOn." + storefront, IN_A_YEAR);
        });
        assertThat(page(asked).select("#confirm li").eachText())
                .hasSize(3)
                .contains("ann@acme.test loses Write on storefront.", "ann@acme.test gains Read on storefront.");
        press(ada, asked, "confirm", _ -> {});

        var edited = town.body(ada.visitor().get(acme.api() + "/invitations/" + ann));
        assertThat(edited.at("/appGrants/0/appRole").asString()).isEqualTo("READ");
        assertThat(edited.at("/appGrants/0/accessEndsAt").asString()).isEqualTo(IN_A_YEAR + "T23:59:59Z");
        ada.visitor().submit("/account", acme.pages() + "/people/invitations/" + ann + "/cancel", Map.of());
        assertThat(ada.visitor().get(path).statusCode()).isEqualTo(409);
    }

    @Test
    void invitingSetsAnEnd() {
        var form = ada.visitor().get(acme.pages() + "/people/invite");
        var sent = press(ada, form, "send", f -> {
            f.put("emails", "nora@acme.test");
            f.put("accessEndsOn", IN_A_YEAR);
        });

        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(303);
        var invited = town.body(ada.visitor().get(acme.api() + "/invitations?q=nora@"));
        assertThat(invited.at("/items/0/accessEndsAt").asString()).isEqualTo(IN_A_YEAR + "T23:59:59Z");
    }

    @Test
    void removingTellsWhatGoesWithIt() {
        var again = town.invite(acme, "gil.again@acme.test", "MEMBER");
        town.invite(acme, "gil.again+shop@elsewhere.test", "MEMBER");
        db.sql("""
                insert into email_address (address_key, address, account_id, verified_at)
                select 'gil.again@acme.test', 'gil.again@acme.test', account_id, verified_at
                  from email_address where address_key = :email
                """).param("email", gil.email()).update();
        var asked = ada.visitor().get(acme.pages() + "/people/" + gil.member() + "/remove");
        assertThat(page(asked).select("#confirm h1").text()).isEqualTo("Remove user");
        assertThat(page(asked).select("#confirm li").eachText())
                .containsExactly("gil.again@acme.test", "gil.again+shop@elsewhere.test");
        assertThat(page(asked).select("#confirm button").text()).isEqualTo("Confirm");

        assertThat(page(asked).select("[name=cancelInvitations]")).hasSize(1);
        var done = press(ada, asked, "", f -> f.put("cancelInvitations", "true"));

        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(ada.visitor().get(acme.api() + "/members/" + gil.member()).statusCode())
                .isEqualTo(404);
        assertThat(town.body(ada.visitor().get(acme.api() + "/invitations/" + again))
                        .path("status")
                        .asString())
                .isEqualTo("CANCELED");
        db.sql("delete from email_address where address_key = 'gil.again@acme.test'")
                .update();
    }

    @Test
    void whoeverIsRemovedIsToldAndThatIsSaid() {
        var asked = page(ada.visitor().get(acme.pages() + "/people/" + gil.member() + "/remove"));

        assertThat(asked.select("#confirm").text()).contains("They are told by e-mail");
    }

    @Test
    void removingSomebodyWithTokensNamesThem() {
        db.sql("""
                update api_token set created_by = (select account_id from email_address where address_key = :email)
                 where organization_id = :organization::uuid
                """).param("email", ada.email()).param("organization", acme.id()).update();

        var asked = page(ada.visitor().get(acme.pages() + "/people/" + ada.member() + "/remove"));

        assertThat(asked.select("#confirm li").eachText()).containsExactly("operator");
        assertThat(asked.select("#confirm").text()).contains("is you").doesNotContain("told");
    }

    @Test
    void leavingStandsBesideEachOrganization() {
        for (var place : new String[] {"/account", "/?all"}) {
            assertThat(page(gil.visitor().get(place)).select("a.leave").attr("href"))
                    .as(place)
                    .isEqualTo(acme.pages() + "/leave");
        }
        var asked = gil.visitor().get(acme.pages() + "/leave");
        assertThat(page(asked).select("#confirm h1").text()).isEqualTo("Leave acme?");

        var left = press(gil, asked, "", _ -> {});

        assertThat(left.statusCode()).isEqualTo(303);
        assertThat(gil.visitor().get("/?all").body()).contains("You have left acme.");
        assertThat(gil.visitor().get(acme.pages()).statusCode()).isEqualTo(404);
    }
}
