package app.foyer.people;

import java.util.Arrays;

/// What a notice tells, and who may read it.
public enum NoticeKind {
    INVITATION_ACCEPTED(Audience.ADMIN),
    INVITATION_DECLINED(Audience.ADMIN),
    INVITATION_EXPIRED(Audience.ADMIN),
    INVITATION_NOT_DELIVERED(Audience.ADMIN),
    INVITATION_ASKED_AGAIN(Audience.ADMIN),
    ACCESS_ENDING(Audience.ADMIN),
    ADMIN_MADE(Audience.EVERY_ADMIN),
    TOKEN_CREATED(Audience.EVERY_ADMIN),
    TOKEN_REVOKED(Audience.EVERY_ADMIN),
    OWN_ACCESS_ENDING(Audience.MEMBER),
    ROLE_CHANGED(Audience.MEMBER),
    REMOVED(Audience.FORMER_MEMBER);

    /// Whom a letter is for. Who isn't that any more when it is handed over doesn't get it.
    enum Audience {
        /// As often as they have chosen.
        ADMIN,
        /// Security: whatever they have chosen.
        EVERY_ADMIN,
        MEMBER,
        FORMER_MEMBER
    }

    private final Audience audience;

    NoticeKind(Audience audience) {
        this.audience = audience;
    }

    Audience audience() {
        return audience;
    }

    /// Whether its readers choose how often they are told.
    boolean optional() {
        return audience == Audience.ADMIN;
    }

    static String[] names(Audience audience) {
        return Arrays.stream(values())
                .filter(kind -> kind.audience == audience)
                .map(NoticeKind::name)
                .toArray(String[]::new);
    }
}
