package app.foyer.journeys;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;

/// An e-mail as it arrived.
record Mail(List<String> recipients, byte[] content) {
    private static final Pattern INVITATION = Pattern.compile("https?://\\S+/invitations/[\\w-]{43,}");
    private static final Pattern SIGN_IN = Pattern.compile("https?://\\S+/sign-in/[\\w-]{43,}");

    boolean isTo(String address) {
        return recipients.contains(address);
    }

    Optional<String> invitationLink() {
        return link(INVITATION);
    }

    Optional<String> signInLink() {
        return link(SIGN_IN);
    }

    String subject() {
        try {
            return message().getSubject();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    String text() {
        return part("text/plain");
    }

    String html() {
        return part("text/html");
    }

    /// The HTML part as mail programs show it: with the picture that came along in its place.
    String shown() {
        try {
            var html = html();
            var image = find(message(), "image/png", Part::getInputStream);
            if (image.isEmpty()) {
                return html;
            }
            var data = Base64.getEncoder().encodeToString(image.get().readAllBytes());
            return html.replaceFirst("src=\"cid:[^\"]*\"", "src=\"data:image/png;base64," + data + "\"");
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> link(Pattern pattern) {
        return pattern.matcher(text()).results().findFirst().map(found -> found.group());
    }

    private String part(String type) {
        try {
            return find(message(), type, part -> (String) part.getContent())
                    .orElseThrow(() -> new AssertionError("No " + type + " in the e-mail"));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Content<T> {
        T of(Part part) throws MessagingException, IOException;
    }

    private static <T> Optional<T> find(Part part, String type, Content<T> content)
            throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return Optional.of(content.of(part));
        }
        if (part.getContent() instanceof Multipart parts) {
            for (var i = 0; i < parts.getCount(); i++) {
                BodyPart one = parts.getBodyPart(i);
                var found = find(one, type, content);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private MimeMessage message() throws MessagingException {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(content));
    }
}
