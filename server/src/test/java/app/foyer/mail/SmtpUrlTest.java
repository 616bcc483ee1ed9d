package app.foyer.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import app.foyer.problem.BadSetting;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpUrlTest {
    @Test
    void portsAreTheUsualOnesUnlessGiven() {
        assertThat(SmtpUrl.parse("smtp://relay").port()).isEqualTo(25);
        assertThat(SmtpUrl.parse("smtp://ada:x@relay").port()).isEqualTo(587);
        assertThat(SmtpUrl.parse("smtps://relay").port()).isEqualTo(465);
        assertThat(SmtpUrl.parse("smtp://[::1]:2525/").port()).isEqualTo(2525);
    }

    @Test
    void userAndSecretAreDecoded() {
        assertThat(SmtpUrl.parse("smtp://ada%40acme.test:a+b%2F:c@mail_relay:587?starttls=required"))
                .isEqualTo(new SmtpUrl(
                        false, true, false, Duration.ofSeconds(30), "mail_relay", 587, "ada@acme.test", "a+b/:c"));
    }

    @Test
    void optionsSayHowToTalk() {
        var url = SmtpUrl.parse("smtp://ada:token@relay?auth=xoauth2&timeout=PT5S");

        assertThat(url.secretIsToken()).isTrue();
        assertThat(url.timeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(url.secretNeedsTls()).isTrue();
        assertThat(SmtpUrl.parse("smtp://ada:x@127.0.0.1").secretNeedsTls()).isFalse();
        assertThat(SmtpUrl.parse("smtp://ada:x@[::1]").secretNeedsTls()).isFalse();
        assertThat(SmtpUrl.parse("smtp://ada:x@127.0.0.1.evil.test").secretNeedsTls())
                .isTrue();
        assertThat(SmtpUrl.parse("smtp://relay").secretNeedsTls()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"starttls=maybe", "tls", "timeout=PT", "timeout=5", "timeout=PT0S", "auth=xoauth2&x=1"})
    void anOptionThatIsNotKnownIsRefused(String option) {
        assertThatExceptionOfType(BadSetting.class)
                .isThrownBy(() -> SmtpUrl.parse("smtp://ada:hush@relay?" + option))
                .withMessageNotContaining("hush");
    }

    @Test
    void theSecretIsNotPrinted() {
        assertThat(SmtpUrl.parse("smtp://ada:hush@relay")).hasToString("relay:587");
        assertThat(PostOffice.settings("smtp://ada:hush@relay").toString()).doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(strings = {"relay:25", "http://relay", "smtp://ada:hush@", "smtp://ada:hush@relay:port"})
    void anythingElseIsRefusedWithoutTellingTheSecret(String text) {
        assertThatExceptionOfType(BadSetting.class)
                .isThrownBy(() -> SmtpUrl.parse(text))
                .withMessageContaining("smtp://user:secret@host:587")
                .withMessageNotContaining("hush");
    }
}
