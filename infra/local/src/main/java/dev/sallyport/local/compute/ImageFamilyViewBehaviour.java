package dev.sallyport.local.compute;

import com.google.cloud.compute.v1.ImageFamilyView;
import com.google.protobuf.Message;
import java.util.Map;

/** The newest image of a family, as a zone sees it: here all zones see the same. */
final class ImageFamilyViewBehaviour extends Behaviour<Message> {
    ImageFamilyViewBehaviour() {
        super("imageFamilyViews", Message.class);
    }

    @Override
    Map<String, Action<Message>> actions() {
        return Map.of("get", new Action.Answer<>(ImageFamilyViewBehaviour::get));
    }

    private static Message get(Transaction transaction, Call call) {
        return ImageFamilyView.newBuilder()
                .setImage(ImageBehaviour.find(transaction, call.link().path()))
                .build();
    }
}
