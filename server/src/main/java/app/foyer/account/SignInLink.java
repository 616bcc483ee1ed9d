package app.foyer.account;

import app.foyer.database.Secrets;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A way to sign in without a password, by e-mail, once.
///
/// @param browserHash SHA-256 of the cookie of the browser that asked; null when nobody asked by browser
/// @param returnTo where its asker wanted to go
/// @param secretHash SHA-256 of the secret; null until the e-mail is written
record SignInLink(
        UUID id,
        String addressKey,
        Instant requestedAt,
        byte @Nullable [] browserHash,
        @Nullable String returnTo,
        byte @Nullable [] secretHash,
        @Nullable Instant expiresAt,
        @Nullable Instant usedAt) {

    boolean isGood(SignInToken token, Instant now) {
        return secretHash != null
                && Secrets.same(secretHash, token.hash())
                && usedAt == null
                && expiresAt != null
                && now.isBefore(expiresAt);
    }

    /// Whether it was asked for in another browser than this one.
    boolean isOfOtherBrowser(@Nullable String browser) {
        return browserHash != null && (browser == null || !Secrets.same(browserHash, Secrets.sha256(browser)));
    }
}
