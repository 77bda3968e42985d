package lab.runtime.image;

/**
 * Where a file of an image of this host comes from.
 *
 * @param path in the image, without a leading slash
 * @param kind {@code copy}, {@code text}, {@code link} or {@code directory}
 * @param from a file of this host, or what else it is
 */
public record Origin(String path, String kind, String from) {}
