package app.foyer.people;

import org.jspecify.annotations.Nullable;

/// The two tabs of People, with how many there are where they can be counted.
public record PeopleTabs(
        @Nullable Integer people, @Nullable Integer invitations, String current, boolean maySeeInvitations) {}
