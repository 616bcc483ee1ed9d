package app.foyer.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Refuses a change that is written in another charset than JSON's (RFC 8259, section 8.1), and whatever is answered as
/// the one who asks wouldn't take it: before anything is done rather than after.
@Component
class MediaTypes implements HandlerInterceptor, WebMvcConfigurer {
    private static final Set<String> CHANGING = Set.of("POST", "PATCH", "PUT");
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<Charset> READABLE = Set.of(StandardCharsets.UTF_8, StandardCharsets.US_ASCII);

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).addPathPatterns("/api/**");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeException {
        var changes = CHANGING.contains(request.getMethod());
        if (changes) {
            checkContent(request.getContentType());
        }
        if (handler instanceof HandlerMethod && (changes || READING.contains(request.getMethod()))) {
            checkAccepted(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
        }
        return true;
    }

    // Spring fails where a type is none in particular.
    private static void checkContent(@Nullable String type) throws HttpMediaTypeNotSupportedException {
        try {
            var written = type == null ? null : MediaType.parseMediaType(type);
            if (written != null && (!written.isConcrete() || !isReadable(written.getCharset()))) {
                throw new HttpMediaTypeNotSupportedException(written, List.of(MediaType.APPLICATION_JSON));
            }
        } catch (IllegalArgumentException nonsense) {
            throw new HttpMediaTypeNotSupportedException(String.valueOf(nonsense.getMessage()));
        }
    }

    private static boolean isReadable(@Nullable Charset charset) {
        return charset == null || READABLE.contains(charset);
    }

    private static void checkAccepted(List<String> accept) throws HttpMediaTypeNotAcceptableException {
        try {
            if (!accept.isEmpty() && MediaType.parseMediaTypes(accept).stream().noneMatch(MediaTypes::isJson)) {
                throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
            }
        } catch (InvalidMediaTypeException nonsense) {
            throw new HttpMediaTypeNotAcceptableException(String.valueOf(nonsense.getMessage()));
        }
    }

    private static boolean isJson(MediaType accepted) {
        return accepted.getQualityValue() > 0 && accepted.isCompatibleWith(MediaType.APPLICATION_JSON);
    }
}
