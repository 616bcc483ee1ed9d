package app.foyer.web;

import app.foyer.account.SignInSettings;
import app.foyer.people.Acting;
import app.foyer.people.Caller;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.PathParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The API's own description, at `/api/v1/openapi.json`.
@Configuration(proxyBeanMethods = false)
class ApiDocument {
    private static final String BEARER = "bearer";

    ApiDocument() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Acting.class, Caller.class, Caller.Operator.class);
    }

    @Bean
    OpenAPI foyerApi(SignInSettings settings) {
        return new OpenAPI()
                .info(new Info()
                        .title("Foyer")
                        .version("1")
                        .description("Invite people to an organization, and see who has access to what.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .servers(List.of(new Server().url(settings.publicUrl().toString())))
                .components(new Components()
                        .addSecuritySchemes(
                                BEARER,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    /// The organization in the path is read for all operations in one place, so it is described in one place.
    @Bean
    OpenApiCustomizer organizationInPath() {
        return api -> api.getPaths()
                .forEach((path, item) -> item.readOperations().forEach(operation -> {
                    if (path.contains("{org}") && !hasOrganization(operation)) {
                        operation.addParametersItem(new PathParameter()
                                .name("org")
                                .description("Id or slug of the organization")
                                .schema(new StringSchema()));
                    }
                    operation
                            .getResponses()
                            .addApiResponse(
                                    "default",
                                    new ApiResponse()
                                            .description("A refusal (RFC 9457)")
                                            .content(new Content()
                                                    .addMediaType("application/problem+json", new MediaType())));
                }));
    }

    private static boolean hasOrganization(Operation operation) {
        return operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(p -> p.getName().equals("org"));
    }
}
