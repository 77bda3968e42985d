/**
 * Builds images from Dockerfiles: every step is a container of the runtime, and what it has changed becomes a layer. Start with {@code
 * Dockerfile}, then {@code Build}.
 */
@NullMarked
package lab.runtime.build;

import org.jspecify.annotations.NullMarked;
