package lab.runtime.registry;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** A body that is kept in memory, up to a limit; an endless one is left at once. */
final class BoundedBody implements BodySubscriber<byte[]> {

    private final int limit;
    private final String what;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Flow.Subscription subscription = new Nothing();

    /**
     * A body.
     *
     * @param limit how many bytes it may have
     * @param what what it is, for the message if it has more
     */
    BoundedBody(int limit, String what) {
        this.limit = limit;
        this.what = what;
    }

    /** Before there is a subscription. */
    private record Nothing() implements Flow.Subscription {
        @Override
        public void request(long n) {
            throw new IllegalStateException("nobody has subscribed yet");
        }

        @Override
        public void cancel() {
            throw new IllegalStateException("nobody has subscribed yet");
        }
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (var buffer : buffers) {
            if (buffer.remaining() > limit - bytes.size()) {
                subscription.cancel();
                body.completeExceptionally(new RegistryException(what + " has more than " + limit + " bytes"));
                return;
            }
            var part = new byte[buffer.remaining()];
            buffer.get(part);
            bytes.write(part, 0, part.length);
        }
        subscription.request(1);
    }

    @Override
    public void onError(Throwable problem) {
        body.completeExceptionally(problem);
    }

    @Override
    public void onComplete() {
        body.complete(bytes.toByteArray());
    }
}
