package app.foyer.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import app.foyer.problem.BadSetting;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.net.IDN;
import java.util.regex.Pattern;

/// Addresses as mail servers take them: the domain in ASCII.
final class Addresses {
    private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Z}<>(),;\"\\\\]|@.*@|^[^@]*$");

    // RFC 5321, section 4.5.3.1.3. Nothing could fold a longer one into lines that mail servers take.
    private static final int LONGEST = 254;

    private Addresses() {}

    /// An address with a name, such as `Foyer <foyer@example.com>`.
    static InternetAddress sender(String nameAndAddress) {
        try {
            var parsed = new InternetAddress(HeaderText.of(nameAndAddress), true);
            var sender = bare(parsed.getAddress());
            sender.setPersonal(parsed.getPersonal(), UTF_8.name());
            return sender;
        } catch (AddressException | UnsupportedEncodingException malformed) {
            throw new BadSetting("FOYER_MAIL_FROM is \"%s\": give a sender such as Foyer <foyer@example.com>."
                    .formatted(nameAndAddress));
        }
    }

    /// An address alone. One with anything in it that could end it early is none.
    static InternetAddress bare(String address) throws AddressException {
        if (address.length() > LONGEST
                || address.startsWith("@")
                || UNSAFE.matcher(address).find()) {
            throw new AddressException("Not an address that can be written to");
        }
        var at = address.lastIndexOf('@');
        var mailbox = new InternetAddress();
        mailbox.setAddress(address.substring(0, at + 1) + domain(address.substring(at + 1)));
        return mailbox;
    }

    private static String domain(String domain) {
        return domain.startsWith("[") ? domain : IDN.toASCII(domain, IDN.ALLOW_UNASSIGNED);
    }

    static boolean isInternational(InternetAddress address) {
        var text = address.getAddress();
        for (var i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return true;
            }
        }
        return false;
    }
}
