package app.foyer.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What an edit changes, as its audit event shows it: the fields that differ, as they were and as they are now.
public final class Changes {
    private final Map<String, @Nullable Object> before = new LinkedHashMap<>();
    private final Map<String, @Nullable Object> after = new LinkedHashMap<>();

    public Changes of(String field, @Nullable Object was, @Nullable Object is) {
        if (!Objects.equals(was, is)) {
            before.put(field, was);
            after.put(field, is);
        }
        return this;
    }

    public boolean none() {
        return after.isEmpty();
    }

    public Map<String, Object> details() {
        return Map.of("before", before, "after", after);
    }
}
