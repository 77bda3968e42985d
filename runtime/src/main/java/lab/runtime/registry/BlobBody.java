package lab.runtime.registry;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.LongConsumer;
import lab.runtime.image.BlobWriter;
import org.jspecify.annotations.Nullable;

/** A body that is written into a blob as it comes; one that goes on after the blob's end is left at once. */
final class BlobBody implements BodySubscriber<Long> {

    private final BlobWriter writer;
    private final LongConsumer progress;
    private final CompletableFuture<Long> body = new CompletableFuture<>();
    private Flow.@Nullable Subscription subscription;
    private volatile long moved = System.nanoTime();
    private boolean left;
    private boolean restart;

    /**
     * A body.
     *
     * @param progress is told how many bytes the blob has
     */
    BlobBody(BlobWriter writer, LongConsumer progress) {
        this.writer = writer;
        this.progress = progress;
    }

    /** When something last came. */
    long moved() {
        return moved;
    }

    /** Begins the blob again, since its sender does not go on in its middle. */
    void restart() {
        restart = true;
    }

    /** From here on nothing is written, whatever still comes. */
    synchronized void leave() {
        left = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public CompletionStage<Long> getBody() {
        return body;
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public synchronized void onNext(List<ByteBuffer> buffers) {
        var flow = subscription;
        if (left || flow == null) {
            return;
        }
        moved = System.nanoTime();
        try {
            if (restart) {
                restart = false;
                writer.restart();
            }
            for (var buffer : buffers) {
                var part = new byte[buffer.remaining()];
                buffer.get(part);
                writer.write(part, 0, part.length);
            }
            progress.accept(writer.position());
            flow.request(1);
        } catch (IOException e) {
            leave();
            body.completeExceptionally(e);
        }
    }

    @Override
    public void onError(Throwable problem) {
        body.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        body.complete(writer.position());
    }
}
