package lab.grader.expression;

import lab.runtime.observe.Kind;
import lab.runtime.observe.Shape;

/** What is known of the value of a part of an expression before anything is read. */
sealed interface Sort {
    /** A thing with facts. */
    record Thing(Shape<?> shape) implements Sort {}

    /** A list of things with facts. */
    record Things(Shape<?> shape) implements Sort {}

    /** A value of a known type. */
    record Plain(Kind kind) implements Sort {}

    /** The literal {@code null}: no such value. */
    record Nothing() implements Sort {}

    /** Anything else. */
    record Other() implements Sort {}

    /** Whether values of the two could ever be equal. */
    static boolean comparable(Sort left, Sort right) {
        if (left instanceof Plain a && right instanceof Plain b) {
            return a.kind() == b.kind();
        }
        return !(left instanceof Thing) && !(right instanceof Thing);
    }

    /** The sort of a value's elements. */
    default Sort element() {
        if (this instanceof Things things) {
            return new Thing(things.shape());
        }
        if (this instanceof Plain plain && plain.kind() == Kind.TEXTS) {
            return new Plain(Kind.TEXT);
        }
        if (this instanceof Plain plain && plain.kind() == Kind.NUMBERS) {
            return new Plain(Kind.NUMBER);
        }
        return new Other();
    }

    /** The sort in words that fit after "is". */
    default String words() {
        if (this instanceof Thing thing) {
            return "a " + thing.shape().title();
        }
        if (this instanceof Things things) {
            return "a list of " + things.shape().title() + " facts";
        }
        return this instanceof Plain plain ? plain.kind().words() : this instanceof Nothing ? "null" : "a value";
    }
}
