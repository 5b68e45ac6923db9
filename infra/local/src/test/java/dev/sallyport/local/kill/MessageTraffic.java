package dev.sallyport.local.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Topic;
import io.grpc.Channel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Messages for two subscriptions: of one a worker acknowledges what it can while others publish, of the other nothing is
 * taken before the kill, so that it tells what was published.
 */
final class MessageTraffic implements Workload {
    private static final String TOPIC = "projects/lab/topics/traffic";
    private static final int PULLED_AT_ONCE = 20;
    private static final int LARGEST_BATCH = 3;

    private final Backlog worker = new Backlog("projects/lab/subscriptions/worker");
    private final Backlog auditor = new Backlog("projects/lab/subscriptions/auditor");
    private final AtomicLong batches = new AtomicLong();
    private final AtomicLong answers = new AtomicLong();
    private final Set<List<String>> sent = ConcurrentHashMap.newKeySet();
    private final Set<String> published = ConcurrentHashMap.newKeySet();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();

    @Override
    public void begin(Channel channel) {
        PublisherGrpc.newBlockingStub(channel)
                .createTopic(Topic.newBuilder().setName(TOPIC).build());
        worker.create(channel, TOPIC);
        auditor.create(channel, TOPIC);
    }

    @Override
    public List<Consumer<Channel>> writers() {
        return List.of(this::publish, this::publish, this::acknowledge);
    }

    @Override
    public long answered() {
        return answers.get();
    }

    @Override
    public void check(Channel channel) {
        Map<String, String> audited = auditor.pullAll(channel, published);
        Set<String> there = audited.keySet();
        assertThat(batchesOf(there))
                .as("batches that are there in whole or in part")
                .allMatch(there::containsAll);
        assertThat(sent.stream().flatMap(List::stream))
                .as("what was sent since the last kill, of which alone something may be there")
                .containsAll(there);
        assertThat(there).as("published").containsAll(taken);

        Set<String> owed = ConcurrentHashMap.newKeySet();
        owed.addAll(there);
        owed.removeAll(taken);
        Map<String, String> again = worker.pullAll(channel, owed);
        assertThat(there).as("published").containsAll(again.keySet());
        assertThat(again.keySet()).as("delivered again").noneMatch(acknowledged::contains);

        auditor.acknowledge(channel, audited);
        worker.acknowledge(channel, again);
        List.of(published, taken, acknowledged).forEach(Set::clear);
        sent.clear();
    }

    private List<List<String>> batchesOf(Set<String> texts) {
        return sent.stream()
                .filter(batch -> batch.stream().anyMatch(texts::contains))
                .toList();
    }

    private void publish(Channel channel) {
        long number = batches.incrementAndGet();
        int size = (int) (number % LARGEST_BATCH) + 1;
        List<String> batch =
                IntStream.range(0, size).mapToObj(index -> number + "-" + index).toList();
        sent.add(batch);
        PublishRequest.Builder request = PublishRequest.newBuilder().setTopic(TOPIC);
        batch.forEach(text -> request.addMessages(PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(text))));
        PublisherGrpc.newBlockingStub(channel).publish(request.build());
        published.addAll(batch);
        answers.incrementAndGet();
    }

    private void acknowledge(Channel channel) {
        Map<String, String> pulled = worker.pull(channel, PULLED_AT_ONCE);
        taken.addAll(pulled.keySet());
        worker.acknowledge(channel, pulled);
        acknowledged.addAll(pulled.keySet());
        answers.addAndGet(pulled.size());
    }
}
