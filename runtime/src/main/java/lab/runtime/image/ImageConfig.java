package lab.runtime.image;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of an image, whose digest is the image's id; OCI image-spec, "config".
 *
 * @param created when it was made
 * @param author who made it; empty for nobody
 * @param platform the machine it is for
 * @param run what a container of it does unless told otherwise
 * @param diffIds the digests of its layers as plain tar, the lowest first
 * @param history how each layer, and each change without a layer, came about
 */
public record ImageConfig(
        Optional<Instant> created,
        String author,
        Platform platform,
        RunConfig run,
        List<Digest> diffIds,
        List<History> history) {

    /**
     * How a layer, or a change of the configuration, came about.
     *
     * @param created when
     * @param createdBy the command
     * @param author who; empty for nobody
     * @param comment a remark; empty for none
     * @param emptyLayer whether there is no layer for it
     */
    public record History(
            Optional<Instant> created, String createdBy, String author, String comment, boolean emptyLayer) {

        /** A step with a layer or without. */
        public static History of(Instant created, String createdBy, boolean emptyLayer) {
            return new History(Optional.of(created), createdBy, "", "", emptyLayer);
        }
    }

    /** Copies the lists. */
    public ImageConfig {
        diffIds = List.copyOf(diffIds);
        history = List.copyOf(history);
    }

    /** An image without layers for this machine: what a build from scratch starts with. */
    public static ImageConfig scratch(Instant created) {
        return new ImageConfig(Optional.of(created), "", Platform.current(), RunConfig.EMPTY, List.of(), List.of());
    }

    /** The same image made at another time. */
    public ImageConfig withCreated(Instant value) {
        return new ImageConfig(Optional.of(value), author, platform, run, diffIds, history);
    }

    /** The same image that does something else. */
    public ImageConfig withRun(RunConfig value) {
        return new ImageConfig(created, author, platform, value, diffIds, history);
    }

    /** The same image with one more layer. */
    public ImageConfig plusLayer(Digest diffId, History step) {
        return new ImageConfig(created, author, platform, run, plus(diffIds, diffId), plus(history, step));
    }

    /** The same image with one more step that has no layer. */
    public ImageConfig plusStep(History step) {
        return new ImageConfig(created, author, platform, run, diffIds, plus(history, step));
    }

    private static <T> List<T> plus(List<T> list, T more) {
        var all = new ArrayList<>(list);
        all.add(more);
        return all;
    }

    /**
     * Reads one.
     *
     * @throws ImageException if it is no well-formed configuration
     */
    public static ImageConfig parse(byte[] bytes) throws ImageException {
        var json = Json.parse(bytes, "the image configuration");
        var rootfs = json.object("rootfs");
        var history = new ArrayList<History>();
        try {
            for (var step : json.objects("history")) {
                history.add(new History(
                        time(step),
                        step.text("created_by").orElse(""),
                        step.text("author").orElse(""),
                        step.text("comment").orElse(""),
                        step.flag("empty_layer")));
            }
            return new ImageConfig(
                    time(json),
                    json.text("author").orElse(""),
                    new Platform(
                            json.text("os").orElse("linux"),
                            json.text("architecture").orElse(""),
                            json.text("variant").orElse("")),
                    RunConfig.read(json.object("config")),
                    rootfs.texts("diff_ids").stream().map(Digest::parse).toList(),
                    history);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new ImageException("the image configuration is not well-formed: " + e.getMessage(), e);
        }
    }

    private static Optional<Instant> time(Json json) throws ImageException {
        return json.text("created")
                .filter(text -> !text.isEmpty())
                .map(text -> OffsetDateTime.parse(text).toInstant());
    }

    /** The document; the same configuration gives the same bytes. */
    public byte[] bytes() {
        var fields = new LinkedHashMap<String, Object>();
        created.ifPresent(time -> fields.put("created", time.toString()));
        if (!author.isEmpty()) {
            fields.put("author", author);
        }
        fields.put("architecture", platform.architecture());
        fields.put("os", platform.os());
        if (!platform.variant().isEmpty()) {
            fields.put("variant", platform.variant());
        }
        fields.put("config", run.fields());
        var rootfs = new LinkedHashMap<String, Object>();
        rootfs.put("type", "layers");
        rootfs.put("diff_ids", diffIds.stream().map(Digest::toString).toList());
        fields.put("rootfs", rootfs);
        if (!history.isEmpty()) {
            fields.put("history", history.stream().map(ImageConfig::fields).toList());
        }
        return Json.write(fields);
    }

    private static Map<String, Object> fields(History step) {
        var fields = new LinkedHashMap<String, Object>();
        step.created.ifPresent(time -> fields.put("created", time.toString()));
        if (!step.createdBy.isEmpty()) {
            fields.put("created_by", step.createdBy);
        }
        if (!step.author.isEmpty()) {
            fields.put("author", step.author);
        }
        if (!step.comment.isEmpty()) {
            fields.put("comment", step.comment);
        }
        if (step.emptyLayer) {
            fields.put("empty_layer", true);
        }
        return fields;
    }
}
