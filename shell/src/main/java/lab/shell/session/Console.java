package lab.shell.session;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where output goes: text of the lab's own and bytes of the programs it runs, in one order.
 *
 * @param out standard output
 * @param err standard error
 * @param bytes standard output for bytes
 * @param errorBytes standard error for bytes
 */
public record Console(PrintWriter out, PrintWriter err, OutputStream bytes, OutputStream errorBytes) {

    /** A console over two streams. */
    public static Console over(OutputStream out, OutputStream err) {
        return new Console(writer(out), writer(err), out, err);
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
    }

    /** Lets everything out that was written so far. */
    public void flush() {
        out.flush();
        err.flush();
    }
}
