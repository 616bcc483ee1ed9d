package app.foyer.problem;

import java.util.List;

/// An input that says nothing that could be done. Names each flaw.
public final class Invalid extends Problem {
    private final List<Flaw> flaws;

    public Invalid(List<Flaw> flaws) {
        super(Kind.UNPROCESSABLE, "validation");
        this.flaws = List.copyOf(flaws);
    }

    public Invalid(Flaw flaw) {
        this(List.of(flaw));
    }

    @Override
    public List<Flaw> flaws() {
        return flaws;
    }
}
