/**
 * Trees of files that belong to somebody else: a container, an image, a volume. Every step in one is a call of a {@code Deputy} on open
 * directories, so that no link and no race leads out of it. Start with {@code Tree}, then {@code CopyTree}.
 */
@NullMarked
package lab.runtime.file;

import org.jspecify.annotations.NullMarked;
