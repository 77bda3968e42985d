package lab.runtime.registry;

import lab.runtime.image.Digest;

/** Is told how a transfer goes, from several threads. */
public interface Progress {

    /** Where a layer is on its way. */
    enum Step {
        /** It is known that it is needed. */
        NEEDED,
        /** It is here, or there, already. */
        EXISTS,
        /** The registry has taken it from another of its repositories. */
        MOUNTED,
        /** It broke off, and is about to go on. */
        RETRYING,
        /** It has come, and its digest is right. */
        DOWNLOADED,
        /** It is unpacked. */
        PULLED,
        /** It is there. */
        PUSHED
    }

    /** A layer has come to a step. */
    void step(Digest layer, Step step);

    /** A layer has so many of its bytes. */
    void bytes(Digest layer, long done, long total);
}
