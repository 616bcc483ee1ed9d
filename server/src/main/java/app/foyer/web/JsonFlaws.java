package app.foyer.web;

import app.foyer.problem.Flaw;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// What is wrong with JSON that is well-formed but doesn't fit.
final class JsonFlaws {
    private JsonFlaws() {}

    /// @return empty when the text is no JSON, or more than one
    static Optional<Flaw> of(JacksonException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown -> Optional.of(Flaw.at(pointer(unknown), "flaw.unknown-field"));
            case InvalidFormatException value -> Optional.of(ofValue(value));
            case InputCoercionException number -> Optional.of(Flaw.at(pointer(number), "flaw.wrong-type"));
            case MismatchedInputException mismatch
            when !isEndOfInput(mismatch) -> Optional.of(Flaw.at(pointer(mismatch), "flaw.wrong-type"));
            default -> Optional.empty();
        };
    }

    private static Flaw ofValue(InvalidFormatException value) {
        var target = value.getTargetType();
        return target != null && target.isEnum() && value.getValue() instanceof String
                ? Flaw.at(pointer(value), "flaw.unknown-value", valuesOf(target))
                : Flaw.at(pointer(value), "flaw.wrong-type");
    }

    private static String valuesOf(Class<?> target) {
        return Arrays.stream(target.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
    }

    // Jackson has no exception of its own for “nothing there” and “something after the end”.
    private static boolean isEndOfInput(MismatchedInputException mismatch) {
        var message = mismatch.getOriginalMessage();
        return message != null && (message.startsWith("No content") || message.startsWith("Trailing token"));
    }

    /// RFC 6901.
    private static String pointer(JacksonException failure) {
        return failure.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "/" + step.getIndex() : Flaw.step(step.getPropertyName()))
                .collect(Collectors.joining());
    }
}
