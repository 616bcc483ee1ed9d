package app.foyer.people;

import app.foyer.organization.Organization;

/// Where an account belongs.
public record Place(Organization organization, Member member) {}
