/**
 * Networks of containers, by the kernel's own messages: rtnetlink for links, addresses, routes, neighbours and queues, nfnetlink for
 * address translation, both without a helper program. Each client talks to one network namespace, that of its socket.
 * Start with {@code Rtnetlink}, then {@code NetworkNamespaces}.
 */
@NullMarked
package lab.runtime.network;

import org.jspecify.annotations.NullMarked;
