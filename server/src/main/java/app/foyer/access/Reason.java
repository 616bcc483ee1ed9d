package app.foyer.access;

import io.swagger.v3.oas.annotations.media.Schema;

/// Why somebody has access to an application.
@Schema(name = "AccessReason")
public enum Reason {
    ORG_ROLE,
    GRANT
}
