package lab.shell.command;

import java.io.IOException;
import java.io.InterruptedIOException;
import lab.runtime.registry.Access;
import lab.runtime.registry.Credentials;
import lab.runtime.registry.Patience;
import lab.runtime.registry.RegistryConfig;
import picocli.CommandLine.Option;

/** What the commands that speak to a registry have in common. */
abstract class RemoteCommand extends BaseCommand {

    private static final int INTERRUPTED = 130;

    @Option(names = "--plain-http", description = "Speaks plain HTTP, also to a registry that is not on this machine.")
    private boolean plainHttp;

    RemoteCommand(Session session) {
        super(session);
    }

    /** Something that takes its time and may be ended by Ctrl-C. */
    interface Work {
        /** Does it and gives the exit code. */
        int run() throws IOException;
    }

    @Override
    int failure() {
        return 1;
    }

    final Access access() throws IOException {
        var settings = session().lab().settings();
        return new Access(
                Credentials.of(settings.env(), settings.home()),
                RegistryConfig.read(RegistryConfig.file(settings.env(), settings.home())),
                plainHttp,
                Patience.USUAL);
    }

    /** Does something; Ctrl-C ends it, and it has put away what it had in hand when this returns. */
    final int interruptibly(Work work) throws IOException {
        var worker = Thread.currentThread();
        try (var front = session().lab().interrupts().to(worker::interrupt)) {
            return work.run();
        } catch (InterruptedIOException e) {
            session().console().err().println();
            return INTERRUPTED;
        } finally {
            // The interrupt was for the work, which is over.
            Thread.interrupted();
        }
    }
}
