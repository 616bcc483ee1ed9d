package app.foyer.organization;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What an organization has agreed with the operator.
///
/// @param seats how many members and open invitations it may have together; null for no limit
public record Plan(
        @Nullable Integer seats,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn) {}
