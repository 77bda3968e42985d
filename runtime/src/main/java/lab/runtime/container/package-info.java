/**
 * Containers: what they shall be ({@code ContainerSpec}), the scripts that start and join them, and the folder that keeps the state of
 * each, so that every process of the lab sees the same. Start with {@code Containers}, then {@code StartScript}.
 */
@NullMarked
package lab.runtime.container;

import org.jspecify.annotations.NullMarked;
