package app.foyer.mail;

import java.nio.charset.StandardCharsets;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.thymeleaf.spring6.templateresolver.SpringResourceTemplateResolver;
import org.thymeleaf.templatemode.TemplateMode;

/// Templates of plain text, for the plain parts of e-mails: those whose name ends in `.txt`.
@Configuration(proxyBeanMethods = false)
class TextTemplates {

    @Bean
    SpringResourceTemplateResolver textTemplateResolver(ApplicationContext context, ThymeleafProperties thymeleaf) {
        var texts = new SpringResourceTemplateResolver();
        texts.setApplicationContext(context);
        texts.setPrefix(thymeleaf.getPrefix());
        texts.getResolvablePatternSpec().addPattern("*.txt");
        texts.setTemplateMode(TemplateMode.TEXT);
        texts.setCharacterEncoding(StandardCharsets.UTF_8.name());
        texts.setCacheable(thymeleaf.isCache());
        texts.setOrder(1);
        return texts;
    }
}
