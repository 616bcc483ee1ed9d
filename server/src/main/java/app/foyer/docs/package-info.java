/// The API's description of itself, for programs (OpenAPI) and for people.
@NullMarked
package app.foyer.docs;

import org.jspecify.annotations.NullMarked;
