package app.foyer.mail;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/// All who write letters on this node. E-mails of other kinds wait for a node that knows them.
@Component
class Correspondents {
    private final Map<String, Correspondent> byKind;

    Correspondents(ObjectProvider<Correspondent> correspondents) {
        byKind = correspondents.stream().collect(Collectors.toMap(Correspondent::kind, Function.identity()));
    }

    Set<String> kinds() {
        return byKind.keySet();
    }

    Optional<Correspondent> find(String kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    Correspondent of(String kind) {
        return Objects.requireNonNull(byKind.get(kind), kind);
    }
}
