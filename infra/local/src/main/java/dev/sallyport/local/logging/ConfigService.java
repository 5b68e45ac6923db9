package dev.sallyport.local.logging;

import com.google.logging.v2.ConfigServiceV2Grpc.ConfigServiceV2ImplBase;
import com.google.logging.v2.CreateSinkRequest;
import com.google.logging.v2.DeleteSinkRequest;
import com.google.logging.v2.GetSinkRequest;
import com.google.logging.v2.ListSinksRequest;
import com.google.logging.v2.ListSinksResponse;
import com.google.logging.v2.LogSink;
import com.google.logging.v2.UpdateSinkRequest;
import com.google.protobuf.Empty;
import com.google.protobuf.FieldMask;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.Timestamps;
import dev.sallyport.local.api.ApiException;
import dev.sallyport.local.grpc.Unary;
import io.grpc.stub.StreamObserver;
import java.time.InstantSource;

/** google.logging.v2.ConfigServiceV2: sinks that lead to topics. Buckets, views, links and settings are absent. */
final class ConfigService extends ConfigServiceV2ImplBase {
    /** What an update without mask is about: source, the comments on UpdateSinkRequest. */
    private static final FieldMask WITHOUT_MASK = FieldMaskUtil.fromFieldNumbers(
            LogSink.class,
            LogSink.DESTINATION_FIELD_NUMBER,
            LogSink.FILTER_FIELD_NUMBER,
            LogSink.INCLUDE_CHILDREN_FIELD_NUMBER);

    private static final FieldMask SETTABLE = FieldMaskUtil.union(
            WITHOUT_MASK,
            FieldMaskUtil.fromFieldNumbers(
                    LogSink.class,
                    LogSink.DESCRIPTION_FIELD_NUMBER,
                    LogSink.DISABLED_FIELD_NUMBER,
                    LogSink.EXCLUSIONS_FIELD_NUMBER));

    private static final FieldMaskUtil.MergeOptions REPLACING = new FieldMaskUtil.MergeOptions()
            .setReplaceMessageFields(true)
            .setReplacePrimitiveFields(true)
            .setReplaceRepeatedFields(true);

    private final SinkNames names;
    private final Sinks sinks;
    private final InstantSource clock;

    ConfigService(SinkNames names, Sinks sinks, InstantSource clock) {
        this.names = names;
        this.sinks = sinks;
        this.clock = clock;
    }

    @Override
    public void createSink(CreateSinkRequest request, StreamObserver<LogSink> observer) {
        Unary.answer(observer, () -> {
            String parent = names.parent(request.getParent());
            SinkNames.checkOwnName(request.getSink().getName());
            LogSink settings = request.getSink().toBuilder()
                    .setWriterIdentity(names.writer(parent, request.getUniqueWriterIdentity()))
                    .setCreateTime(Timestamps.fromMillis(clock.millis()))
                    .setUpdateTime(Timestamps.fromMillis(clock.millis()))
                    .build();
            if (!sinks.add(new Sink(parent, checked(settings)))) {
                throw ApiException.alreadyExists("Sink " + settings.getName() + " already exists");
            }
            return settings;
        });
    }

    @Override
    public void getSink(GetSinkRequest request, StreamObserver<LogSink> observer) {
        Unary.answer(observer, () -> existing(request.getSinkName()).settings());
    }

    @Override
    public void listSinks(ListSinksRequest request, StreamObserver<ListSinksResponse> observer) {
        Unary.answer(
                observer,
                () -> ListSinksResponse.newBuilder()
                        .addAllSinks(sinks.in(names.parent(request.getParent())))
                        .build());
    }

    @Override
    public void updateSink(UpdateSinkRequest request, StreamObserver<LogSink> observer) {
        Unary.answer(observer, () -> {
            Sink before = existing(request.getSinkName());
            LogSink.Builder after = before.settings().toBuilder();
            FieldMaskUtil.merge(mask(request.getUpdateMask()), request.getSink(), after, REPLACING);
            if (request.getUniqueWriterIdentity()) {
                after.setWriterIdentity(names.writer(before.parent(), true));
            }
            LogSink changed =
                    after.setUpdateTime(Timestamps.fromMillis(clock.millis())).build();
            sinks.replace(before.with(checked(changed)));
            return changed;
        });
    }

    @Override
    public void deleteSink(DeleteSinkRequest request, StreamObserver<Empty> observer) {
        Unary.answer(observer, () -> {
            sinks.remove(existing(request.getSinkName()));
            return Empty.getDefaultInstance();
        });
    }

    private static FieldMask mask(FieldMask asked) {
        return FieldMaskUtil.intersection(SETTABLE, asked.getPathsCount() == 0 ? WITHOUT_MASK : asked);
    }

    private static LogSink checked(LogSink sink) {
        SinkNames.topic(sink.getDestination());
        EntryFilter.parse(sink.getFilter());
        sink.getExclusionsList().forEach(exclusion -> EntryFilter.parse(exclusion.getFilter()));
        return sink;
    }

    private Sink existing(String name) {
        return sinks.find(names.key(name))
                .orElseThrow(() ->
                        ApiException.notFound("Sink " + name.substring(name.lastIndexOf('/') + 1) + " does not exist"));
    }
}
