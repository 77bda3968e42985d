package lab.runtime.image;

/**
 * A layer in the store.
 *
 * @param blob its blob, compressed or not
 * @param diffId the digest of its plain tar
 */
public record StoredLayer(Descriptor blob, Digest diffId) {}
