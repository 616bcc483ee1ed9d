/// Foyer: the self-hosted front door to an organization's applications. Each package is one room of the house;
/// docs/architecture.md draws it.
@NullMarked
package app.foyer;

import org.jspecify.annotations.NullMarked;
