package app.foyer.setup;

/// A setting for the first start that can't be used; its message says which and why.
final class BadSetting extends RuntimeException {
    BadSetting(String message) {
        super(message);
    }
}
