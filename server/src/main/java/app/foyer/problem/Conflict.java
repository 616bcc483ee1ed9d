package app.foyer.problem;

/// What stands already is in the way, such as a slug in use.
public final class Conflict extends Problem {
    /// @param detail key of the sentence in `messages/problems.properties`
    public Conflict(String detail, Object... arguments) {
        super(Kind.CONFLICT, "conflict", arguments);
        this.detail = detail;
    }

    private final String detail;

    @Override
    public String detailKey() {
        return detail;
    }
}
