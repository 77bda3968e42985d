package lab.shell.process;

import java.io.ByteArrayOutputStream;

/** Finds Ctrl-P Ctrl-Q among the keys; those are Docker's keys for leaving a container without ending it. */
final class DetachKeys {

    private static final int CTRL_P = 0x10;
    private static final int CTRL_Q = 0x11;

    private boolean armed;
    private boolean pressed;

    /** The keys that are to be passed on; a Ctrl-P waits for the key after it. */
    byte[] filter(byte[] keys, int count) {
        var rest = new ByteArrayOutputStream();
        for (var i = 0; i < count && !pressed; i++) {
            if (armed && keys[i] == CTRL_Q) {
                pressed = true;
            } else {
                if (armed) {
                    rest.write(CTRL_P);
                }
                armed = keys[i] == CTRL_P;
                if (!armed) {
                    rest.write(keys[i]);
                }
            }
        }
        return rest.toByteArray();
    }

    /** Whether both were pressed. */
    boolean pressed() {
        return pressed;
    }
}
