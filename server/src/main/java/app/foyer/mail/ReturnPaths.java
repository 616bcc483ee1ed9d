package app.foyer.mail;

import app.foyer.database.InstanceKeys;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// Where bounces go: an address for each e-mail (VERP), if one is set.
@Component
class ReturnPaths {
    private final @Nullable String address;
    private final byte[] key;

    @Autowired
    ReturnPaths(BounceSettings settings, InstanceKeys keys) {
        this(settings, settings.bounceAddress().isPresent() ? keys.named("bounce-address") : new byte[0]);
    }

    ReturnPaths(BounceSettings settings, byte[] key) {
        this.address = settings.mailBounceAddress();
        this.key = key;
    }

    Optional<String> of(UUID mail) {
        return Optional.ofNullable(address).map(plain -> plain.replace("@", "+" + VerpToken.of(mail, key) + "@"));
    }

    /// The e-mail that an address was made for.
    Optional<UUID> mail(String bounceAddress) {
        var plus = bounceAddress.indexOf('+');
        var at = bounceAddress.lastIndexOf('@');
        return address == null || plus < 0 || at < plus
                ? Optional.empty()
                : VerpToken.open(bounceAddress.substring(plus + 1, at), key);
    }
}
