package lab.runtime.image;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.jr.ob.JSON;

/**
 * A JSON object that is read field by field: what is missing is empty, what has another type than asked for is an error that names the
 * field. {@link #write} gives the same bytes for the same content in the same order, since digests depend on them.
 */
public final class Json {

    private final Map<?, ?> fields;
    private final String source;

    private Json(Map<?, ?> fields, String source) {
        this.fields = fields;
        this.source = source;
    }

    /**
     * Reads an object.
     *
     * @param source what it is, for messages
     * @throws ImageException if it is not JSON, or no object
     */
    public static Json parse(byte[] bytes, String source) throws ImageException {
        try {
            if (JSON.std.anyFrom(bytes) instanceof Map<?, ?> map) {
                return new Json(map, source);
            }
            throw new ImageException(source + " is no JSON object");
        } catch (JacksonException e) {
            throw new ImageException(source + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The objects of a list.
     *
     * @throws ImageException if it is no list of objects
     */
    static List<Json> list(@Nullable Object list, String source) throws ImageException {
        return new Json(Map.of(source, list == null ? List.of() : list), source).objects(source);
    }

    /** The bytes of an object; fields in the order of the map. */
    public static byte[] write(Map<String, ?> object) {
        return JSON.std.asBytes(object);
    }

    /** Whether there is a field that is not null. */
    public boolean has(String field) {
        return fields.get(field) != null;
    }

    /** A text; empty if missing. */
    public Optional<String> text(String field) throws ImageException {
        return Optional.ofNullable(typed(field, String.class, "a text"));
    }

    /** A text that must be there. */
    public String required(String field) throws ImageException {
        var value = text(field);
        if (value.isEmpty()) {
            throw new ImageException(source + " has no \"" + field + "\"");
        }
        return value.get();
    }

    /** A whole number; -1 if missing. */
    public long number(String field) throws ImageException {
        var value = typed(field, Number.class, "a number");
        if (value == null) {
            return -1;
        }
        if (!(value instanceof Integer || value instanceof Long)) {
            throw new ImageException(source + ": \"" + field + "\" is no whole number of 64 bits: " + value);
        }
        return value.longValue();
    }

    /** A truth; false if missing. */
    public boolean flag(String field) throws ImageException {
        return Boolean.TRUE.equals(typed(field, Boolean.class, "true or false"));
    }

    /** An object; one without fields if missing. */
    public Json object(String field) throws ImageException {
        var value = typed(field, Map.class, "an object");
        return new Json(value == null ? Map.of() : value, source + ", \"" + field + "\"");
    }

    /** The names of an object's fields. */
    public List<String> names() {
        return fields.keySet().stream().map(String::valueOf).toList();
    }

    /** A list of objects; empty if missing. */
    public List<Json> objects(String field) throws ImageException {
        var objects = new ArrayList<Json>();
        for (var value : list(field)) {
            if (!(value instanceof Map<?, ?> map)) {
                throw new ImageException(source + ": \"" + field + "\" is no list of objects");
            }
            objects.add(new Json(map, source + ", \"" + field + "\""));
        }
        return objects;
    }

    /** A list of texts; empty if missing. */
    public List<String> texts(String field) throws ImageException {
        var texts = new ArrayList<String>();
        for (var value : list(field)) {
            if (!(value instanceof String text)) {
                throw new ImageException(source + ": \"" + field + "\" is no list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    /** An object whose values are texts; empty if missing. */
    public Map<String, String> textMap(String field) throws ImageException {
        var texts = new LinkedHashMap<String, String>();
        var object = object(field);
        for (var name : object.names()) {
            texts.put(name, object.required(name));
        }
        return texts;
    }

    private List<?> list(String field) throws ImageException {
        var value = typed(field, List.class, "a list");
        return value == null ? List.of() : value;
    }

    private <T> @Nullable T typed(String field, Class<T> type, String wanted) throws ImageException {
        var value = fields.get(field);
        if (value == null) {
            return null;
        }
        if (!type.isInstance(value)) {
            throw new ImageException(source + ": \"" + field + "\" is not " + wanted);
        }
        return type.cast(value);
    }
}
