package app.foyer.home;

import app.foyer.home.OrganizationView.PlanView;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A plan as its page shows it.
///
/// @param free seats to give; null without a limit
/// @param usedShare how much of the meter members take, in percent
/// @param reservedShare how much open invitations take
record PlanMeter(
        @Nullable Integer seats,
        int used,
        int reserved,
        @Nullable Integer free,
        double usedShare,
        double reservedShare,
        @Nullable LocalDate startsOn,
        @Nullable LocalDate endsOn,
        boolean over) {

    static PlanMeter of(PlanView plan, LocalDate today) {
        var seats = plan.seats();
        var taken = plan.used() + plan.reserved();
        var whole = Math.max(1, Math.max(seats == null ? 0 : seats, taken));
        return new PlanMeter(
                seats,
                plan.used(),
                plan.reserved(),
                seats == null ? null : Math.max(0, seats - taken),
                share(plan.used(), whole),
                share(plan.reserved(), whole),
                plan.startsOn(),
                plan.endsOn(),
                plan.endsOn() != null && plan.endsOn().isBefore(today));
    }

    public int taken() {
        return used + reserved;
    }

    private static double share(int part, int whole) {
        return Math.round(1000.0 * part / whole) / 10.0;
    }
}
