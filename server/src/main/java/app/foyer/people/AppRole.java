package app.foyer.people;

/// What somebody may do with an application. In ascending order: who may write may read.
public enum AppRole {
    READ,
    WRITE,
    ADMIN
}
