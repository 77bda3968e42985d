/**
 * Namespaces: their types, their identities and the id maps of user namespaces. Two processes share a namespace if and only if its
 * identity, a device and an inode, is the same. Start with {@code NamespaceType} and {@code IdMap}.
 */
@NullMarked
package lab.runtime.namespace;

import org.jspecify.annotations.NullMarked;
