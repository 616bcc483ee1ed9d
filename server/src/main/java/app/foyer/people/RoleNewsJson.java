package app.foyer.people;

import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// News of roles as a notice keeps them.
@Component
class RoleNewsJson {
    private final JsonMapper json;

    RoleNewsJson(JsonMapper json) {
        this.json = json;
    }

    String write(RoleNews news) {
        return json.writeValueAsString(news);
    }

    RoleNews read(String text) {
        return json.readValue(text, RoleNews.class);
    }
}
