package app.foyer.docs;

import app.foyer.people.Acting;
import app.foyer.people.Caller;
import io.swagger.v3.core.jackson.ModelResolver;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Configuration;

/// How springdoc reads our controllers: what Foyer itself hands them is no parameter, and each enum is a schema of its
/// own.
@Configuration(proxyBeanMethods = false)
class DocumentConfiguration {
    DocumentConfiguration() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Acting.class, Caller.class, Caller.Operator.class);
        ModelResolver.enumsAsRef = true;
    }
}
