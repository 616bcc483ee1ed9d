package app.foyer.web;

import app.foyer.database.Capacity;
import app.foyer.waiting.Turns;
import jakarta.servlet.MultipartConfigElement;
import java.time.Instant;
import java.util.List;
import org.apache.catalina.core.StandardHost;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.DelegatingFilterProxyRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// What all controllers share: the caller as an argument, and JSON taken by its word.
@Configuration(proxyBeanMethods = false)
class WebConfiguration implements WebMvcConfigurer {
    private final Callers callers;

    WebConfiguration(Callers callers) {
        this.callers = callers;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(callers);
    }

    // springdoc brings YAML and XML along, which would be read by other rules than JSON.
    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.configureMessageConvertersList(all -> all.removeIf(WebConfiguration::isForeign));
    }

    private static boolean isForeign(HttpMessageConverter<?> converter) {
        return converter.getSupportedMediaTypes().stream()
                .anyMatch(type ->
                        type.getSubtype().contains("yaml") || type.getSubtype().contains("xml"));
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> unreadableAnswers(
            Refusals refusals, PageHeaders headers, JsonMapper json) {
        return tomcat -> tomcat.addContextCustomizers(context -> {
            var host = (StandardHost) context.getParent();
            // Otherwise the host adds its default, which answers first.
            host.setErrorReportValveClass(UnreadableAnswers.class.getName());
            host.getPipeline().addValve(new RequestIds());
            host.getPipeline().addValve(new UnreadableAnswers(refusals, headers, json));
        });
    }

    @Bean
    Turns turns(Capacity capacity) {
        return new Turns(capacity.requests());
    }

    // Found when the first request comes: the server is started before the database is.
    @Bean
    DelegatingFilterProxyRegistrationBean inTurns() {
        var filter = new DelegatingFilterProxyRegistrationBean("turnFilter");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    WebMvcRegistrations quickRoutes() {
        return new WebMvcRegistrations() {
            @Override
            public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
                return new Routes();
            }
        };
    }

    /// Encoded slashes are left to the firewall, whose refusals come in the API's form.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedSlashes() {
        return tomcat -> tomcat.addConnectorCustomizers(connector -> {
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
        });
    }

    /// A page of 68 KB leaves in five pieces instead of nine; in larger ones it isn't quicker. Each connection has one.
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> answersInLargerPieces() {
        return tomcat -> tomcat.addConnectorCustomizers(
                connector -> connector.setProperty("socket.appWriteBufSize", Integer.toString(1 << 14)));
    }

    // 303 after a form, so that going on is always a GET (RFC 9110, section 15.4.4).
    @Autowired
    void seeOther(ThymeleafViewResolver views) {
        views.setRedirectHttp10Compatible(false);
    }

    @Autowired
    void addresses(SpringTemplateEngine templates) {
        templates.setLinkBuilder(new PageAddresses());
    }

    // Kept in memory, which BodyLimit bounds.
    @Bean
    MultipartConfigElement uploads() {
        return new MultipartConfigElement("", BodyLimit.MAX_BYTES, BodyLimit.MAX_BYTES, BodyLimit.MAX_BYTES);
    }

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return json -> json.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .addModule(new SimpleModule()
                        .addDeserializer(String.class, new PlainText())
                        .addSerializer(Instant.class, new InstantText()))
                .withCoercionConfigDefaults(
                        all -> all.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail));
    }
}
