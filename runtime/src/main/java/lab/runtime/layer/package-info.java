/**
 * Layers: the tar streams that images are made of, unpacked into folders as overlayfs wants them, and folders of changes written as layers.
 * What a layer says is a stranger's word, so nothing of it is believed. Start with {@code Unpack} and {@code Extraction}, then
 * {@code FolderTar}.
 */
@NullMarked
package lab.runtime.layer;

import org.jspecify.annotations.NullMarked;
