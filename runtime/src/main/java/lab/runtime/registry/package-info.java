/**
 * Registries, to the distribution specification 1.1: images are pulled from one and pushed to one, and the store itself can be one. Nothing
 * that a registry says is believed before its digest was computed, and no secret goes to a host that was not named by the user. Start with
 * {@code Pull} and {@code Push}, then {@code Transport}; {@code RegistryServer} is the other side.
 */
@NullMarked
package lab.runtime.registry;

import org.jspecify.annotations.NullMarked;
