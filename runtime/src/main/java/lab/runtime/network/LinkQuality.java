package lab.runtime.network;

/**
 * How good a cable is.
 *
 * @param rate how many bytes a second the container may send; 0 is no limit
 * @param delayMicros by how many microseconds what it receives is delayed
 * @param loss which part of what it receives is lost, from 0 to 1
 */
public record LinkQuality(long rate, long delayMicros, double loss) {

    /** A cable without limits. */
    public static final LinkQuality PERFECT = new LinkQuality(0, 0, 0);

    /** Checks the numbers. */
    public LinkQuality {
        if (rate < 0 || delayMicros < 0 || !(loss >= 0 && loss <= 1)) {
            throw new IllegalArgumentException(
                    "a rate and a delay are not negative, and a loss is a part from 0% to 100%");
        }
    }

    /** Whether it has no limits. */
    public boolean perfect() {
        return equals(PERFECT);
    }

    /** Whether it needs netem. */
    public boolean disturbed() {
        return delayMicros > 0 || loss > 0;
    }
}
