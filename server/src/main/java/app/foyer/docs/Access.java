package app.foyer.docs;

import app.foyer.people.OrgRole;
import app.foyer.people.Permission;
import app.foyer.people.TokenScope;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import tools.jackson.databind.node.ArrayNode;

/// Who may use a route: in words, and as OpenAPI has it, where each way to prove oneself is an alternative.
///
/// @param scopes of the tokens that open it
/// @param inPerson whether people who are signed in may
record Access(Route route, List<TokenScope> scopes, boolean inPerson) {

    /// @param onlyInPerson whether no token opens it
    static Access to(Route route, boolean onlyInPerson) {
        var needs = route.needs();
        var scopes = Arrays.stream(TokenScope.values())
                .filter(scope -> !route.isOfOperator() && !onlyInPerson)
                .filter(scope -> needs.map(permission -> permission.isReachedBy(scope, false))
                        .orElse(true))
                .toList();
        return new Access(route, scopes, !route.isOfOperator());
    }

    void addTo(ArrayNode security) {
        if (route.isOfOperator()) {
            security.addObject().putArray("operatorToken");
        }
        scopes.forEach(scope -> security.addObject().putArray("apiToken").add(scope.word()));
        if (inPerson) {
            var session = security.addObject();
            session.putArray("session");
            if (!route.isReading()) {
                session.putArray("csrfToken");
            }
        }
    }

    String inWords(MessageSource messages) {
        if (!inPerson) {
            return say(messages, "operator");
        }
        if (scopes.isEmpty()) {
            return say(messages, "in-person");
        }
        var tokens = scopes.stream().map(scope -> "`" + scope.word() + "`").collect(Collectors.joining(", "));
        return say(messages, "to", say(messages, people(route.needs())), lastOr(tokens, messages));
    }

    private static String people(Optional<Permission> needs) {
        return needs.map(permission -> Arrays.stream(OrgRole.values())
                        .filter(permission::isHeldBy)
                        .map(OrgRole::name)
                        .collect(Collectors.joining("-")))
                .orElse("signed-in");
    }

    private static String lastOr(String list, MessageSource messages) {
        var comma = list.lastIndexOf(", ");
        var or = messages.getMessage("docs.or", null, Locale.ENGLISH);
        return comma < 0 ? list : list.substring(0, comma) + " " + or + " " + list.substring(comma + 2);
    }

    private static String say(MessageSource messages, String key, Object... arguments) {
        return messages.getMessage("docs.open." + key, arguments, Locale.ENGLISH);
    }
}
