package app.foyer.people;

/// How an admin wants to be told what happens: each at once, all of a day in one e-mail, not at all.
public enum NoticePace {
    EACH,
    DAILY,
    NONE
}
