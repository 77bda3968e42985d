/**
 * Images: a store in the OCI image layout, unpacked layers beside it, and the images that are put together from this host so that no
 * network is needed. Start with {@code ImageStore}, then {@code HostImage}.
 */
@NullMarked
package lab.runtime.image;

import org.jspecify.annotations.NullMarked;
