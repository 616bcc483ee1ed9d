package app.foyer.docs;

import app.foyer.account.SignInSettings;
import app.foyer.problem.NotFound;
import app.foyer.problem.Sentences;
import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.springdoc.core.customizers.SpringDocCustomizers;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.providers.SpringDocProviders;
import org.springdoc.core.service.AbstractRequestService;
import org.springdoc.core.service.GenericResponseService;
import org.springdoc.core.service.OpenAPIService;
import org.springdoc.core.service.OperationService;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.MessageSource;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The API's description at `/api/v1/openapi.json`, put together once, when somebody asks for it first.
@RestController
class Document extends OpenApiWebMvcResource {
    private final SingletonSupplier<Texts> texts;
    private final SingletonSupplier<ObjectNode> document;
    private final SingletonSupplier<byte[]> text;

    Document(
            ObjectFactory<OpenAPIService> openApi,
            AbstractRequestService requests,
            GenericResponseService responses,
            OperationService operations,
            SpringDocConfigProperties properties,
            SpringDocProviders providers,
            SpringDocCustomizers customizers,
            @Qualifier("requestMappingHandlerMapping") ObjectProvider<RequestMappingHandlerMapping> routes,
            SignInSettings settings,
            Sentences sentences,
            MessageSource messages,
            JsonMapper json) {
        super(openApi, requests, responses, operations, properties, providers, customizers);
        this.texts = SingletonSupplier.of(() -> Texts.read(json));
        this.document = SingletonSupplier.of(() -> new Completion(texts.obtain(), sentences, messages, json)
                .complete(
                        read(json),
                        Route.all(routes.getObject()),
                        settings.publicUrl().toString()));
        this.text = SingletonSupplier.of(() -> json.writeValueAsBytes(document()));
    }

    ObjectNode document() {
        return document.obtain();
    }

    /// The same for people.
    Guide guide() {
        return new GuideReader(document()).guide(texts.obtain().guide());
    }

    @Override
    public byte[] openapiJson(HttpServletRequest request, String path, Locale locale) {
        return text.obtain();
    }

    @Override
    public byte[] openapiYaml(HttpServletRequest request, String path, Locale locale) {
        throw new NotFound();
    }

    private ObjectNode read(JsonMapper json) {
        try {
            return (ObjectNode) json.readTree(writeJsonValue(getOpenApi(Locale.ENGLISH)));
        } catch (JsonProcessingException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
